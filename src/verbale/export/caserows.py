"""Cases, searches and judgements as tables, CSV and JSON lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

import msgspec

from verbale.export import casefile
from verbale.export.casefile import CaseFile
from verbale.export.caselines import flags, outcome, who
from verbale.export.layout import Layout
from verbale.export.names import flat, labels
from verbale.export.phrases import things
from verbale.export.rows import aligned, countries, csv_line, harmless
from verbale.records import Case, Judgement

T = TypeVar("T")
CASE_COLUMNS = (
    *("id", "origin", "requester", "requester_countries", "addressee", "addressee_countries"),
    *("beneficiaries", "items", "stage", "provisional_stage", "exit", "rule", "contested", "conditional"),
    *(
        "no_response_found_as_of",
        "fulfilment",
        "reports",
        "independent_sources",
        "opened",
        "updated",
        "steps",
    ),
)
JUDGEMENT_COLUMNS = ("number", "at", "who", "verb", "subject", "subject_id", "detail", "reason")


class Kind(msgspec.Struct, Generic[T], frozen=True):
    """How things of one kind are written: a table's head and rows, CSV's head and rows, and the record."""

    head: tuple[str, ...]
    summary: Callable[[T], tuple[str, ...]]
    columns: tuple[str, ...]
    cells: Callable[[T], tuple[str, ...]]


def render(form: str, things: Iterable[T], kind: Kind[T], layout: Layout) -> Iterator[str]:
    """The things as `table`, `csv` or `jsonl`."""
    if form == "jsonl":
        yield from jsonl(things)
    elif form == "csv":
        yield from csv_rows(kind.columns, map(kind.cells, things))
    else:
        yield from table([kind.head, *map(kind.summary, things)], layout)


def jsonl(records: Iterable[object]) -> Iterator[str]:
    """One record a line."""
    for record in records:
        yield msgspec.json.encode(record).decode() + "\n"


def csv_rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """CSV with a head line; no cell is taken for a formula."""
    yield csv_line(head)
    for row in rows:
        yield csv_line([harmless(cell) for cell in row])


def table(rows: list[tuple[str, ...]], layout: Layout) -> Iterator[str]:
    """Rows in columns; of the head alone, nothing."""
    if len(rows) > 1:
        yield from aligned(rows, layout.width)


def case_cells(case: Case) -> tuple[str, ...]:
    """A case as CASE_COLUMNS say."""
    return (
        *(case.id, case.origin, labels(case.requester), countries(case.requester)),
        *(labels(case.addressee), countries(case.addressee), labels(case.beneficiaries)),
        *("; ".join(flat(item.text) for item in case.items), case.stage or "", case.provisional_stage or ""),
        *(case.exit or "", case.rule, str(case.contested).lower(), str(case.conditional).lower()),
        *(case.no_response_found_as_of or "", case.fulfilment or "", str(case.reports)),
        *(str(case.independent_sources), case.opened or "", case.updated or ""),
        "; ".join(step.id for step in case.steps),
    )


def case_summary(case: Case) -> tuple[str, ...]:
    """A case for a table."""
    reviewed = "" if case.stage is not None else "not reviewed"
    remarks = "; ".join(part for part in (*flags(case), reviewed) if part)
    parties = f"{who(case.requester)} → {who(case.addressee)}"
    if case.origin == "offer":
        parties += " (offered)"
    sources = str(case.independent_sources)
    return case.id, parties, things(case.items) or "–", outcome(case), remarks, case.updated or "–", sources


def judgement_cells(one: Judgement) -> tuple[str, ...]:
    """A judgement as JUDGEMENT_COLUMNS say."""
    detail = msgspec.json.encode(one.detail).decode() if one.detail else ""
    return (
        *(str(one.number), one.at, one.who, one.verb, one.subject, one.subject_id),
        *(detail, one.reason or ""),
    )


CASES: Kind[Case] = Kind(
    ("case", "who asks whom", "for what", "outcome", "remarks", "updated", "sources"),
    case_summary,
    CASE_COLUMNS,
    case_cells,
)
JUDGEMENTS: Kind[Judgement] = Kind(JUDGEMENT_COLUMNS, judgement_cells, JUDGEMENT_COLUMNS, judgement_cells)


def _step_rows(file: CaseFile, layout: Layout) -> Iterator[str]:
    yield from csv_rows(casefile.COLUMNS, casefile.cells(file))


def _record(file: CaseFile, layout: Layout) -> Iterator[str]:
    yield from jsonl([file.case])


CASE_FORMATS: Mapping[str, Callable[[CaseFile, Layout], Iterator[str]]] = MappingProxyType(
    {"table": casefile.timeline, "csv": _step_rows, "jsonl": _record}
)
