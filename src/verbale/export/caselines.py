"""A case in one line: who asks whom for what, and how far it went."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from verbale.export.layout import Layout
from verbale.export.names import flat, homes, joined, with_article
from verbale.export.phrases import things
from verbale.records import Case, Party

MOST_ITEMS = 4  # beyond these a line is no longer read at a glance; the case itself lists all
WORD = 14  # columns of all stages and of the exits but the longest, which pushes its remark on
REMARK = 16  # columns for a remark, where there is room: four numbers of lines
UNKNOWN = "not known"
# What is done with a thing that nobody is known to have asked for or promised, by the exit.
VERBS = MappingProxyType({"refused": "refuse", "suspended": "suspend", "cancelled": "cancel"})


def section(cases: Iterable[Case], numbers: Mapping[str, int], layout: Layout) -> Iterator[str]:
    """The lines of "Cases" under a page's minutes; `numbers` are the lines of its events by id."""
    cases = tuple(cases)
    if cases:
        yield ""
        yield "Cases"
    for case in cases:
        told = sorted({numbers[key] for step in case.steps for key in step.events if key in numbers})
        lines = f"({', '.join(map(str, told))})" if told else ""
        yield from line(case, lines, layout)


def summary(cases: Iterable[Case], heading: str, layout: Layout) -> Iterator[str]:
    """The lines of a ledger's cases, each with what must be said beside its outcome."""
    yield heading
    for case in cases:
        number = case.independent_sources
        yield from line(case, f"{number} source{'' if number == 1 else 's'}", layout)
        yield from (f"    {remark}" for remark in flags(case))


def line(case: Case, remark: str, layout: Layout) -> Iterator[str]:
    """The headline of a case, its outcome in a column of its own, and a remark."""
    room = max(layout.width - WORD - REMARK - 6, 24)  # 24 columns still hold the names
    first, *others = textwrap.wrap(headline(case), room, subsequent_indent="  ") or [""]
    yield f"  {first:<{room}}  {outcome(case):<{WORD}}  {remark}".rstrip()
    yield from (f"  {other}" for other in others)


def headline(case: Case) -> str:
    """Who asks whom for what; of what nobody asked for, who promises, refuses or stops what to whom."""
    asker, asked = who(case.requester), who(case.addressee)
    items = things(case.items[:MOST_ITEMS]) if case.items else ""
    if case.origin == "request":
        said = f"{asker} {_verb(case.requester, 'ask')} {asked}"
        return f"{said} for {items}" if items else said
    verb = "promise" if case.stage or case.provisional_stage else VERBS.get(case.exit or "", "promise")
    return f"{asked} {_verb(case.addressee, verb)} {items or 'something'} to {asker}"


def who(parties: Iterable[Party]) -> str:
    """The countries that parties speak for, or their names."""
    return joined([with_article(name) for name in homes(parties)]) or "someone unnamed"


def outcome(case: Case) -> str:
    """The exit that holds, else the furthest stage, reviewed or not."""
    return case.exit or case.provisional_stage or case.stage or UNKNOWN


def flags(case: Case) -> list[str]:
    """What must be said beside the outcome."""
    said = ["contested"] if case.contested else []
    said += ["conditional"] if case.conditional else []
    if case.no_response_found_as_of:
        said.append(f"no response found as of {case.no_response_found_as_of}")
    if case.fulfilment:
        said.append(flat(case.fulfilment.replace("_", " ")))
    return said


def is_reviewed(case: Case) -> bool:
    """Whether somebody has reviewed the steps that the outcome stands on."""
    return case.stage is not None and case.stage == case.provisional_stage


def reviewed(case: Case) -> str:
    """What of the outcome stands on reviewed steps."""
    if case.stage is None:
        return "no step reviewed yet"
    return "reviewed" if is_reviewed(case) else f"reviewed: {case.stage}"


def _verb(parties: tuple[Party, ...], verb: str) -> str:
    return verb if len(homes(parties)) > 1 else f"{verb}s"
