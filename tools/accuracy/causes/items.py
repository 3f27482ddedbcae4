"""Items of right events that are not right."""

from collections import Counter
from collections.abc import Iterable, Sequence

from verbale.evaluate.matching import holds, item_fits
from verbale.evaluate.stories import Result
from verbale.records import Item

Pattern = tuple[str, float | None]


def count(results: Iterable[Result]) -> Counter[str]:
    """The causes over some stories."""
    return Counter(
        cause(match.reading.items, match.event.items)
        for result in results
        for match in result.right
        if not match.fields().get("items", True)
    )


def cause(gold: Sequence[Pattern], said: Sequence[Item]) -> str:
    """Why the items of an event are wrong."""
    if not said:
        return "no item"
    whole = sum(any(item_fits(pattern, item) for item in said) for pattern in gold)
    words = sum(any(holds(name, item.text) for item in said) for name, _ in gold)
    if 2 * whole >= len(gold):
        return "too many"
    return "another quantity" if 2 * words >= len(gold) else "other words"
