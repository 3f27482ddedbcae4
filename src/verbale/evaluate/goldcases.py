"""Gold cases: of one story, and of a folder of stories read as one ledger (shared/gold/stories.md)."""

from pathlib import Path

import msgspec

from verbale.errors import EvaluationError

LEDGER = "cases.gold.json"
Sides = str | tuple[str, ...]  # alpha-3 codes or, for others, fragments of a name


class GoldCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a careful analyst makes of some events. `status` lists the stages and exits that are right."""

    requester: Sides
    addressee: Sides
    subject: str = ""
    status: tuple[str, ...]
    events: tuple[int, ...] = ()


class LedgerCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case over several stories: its events by file and number, its sources, its stages after each file."""

    requester: Sides
    addressee: Sides
    subject: str = ""
    status: tuple[str, ...]
    events: tuple[tuple[str, int], ...] = ()
    independent_sources: int | None = None
    stages: tuple[tuple[str, tuple[str, ...]], ...] = ()


class GoldLedger(msgspec.Struct, frozen=True, kw_only=True):
    """The cases of a folder; `stories` are its files in order of publication."""

    stories: tuple[str, ...]
    cases: tuple[LedgerCase, ...]


def sides(told: Sides) -> tuple[str, ...]:
    """One side or several, as a tuple."""
    return (told,) if isinstance(told, str) else told


def ledger(folder: Path) -> GoldLedger | None:
    """The gold of a folder as one ledger, or None where it has none.

    Raises EvaluationError where it does not have the format, or names a story that is not there.
    """
    path = folder / LEDGER
    if not path.is_file():
        return None
    try:
        gold = msgspec.json.decode(path.read_bytes(), type=GoldLedger)
    except (OSError, msgspec.DecodeError) as error:
        raise EvaluationError(f"{path}: {error}") from error
    named = {*gold.stories, *(file for case in gold.cases for file, _ in case.events)}
    missing = sorted(name for name in named if not (folder / name).is_file())
    if missing:
        raise EvaluationError(f"{path}: names stories that are not there: {', '.join(missing)}")
    return gold
