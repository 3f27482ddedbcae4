"""Files and folders that appear whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from verbale.errors import UsageError


def whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Writes a file; until all of it is there, what stood there before stays. Raises UsageError where it cannot."""
    try:
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def folder(path: Path, fill: Callable[[Path], None], *, mark: str) -> None:
    """Fills a folder of that name; until it is full, what stood there before stays.

    A folder that is there and not empty is replaced only where it holds the file `mark`, which says that it was
    made so. Raises UsageError where it holds something else, or cannot be written.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: is a file; name a folder")
    if path.exists() and any(path.iterdir()) and not (path / mark).is_file():
        raise UsageError(
            f"{path}: holds other files; name a new or an empty folder, or one that was made so before"
        )
    path = path.absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    try:
        fill(part)
        part.chmod(0o755)
        _swap(part, path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _swap(part: Path, path: Path) -> None:
    """Puts the new folder in the old one's place; the old one comes back where that fails."""
    if not path.exists():
        part.rename(path)
        return
    old = part.with_name(part.name + ".old")
    path.rename(old)
    try:
        part.rename(path)
    except OSError:
        old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)
