"""The files of a site: what pages there are, and what each shows."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from verbale.asking import case_file
from verbale.desk import words
from verbale.desk.publish.told import UNTIMED, Told, anchor, month, told
from verbale.desk.views import matrix as pairs
from verbale.desk.views import places, timeline
from verbale.desk.views.case import case_page
from verbale.desk.views.filters import Filter
from verbale.desk.views.report import report_page
from verbale.exchanging import exported
from verbale.export import casefile, rows
from verbale.export.caserows import CASES, csv_rows, jsonl
from verbale.export.files import folder
from verbale.export.layout import Layout
from verbale.store.base import View
from verbale.store.charted import NONE
from verbale.taking import stamp

HERE = Path(__file__).parents[1]
# Says that a folder is a site of ours, which may be made anew in its place.
MARK = "verbale-site.json"
STYLES = ("desk.css", "charts.css")


@dataclass(frozen=True, slots=True)
class Site:
    """How a site is made: what it is called, and whether it holds the reports' own texts."""

    title: str
    full_text: bool = False


def publish(path: Path, view: View, asked: Filter, site: Site, *, now: datetime) -> Told:
    """Writes the site of what a filter finds into a folder, whole or not at all; what it shows.

    Raises QueryError, and UsageError where the folder holds something else or cannot be written.
    """
    found = told(view, asked, now.date().isoformat())
    folder(path, lambda part: _Pages(part, view, asked, site, found, now).write(), mark=MARK)
    return found


class _Pages:
    """The pages of one site, on their way into a folder."""

    def __init__(self, path: Path, view: View, asked: Filter, site: Site, found: Told, now: datetime) -> None:
        self._path = path
        self._view = view
        self._asked = asked
        self._site = site
        self._told = found
        self._now = now
        self._cases = {case.id: case for case in found.cases}
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(words.vocabulary(), anchor=anchor, month=month, nothing=NONE)

    def write(self) -> None:
        """All files; the mark last."""
        self._page("index.html", "index", cases=self._told.cases)
        self._case_pages()
        self._pictures()
        self._event_pages()
        self._report_pages()
        self._downloads()
        for name in STYLES:
            shutil.copyfile(HERE / "static" / name, self._folder("static") / name)
        mark = {"title": self._site.title, "filter": self._asked.q, "made": stamp(self._now)}
        (self._path / MARK).write_bytes(msgspec.json.encode(mark) + b"\n")

    def _case_pages(self) -> None:
        today = self._now.date().isoformat()
        for key in self._cases:
            page = case_page(self._view, key, today)
            self._page(f"cases/{anchor('', key)}.html", "case", view=page, articles=self._told.articles)

    def _pictures(self) -> None:
        by_pair = self._told.by_pair()
        found = pairs.matrix(
            self._view, self._asked, lambda one, other: f"#{anchor('pair-', one, other)}", listed=len(by_pair)
        )
        self._page(
            "who-asks-whom.html", "matrix", view=found, cases=by_pair, drawn=Markup(pairs.picture(found))
        )
        times = timeline.timeline(self._view, self._asked, address=_time_address)
        self._page("timeline.html", "timeline", view=times, drawn=Markup(timeline.picture(times)))
        by_place = self._told.by_place()
        where = places.places(
            self._view, self._asked, lambda values: f"places.html#{anchor('p-', values[0])}", listed=10**6
        )
        self._page("map.html", "map", view=where, drawn=Markup(places.picture(where)))
        self._page("places.html", "places", places=sorted(by_place.items()))

    def _event_pages(self) -> None:
        months: dict[str, dict[str, list[object]]] = {}
        for time, lines in self._told.by_time().items():
            months.setdefault(month(time), {})[time] = list(lines)
        self._page("events/index.html", "months", months=months, heading="Events", untimed=UNTIMED)
        for name, times in months.items():
            self._page(f"events/{name}.html", "events", month_name=name, times=times)

    def _report_pages(self) -> None:
        months: dict[str, dict[str, list[object]]] = {}
        for day, articles in self._told.by_day().items():
            months.setdefault(day[:7] or UNTIMED, {})[day] = list(articles)
        self._page("reports/index.html", "months", months=months, heading="Reports", untimed=UNTIMED)
        for name, days in months.items():
            self._page(f"reports/{name}.html", "reports", month_name=name, days=days)
        if self._site.full_text:
            for key in self._told.articles:
                self._page(
                    f"reports/{anchor('r-', key)}.html",
                    "report",
                    view=report_page(self._view, key),
                    cases=self._cases,
                )

    def _downloads(self) -> None:
        data = self._folder("data")
        _lines(data / "cases.jsonl", jsonl(self._told.cases))
        _lines(data / "cases.csv", csv_rows(CASES.columns, map(CASES.cells, self._told.cases)))
        _lines(data / "steps.csv", csv_rows(casefile.COLUMNS, self._steps()))
        _lines(data / "events.jsonl", jsonl(line.event for line in self._told.lines))
        _lines(data / "events.csv", rows.csv_rows(self._told.minutes(), Layout()))
        if self._site.full_text:
            with (data / "ledger.jsonl").open("wb") as file:
                file.writelines(
                    exported(self._view, self._asked.query(), filter=self._asked.q, now=self._now)
                )

    def _steps(self) -> Iterator[tuple[str, ...]]:
        for key in self._cases:
            yield from casefile.cells(case_file(self._view, key))

    def _page(self, name: str, template: str, **values: object) -> None:
        depth = name.count("/")
        path = self._folder(*name.split("/")[:-1]) / name.rpartition("/")[2]
        text = self._templates.get_template(f"publish/{template}.html").render(
            root="../" * depth,
            here=name,
            site=self._site,
            asked=self._asked,
            made=self._now.date().isoformat(),
            total={
                "cases": len(self._told.cases),
                "events": len(self._told.lines),
                "reports": len(self._told.articles),
            },
            **values,
        )
        path.write_text(text, encoding="utf-8")

    def _folder(self, *names: str) -> Path:
        path = self._path.joinpath(*names)
        path.mkdir(parents=True, exist_ok=True)
        return path


def _time_address(band: timeline.Band, values: tuple[str, ...], time: str) -> str:
    """What happened stands among the events, what was reported among the reports, by month."""
    if band == "reported":
        return f"reports/{time[:7]}.html#{anchor('d-', time)}" if len(time) > 4 else "reports/index.html"
    if band == "vague" or len(time) == 10:
        return f"events/{month(values[0])}.html#{anchor('t-', values[0])}"
    return f"events/{time}.html" if len(time) == 7 else "events/index.html"


def _lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
