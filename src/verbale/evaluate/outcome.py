"""What scoring a gold set gives."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """Scores by name (fractions of 1), and one prediction per input row, in order.

    Names of scores are `metric` for the whole set and `metric[part]` for a part of it, such as
    `root_f1[uid%3=0]`. `scores` is empty where the file carries no gold.
    """

    set_name: str
    rows: int
    scores: dict[str, float]
    predictions: tuple[dict[str, Any], ...]
