"""Who speaks where, by mentions: whose words a mention stands in, and for whom a speaker speaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from verbale.coding.attribution import Attribution
from verbale.coding.mentions import Mention, Mentions

_SUBJECTS = frozenset({"nsubj", "csubj"})


@dataclass(frozen=True, slots=True)
class Voices:
    """The attributions of one document over its mentions."""

    _mentions: Mentions
    _attributions: Sequence[Attribution]

    def speaker(self, mention: Mention) -> Mention | None:
        """In whose words the mention stands, the innermost speaker; None in the article's own voice."""
        inner = _innermost(self._attributions, mention)
        found = None if inner is None else self._mentions.by_token.get(inner.source_head or 0)
        return None if found is mention else found

    def voice(self, mention: Mention) -> Mention | None:
        """Who says "I" where the mention stands: the speaker of the innermost direct speech."""
        found = _innermost(self._attributions, mention, direct=True)
        return None if found is None else self._mentions.by_token.get(found.source_head or 0)

    def conversing(self) -> Iterator[Mention]:
        """Who speaks in the turns of a conversation, as the mentions that name them, again and again."""
        heads = (one.source_head for one in self._attributions if one.is_turn and one.source_head is not None)
        yield from (self._mentions.by_token[head] for head in heads if head in self._mentions.by_token)

    def addressee(self, mention: Mention) -> Mention | None:
        """Who is "you" where the mention stands: whom a question of a conversation is put to."""
        start = mention.doc[mention.start].idx
        for one in self._attributions:
            if one.hearer is not None and one.content[0][0] <= start < one.content[0][1] and not one.cue:
                named = mention.doc.char_span(*one.hearer, alignment_mode="expand")
                return None if named is None else self._mentions.by_token.get(named[-1].i)
        return None

    def mention(self, token: Token) -> Mention | None:
        """The mention that a token belongs to."""
        return self._mentions.by_token.get(token.i)

    def said(self, mention: Mention) -> Iterator[Attribution]:
        """What the mention says."""
        own = range(mention.start, mention.end)
        return (one for one in self._attributions if one.source_head is not None and one.source_head in own)

    def subjects(self, mention: Mention) -> Iterator[Mention]:
        """Of whom the mention speaks first: the subjects of the main clauses of what it says.

        "Chad has opened the border, the minister said": he speaks of Chad.
        """
        for attribution in self.said(mention):
            for start, end in attribution.content:
                span = mention.doc.char_span(start, end, alignment_mode="contract")
                for token in span or ():
                    if token.dep_ in _SUBJECTS and _is_main(token.head, start, end):
                        found = self._mentions.by_token.get(token.i)
                        if found is not None:
                            yield found


def _innermost(
    attributions: Sequence[Attribution], mention: Mention, *, direct: bool = False
) -> Attribution | None:
    """The shortest attribution with a named source that the mention stands in."""
    start = mention.doc[mention.start].idx
    over = [
        one
        for one in attributions
        if any(first <= start < last for first, last in one.content)
        and one.source_head is not None
        and (one.quote == "direct" or not direct)
    ]
    return min(over, key=lambda one: sum(end - start for start, end in one.content), default=None)


def _is_main(verb: Token, start: int, end: int) -> bool:
    """Whether a verb is not governed by another word of the stretch."""
    head = verb.head
    return head.i == verb.i or not start <= head.idx < end or not start <= verb.idx < end
