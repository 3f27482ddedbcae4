"""Says an event in one plain English sentence, from its record alone and the table `data/minutes.json`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from verbale.export.names import Names, joined
from verbale.ontology.tables import load
from verbale.records import Event, Item, Party

# Linked events fold into one sentence; deeper than this nobody can follow it.
DEEPEST = 3

Field = Literal["recipients", "items", "beneficiaries", "content"]
Inflection = Literal["base", "past", "participle", "gerund"]


class Variant(msgspec.Struct, frozen=True):
    """One way to say a type; see resources/minutes.yaml for the meaning of each field."""

    say: str
    example: str
    mode: tuple[str, ...] = ()
    has: tuple[Field, ...] = ()
    lacks: tuple[Field, ...] = ()
    sides: Literal["several"] | None = None
    link: Literal["to", "of", "that"] = "that"
    owner: Literal["recipients", "actors"] = "actors"
    modal: str = ""

    def fits(self, event: Event, *, linked: bool) -> bool:
        """Whether the pattern suits the event; `linked` says that its content can be said with it."""
        filled: dict[Field, bool] = {
            "recipients": bool(event.recipients),
            "items": bool(event.items),
            "beneficiaries": bool(event.beneficiaries),
            "content": linked,
        }
        return (
            (not self.mode or event.event_mode in self.mode)
            and all(filled[field] for field in self.has)
            and not any(filled[field] for field in self.lacks)
            and (self.sides is None or reciprocal(event))
        )


class Table(msgspec.Struct, frozen=True):
    """The content of `data/minutes.json`."""

    verbs: dict[str, tuple[str, str, str]]
    variants: dict[str, tuple[Variant, ...]]


@cache
def table() -> Table:
    """The sentence patterns, loaded once."""
    return load("minutes.json", Table)


def reciprocal(event: Event) -> bool:
    """Whether all sides stand among the actors: talks, a joint deal."""
    return len(event.actors) > 1 and not event.recipients


@dataclass(frozen=True, slots=True)
class Phrases:
    """Says the events of one page. `events` are all of them by id, `names` how its parties are called."""

    events: Mapping[str, Event]
    names: Names

    def sentence(self, event: Event) -> str:
        """The event as a sentence without its full stop."""
        subject = self._subject(event)
        verb, rest = self._predicate(event, depth=0)
        said = tidy(f"{subject} {_finite(verb, event, named=bool(event.actors))}{rest}")
        return said[0].upper() + said[1:]

    def folded(self, event: Event) -> Event | None:
        """The linked event that the sentence of `event` holds, or None."""
        content = self.events.get(event.content or "")
        if content is None or not self._holds_content(event):
            return None
        return content

    def _holds_content(self, event: Event) -> bool:
        return "{content}" in self._variant(event, linked=True).say

    def _variant(self, event: Event, *, linked: bool) -> Variant:
        variants = table().variants[event.event_type]
        return next(variant for variant in variants if variant.fits(event, linked=linked))

    def _subject(self, event: Event) -> str:
        if event.actors:
            return self.names.parties(event.actors)
        return "someone unnamed" if event.polarity == "positive" else "no one"

    def _predicate(self, event: Event, *, depth: int) -> tuple[str, str]:
        """The verb in its base form, and all that follows it."""
        content = self.events.get(event.content or "") if depth < DEEPEST else None
        variant = self._variant(event, linked=content is not None)
        slots = {
            "recipients": self.names.parties(event.recipients),
            "items": things(event.items),
            "beneficiaries": self.names.parties(event.beneficiaries),
            "content": "",
        }
        if content is not None and "{content}" in variant.say:
            slots["content"] = self._clause(content, event, variant, depth=depth + 1)
        verb, *tail = re.split(r"(?=[ \[])", variant.say, maxsplit=1)
        return verb, fill("".join(tail), slots) + self._circumstances(event)

    def _clause(self, content: Event, event: Event, variant: Variant, *, depth: int) -> str:
        """A linked event as a clause: "to help Mali", "of helping Mali", "that Niger should help Mali"."""
        verb, rest = self._predicate(content, depth=depth)
        owners = event.recipients if variant.owner == "recipients" else event.actors
        negative = content.polarity == "negative"
        if variant.link == "to" and _same(content.actors, owners):
            return f"{'not ' if negative else ''}to {verb}{rest}"
        if variant.link == "of" and _same(content.actors, owners):
            return f"of {'not ' if negative else ''}{inflect(verb, 'gerund')}{rest}"
        subject = self._subject(content)
        if variant.modal and content.factuality == "unknown":
            return f"that {subject} {variant.modal} {'not ' if negative else ''}{verb}{rest}"
        return f"that {subject} {_finite(verb, content, named=bool(content.actors))}{rest}"

    def _circumstances(self, event: Event) -> str:
        """Place and time: " in Moscow, last week (2015-10-05 to 2015-10-11)"."""
        place = ""
        if event.where is not None and not _names_place(event, event.where.name):
            place = f" in {event.where.name}"
        return place + moment(event)


def tidy(sentence: str) -> str:
    """Without the comma that closes an office where another comma, or the end, follows."""
    return re.sub(r",(?=[,:.]|$)", "", sentence)


def things(items: tuple[Item, ...]) -> str:
    """What is asked for or given, in the text's words."""
    return joined([" ".join(item.text.split()) for item in items])


def moment(event: Event) -> str:
    """The event's time: the words and, where they do not say them, the days; empty where there is none."""
    when = event.when
    if when is None or when.text is None or when.basis == "publication":
        return ""
    text = " ".join(when.text.split())
    days = when.start if when.start == when.end or when.end is None else f"{when.start} to {when.end}"
    if when.start is None or when.start == text:
        return f", {text}"
    return f", {text} ({days})"


def fill(pattern: str, slots: Mapping[str, str]) -> str:
    """The pattern with its slots filled; a part in [brackets] goes where its slot is empty."""

    def part(match: re.Match[str]) -> str:
        inner = match.group(1)
        wanted = re.findall(r"\{(\w+)\}", inner)
        return inner if all(slots[name] for name in wanted) else ""

    kept = re.sub(r"\[(.*?)\]", part, pattern)
    return re.sub(r"\{(\w+)\}", lambda match: slots[match.group(1)], kept)


def inflect(verb: str, inflection: Inflection) -> str:
    """A verb of the table in another form."""
    past, participle, gerund = table().verbs[verb]
    return {"base": verb, "past": past, "participle": participle, "gerund": gerund}[inflection]


def _finite(verb: str, event: Event, *, named: bool) -> str:
    """The verb with how sure the source is, and whether it happened. "No one" carries its own negation."""
    negation = "not " if event.polarity == "negative" and named else ""
    if event.factuality == "unknown":
        return f"would {negation}{verb}"
    if event.factuality == "possible":
        return f"may {negation}have {inflect(verb, 'participle')}"
    hedge = "probably " if event.factuality == "probable" else ""
    if negation:
        return f"{hedge}did not {verb}"
    return hedge + inflect(verb, "past")


def _same(those: tuple[Party, ...], owners: tuple[Party, ...]) -> bool:
    """Whether the act is the owners' own: nobody else is named, or the same parties or countries are."""
    keys = {key for party in owners for key in _keys(party)}
    return all(_keys(party) & keys for party in those)


def _keys(party: Party) -> set[str]:
    return {party.id, *party.members, *([party.country] if party.country else [])}


def _names_place(event: Event, name: str) -> bool:
    return any(party.name == name for party in (*event.actors, *event.recipients))
