"""What a search found, in its context."""

from typing import Protocol

from verbale.export.caserows import Kind
from verbale.export.names import flat

COLUMNS = ("kind", "id", "article_id", "title", "day", "before", "match", "after")


class Found(Protocol):
    """A hit as stores give it."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def article_id(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def day(self) -> str | None: ...
    @property
    def before(self) -> str: ...
    @property
    def match(self) -> str: ...
    @property
    def after(self) -> str: ...


def _summary(hit: Found) -> tuple[str, ...]:
    match = f"»{hit.match}«" if hit.match else ""
    return hit.id, hit.day or "–", flat(hit.title), flat(f"{hit.before}{match}{hit.after}")


def _cells(hit: Found) -> tuple[str, ...]:
    return (
        *(hit.kind, hit.id, hit.article_id or "", flat(hit.title), hit.day or ""),
        *(flat(hit.before), flat(hit.match), flat(hit.after)),
    )


HITS: Kind[Found] = Kind(("hit", "day", "title", "context"), _summary, COLUMNS, _cells)
