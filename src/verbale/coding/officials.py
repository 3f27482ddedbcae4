"""Whose an official is who is told without a country ("Justice Minister Example said", "the embassy said").

News leaves the country out where it is plain: for the page's own ("LIMA - ... the justice minister said"), for
those who speak of what their state does ("Chad has opened the border, a minister said"), and for those who
are heard right after their state has answered ("Lisbon refused. \"The port stays shut,\" a colonel said").
"""

from collections.abc import Iterator

from spacy.tokens import Span

from verbale.coding.mentions import Mention
from verbale.coding.voices import Voices
from verbale.ontology.parties import NATIONAL

# They speak for a state from within another: never the page's own.
_DIPLOMATS = frozenset(
    "ambassador envoy consul diplomat attache attaché embassy consulate counsellor counselor chargé charge"
    " vice-consul".split()
) | {"high commissioner", "deputy high commissioner", "high commission", "diplomatic mission"}
_STATE_SECTORS = frozenset({"GOV", "LEG", "JUD", "COP", "SPY", "OPP"})
_BETWEEN = frozenset({"mediator", "peace envoy", "special envoy"})  # of no side
# A state that answers is heard through whoever speaks next.
_ANSWERS = frozenset(
    "refuse decline reject reply answer respond deny agree offer insist confirm demur hesitate accept".split()
)


def is_diplomat(mention: Mention) -> bool:
    """Whether the role is that of one who speaks for a state abroad."""
    name = "" if mention.role is None else mention.role.name
    return name in _DIPLOMATS or name.partition(" ")[0] in {"embassy", "chargé", "charge"}


def is_official(mention: Mention) -> bool:
    """Whether the role is an office or organ of a state; soldiers and guards may be anyone's."""
    role = mention.role
    if role is None or role.kind not in {"office", "person", "body", "self", "people"}:
        return False
    if role.name in _BETWEEN:
        return False
    if role.kind in {"office", "body"} and mention.sectors[:1] == ("MIL",):
        return True
    return bool(_STATE_SECTORS & {*mention.sectors[:1]}) or (
        role.kind in {"office", "self", "body"} and "GOV" in mention.sectors
    )


def presumed(mention: Mention, voices: Voices, home: str | None) -> str | None:
    """The country of an official or bare name that the page makes plain; null where nothing does."""
    spoken_for = list(
        _countries(subject for subject in voices.subjects(mention) if not subject.token.conjuncts)
    )
    if is_diplomat(mention):
        abroad = (country for country in (*spoken_for, *_before(mention, voices)) if country != home)
        return next(abroad, None)
    if is_official(mention):
        here = (*_opening(mention, voices), *_before(mention, voices, answering=True))
        # "I asked a minister": a speaker's "a minister" is anyone's, and not of where the speaker is interviewed.
        anyones = mention.kind == "role" and not mention.definite and voices.speaker(mention) is not None
        return next((country for country in (*here, None if anyones else home, *spoken_for) if country), None)
    if mention.kind == "person" and mention.role is None and home in spoken_for:
        return home  # "Chad would not come, Example said", in a story from N'Djamena
    return None


def _countries(mentions: Iterator[Mention]) -> Iterator[str]:
    hits = (mention.hit for mention in mentions)
    return (hit.entry.country for hit in hits if hit and hit.entry.kind in NATIONAL and hit.entry.country)


def _opening(mention: Mention, voices: Voices) -> Iterator[str]:
    """ "In Pristina, the president's adviser announced": the place that a sentence opens with is the scene."""
    first = mention.doc[mention.token.sent.start]
    places = (voices.mention(child) for child in first.children if child.dep_ == "pobj")
    if first.lower_ == "in":
        yield from _countries(place for place in places if place is not None)


def _before(mention: Mention, voices: Voices, *, answering: bool = False) -> Iterator[str]:
    """The state that acts, or answers, in the sentence before, where the mention goes on to speak for it."""
    sentence = mention.token.sent
    if not any(True for _ in voices.said(mention)) and answering:
        return
    before = _sentence_before(sentence)
    if before is None or "\n" in before.text.strip(" "):
        return
    root = before.root
    if answering and root.lemma_ not in _ANSWERS:
        return
    subjects = (voices.mention(child) for child in root.children if child.dep_ == "nsubj")
    yield from _countries(mention for mention in subjects if mention is not None)


def _sentence_before(sentence: Span) -> Span | None:
    if sentence.start == 0:
        return None
    return sentence.doc[sentence.start - 1].sent
