"""What a rule's match is read in: the words around it, the day of writing, and the times before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from verbale.coding.time.grammar import Candidate, grammar
from verbale.coding.time.timex import Timex, TimexType
from verbale.coding.time.tokens import Tokens
from verbale.ontology import calendar
from verbale.records import Basis

# A verb further away than this many words seldom governs a bare "Friday".
_TENSE_REACH = 12
# "That day" seldom points further back than this many time expressions.
_REFERENT_REACH = 12
_ON = frozenset({"on", "in"})
_CLAUSE_OPENERS = frozenset({"and", "but", "that", "when", "while", "because", "where"})
_CLAUSE_END = re.compile(r"[.;:!?\n]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a match comes to. `first` and `last` are worked out from `value` where `days` is None."""

    type: TimexType
    value: str
    basis: Basis
    days: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A time understood before, and the function that read it."""

    timex: Timex
    make: str


@dataclass(frozen=True, slots=True)
class Found:
    """A match with its surroundings."""

    candidate: Candidate
    tokens: Tokens
    anchor: date | None
    earlier: Sequence["Known"]

    def indices(self, name: str) -> range:
        """Indices of the tokens that a named part matched; empty where it matched none."""
        if name not in self.candidate.rule.regex.groupindex:
            return range(0)
        start, end = self.candidate.match.span(name)
        return range(max(start, 0), max(end, 0))

    def words(self, name: str) -> list[str]:
        """The tokens of a named part, in lower case."""
        return [self.tokens.word(index).lower() for index in self.indices(name)]

    def word(self, name: str) -> str:
        """The tokens of a named part, joined by spaces."""
        return " ".join(self.words(name))

    def value(self, name: str, *classes: str) -> str | None:
        """The lexicon's value of the first token of a named part that is in one of the classes."""
        table = grammar().table.words
        for word in self.words(name):
            for entry in classes:
                if word in table[entry]:
                    return table[entry][word]
        return None

    def year(self) -> int | None:
        """The year that a part `year` names in digits or as spoken ("nineteen ninety-six")."""
        words = [word for word in self.words("year") if word not in {"-", "–"}]
        if not words:
            return None
        if words[0].isdecimal():
            return int(words[0])
        table = grammar().table.words
        ones = int(table["NUM"][words[2]]) if len(words) > 2 else 0
        if ones > 9:
            return None
        return int(table["HUNDREDS"][words[0]]) * 100 + int(table["TENS"][words[1]]) + ones

    def opening(self) -> str:
        """The first token of the match, as written."""
        return self.tokens.word(self.candidate.start)

    def before(self, count: int = 1) -> str:
        """The token `count` places before the match, as written."""
        return self.tokens.word(self.candidate.start - count)

    def after(self, count: int = 1) -> str:
        """The token `count` places after the match, as written."""
        return self.tokens.word(self.candidate.end - 1 + count)

    def opens_sentence(self) -> bool:
        """Whether the match stands first in its sentence."""
        before = self.before()
        return not before or before in '.!?:"“”\n'

    def is_name(self) -> bool:
        """Whether capitals make the match part of a name ("USA Today"), not of a headline or an opening."""
        last = self.tokens.word(self.candidate.end - 1)
        if not last[:1].isupper() or (
            self.candidate.end - self.candidate.start == 1 and self.opens_sentence()
        ):
            return False
        before, after = self.before(), self.after()
        in_caps = before[:1].isupper() and (after[:1].isupper() or after in {"", "\n"})
        return not in_caps and (before[:1].isalpha() or before in {'"', "“", "'s", "’s"})

    def referent(self) -> Timex | None:
        """The last earlier date that covers known days."""
        for timex in (known.timex for known in reversed(self.earlier[-_REFERENT_REACH:])):
            if timex.type in ("DATE", "TIME") and timex.first and timex.value[0].isdigit():
                return timex
        return None

    def tense(self, *, reach: int = _TENSE_REACH) -> int:
        """-1 past, 1 future, 0 not known: by the nearest telling verb before the match, else after it.

        `reach` is how many tokens away the verb may be; below the usual reach only those before count.
        """
        start, end = self.candidate.start, self.candidate.end
        back = range(start - 1, max(start - 1 - reach, -1), -1)
        onward = range(end, min(end + reach, len(self.tokens.starts)))
        before = 0 if self._opens_clause() else self._tense_along(back)
        return before or (self._tense_along(onward) if reach == _TENSE_REACH else 0)

    def _opens_clause(self) -> bool:
        """Whether a new clause begins with the match: "asked him to stay, and on Friday crowds cheered"."""
        before = [self.tokens.word(self.candidate.start - back).lower() for back in (1, 2)]
        return (before[1] if before[0] in _ON else before[0]) in _CLAUSE_OPENERS

    def _tense_along(self, indices: range) -> int:
        tense = grammar().table.tense
        for index in indices:
            word = self.tokens.word(index)
            if _CLAUSE_END.match(word):
                return 0
            word = word.lower()
            if word in tense.future:
                return 1
            if word == "to" and indices.step < 0 and self._infinitive(index):
                return -1 if self.tokens.word(index - 1).lower() in tense.done else 1
            if self._still_to_be(index):
                continue
            if word in tense.past or (word.endswith("ed") and len(word) > 4):
                return -1
        return 0

    def _still_to_be(self, index: int) -> bool:
        """Whether a participle follows "be", as in "will be formally signed": then another verb tells."""
        return "be" in {self.tokens.word(index - 1).lower(), self.tokens.word(index - 2).lower()}

    def _infinitive(self, index: int) -> bool:
        """Whether the "to" at an index stands before a verb, as far as its looks tell."""
        following = self.tokens.word(index + 1)
        return following.islower() and following not in grammar().table.tense.no_verb


# A function that reads a match; None where it is no time after all.
Maker = Callable[[Found], Meaning | None]


def unknown(type_: TimexType, value: str) -> Meaning:
    """A time that cannot be placed without the day of writing."""
    return Meaning(type_, value, "unknown")


def timex(found: Found, meaning: Meaning) -> Timex:
    """The time expression that a match and its meaning make."""
    days = meaning.days
    if days is None and meaning.basis != "unknown" and meaning.type in ("DATE", "TIME"):
        days = calendar.bounds(meaning.value)
    first, last = days or (None, None)
    return Timex(
        start=found.tokens.starts[found.candidate.start],
        end=found.tokens.ends[found.candidate.end - 1],
        type=meaning.type,
        value=meaning.value,
        first=first,
        last=last,
        basis=meaning.basis,
    )
