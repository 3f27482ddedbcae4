"""What a base noun phrase says: title, name, role, and the known parties in front of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from verbale.coding.grouping import DAYS, PARTICLES
from verbale.coding.mentions import Mention, MentionKind
from verbale.ontology.parties import Hit
from verbale.ontology.roles import Gender, RoleHit, Roles
from verbale.read.reading import text_of

# "Iran-backed" tells who backs, not whose the party is.
_NOT_OWN = frozenset(
    "backed allied supported funded sponsored aligned made born trained armed controlled occupied held claimed"
    " drafted".split()
)
_OPPOSED = ("anti-", "pro-", "non-", "ex-")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "his", "her"})
_ORGANISED = frozenset({"organisation", "institution", "armed_group"})
_PLACES = frozenset({"state", "place", "city"})
_PRONOUNS: dict[str, tuple[Gender | None, bool]] = {
    "i": (None, False), "me": (None, False), "my": (None, False), "we": (None, True), "us": (None, True),
    "our": (None, True), "ours": (None, True), "you": (None, False), "your": (None, False),
    "he": ("m", False), "him": ("m", False), "his": ("m", False),
    "himself": ("m", False), "she": ("f", False), "her": ("f", False), "hers": ("f", False),
    "herself": ("f", False), "it": (None, False), "its": (None, False), "itself": (None, False),
    "they": (None, True), "them": (None, True), "their": (None, True), "themselves": (None, True),
    "who": (None, False), "whom": (None, False), "which": (None, False), "whose": (None, False),
    "that": (None, False),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A base noun phrase with the known names and role nouns inside it; tokens are given by their index.

    `body` are the tokens of an organisation's name that runs over "of", where the phrase holds one.
    """

    doc: Doc
    words: list[Token]
    tokens: list[int]
    hits: list[tuple[Hit, int, int]]
    role_hits: list[tuple[RoleHit, int, int]]
    roles: Roles
    sentence: int
    body: tuple[int, int] | None

    def mentions(self) -> Iterator[tuple[Mention, list[int]]]:
        """The mention that the phrase is, with its tokens; or the known parties inside one that is none."""
        plain = not (self.hits or self.role_hits) and self.words[self.tokens[-1]].pos_ == "NOUN"
        whole = None if plain else self._pronoun() or self._whole()  # most phrases are things
        if whole is not None:
            yield whole, self.tokens
            return
        if (titled := self._titled_front()) is not None:
            yield titled
            return
        for hit, start, end in self.hits:
            yield self._mention("modifier", start, end, hit=hit), list(range(start, end))

    def _titled_front(self) -> tuple[Mention, list[int]] | None:
        """ "President Example tweet": a titled name in front of a thing is a mention of its own."""
        if not self.role_hits:
            return None
        proper = [place for place, i in enumerate(self.tokens) if self.words[i].pos_ == "PROPN"]
        front = self.tokens[: proper[-1] + 1] if proper else []
        if not front or len(front) == len(self.tokens) or self.role_hits[-1][1] > front[-1]:
            return None
        mention = replace(self, tokens=front)._whole()
        titled = mention is not None and mention.kind == "person" and mention.title is not None
        return (mention, front) if mention is not None and titled else None

    def _pronoun(self) -> Mention | None:
        head = self.words[self.tokens[-1]]
        known = _PRONOUNS.get(head.lower_)
        if known is None or head.pos_ not in {"PRON", "DET"} or len(self.tokens) > 1:
            return None
        mention = self._mention("pronoun", head.i, head.i + 1)
        return replace(mention, gender=known[0], plural=known[1])

    def _whole(self) -> Mention | None:
        last = self.tokens[-1]
        if self.body is not None and self.body[1] - 1 == last:
            word = self.words[self.body[0]].text
            return self._organisation([*range(*self.body)], self.roles.organisation_words[word])
        final_role = next((role for role in self.role_hits if role[2] - 1 == last), None)
        divided = self.words[last].text in _DIVISIONS  # "West Darfur State"
        final_hit = next((hit for hit in self.hits if hit[1] <= last - divided < hit[2]), None)
        surname = final_hit if final_hit is not None and self._part_of_name(final_hit) else None
        words = self._name_words(surname)
        if final_role is not None and not words:
            mention = self._role(*final_role)
            ownerless = final_role[0].role.kind == "craft" and not mention.cues and mention.owner is None
            return None if ownerless else mention
        if final_hit is not None and surname is None:
            return self._entry(*final_hit)
        if words:
            return self._named(words)
        return None

    def _name_words(self, surname: tuple[Hit, int, int] | None) -> list[int]:
        """The capitalised words at the end of the phrase, after all role nouns: the bare name.

        Known parties are no part of it, but for a place's name that is a `surname`.
        """
        words: list[int] = []
        stop = max((end for _, _, end in self.role_hits), default=0)
        if self.role_hits and stop - 1 == self.tokens[-1]:
            return self._proper_body()
        for i in reversed(self.tokens):
            token = self.words[i]
            if i < stop or (words and words[-1] - i > 1) or not _in_name(token, bool(words)):
                break
            if self._known(i) and not (surname is not None and i >= surname[1]):
                break
            if token.lower_ in self.roles.address or (token.lower_ in self.roles.title_words and not words):
                break
            words.append(i)
        while words and self.words[words[-1]].lower_ in PARTICLES and self.words[words[-1]].is_lower:
            words.pop()
        words.reverse()
        return [] if all(self.words[i].lower_ in DAYS for i in words) else words

    def _proper_body(self) -> list[int]:
        """ "New Patriotic Party": a role noun that ends a capitalised name is part of it."""
        role, start, _ = self.role_hits[-1]
        if role.role.kind != "body" or not self.words[self.tokens[-1]].text[:1].isupper() or role.plural:
            return []
        first = start
        while (
            first - 1 in self.tokens and _in_name(self.words[first - 1], True) and not self._known(first - 1)
        ):
            first -= 1
        own = [i for i in range(first, start) if self.words[i].lower_ not in self.roles.title_words]
        return list(range(own[0], self.tokens[-1] + 1)) if own else []

    def _known(self, i: int) -> bool:
        return any(start <= i < end for _, start, end in self.hits)

    def _part_of_name(self, located: tuple[Hit, int, int]) -> bool:
        """ "Adam Jordan" is no state: an unknown capitalised word stands right before."""
        hit, start, _ = located
        if hit.entry.kind not in _PLACES or hit.form not in {"name", "capital"}:
            return False
        before = self.words[start - 1] if start - 1 in self.tokens else None
        return (
            before is not None
            and before.pos_ == "PROPN"
            and _in_name(before, True)
            and not self._known(before.i)
            and not any(s <= before.i < e for _, s, e in self.role_hits)
            and before.lower_ not in {*self.roles.address, *self.roles.title_words, *_DIRECTIONS}
        )

    def _entry(self, hit: Hit, start: int, end: int) -> Mention:
        mention = self._mention("entry", self.tokens[0], self.tokens[-1] + 1, hit=hit)
        return replace(mention, cues=self._cues(before=start), plural=hit.form == "demonym")

    def _role(self, found: RoleHit, start: int, end: int) -> Mention:
        mention = self._mention("role", self.tokens[0], self.tokens[-1] + 1)
        owner = self._owner(start)
        return replace(
            mention,
            role=found.role,
            title=self._title(start, end),
            cues=self._cues(before=start),
            backers=self._backers(),
            owner=owner,
            sectors=self._sectors(found, start),
            gender=found.role.gender,
            plural=found.plural,
        )

    def _named(self, words: list[int]) -> Mention:
        sectors = self.roles.organisation_words.get(self.words[words[-1]].text)
        titled = [role for role in self.role_hits if role[2] <= words[0]]
        if sectors is not None and not (titled and titled[-1][0].role.is_person):
            return self._organisation(words, sectors)
        words = self._given(words) if not titled else words
        mention = replace(
            self._mention("person", self.tokens[0], self.tokens[-1] + 1),
            name=self._text(words),
            cues=self._cues(before=words[0]),
            backers=self._backers(),
            gender=self._address_gender(words[0]) or self.roles.genders.get(self.words[words[0]].text),
        )
        if not titled:
            return mention
        found, start, end = titled[-1]
        return replace(
            mention,
            kind="organisation" if found.role.kind == "body" else "person",
            role=found.role,
            title=self._title(start, end),
            sectors=self._sectors(found, start),
            gender=found.role.gender or mention.gender,
        )

    def _organisation(self, words: list[int], sectors: tuple[str, ...]) -> Mention:
        """An unknown organisation: the capitalised words before its name belong to it ("Soviet Academy")."""
        while words[0] - 1 in self.tokens and self.words[words[0] - 1].text[:1].isupper():
            if self.words[words[0] - 1].pos_ == "DET" or self.words[words[0] - 1].is_sent_start:
                break
            words = [words[0] - 1, *words]
        return replace(
            self._mention("organisation", self.tokens[0], self.tokens[-1] + 1),
            name=self._text(words),
            sectors=tuple(dict.fromkeys([*self._modifiers(words[0]), *sectors])),
            cues=tuple(hit for hit, _, end in self.hits if end <= words[-1] and not self._backing(end)),
        )

    def _given(self, words: list[int]) -> list[int]:
        """ "Chad Example": a place's name right before a bare name is a given name."""
        for hit, start, end in self.hits:
            office = self.words[start - 1].lower_ == "of" and start - 1 not in self.tokens if start else False
            if (
                end == words[0]
                and not office
                and hit.form in {"name", "capital"}
                and hit.entry.kind in _PLACES
            ):
                return [*range(start, end), *words]
        return words

    def _address_gender(self, name: int) -> Gender | None:
        before = self.words[name - 1].lower_ if name - 1 in self.tokens else ""
        return self.roles.address.get(before)

    def _title(self, start: int, end: int) -> str:
        """The role noun with the title words before it: "First Vice President"."""
        known = {i for _, s, e in self.role_hits for i in range(s, e)}
        while start - 1 in self.tokens and (
            self.words[start - 1].lower_ in self.roles.title_words or start - 1 in known
        ):
            start -= 1
        return str(self.doc[start:end].text)

    def _owner(self, role: int) -> str | None:
        """ "the Assad regime", "Trump administration": an unknown name before a role noun."""
        words: list[int] = []
        for i in range(role - 1, self.tokens[0] - 1, -1):
            token = self.words[i]
            if token.pos_ != "PROPN" or not token.text[:1].isupper() or self._known(i):
                break
            if token.lower_ in self.roles.title_words or any(s <= i < e for _, s, e in self.role_hits):
                break
            words.append(i)
        return self._text(words[::-1]) if words else None

    def _sectors(self, found: RoleHit, start: int) -> tuple[str, ...]:
        """The role's sectors, those of words in front of it first."""
        front = self._modifiers(start) if found.role.kind != "office" else []
        owners = [hit.entry for hit, _, end in self.hits if end <= start and hit.entry.kind in _ORGANISED]
        front.extend(sector for entry in owners for sector in entry.sectors)
        if found.role.kind != "office":  # an Islamist president is no rebel
            front.extend(
                sector for role, _, end in self.role_hits if end <= start for sector in role.role.sectors
            )
        own = [sector for sector in found.role.sectors if not owners or sector != "GOV"]
        return tuple(dict.fromkeys([*front, *own]))

    def _modifiers(self, before: int) -> list[str]:
        """The sectors that words in front tell: "rebel leader", "opposition Democratic Front"."""
        words = (self.words[i].lower_ for i in self.tokens if i < before)
        return [self.roles.modifiers[word] for word in words if word in self.roles.modifiers]

    def _cues(self, *, before: int) -> tuple[Hit, ...]:
        return tuple(
            hit
            for hit, start, end in self.hits
            if end <= before and not self._backing(end) and not self._opposed(hit, start)
        )

    def _backers(self) -> tuple[Hit, ...]:
        return tuple(hit for hit, _, end in self.hits if self._backing(end))

    def _opposed(self, hit: Hit, start: int) -> bool:
        """ "anti-Chad", "ethnic Albanian": not the state's own."""
        before = self.words[start - 1].lower_ if start else ""
        front = text_of(self.doc)[max(0, hit.start - 5) : hit.start].lower()
        return before == "ethnic" or front.endswith(_OPPOSED)

    def _backing(self, end: int) -> bool:
        """Whether "-backed" or the like follows, as tokens of its own or within the token."""
        inner = self.words[end - 1].text.rpartition("-")[2].lower()
        after = self.words[end + 1].lower_ if end + 1 < len(self.doc) and self.words[end].text == "-" else ""
        return inner in _NOT_OWN or after in _NOT_OWN

    def _mention(self, kind: MentionKind, start: int, end: int, *, hit: Hit | None = None) -> Mention:
        tokens = set(self.tokens)
        head = next(
            (i for i in self.tokens if start <= i < end and self.words[i].head.i not in tokens),
            end - 1,
        )
        roots = [i for i in self.tokens if start <= i < end and self.words[i].head.i == i]
        head = roots[0] if roots else head
        start = self._visible_start(start) if kind not in {"modifier", "pronoun"} else start
        first = self.words[start].lower_
        return Mention(
            doc=self.doc,
            kind=kind,
            head=head,
            start=start,
            end=end,
            sentence=self.sentence,
            hit=hit,
            definite=first in _DEFINITE or self.words[start].dep_ == "poss",
        )

    def _visible_start(self, start: int) -> int:
        """Where the phrase begins with its possessor: "Dostum's spokesman"."""
        for i in self.tokens:
            for child in self.words[i].lefts:
                if child.dep_ == "poss" and start - child.i <= 12:  # longer ones are parser errors
                    start = min(start, child.left_edge.i)
        return start

    def _text(self, words: list[int]) -> str:
        return str(self.doc[words[0] : words[-1] + 1].text)


_DIVISIONS = frozenset({"State", "Province", "Region", "City", "County", "District"})
_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central upper lower greater new".split()
)


def _in_name(token: Token, follows: bool) -> bool:
    """Whether a token can be part of a proper name; particles and joints only where more of it `follows`."""
    if token.text[:1].isupper():
        return token.pos_ == "PROPN" or (follows and token.pos_ in {"NOUN", "ADJ", "X", "VERB", "INTJ"})
    if token.text[:3] in {"al-", "el-"}:
        return True
    return follows and (token.lower_ in PARTICLES or token.text in {"-", "&", "'", "’"})
