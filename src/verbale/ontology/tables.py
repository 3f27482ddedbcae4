"""Loads the generated tables under `verbale/data`."""

from importlib.resources import files
from typing import TypeVar

import msgspec

from verbale.errors import ResourceError

T = TypeVar("T")


def load(name: str, shape: type[T]) -> T:
    """The table `data/NAME` in the given shape.

    Raises ResourceError where the table is missing or has another shape.
    """
    try:
        content = (files("verbale") / "data" / name).read_bytes()
        return msgspec.json.decode(content, type=shape)
    except (OSError, msgspec.DecodeError) as error:
        raise ResourceError(f"data/{name}: {error}; run `make tables` in a checkout, or reinstall") from error
