"""The query language: one syntax for search, filters and addresses, on the command line and on the desk.

Words and phrases look into texts, fields into what was read from them:

    gunships "border guards"              both (AND may be left out)
    gunship*                              any word that begins so
    gunships OR artillery                 either; AND binds closer than OR
    gunships -Moscow, NOT Moscow          not the second
    (gunships OR artillery) "the border"  parentheses group

    requester:AFG  addressee:RUS          who asks, who is asked: a country, a name, an id
    actor: recipient: beneficiary:        who acts, who is acted on, for whom
    party:Dostum                          any of them
    source:Faizy                          who says so
    type:REQUEST mode:visit               PLOVER type and mode
    item:gunships                         its words, category, subcategory or register category
    stage:pledged                         stage, provisional stage or exit of a case, or of the case it is in
    outlet:"Radio Herat" agency:          who published it; which wire it was taken from
    factuality:certain polarity:negative  as in the record
    review:unreviewed                     unreviewed, accepted, rejected, stale
    article:ID event:ID case:ID           by id
    after:2015-10 before:2015-11          first and last day, both included: here 1 October to 30 November
    confidence:>=0.8                      also > <= <; a bare number means >=

Case, accents and the English plural do not matter. Words of a value in quotation marks stand together
(`outlet:"Radio Herat"`). What is searched decides what a term holds of:

* an **event**: its words are its sentence, evidence and headline; its day is its own, else its article's;
* an **article**: its words are headline and body, its day that of publication; a field holds where it
  holds of any of its events;
* a **case**: its words are those of its events; its days run from the first to the last report; a field holds
  where it holds of the case or of any of its events.

Errors are `QueryError` with the place.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from verbale.errors import QueryError
from verbale.records import EventType, Exit, Factuality, Polarity, Review, Stage
from verbale.store.words import folded

FIELDS = frozenset(
    "requester addressee actor recipient beneficiary party source type mode item stage outlet agency "
    "factuality polarity review article event case".split()
)
# Fields whose values are few: any other is a slip, and would find nothing without a word.
CHOICES: dict[str, tuple[str, ...]] = {
    "type": get_args(EventType),
    "stage": get_args(Stage) + get_args(Exit),
    "factuality": get_args(Factuality),
    "polarity": get_args(Polarity),
    "review": get_args(Review),
}
Comparison = Literal[">=", ">", "<=", "<"]
# A query is typed or stands in an address; deeper ones are no work of a hand and would exhaust the stack.
DEEPEST = 50
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """These folded words in this order; the last one may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    """One of the field's values has these folded words in this order."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """Its facet (verbale.store.facets) has any of these values, to the letter."""

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """Something of it on or after (`after`), or on or before, this day (ISO 8601, full)."""

    after: bool
    day: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """Some confidence of it compares so."""

    comparison: Comparison
    value: float


@dataclass(frozen=True, slots=True)
class And:
    """All of them; of none, everything."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not this."""

    part: "Query"


Query = Words | Is | Has | Day | Confidence | And | Or | Not
EVERYTHING = And(())


class _Token(NamedTuple):
    kind: Literal["(", ")", "-", "AND", "OR", "NOT", "term", "end"]
    at: int
    field: str = ""
    value: str = ""
    value_at: int = 0
    quoted: bool = False


_OPERATORS: tuple[Literal["AND", "OR", "NOT"], ...] = ("AND", "OR", "NOT")
_SPACE = re.compile(r"\s*")
_FIELD = re.compile(r"([A-Za-z]+):")
_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]')
_BARE = re.compile(r'[^\s()"“”]+')
_NUMBER = re.compile(r"(>=|<=|>|<)?\s*(\d*\.?\d+)")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse(text: str) -> Query:
    """The query of a text; an empty one finds everything. Raises QueryError."""
    if len(text) > LONGEST:
        raise QueryError(text[:LONGEST], LONGEST, f"the query is longer than {LONGEST} characters")
    tokens = _tokens(text)
    if tokens[0].kind == "end":
        return EVERYTHING
    return _Parser(text, tokens).whole()


def terms(query: Query) -> tuple[Words, ...]:
    """The words that a query looks for in texts, in its order; what it excludes is not among them."""
    match query:
        case Words():
            return (query,)
        case And(parts) | Or(parts):
            return tuple(term for part in parts for term in terms(part))
        case _:
            return ()


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = _skip(text, 0)
    while at < len(text):
        token, at = _token(text, at)
        tokens.append(token)
        at = _skip(text, at)
    return [*tokens, _Token("end", len(text))]


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _token(text: str, at: int) -> tuple[_Token, int]:
    if text[at] in "()":
        return _Token("(" if text[at] == "(" else ")", at), at + 1
    if text[at] == "-":
        return _Token("-", at), at + 1
    for operator in _OPERATORS:
        if re.match(rf"{operator}(?![^\s()])", text[at:]):
            return _Token(operator, at), at + len(operator)
    field = _FIELD.match(text, at)
    value_at = field.end() if field else at
    quoted = _QUOTED.match(text, value_at)
    found = quoted or _BARE.match(text, value_at)
    if found is None:
        raise QueryError(text, value_at, _wanting(text, value_at, field[1] if field else None))
    value = quoted[1] if quoted else found[0]
    name = field[1].lower() if field else ""
    return _Token("term", at, name, value, value_at + bool(quoted), bool(quoted)), found.end()


