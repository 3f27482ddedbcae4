"""`docs/accuracy.md` from the figures and the words around them."""

from collections.abc import Iterator

from tools.accuracy.bootstrap import RESAMPLES, SEED
from tools.accuracy.figures import ROOT, Calibration, Figure, Report
from tools.accuracy.ways import BOTH, WAYS
from tools.accuracy.words import Area, Section, Words
from tools.docs.markdown import page, table

FILE = ROOT / "docs" / "accuracy.md"
NOTICE = "<!-- Made by `make accuracy`; edits here are lost. Words: eval/accuracy.yaml. -->"
HEAD = """# Accuracy

Figures of {day}, in percent, each with the interval in which 95% of {resamples:,} bootstrap resamples lie (seed
{seed}). Drawn anew, with replacement, are whole sentences, articles, documents or stories, as the tables say. The
interval tells how far another sample of the *same* kind could move a figure, and nothing of other kinds of text.
`make accuracy` measures all of it anew, without network; sets that are not in this repository are read from
`../shared/gold`. No weights saw PLV, PolNeAR, MEANTIME, TimeBank or AQUAINT; what they were trained on stands in the
[model card](../src/verbale/data/scorer/card.md), what others' systems do and do not in the
[comparison](comparison.md)."""
CALIBRATED = """## Does confidence mean anything

`confidence` is meant as the chance that type, actor and recipient are all right. Events that the gold calls optional
are neither right nor wrong, and left out. The expected calibration error is taken over ten bins of equal mass. On few
events even a perfect confidence shows one, by chance, and resampling adds to it, so that the interval lies too high
rather than too low, and may leave out the figure itself; one without width is of too few events. Out of fold, frames
and scorer are weighed as `make train` does it, each story by what the others teach."""
DIAGRAM = """![Share of right events against mean confidence, ten bins each, for the sealed stories and those for
development; on the dotted line both would be equal](pictures/reliability.svg)"""
ERRORS = """## Typical errors

Counted on rows that are looked at, by the programs under `tools/accuracy/causes`. An error has one cause here; an
event has two where both its sides are wrong. The examples are sentences of our own or of our own stories."""


def render(report: Report, words: Words) -> str:
    """The whole page."""
    head = HEAD.format(day=report.day, resamples=RESAMPLES, seed=SEED)
    sections = [part for section in words.sections for part in _section(section, report)]
    errors = [part for name, area in words.causes.items() for part in _area(area, name, report)]
    return page(
        NOTICE, head, *sections, CALIBRATED, _calibration(report.calibration), DIAGRAM, ERRORS, *errors
    )


def percent(figure: Figure | None) -> str:
    """A figure with its interval: "83.8 (79.9–87.1)"."""
    if figure is None:
        return "–"
    return f"{100 * figure.value:.1f} ({100 * figure.low:.1f}–{100 * figure.high:.1f})"


def _section(section: Section, report: Report) -> Iterator[str]:
    yield f"## {section.title}"
    yield section.about
    sets = {name: each for name, each in section.sets.items() if name in report.parts}
    yield table(
        ("set", section.unit, "what was read while developing"),
        ((each.name, f"{report.parts[name].units:,}", each.seen) for name, each in sets.items()),
    )
    yield table(("", *(each.name for each in sets.values())), _rows(section, list(sets), report))
    if section.ablation:
        yield "What each part gives; *frames only* is what `--fast` does:"
        yield table(("", *_heads(section)), _ablation(section, report))
    if section.peers:
        yield f"Others, on {section.peers.rows}:"
        yield table(
            ("system", "figures from", *(section.metrics[name] for name in section.peers.metrics)),
            (
                (each.name, each.source, *("–" if one is None else f"{one:.1f}" for one in each.figures))
                for each in section.peers.systems
            ),
        )
    yield f"```\n{section.command}\n```"


def _rows(section: Section, sets: list[str], report: Report) -> Iterator[tuple[str, ...]]:
    for metric, name in section.metrics.items():
        yield name, *(percent(report.parts[each].ways[BOTH].get(metric)) for each in sets)
    for metric, name in section.numbers.items():
        yield name, *(_number(report.parts[each].ways[BOTH].get(metric)) for each in sets)


def _heads(section: Section) -> Iterator[str]:
    names = list(section.metrics.values())[:1] + list(section.numbers.values())
    return (f"{each.name}: {name}" for each in section.sets.values() for name in names)


def _ablation(section: Section, report: Report) -> Iterator[tuple[str, ...]]:
    first = next(iter(section.metrics))
    for way in WAYS:
        cells = []
        for each in section.sets:
            figures = report.parts[each].ways[way]
            cells += [percent(figures.get(first)), *(_number(figures.get(name)) for name in section.numbers)]
        yield way, *cells


def _number(figure: Figure | None) -> str:
    return "–" if figure is None else f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})"


def _calibration(found: dict[str, Calibration]) -> str:
    return table(
        (
            "",
            "events",
            "calibration error",
            "of a perfect one, by chance",
            "events at 0.9 or more",
            "of them right",
        ),
        (
            (
                name,
                str(each.events),
                percent(each.error),
                f"{100 * each.chance_error:.1f}",
                str(each.sure),
                percent(each.sure_right),
            )
            for name, each in found.items()
        ),
    )


def _area(area: Area, name: str, report: Report) -> Iterator[str]:
    causes = report.causes[name]
    yield f"### {area.title}"
    yield f"On {area.counted}, {sum(cause.count for cause in causes):,} errors."
    yield table(
        ("what", "errors", "why", "example"),
        (
            (cause.name, str(cause.count), area.kinds[cause.name].why, area.kinds[cause.name].example)
            for cause in causes
        ),
    )
