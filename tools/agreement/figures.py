"""Figures of agreement: events found by both, scores of one reading against the other, fields, cases."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

from tools.agreement.pairs import Compared, Pair, role_right
from tools.agreement.reading import Story, events
from verbale.evaluate import matching
from verbale.evaluate.goldstory import GoldEvent, GoldReading, GoldStory
from verbale.evaluate.stories import Result, scores_of
from verbale.evaluate.stories import compare as scored
from verbale.records import Article, Event, Minutes

Row = tuple[str, str]
_SCORES = ("Precision", "Recall", "F1")
Answer = bool | None


def rows(compared: Sequence[Compared]) -> list[Row]:
    """The table of one set, name and figure."""
    pairs = list(chain.from_iterable(one.pairs for one in compared))
    return [
        *_event_rows(compared, pairs),
        *_score_rows(compared),
        *_type_rows(pairs),
        *((name, _share(answers)) for name, answers in fields(pairs).items()),
        *_case_rows(compared),
    ]


def _event_rows(compared: Sequence[Compared], pairs: Sequence[Pair]) -> list[Row]:
    first = list(chain.from_iterable(one.only_first for one in compared))
    second = list(chain.from_iterable(one.only_second for one in compared))
    both_core = sum(pair.first.core and pair.second.core for pair in pairs)
    return [
        ("events in both readings", str(len(pairs))),
        ("events only in the first", str(len(first))),
        ("events only in the second", str(len(second))),
        ("core in both", str(both_core)),
        (
            "core in the first, optional in the second",
            _count(pairs, lambda pair: pair.first, lambda p: p.second),
        ),
        (
            "core in the second, optional in the first",
            _count(pairs, lambda pair: pair.second, lambda p: p.first),
        ),
        ("core events only in the first", str(sum(event.core for event in first))),
        ("core events only in the second", str(sum(event.core for event in second))),
        ("F1 of what is core", f"{_f1(both_core, *_core_totals(compared)):.3f}"),
    ]


def _core_totals(compared: Iterable[Compared]) -> tuple[int, int]:
    stories = [one.story for one in compared]
    return sum(map(_core, (one.first for one in stories))), sum(map(_core, (one.second for one in stories)))


def _core(reading: GoldStory) -> int:
    return sum(event.core for event in reading.events)


def _count(
    pairs: Iterable[Pair], core: Callable[[Pair], GoldEvent], not_core: Callable[[Pair], GoldEvent]
) -> str:
    return str(sum(core(pair).core and not not_core(pair).core for pair in pairs))


def _score_rows(compared: Iterable[Compared]) -> list[Row]:
    stories = [one.story for one in compared]
    second = scores_of([score(story) for story in stories])
    first = scores_of([score(story.swapped()) for story in stories])
    return [
        *((f"{name} of the second against the first", f"{second[name.lower()]:.3f}") for name in _SCORES),
        *((f"{name} of the first against the second", f"{first[name.lower()]:.3f}") for name in _SCORES),
    ]


def score(story: Story) -> Result:
    """The second reading in the place of a coder. Its optional events, too, are never punished."""
    core = {str(event.n) for event in story.second.events if event.core}
    result = scored(_minutes(story), story.first)
    return replace(result, wrong=tuple(pair for pair in result.wrong if pair[0].id in core))


def _minutes(story: Story) -> Minutes:
    article = Article(
        id=story.name,
        title="",
        text=story.text,
        outlet=None,
        agency=None,
        authors=(),
        published=None,
        modified=None,
        dateline=None,
        url=None,
        language=None,
        kind="article",
        related=(),
        removed=(),
        origins={},
    )
    return Minutes(article=article, events=events(story))


def _type_rows(pairs: Sequence[Pair]) -> list[Row]:
    types = [(pair.first.types[0], pair.second.types[0]) for pair in pairs]
    allowed = [
        any(pair.event.event_type in reading.types for reading in pair.first.readings()) for pair in pairs
    ]
    return [
        ("type, the one preferred", _share([one == other for one, other in types])),
        ("Cohen’s kappa of that type", f"{kappa(types):.3f}"),
        ("type, one that the first reader allows", _share(allowed)),
    ]


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Agreement beyond what chance gives two readers with these habits."""
    total = len(pairs)
    agreed = sum(one == other for one, other in pairs) / total
    mine, yours = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(mine[name] * yours[name] for name in mine) / total**2
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def _actors(first: GoldReading, event: Event) -> Answer:
    return None if first.actors is None else role_right(first, event, "actors")


def _recipients(first: GoldReading, event: Event) -> Answer:
    return None if first.recipients is None else role_right(first, event, "recipients")


# As the scorer of stories checks them, with the two roles apart.
CHECKS: Mapping[str, matching.Check] = MappingProxyType(
    {"actors": _actors, "recipients": _recipients} | dict(matching.FIELDS)
)


def fields(pairs: Iterable[Pair]) -> dict[str, list[bool]]:
    """For each field, whether each pair agrees: of those where both readers say something."""
    found: dict[str, list[bool]] = {name: [] for name in CHECKS}
    for pair in pairs:
        for name, answer in agreed(pair, pair.first).items():
            found[name].append(answer)
    return found


def agreed(pair: Pair, reading: GoldReading) -> dict[str, bool]:
    """The fields that both readers fill, and whether they agree on them."""
    answers = {name: check(reading, pair.event) for name, check in CHECKS.items() if says(pair.second, name)}
    return {name: answer for name, answer in answers.items() if answer is not None}


def says(reading: GoldReading, field: str) -> bool:
    """Whether a reader scores the field."""
    value = getattr(reading, field)
    return bool(value) if field in ("items", "beneficiaries", "modes") else value is not None


def _case_rows(compared: Sequence[Compared]) -> list[Row]:
    pairs = list(chain.from_iterable(one.cases for one in compared))
    first = sum(len(one.story.first.cases) for one in compared)
    second = sum(len(one.story.second.cases) for one in compared)
    right = sum(pair.same_status for pair in pairs)
    return [
        ("cases of the same parties in both", str(len(pairs))),
        ("cases only in the first", str(first - len(pairs))),
        ("cases only in the second", str(second - len(pairs))),
        ("F1 of cases by requester and addressee", f"{_f1(len(pairs), first, second):.3f}"),
        ("F1 of cases by requester, addressee and status", f"{_f1(right, first, second):.3f}"),
    ]


def _f1(both: int, first: int, second: int) -> float:
    return 2 * both / (first + second) if first + second else 0.0


def _share(answers: Sequence[bool]) -> str:
    return f"{sum(answers) / len(answers):.3f} ({len(answers)})" if answers else "–"
