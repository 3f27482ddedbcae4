"""An Altair chart as SVG that stands in a page: links of the page's own, no colour of its own, names for all marks."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

import altair as alt
import vl_convert

Drawn = alt.Chart | alt.LayerChart | alt.FacetChart | alt.VConcatChart
Rows = Sequence[Mapping[str, Any]]
# Vega would put an address of its own before a relative link. This one is taken off again.
_BASE = "https://page.invalid/"
FONT = "system-ui, sans-serif"
# Charts that are asked for again and again while the ledger does not change.
KEPT = 256
# Altair checks a chart against its schema for longer than it is drawn. The tests have it check each kind once.
VALIDATE = False
_STEPS = 5
STEPS = tuple(range(1, _STEPS + 1))
_LINK = re.compile(r'<a xlink:href="([^"]*)"><(\w+) aria-label="([^"]*)"')
_BARE_LINK = re.compile(r'<a xlink:href="([^"]*)">')
_NOISE = re.compile(
    r' (?:role="graphics-[^"]*"|aria-roledescription="[^"]*"|aria-hidden="[^"]*"|xmlns:xlink="[^"]*"|version="1.1")'
)
_ROOT = re.compile(r'<svg([^>]*) class="marks" width="([\d.]+)" height="([\d.]+)"')


def linked(address: str) -> str:
    """A link of the page, as a mark carries it."""
    return _BASE + address


def svg(chart: Drawn, data: Mapping[str, Rows], *, name: str) -> str:
    """The chart over its data sets; `name` says in a few words what it shows."""
    spec = chart.configure(background="transparent", font=FONT).to_dict(validate=VALIDATE)
    spec["config"].update(_LOOK)
    # Put in after Altair has looked at the chart: it would look at each value.
    spec["datasets"] = {key: list(rows) for key, rows in data.items()}
    return _tidied(_drawn(json.dumps(spec, ensure_ascii=False)), name)


def shade() -> alt.Scale:
    """Colours of the style sheet for steps from few to many."""
    return alt.Scale(domain=list(STEPS), range=[f"var(--chart-{n})" for n in STEPS])


def step(count: int, most: int) -> int:
    """The step of a count among counts of up to `most`: 1 for the fewest, by powers, since news is uneven."""
    if most <= 1:
        return _STEPS
    return next(n for n in STEPS if n == _STEPS or count <= most ** (n / _STEPS))


def marked(number: int, one: str, several: str | None = None) -> str:
    """A number with what it counts: "1 case", "1,204 cases"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


@lru_cache(maxsize=KEPT)
def _drawn(spec: str) -> str:
    return vl_convert.vegalite_to_svg(spec)


def _tidied(drawn: str, name: str) -> str:
    """Links without Vega's address and out of the order of the tab key (the twin table has them all), what a mark
    says as its title, and the whole as one group with a name."""
    text = _NOISE.sub("", drawn)
    text = _LINK.sub(r'<a href="\1" tabindex="-1"><title>\3</title><\2', text)
    text = _BARE_LINK.sub(r'<a href="\1" tabindex="-1">', text).replace(f'href="{_BASE}', 'href="')
    head = rf'<svg\1 class="chart" width="\2" height="\3" role="group" aria-label="{escape(name)}"'
    return _ROOT.sub(head.replace("\\&", "&"), text, count=1)


_LOOK: dict[str, Any] = {
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--chart-ink)",
        "titleColor": "var(--chart-soft)",
        "titleFontWeight": "normal",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "domainColor": "var(--chart-line)",
        "tickColor": "var(--chart-line)",
        "gridColor": "var(--chart-line)",
        "labelLimit": 150,
    },
    "padding": {"left": 8, "top": 5, "right": 8, "bottom": 5},
}
