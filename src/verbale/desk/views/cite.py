"""How a report is cited: one line with the words and who says so, BibTeX and CSL-JSON."""

import re
from collections.abc import Iterator
from typing import Any

from verbale import asking
from verbale.desk.views.moved import stands
from verbale.desk.words import voice
from verbale.errors import NotFound
from verbale.export.caselines import headline
from verbale.export.minutes import quoted
from verbale.export.names import flat
from verbale.records import Article, Event, Record
from verbale.store.base import View

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_WEB = re.compile(r"https?://[^\s{}\\<>\"]+")
# What TeX takes for a command of its own.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


class Citation(Record, frozen=True, kw_only=True):
    """A report as it is cited; `quote` and `says` where it is cited for an event."""

    article: str
    title: str
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    url: str | None
    quote: str
    says: str
    line: str


class Citations(Record, frozen=True, kw_only=True):
    """What is cited, and its reports."""

    id: str
    title: str
    address: str
    reports: tuple[Citation, ...]


def citations(view: View, key: str) -> Citations:
    """The reports to cite for an event, a report or a case. Raises NotFound."""
    event = _event(view, key)
    if event is not None:
        article = view.article(event.article_id)
        own = (citation(article, event),)
        return Citations(id=key, title=quoted(event), address=f"/reports/{article.id}#{key}", reports=own)
    try:
        article = view.article(key)
    except NotFound:
        return _of_case(view, key)
    title = flat(article.title) or key
    return Citations(id=key, title=title, address=f"/reports/{key}", reports=(citation(article),))


def citation(article: Article, event: Event | None = None) -> Citation:
    """A report as it is cited, for an event where one is given."""
    says, quote = (voice(event), quoted(event)) if event else ("", "")
    url = article.url if article.url and _WEB.fullmatch(article.url) else None
    day = (article.published or "")[:10]
    where = ", ".join(part for part in (flat(article.outlet or ""), day or "undated") if part)
    by = ", ".join(map(flat, article.authors))
    source = f"{by + ', ' if by else ''}“{flat(article.title)}”, {where}"
    line = f"{quote}{', ' + says if says else ''}. {source}" if quote else source
    return Citation(
        article=article.id,
        title=flat(article.title),
        outlet=article.outlet,
        authors=article.authors,
        published=day or None,
        url=url,
        quote=quote,
        says=says,
        line=f"{line}, {url}" if url else f"{line}.",
    )


def plain(found: Citations) -> str:
    """One line a report."""
    return "".join(f"{one.line}\n" for one in found.reports)


def bibtex(found: Citations) -> str:
    """The reports as BibTeX."""
    return "\n".join(_entry(one) for one in found.reports)


def csl(found: Citations) -> list[dict[str, Any]]:
    """The reports as CSL-JSON, as Zotero and pandoc take it."""
    return [_csl(one) for one in found.reports]


def _of_case(view: View, key: str) -> Citations:
    file = asking.case_file(view, stands(view, key).id)
    told = {article.id: article for step in file.case.steps for _, article in file.reports(step)}
    ordered = sorted(told.values(), key=lambda article: (article.published or "", article.id))
    return Citations(
        id=key, title=headline(file.case), address=f"/cases/{key}", reports=tuple(map(citation, ordered))
    )


def _event(view: View, key: str) -> Event | None:
    try:
        return view.event(key)
    except NotFound:
        return None


def _entry(one: Citation) -> str:
    fields = {
        "title": one.title,
        "author": " and ".join(f"{{{_tex(name)}}}" for name in one.authors),
        "journal": one.outlet or "",
        "date": one.published or "",
        "year": (one.published or "")[:4],
        "note": _note(one),
    }
    lines = [
        f"  {name} = {{{value if name == 'author' else _tex(value)}}}"
        for name, value in fields.items()
        if value
    ]
    if one.url:
        lines.append(f"  url = {{{one.url}}}")
    return f"@article{{verbale-{one.article},\n" + ",\n".join(lines) + "\n}\n"


def _note(one: Citation) -> str:
    return one.quote + (f", {one.says}" if one.says else "")


def _tex(text: str) -> str:
    return flat(text).translate(_TEX)


def _csl(one: Citation) -> dict[str, Any]:
    found: dict[str, Any] = {"id": f"verbale-{one.article}", "type": "article-newspaper", "title": one.title}
    if one.authors:
        found["author"] = [{"literal": flat(name)} for name in one.authors]
    if one.outlet:
        found["container-title"] = flat(one.outlet)
    parts = list(_parts(one.published))
    if parts:
        found["issued"] = {"date-parts": [parts]}
    if one.url:
        found["URL"] = one.url
    if one.quote:
        found["note"] = _note(one)
    return found


def _parts(day: str | None) -> Iterator[int]:
    found = _DAY.match(day or "")
    for part in found.groups() if found else ():
        if part is None:
            return
        yield int(part)
