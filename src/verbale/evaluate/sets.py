"""The gold sets that can be scored, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from verbale.errors import EvaluationError, UsageError
from verbale.evaluate.outcome import Outcome
from verbale.pipeline import Pipeline

Load = Callable[[], Pipeline]  # gives the pipeline, loaded when a scorer first asks for it
Scorer = Callable[[Path, Load], Outcome]


def score(name: str, path: Path, load: Load) -> Outcome:
    """The outcome of the set NAME over the file or folder.

    Raises UsageError for a set that is not known, EvaluationError where the file is missing or malformed.
    """
    if name not in SETS:
        raise UsageError(f"no set {name!r}; there are {', '.join(SETS)}")
    if not path.exists():
        raise EvaluationError(f"{path}: no such file or folder")
    return SETS[name](path, load)


def _attribution(path: Path, load: Load) -> Outcome:
    from verbale.evaluate import attribution

    return attribution.score(path, load())


def _factuality(path: Path, load: Load) -> Outcome:
    from verbale.evaluate import factuality

    return factuality.score(path, load())


def _pages(path: Path, load: Load) -> Outcome:
    from verbale.evaluate import pages

    return pages.score(path)


def _relations(path: Path, load: Load) -> Outcome:
    from verbale.evaluate import relations

    return relations.score(path, load())


def _stories(path: Path, load: Load) -> Outcome:
    from verbale.evaluate import stories

    return stories.score(path, load())


def _time(path: Path, load: Load) -> Outcome:
    from verbale.evaluate import time

    return time.score(path)


SETS: Mapping[str, Scorer] = MappingProxyType(
    {
        "attribution": _attribution,
        "factuality": _factuality,
        "pages": _pages,
        "relations": _relations,
        "stories": _stories,
        "time": _time,
    }
)
