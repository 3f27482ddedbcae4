"""Who says that an event took place: attributions as source records."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from verbale.coding.attribution import Attribution, chain
from verbale.coding.drafts import Draft, same_side
from verbale.coding.parties import Cast
from verbale.records import Field, Party, Source

# Types whose actor acts by speaking: they are not the source of what they ask, promise or refuse.
_BY_SPEAKING = frozenset({"REQUEST", "AGREE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "CONSULT"})


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
                    span = self._doc.char_span(start, end, alignment_mode="contract")
                    speakers.update((token.i, party) for token in span or ())
        return speakers

    def sources(self, draft: Draft, cues: Iterable[int]) -> tuple[Source, ...]:
        """The chain of those who say so, outermost first.

        `cues` are the triggers of events done by speaking: their speakers are actors and not sources.
        """
        start, end = draft.trigger.idx, draft.trigger.idx + len(draft.trigger)
        spoken = frozenset(cues)
        found = [each for each in chain(self._attributions, start, end) if self._counts(each, draft, spoken)]
        if draft.operators and found and self._is_own_word(found[-1], draft):
            found.pop()  # "Chad said that it would not come" is Chad's refusal, not news of it
        return tuple(source for each in found if (source := self._source(each)) is not None)

    def party(self, attribution: Attribution) -> Party | None:
        """The speaker as a party."""
        return self._parties.get(self._attributions.index(attribution))

    def innermost(self, draft: Draft) -> Party | None:
        """Who says that the event took place, or None for the article's own voice."""
        found = chain(self._attributions, draft.trigger.idx, draft.trigger.idx + len(draft.trigger))
        return self.party(found[-1]) if found else None

    def _counts(self, attribution: Attribution, draft: Draft, cues: frozenset[int]) -> bool:
        head = attribution.cue_head
        return head is None or (head != draft.trigger.i and head not in cues)

    def _is_own_word(self, attribution: Attribution, draft: Draft) -> bool:
        party = self.party(attribution)
        return party is not None and same_side((party,), draft.actors)

    def _source(self, attribution: Attribution) -> Source | None:
        if not attribution.source:
            return None
        start, end = attribution.source[0]
        party = self.party(attribution)
        mention = self._doc.text[start:end]
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
        return self._doc.text[span[0] : span[1]] if span else None


def spoken_acts(drafts: Iterable[Draft]) -> frozenset[int]:
    """The triggers of events done by speaking."""
    return frozenset(draft.trigger.i for draft in drafts if draft.type in _BY_SPEAKING)
