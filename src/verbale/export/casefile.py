"""A case with what it stands on, and its timeline: who asked whom for what, what came of it, who says so."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from verbale.export.caselines import flags, headline, outcome, reviewed, who
from verbale.export.layout import Layout
from verbale.export.minutes import attribution, quoted
from verbale.export.names import Names, flat, labels
from verbale.export.phrases import Phrases
from verbale.ledger.sides import each, side
from verbale.records import Article, Case, Event, Judgement, Party, Step

BODY = 5  # columns before what a step says: two, the number, two
QUOTE = 8  # columns before who says so
# The fields of a step that a line of CSV gives.
COLUMNS = (
    *("case_id", "step_id", "move", "source_term", "actors", "recipients", "items", "when_start", "when_end"),
    *("sources", "independent_sources", "review", "events", "articles", "evidence"),
)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all events of the articles that report it, and those articles, by id; what was judged of it."""

    case: Case
    events: Mapping[str, Event]
    articles: Mapping[str, Article]
    judgements: tuple[Judgement, ...] = ()

    def reports(self, step: Step) -> list[tuple[Event, Article]]:
        """The events of a step with the articles that report them."""
        found = [self.events[key] for key in step.events if key in self.events]
        return [(event, self.articles[event.article_id]) for event in found]


def timeline(file: CaseFile, layout: Layout) -> Iterator[str]:
    """The case in plain English: its head, then the steps of each addressee in order of time."""
    yield "\n".join([*_head(file, layout), *_lanes(file, layout), *_judged(file, layout)]) + "\n"


def cells(file: CaseFile) -> Iterator[tuple[str, ...]]:
    """One row a step, as COLUMNS say."""
    for step in file.case.steps:
        told = file.reports(step)
        when = step.when
        yield (
            *(file.case.id, step.id, step.move, step.source_term or ""),
            *(
                labels(step.actors),
                labels(step.recipients),
                "; ".join(flat(item.text) for item in step.items),
            ),
            *((when.start or "", when.end or "") if when else ("", "")),
            *("; ".join(step.sources), str(step.independent_sources), step.review, "; ".join(step.events)),
            "; ".join(dict.fromkeys(article.id for _, article in told)),
            " | ".join(quoted(event) for event, _ in told),
        )


def _head(file: CaseFile, layout: Layout) -> Iterator[str]:
    case = file.case
    yield from textwrap.wrap(headline(case), layout.width)
    yield case.id
    yield ""
    numbers = {step.id: number for number, step in enumerate(case.steps, 1)}
    made = [str(numbers[key]) for key in case.stage_steps if key in numbers]
    rule = f"{case.rule} (step{'' if len(made) == 1 else 's'} {', '.join(made)})" if made else case.rule
    yield from _fact("outcome", " · ".join([outcome(case), reviewed(case), *flags(case)]), layout)
    yield from _fact("why", rule, layout)
    if case.beneficiaries:
        yield from _fact("for", who(case.beneficiaries), layout)
    days = " to ".join(dict.fromkeys(day for day in (case.opened, case.updated) if day)) or "undated"
    sources = f"{case.independent_sources} independent"
    yield from _fact("reports", f"{case.reports}, {sources} · {days}", layout)


def _fact(name: str, value: str, layout: Layout) -> list[str]:
    indent = " " * 9  # the longest name and two columns
    return textwrap.wrap(f"{name:<9}{value}", layout.width, subsequent_indent=indent)


def _lanes(file: CaseFile, layout: Layout) -> Iterator[str]:
    """A lane for each side that was asked; what two lanes share is told in the first and named in the others."""
    phrases = Phrases(events=file.events, names=Names())
    asker = who(file.case.requester)
    told: set[str] = set()
    numbered = list(enumerate(file.case.steps, 1))
    for party in file.case.addressee:
        own = [(number, step) for number, step in numbered if _takes_part(party, step)]
        if not own or all(step.id in told for _, step in own):
            continue
        yield from ("", f"{asker} → {who((party,))}")
        for number, step in own:
            yield from (
                _again(number, step) if step.id in told else _entry(number, step, file, phrases, layout)
            )
        told.update(step.id for _, step in own)
    others = [(number, step) for number, step in numbered if step.id not in told]
    if others:
        yield from ("", "Others say" if told else "Steps")
        for number, step in others:
            yield from _entry(number, step, file, phrases, layout)


def _takes_part(party: Party, step: Step) -> bool:
    sides = {key for one in (*step.actors, *step.recipients) for key in each(one)}
    return side(party) in sides or not sides.isdisjoint(party.members)


def _again(number: int, step: Step) -> list[str]:
    return [f"{number:>3}  {step.move.replace('_', ' ')}: above"]


def _entry(number: int, step: Step, file: CaseFile, phrases: Phrases, layout: Layout) -> Iterator[str]:
    day = (step.when.start if step.when else None) or "undated"
    sources = f"{step.independent_sources} independent source{'' if step.independent_sources == 1 else 's'}"
    facts = [day, step.move.replace("_", " "), sources, step.review]
    if step.source_term and step.source_term != step.move:
        facts.insert(2, f"“{step.source_term}” in the source")
    yield from textwrap.wrap(
        f"{number:>3}  {' · '.join(facts)}  [{step.id}]", layout.width, subsequent_indent=" " * BODY
    )
    for place, (event, article) in enumerate(file.reports(step)):
        if not place:
            yield from _indented(phrases.sentence(event) + ".", BODY, layout)
        says = attribution(event, phrases.names)
        yield from _indented(f"{says}: {quoted(event)}" if says else quoted(event), QUOTE, layout)
        yield from _indented(f"{_origin(article)}  [{event.id}]", QUOTE, layout)


def _origin(article: Article) -> str:
    """Where and when it was reported: "Atlantic Courier (from Lusitania Wire), 2026-03-02, “Headline”"."""
    name = article.outlet or article.agency or article.id
    wire = f" (from {article.agency})" if article.agency and article.agency != name else ""
    day = article.published[:10] if article.published else "undated"
    return f"{flat(name)}{wire}, {day}, “{flat(article.title)}”"


def _judged(file: CaseFile, layout: Layout) -> Iterator[str]:
    if file.judgements:
        yield from ("", "Judged")
    for one in file.judgements:
        detail = " ".join(
            f"{key}={value if isinstance(value, str) else ','.join(value)}"
            for key, value in one.detail.items()
        )
        parts = [
            f"{one.number:>3}  {one.at[:10]} {one.who}: {one.verb} {one.subject} {one.subject_id}",
            detail,
        ]
        said = " ".join(part for part in parts if part) + (f" ({one.reason})" if one.reason else "")
        yield from textwrap.wrap(said, layout.width, subsequent_indent=" " * BODY)


def _indented(text: str, columns: int, layout: Layout) -> list[str]:
    indent = " " * columns
    return textwrap.wrap(text, layout.width, initial_indent=indent, subsequent_indent=indent)
