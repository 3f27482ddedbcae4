"""Time expressions that are missed, made besides, or given another value."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verbale.evaluate.time import matched, predict, rows, same_value

_VAGUE = re.compile(r"_REF$|^P?X")


def count(path: Path) -> Counter[str]:
    """The causes over all documents of a file."""
    found = Counter[str]()
    for row in rows(path):
        found.update(causes(predict(row, path)["timex"], row["timex"]))
    return found


def causes(said: list[dict[str, Any]], gold: list[dict[str, Any]]) -> Iterator[str]:
    """The cause of each expression that is not right."""
    pairs = matched(said, gold)
    mine, theirs = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    yield from ("missed" for other in gold if id(other) not in theirs)
    for one in said:
        if id(one) not in mine:
            yield "besides, a point" if one["type"] in ("DATE", "TIME") else "besides, a length or rate"
    yield from (
        value(one["value"], other["value"])
        for one, other in pairs
        if not same_value(one["value"], other["value"])
    )


def value(said: str, gold: str) -> str:
    """Why two values of one expression differ."""
    if "Q" in said or "Q" in gold:
        return "quarters"
    if re.sub("X", "", said) == re.sub("X", "", gold) or _week_left_open(said, gold):
        return "as much, written otherwise"
    if _VAGUE.search(said) or _VAGUE.search(gold):
        return "vague times"
    if said.startswith("P") != gold.startswith("P"):
        return "a length for a point, or the reverse"
    if re.sub(r"\d", "0", said) == re.sub(r"\d", "0", gold):
        return "another day, month or year"
    return "a finer or coarser point"


def _week_left_open(said: str, gold: str) -> bool:
    return gold.endswith("-WXX") and said[:6] == gold[:6]
