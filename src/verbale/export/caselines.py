"""A case in one line: who asks whom for what, and how far it went."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from verbale.export.layout import Layout
from verbale.export.names import flat, homes, joined
from verbale.export.phrases import things
from verbale.records import Case, Party

MOST_ITEMS = 4  # beyond these a line is no longer read at a glance; the case itself lists all
WORD = 15  # columns of the longest stage or exit ("request_withdrawn" goes over into the next)
UNKNOWN = "not known"


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


def line(case: Case, remark: str, layout: Layout) -> Iterator[str]:
    """The headline of a case, its outcome in a column of its own, and a remark."""
    room = max(layout.width - WORD - len(remark) - 6, 24)  # 24 columns still hold the names
    first, *others = textwrap.wrap(headline(case), room) or [""]
    yield f"  {first:<{room}}  {outcome(case):<{WORD}}  {remark}".rstrip()
    yield from (f"    {other}" for other in others)


def headline(case: Case) -> str:
    """Who asks whom for what, or who offers what to whom."""
    asker, asked = who(case.requester), who(case.addressee)
    items = things(case.items[:MOST_ITEMS]) if case.items else ""
    if case.origin == "request":
        said = f"{asker} {_verb(case.requester, 'ask')} {asked}"
        return f"{said} for {items}" if items else said
    said = f"{asked} {_verb(case.addressee, 'promise')} {asker}"
    return f"{said} {items}" if items else said


def who(parties: Iterable[Party]) -> str:
    """The countries that parties speak for, or their names."""
    return joined(list(homes(parties))) or "someone unnamed"


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


def reviewed(case: Case) -> str:
    """What of the outcome stands on reviewed steps."""
    if case.stage is None:
        return "no step reviewed yet"
    return "reviewed" if case.stage == case.provisional_stage else f"reviewed: {case.stage}"


def _verb(parties: tuple[Party, ...], verb: str) -> str:
    return verb if len(homes(parties)) > 1 else f"{verb}s"
