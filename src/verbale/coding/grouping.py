"""Base noun phrases: which tokens stand together as one, where the parse is mended for names and titles."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Token

from verbale.ontology.parties import Hit
from verbale.ontology.roles import RoleHit

Found = TypeVar("Found", Hit, RoleHit)

# Dependents in front of a noun that belong to its base noun phrase.
_PREMODIFIERS = frozenset(
    {"compound", "amod", "nmod", "nummod", "det", "quantmod", "predet", "advmod", "npadvmod"}
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# Where a word that is tagged as something else can still be a noun phrase: "the French", "U.S.".
_NOUN_PLACES = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "poss", "dative", "attr", "ROOT"}
)
_DASHES = frozenset({"-", "--", "–", "—"})
_JOINTS = frozenset({"-", "/", "&", "'", "’", ".", "and", ","})
PARTICLES = frozenset(
    "de del della di da do dos du bin ibn ben al el la le van von der den ter zu abu ul e y".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.".split()
)
_WHEN = frozenset({"in", "on", "since", "by", "until", "from", "of"})
_WHICH = frozenset({"last", "this", "next", "late", "early"})
_SPANS = frozenset(
    {"week", "weekend", "month", "year", "night", "evening", "morning", "spring", "summer", "autumn"}
)
# How the parser ties a role noun to the name that follows it without a comma.
_TIGHT = frozenset({"appos", "compound", "nmod", "dep", "flat", "amod"})


def locate(words: Sequence[Token], hits: Iterable[Found]) -> list[tuple[Found, int, int]]:
    """Each hit with its tokens `[start, end)`; a hit that begins or ends within a token takes it whole."""
    starts = [token.idx for token in words]  # Doc.char_span would walk the whole text for each hit
    return [(hit, max(0, bisect_right(starts, hit.start) - 1), bisect_left(starts, hit.end)) for hit in hits]


def base_phrases(words: Sequence[Token], spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The base noun phrases as ascending token indices; a span of several tokens is never torn apart."""
    grid = _Grid(words, [token.head.i for token in words], [token.dep_ for token in words], _tags(words))
    owner = [grid.owner(i) for i in range(len(words))]
    for start, end in spans:
        if all(owner[i] < 0 for i in range(start, end)):
            owner[end - 1] = end - 1
        _merge(owner, start, end)
    for i in range(len(words) - 1):
        if grid.tags[i] in {"NOUN", "PROPN"} and owner[i] >= 0:
            _tie(owner, words[i], words)
            _tie_name(owner, i, words)
    _fill(owner, words)
    phrases: dict[int, list[int]] = {}
    for i, head in enumerate(owner):
        if head >= 0:
            phrases.setdefault(head, []).append(i)
    return [phrases[head] for head in sorted(phrases)]


def _tags(words: Sequence[Token]) -> list[str]:
    return [token.pos_ for token in words]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The parse as plain lists: tokens are asked for their heads many times, and each asking makes an object."""

    words: Sequence[Token]
    heads: list[int]
    deps: list[str]
    tags: list[str]

    def owner(self, i: int) -> int:
        """The head of the base phrase that a token stands in, or -1."""
        while True:
            head = self.heads[i]
            if self.deps[i] == "conj" and self.tags[i] in {"ADJ", "PROPN"} and self.heads[head] > i:
                i = head if self._premodifies(head) else i  # "French and Egyptian warships"
            if not (self.heads[i] > i and self._premodifies(i)):
                break
            i = self.heads[i]
        if self.tags[i] in _NOMINAL or (self.deps[i] in _NOUN_PLACES and self.tags[i] in {"ADJ", "NUM", "X"}):
            return i
        return -1

    def _premodifies(self, i: int) -> bool:
        head = self.heads[i]
        if self.deps[i] not in _PREMODIFIERS or (
            self.tags[head] in {"VERB", "AUX"} and self.deps[head] != "amod"
        ):
            return False
        if self.deps[i] in {"advmod", "npadvmod"} and self.tags[head] == "PROPN":
            return False  # "Hours earlier Dostum"
        return not any(self._breaks(k) or self._is_verb_of_headline(k, head) for k in range(i, head))

    def _is_verb_of_headline(self, i: int, head: int) -> bool:
        """ "First VP visits Chad": a plural before a name, which the parser takes for a compound."""
        return (
            self.tags[head] == "PROPN"
            and self.tags[i] == "NOUN"
            and self.words[i].tag_ == "NNS"
            and self.deps[i] == "compound"
            and bool(self.words[i].is_lower)
        )

    def _breaks(self, i: int) -> bool:
        """Whether a phrase ends here whatever the parser says: "MOSCOW - President ...", "Exclusive: ..."."""
        if _is_time(i, self.words):
            return True
        if self.tags[i] not in {"PUNCT", "SYM"}:
            return False
        text = self.words[i].text
        return text in {":", ";", "|"} or (text in _DASHES and bool(self.words[i - 1].whitespace_))


def _merge(owner: list[int], start: int, end: int) -> None:
    """Give all tokens of a span, and of the phrases it cuts, to one head: that of its first phrase."""
    heads = [owner[i] for i in range(start, end) if owner[i] >= 0]
    target = heads[0]
    if len(set(heads)) > 1:
        others = set(heads)
        # Phrases are local: nothing of them lies further off than any noun phrase is long.
        for i in range(max(0, start - 40), min(len(owner), end + 40)):
            if owner[i] in others:
                owner[i] = target
    for i in range(start, end):
        owner[i] = target


def _is_time(i: int, words: Sequence[Token]) -> bool:
    """ "In October Chad sent", "last week rebels took": the time is no part of the name that follows."""
    before = words[i - 1].lower_ if i else ""
    word = words[i].lower_
    named = word in DAYS and before in _WHEN | _WHICH
    return named or (word in _SPANS and before in _WHICH) or (word == "last" and before in DAYS)


def _tie(owner: list[int], token: Token, words: Sequence[Token]) -> None:
    """Join "spokesman" and "Faizy" where the parser ties them loosely though nothing stands between."""
    after = words[token.i + 1]
    if (
        owner[token.i] == owner[after.i]
        or owner[after.i] < 0
        or not _capital(after)
        or _is_time(token.i, words)
    ):
        return
    name_head = words[owner[after.i]]
    tied = (name_head.head.i == token.i and name_head.dep_ in _TIGHT) or (
        token.head.i == name_head.i and token.dep_ in _TIGHT
    )
    if tied:
        _merge(owner, token.i, token.i + 2)


def _tie_name(owner: list[int], start: int, words: Sequence[Token]) -> None:
    """Join what the parser tears in names: "Omar al-Bashir", "Hamad bin Khalifa", "Fazl-ur-Rehman"."""
    end = start + 1
    while end < len(words) and end < start + 5 and _is_joint(words[end], words[end - 1]):
        end += 1
    if start + 1 < end < len(words) and _capital(words[start]) and _capital(words[end]) and owner[end] >= 0:
        _merge(owner, start, end + 1)


def _is_joint(token: Token, before: Token) -> bool:
    if token.lower_ in PARTICLES:
        return bool(token.is_lower)
    return token.text == "-" and not token.whitespace_ and not before.whitespace_


def _capital(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _fill(owner: list[int], words: Sequence[Token]) -> None:
    """Give hyphens and the like inside a phrase to it, so that phrases have no holes."""
    for i in range(1, len(owner) - 1):
        if owner[i] < 0 and owner[i - 1] == owner[i + 1] >= 0 and words[i].text in _JOINTS:
            owner[i] = owner[i - 1]
