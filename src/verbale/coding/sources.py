"""Who says that an event took place: attributions as source records."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from verbale.coding.attribution import Attribution, chain
from verbale.coding.drafts import Draft, same_side
from verbale.coding.parties import Cast
from verbale.read.reading import text_of
from verbale.records import EventType, Field, Party, Source

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


class Speakers:
    """The attributions of one document, with their speakers as parties."""

    def __init__(
        self, doc: Doc, attributions: Sequence[Attribution], cast: Cast, field: Field | None
    ) -> None:
        self._doc = doc
        self._attributions = tuple(attributions)
        self._cast = cast
        self._field = field
        self._parties = {
            index: cast.of(doc[each.source_head])
            for index, each in enumerate(self._attributions)
            if each.source_head is not None
        }

    def quoted(self) -> dict[int, Party]:
        """Token index → who speaks there, within quotations, innermost last."""
        speakers: dict[int, Party] = {}
        for index, each in enumerate(self._attributions):
            party = self._parties.get(index)
            if party is not None and each.quote in ("direct", "mixed"):
                for start, end in each.content:
                    span = self._span((start, end))
                    speakers.update((token.i, party) for token in span or ())
        return speakers

    def addressed(self) -> dict[int, Party]:
        """Token index → who is "you" there, in questions that are put to somebody."""
        addressees: dict[int, Party] = {}
        for each in self._attributions:
            named = self._span(each.hearer) if each.hearer and not each.cue else None
            party = self._cast.of(named[-1]) if named else None
            for start, end in each.content if party is not None else ():
                addressees.update((token.i, party) for token in self._span((start, end)) or () if party)
        return addressees

    def _span(self, place: tuple[int, int]) -> Span | None:
        return self._doc.char_span(*place, alignment_mode="contract")

    def sources(self, draft: Draft, acts: Mapping[int, EventType]) -> tuple[Source, ...]:
        """The chain of those who say so, outermost first.

        `acts` are the types of the document's events by trigger: whoever asks, promises or refuses is the
        actor of that and no source of what is asked; whoever accuses is the source of what is alleged.
        """
        start, end = draft.trigger.idx, draft.trigger.idx + len(draft.trigger)
        found = [each for each in chain(self._attributions, start, end) if _claims(each, draft, acts)]
        own_word = draft.operators or draft.match.frame.speaker
        if own_word and found and self._is_own_word(found[-1], draft):
            found.pop()  # "Chad said that it would not come" is Chad's refusal, not news of it
        return tuple(source for each in found if (source := self._source(each)) is not None)

    def party(self, attribution: Attribution) -> Party | None:
        """The speaker as a party."""
        return self._parties.get(self._attributions.index(attribution))

    def at(self, token: Token) -> tuple[Party, ...]:
        """Who says what stands at a token, innermost speaker only; nobody for the article's own voice."""
        found = chain(self._attributions, token.idx, token.idx + len(token))
        party = self.party(found[-1]) if found else None
        return (party,) if party is not None else ()

    def _is_own_word(self, attribution: Attribution, draft: Draft) -> bool:
        party = self.party(attribution)
        return party is not None and same_side((party,), draft.actors)

    def _source(self, attribution: Attribution) -> Source | None:
        if not attribution.source:
            return None
        start, end = attribution.source[0]
        party = self.party(attribution)
        head = attribution.source_head
        if party is None and (head is None or self._doc[head].pos_ not in _NOMINAL):
            return None  # what the parser took for a speaker
        mention = text_of(self._doc)[start:end]
        return Source(
            name=party.name if party else mention,
            mention=mention,
            start=start,
            end=end,
            country=party.country if party else None,
            title=party.title if party else None,
            to=self._words(attribution.hearer),
            via=self._words(attribution.channel),
            quote=attribution.quote,
            cue=self._words(attribution.cue[0]) if attribution.cue else None,
            in_=self._field,
        )

    def _words(self, span: tuple[int, int] | None) -> str | None:
        return text_of(self._doc)[span[0] : span[1]] if span else None


def _claims(attribution: Attribution, draft: Draft, acts: Mapping[int, EventType]) -> bool:
    """Whether an attribution claims that the event took place."""
    head = attribution.cue_head
    if head == draft.trigger.i or attribution.force == "stance":
        return False
    if head is not None and head in acts:
        return acts[head] == "ACCUSE"
    return attribution.force == "statement"