def _wanting(text: str, at: int, field: str | None) -> str:
    if at < len(text) and text[at] in '"“”':
        return "the quotation mark is never closed"
    return f"{field}: wants a value after the colon"


class _Parser:
    """Recursive descent: or → and (OR and)* · and → not ([AND] not)* · not → [NOT] (group | term)."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def whole(self) -> Query:
        query = self._or()
        if self._peek.kind != "end":
            raise self._error("this parenthesis was never opened")
        return query

    @property
    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._peek
        self._next += 1
        return token

    def _error(self, reason: str, at: int | None = None) -> QueryError:
        return QueryError(self._text, self._peek.at if at is None else at, reason)

    def _or(self) -> Query:
        parts = [self._and()]
        while self._peek.kind == "OR":
            self._take()
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self) -> Query:
        parts = [self._not()]
        while self._peek.kind not in ("OR", ")", "end"):
            if self._peek.kind == "AND":
                self._take()
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self) -> Query:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(f"the query is nested more than {DEEPEST} deep")
        try:
            return self._one()
        finally:
            self._depth -= 1

    def _one(self) -> Query:
        token = self._take()
        if token.kind in ("NOT", "-"):
            return Not(self._not())
        if token.kind == "(":
            query = self._or()
            if self._peek.kind != ")":
                raise self._error("this parenthesis is never closed", token.at)
            self._take()
            return query
        if token.kind == "term":
            return self._term(token)
        what = "the query ends" if token.kind == "end" else f"{token.kind} stands"
        raise self._error(f"{what} where a word or field was due", token.at)

    def _term(self, token: _Token) -> Query:
        special: dict[str, Callable[[_Token], Query]] = {
            "": self._words,
            "after": self._day,
            "before": self._day,
            "confidence": self._confidence,
        }
        if token.field in special:
            return special[token.field](token)
        if token.field not in FIELDS:
            known = ", ".join(sorted(FIELDS | special.keys() - {""}))
            raise self._error(f"no field {token.field!r}; there are {known}", token.at)
        return self._is(token)

    def _is(self, token: _Token) -> Query:
        found = folded(token.value)
        if not found:
            raise self._error(f"{token.field}: wants a word or number", token.value_at)
        if token.value.endswith("*") and not token.quoted:
            raise self._error("only words of the text can be cut short with *", token.value_at)
        choices = CHOICES.get(token.field, ())
        if choices and found not in map(folded, choices):
            raise self._error(
                f"no {token.field} {token.value!r}; there are {', '.join(choices)}", token.value_at
            )
        return Is(token.field, found)

    def _words(self, token: _Token) -> Query:
        found = folded(token.value)
        if not found:
            raise self._error("no letter or digit to look for", token.at)
        return Words(found, prefix=not token.quoted and token.value.endswith("*"))

    def _day(self, token: _Token) -> Query:
        return Day(token.field == "after", self._full_day(token))

    def _full_day(self, token: _Token) -> str:
        found = _DATE.fullmatch(token.value)
        if found is None:
            raise self._error("a date is written 2015, 2015-10 or 2015-10-05", token.value_at)
        limits = span(token.value)
        if limits is None:
            raise self._error("there is no such day", token.value_at)
        return limits[0] if token.field == "after" else limits[1]

    def _confidence(self, token: _Token) -> Query:
        found = _NUMBER.fullmatch(token.value)
        if found is None:
            raise self._error("a confidence is written >=0.8, >0.8, <=0.8, <0.8 or 0.8", token.value_at)
        return Confidence(found[1] or ">=", float(found[2]))  # type: ignore[arg-type]


def span(day: str) -> tuple[str, str] | None:
    """The first and last full day of a date of reduced precision ("2015-10"); None where there is none."""
    found = _DATE.match(day)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or 0)
    if year < 1 or month > 12 or (found[2] and month == 0):
        return None
    last = calendar.monthrange(year, month or 12)[1]
    if found[3]:
        return (found[0], found[0]) if 1 <= int(found[3]) <= last else None
    return f"{year:04}-{month or 1:02}-01", f"{year:04}-{month or 12:02}-{last:02}"
