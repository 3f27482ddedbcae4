"""Whether a predicted event says what a gold reading says, field by field."""

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from verbale.evaluate.goldstory import GoldReading, PartyPattern
from verbale.records import Event, Item, Party, Source, When, Where

# Types that two sides do together; where all sides stand among the actors, any split is right.
RECIPROCAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})


def roles_right(gold: GoldReading, event: Event) -> bool:
    """At least half of the listed parties are there, and half of those there are listed, in each role."""
    if _any_split(gold, event):
        listed = [gold.actors, gold.recipients]
        known = [pattern for role in listed if role is not None for pattern in role]
        closed = all(role is not None for role in listed)
        return half_right(known, (*event.actors, *event.recipients), closed=closed)
    return half_right(gold.actors, event.actors) and half_right(gold.recipients, event.recipients)


def half_right(
    patterns: Sequence[PartyPattern] | None, parties: Sequence[Party], *, closed: bool = True
) -> bool:
    """At least half of the patterns have a party and, if `closed`, half of the parties a pattern."""
    if patterns is None:
        return True
    found = sum(any(party_fits(pattern, party) for party in parties) for pattern in patterns)
    listed = sum(any(party_fits(pattern, party) for pattern in patterns) for party in parties)
    return 2 * found >= len(patterns) and (not closed or 2 * listed >= len(parties))


def party_fits(pattern: PartyPattern, party: Party) -> bool:
    """The country is the party's or one of its members', and a fragment stands in its name or mention."""
    code, fragment = pattern
    at_home = code is None or code == party.country or code in party.members
    return at_home and (fragment is None or holds(fragment, party.name, party.mention))


def holds(fragment: str, *texts: str) -> bool:
    """Whether a text holds the fragment, case-blind; "A/B" is either."""
    return any(
        " ".join(choice.split()).casefold() in " ".join(text.split()).casefold()
        for choice in fragment.split("/")
        for text in texts
    )


def _any_split(gold: GoldReading, event: Event) -> bool:
    if event.event_type == "CONSULT":
        return True
    if event.event_type not in RECIPROCAL:
        return False
    all_gold = gold.recipients == () and gold.actors is not None and len(gold.actors) > 1
    all_said = not event.recipients and len(event.actors) > 1
    return all_gold or all_said


def modes(gold: GoldReading, event: Event) -> bool | None:
    """A listed mode."""
    return None if gold.modes is None else event.event_mode in gold.modes


def beneficiaries(gold: GoldReading, event: Event) -> bool | None:
    """Half of them on both sides."""
    return half_right(gold.beneficiaries, event.beneficiaries) if gold.beneficiaries else None


def items(gold: GoldReading, event: Event) -> bool | None:
    """Half of them on both sides, each with its words and its quantity."""
    if not gold.items:
        return None
    found = sum(any(item_fits(pattern, item) for item in event.items) for pattern in gold.items)
    listed = sum(any(item_fits(pattern, item) for pattern in gold.items) for item in event.items)
    return 2 * found >= len(gold.items) and 2 * listed >= len(event.items)


def item_fits(pattern: tuple[str, float | None], item: Item) -> bool:
    """The words and, where one is listed, the quantity."""
    words, quantity = pattern
    return holds(words, item.text) and (quantity is None or quantity == item.quantity)


def factuality(gold: GoldReading, event: Event) -> bool | None:
    """A listed one."""
    return None if gold.factuality is None else event.factuality in gold.factuality


def polarity(gold: GoldReading, event: Event) -> bool | None:
    """The same."""
    return None if gold.polarity is None else event.polarity == gold.polarity


def sources(gold: GoldReading, event: Event) -> bool | None:
    """The same chain of speakers, outermost first."""
    if gold.sources is None:
        return None
    return len(gold.sources) == len(event.sources) and all(
        _source_fits(fragment, source) for fragment, source in zip(gold.sources, event.sources, strict=True)
    )


def _source_fits(fragment: str, source: Source) -> bool:
    return holds(fragment, source.name, source.mention)


def direct(gold: GoldReading, event: Event) -> bool | None:
    """Whether the innermost source is quoted, wholly or in part."""
    if gold.direct is None:
        return None
    quoted = bool(event.sources) and event.sources[-1].quote in ("direct", "mixed")
    return quoted == gold.direct


def when(gold: GoldReading, event: Event) -> bool | None:
    """The same first and last day."""
    return None if gold.when is None else days(event.when) == gold.when


def days(moment: When | None) -> tuple[str, str] | None:
    """First and last day in full, of a time that may be a year or a month; None where they are not known."""
    if moment is None or moment.start is None:
        return None
    first, last = moment.start[:10], (moment.end or moment.start)[:10]
    return first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first, _last_day(last)


def _last_day(date: str) -> str:
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return f"{date}-12-31"
    if len(parts) == 2:
        return f"{date}-{calendar.monthrange(parts[0], parts[1])[1]:02}"
    return date


def where(gold: GoldReading, event: Event) -> bool | None:
    """The place by name and country."""
    if gold.where is None:
        return None
    return event.where is not None and _place_fits(gold.where, event.where)


def _place_fits(pattern: PartyPattern, place: Where) -> bool:
    fragment, code = pattern
    return (code is None or code == place.country) and (
        fragment is None or holds(fragment, place.name, place.text)
    )


def background(gold: GoldReading, event: Event) -> bool | None:
    """History or story."""
    return None if gold.background is None else event.background == gold.background


Check = Callable[[GoldReading, Event], bool | None]

# Each field's check: True, False, or None where the gold does not score it.
FIELDS: Mapping[str, Check] = MappingProxyType(
    {
        check.__name__: check
        for check in (
            modes, beneficiaries, items, factuality, polarity, sources, direct, when, where, background,
        )
    }
)  # fmt: skip

# Not scored where only another mention of the event was found: it need not repeat them.
OF_ANCHOR_ONLY = frozenset({"sources", "direct", "when", "items"})


def fields(gold: GoldReading, event: Event, *, on_anchor: bool) -> dict[str, bool]:
    """The scored fields, right or wrong."""
    answers = {
        name: check(gold, event) for name, check in FIELDS.items() if on_anchor or name not in OF_ANCHOR_ONLY
    }
    return {name: answer for name, answer in answers.items() if answer is not None}


def forbidden(combination: Mapping[str, object], event: Event) -> bool:
    """Whether the event has all the values of a `never`."""
    return all(_has(event, name, value) for name, value in combination.items())


def _has(event: Event, name: str, value: object) -> bool:
    if name == "types":
        return isinstance(value, Iterable) and event.event_type in value
    if name == "sources":
        wanted = [str(part) for part in value] if isinstance(value, list) else []
        return len(wanted) == len(event.sources) and all(map(_source_fits, wanted, event.sources))
    if name == "direct":
        return (bool(event.sources) and event.sources[-1].quote in ("direct", "mixed")) == value
    own = getattr(event, name, None)
    return own in value if isinstance(value, list) else own == value
