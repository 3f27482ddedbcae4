"""Says an event in one plain English sentence, from its record alone and the table `data/minutes.json`."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from verbale.export.names import Names, flat, joined
from verbale.export.patterns import Inflection, Variant, table
from verbale.records import Event, Item, Party

# Linked events fold into one sentence; deeper than this nobody can follow it.
DEEPEST = 3

MONTHS = frozenset(calendar.month_name) - {""}

# How the text's own words of a content must begin to follow the verb of a pattern, by its link.
OPENINGS = MappingProxyType({"to": ("to ", "not to ", "that "), "of": ("of ",), "that": ("that ",)})


@dataclass(frozen=True, slots=True)
class Phrases:
    """Says the events of one page. `events` are all of them by id, `names` how its parties are called."""

    events: Mapping[str, Event]
    names: Names

    def sentence(self, event: Event) -> str:
        """The event as a sentence without its full stop."""
        subject = self._subject(event)
        verb, rest = self._predicate(event, depth=0)
        rest += _circumstances(event, said=rest)
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
        variant = self._variant(event, linked=content is not None or event.matter is not None)
        own_words = _own_words(event, variant)
        if content is None and own_words is None:
            variant = self._variant(event, linked=False)
        slots = {
            "recipients": self.names.parties(event.recipients),
            "items": things(event.items),
            "beneficiaries": self.names.parties(event.beneficiaries),
            "content": "",
        }
        if own_words is not None:
            slots["content"] = own_words
        elif content is not None and "{content}" in variant.say:
            slots["content"] = self._clause(content, event, variant, depth=depth + 1)
        if variant.owner == "actors" and slots["recipients"] in slots["content"]:
            slots["recipients"] = ""  # "promised to visit Chad", not "promised Chad to visit Chad"
        verb, *tail = re.split(r"(?=[ \[])", variant.say, maxsplit=1)
        return verb, fill("".join(tail), slots)

    def _clause(self, content: Event, event: Event, variant: Variant, *, depth: int) -> str:
        """A linked event as a clause: "to help Mali", "of helping Mali", "that Niger should help Mali"."""
        verb, rest = self._predicate(content, depth=depth)
        owners = event.recipients if variant.owner == "recipients" else event.actors
        rest += _circumstances(content, said=rest)
        # Whoever refuses says no already: what is refused is said without a second one.
        negative = content.polarity == "negative" and event.event_type != "REJECT"
        if variant.link == "to" and _same(content.actors, owners):
            return f"{'not ' if negative else ''}to {verb}{rest}"
        if variant.link == "of" and _same(content.actors, owners):
            return f"of {'not ' if negative else ''}{inflect(verb, 'gerund')}{rest}"
        subject = self._subject(content)
        if variant.modal and content.factuality == "unknown":
            return f"that {subject} {variant.modal} {'not ' if negative else ''}{verb}{rest}"
        return f"that {subject} {_finite(verb, content, named=bool(content.actors))}{rest}"


def tidy(sentence: str) -> str:
    """Without the comma that closes an office where another comma, or the end, follows."""
    return re.sub(r",(?=[,:.]|$)", "", sentence)


def things(items: tuple[Item, ...]) -> str:
    """What is asked for or given, in the text's words."""
    return joined([flat(item.text) for item in items])


def _own_words(event: Event, variant: Variant) -> str | None:
    """What is asked for or promised in the text's own words, where they fit the pattern."""
    words = flat(event.matter.text).rstrip(".,;:") if event.matter else ""
    if "{content}" not in variant.say:
        return None
    if variant.link == "of" and words.partition(" ")[0].endswith("ing"):
        return f"of {words}"
    return words if words.startswith(OPENINGS[variant.link]) else None


def _circumstances(event: Event, said: str) -> str:
    """Place and time: " in Moscow, last week (2015-10-05 to 2015-10-11)"; not again what is said already."""
    place, time = event.where, moment(event)
    if place is None or _names_place(event, place.name) or place.name in said or flat(place.text) in said:
        where = ""
    else:
        where = f" in {flat(place.name)}"
    told = event.when is not None and event.when.text is not None and flat(event.when.text) in said
    return where + ("" if told else time)


def moment(event: Event) -> str:
    """The event's time: the words and, where they do not say them, the days; empty where there is none."""
    when = event.when
    if when is None or when.text is None or when.basis == "publication":
        return ""
    text = _led_in(flat(when.text))
    days = when.start if when.start == when.end or when.end is None else f"{when.start} to {when.end}"
    return text if when.start is None or when.start in text else f"{text} ({days})"


def _led_in(time: str) -> str:
    """The words of a time after a sentence: " on Monday", " in 2001", ", last year"."""
    first, _, rest = time.partition(" ")
    if first in calendar.day_name or (first in MONTHS and re.match(r"\d{1,2}\b(?!:)", rest)):
        return f" on {time}"
    if first in MONTHS or re.match(r"\d{4}\b", first):
        return f" in {time}"
    return f", {first.lower() if first.istitle() else first} {rest}".rstrip()


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
