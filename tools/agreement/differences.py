"""Lists where two readings of a story differ, for whoever decides."""

from collections.abc import Iterator, Sequence

from tools.agreement.figures import agreed
from tools.agreement.pairs import Compared, Pair, right_roles
from verbale.evaluate.goldcases import GoldCase, Sides, sides
from verbale.evaluate.goldstory import GoldEvent, GoldReading, PartyPattern


def lines(compared: Compared) -> Iterator[str]:
    """The events of one reader alone, then what differs in the others, then the cases."""
    yield f"# {compared.story.name}"
    yield "## only in the first"
    yield from map(event_line, compared.only_first)
    yield "## only in the second"
    yield from map(event_line, compared.only_second)
    yield "## in both"
    for pair in compared.pairs:
        found = list(_differing(pair))
        if found:
            yield f"{pair.first.n}~{pair.second.n} {_head(pair.first)}"
            yield from (f"    {line}" for line in found)
    yield "## cases"
    yield from _case_lines(compared)


def event_line(event: GoldEvent) -> str:
    """An event on one line."""
    doubt = f"{'/'.join(event.factuality or ('-',))} {event.polarity or ''}"
    linked = f" content of {event.content_of}" if event.content_of else ""
    return f"{event.n} {_head(event)} {_roles(event)} ({doubt}){linked}"


def _head(event: GoldEvent) -> str:
    return f"{'CORE' if event.core else 'opt'} {'/'.join(event.types)} “{event.anchor}”"


def _roles(reading: GoldReading) -> str:
    return f"{_parties(reading.actors)} → {_parties(reading.recipients)}"


def _parties(patterns: Sequence[PartyPattern] | None) -> str:
    if patterns is None:
        return "?"
    return ", ".join(f"{code or ''}:{name or ''}" for code, name in patterns) or "none"


def _differing(pair: Pair) -> Iterator[str]:
    """What the second reader has that no reading of the first allows."""
    first, second = pair.first, pair.second
    readings = first.readings()
    if first.core != second.core:
        yield f"core: {first.core} | {second.core}"
    if not any(pair.event.event_type in reading.types for reading in readings):
        yield f"type: {'/'.join(first.types)} | {'/'.join(second.types)}"
    if not right_roles(readings, pair.event):
        yield f"roles: {_roles(first)} | {_roles(second)}"
    answers = [agreed(pair, reading) for reading in readings]
    for name in answers[0]:
        if name not in ("actors", "recipients") and not any(each.get(name, True) for each in answers):
            yield f"{name}: {_said(first, name)} | {_said(second, name)}"


def _said(reading: GoldReading, name: str) -> str:
    value = getattr(reading, name)
    return "/".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _case_lines(compared: Compared) -> Iterator[str]:
    for heading, cases in (
        ("only in the first", compared.cases_only_first),
        ("only in the second", compared.cases_only_second),
    ):
        yield from (f"{heading}: {_case(case)}" for case in cases)
    for pair in compared.cases:
        if not set(pair.second.status) <= set(pair.first.status):
            yield f"in both: {_case(pair.first)} | {_case(pair.second)}"


def _case(case: GoldCase) -> str:
    parties = f"{_sides(case.requester)} → {_sides(case.addressee)}"
    return f"{parties} {case.subject!r} {'/'.join(case.status)} {list(case.events)}"


def _sides(told: Sides) -> str:
    return "+".join(sides(told))
