"""What belongs together: the blocks that reports bind to some blocks."""

from collections.abc import Callable, Iterable


def closed(
    blocks: Iterable[str], bound: Callable[[frozenset[str]], Iterable[frozenset[str]]]
) -> frozenset[str]:
    """The blocks with all that reports bind to them; `bound` gives the bonds that hold any of some blocks."""
    found = frozenset(blocks)
    fresh = found
    while fresh:
        fresh = frozenset[str]().union(*bound(fresh)) - found
        found |= fresh
    return found
