"""What both kinds of store make of what they found: hits in context, cursors, how an event was reviewed."""

import base64
from collections.abc import Iterable

import msgspec

from verbale.errors import UsageError
from verbale.records import Article, Case, Event, Judgement, Party, Review
from verbale.store.docs import Doc
from verbale.store.query import Query, Words, terms
from verbale.store.rows import Hit, Known
from verbale.store.words import words

# Characters of context on either side of a match: two lines of a terminal in all.
CONTEXT = 80
_REVIEWS: dict[str, Review] = {"accept": "accepted", "fix": "accepted", "reject": "rejected"}


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ended: the day that answers are sorted by, and the id."""

    day: str
    id: str

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor of its text. Raises UsageError where it is none."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            return msgspec.json.decode(raw, type=cls)
        except (ValueError, msgspec.DecodeError) as error:
            raise UsageError(f"{text}: no cursor of this store; ask for the first page") from error


def event_hit(query: Query, event: Event, article: Article, doc: Doc) -> Hit:
    """The hit of an event."""
    before, match, after = excerpt(query, doc.texts)
    return Hit(
        kind="event",
        id=event.id,
        article_id=article.id,
        title=article.title,
        day=doc.day,
        before=before,
        match=match,
        after=after,
    )


def article_hit(query: Query, article: Article, doc: Doc) -> Hit:
    """The hit of an article."""
    before, match, after = excerpt(query, tuple(reversed(doc.texts)))  # the body says more than the headline
    return Hit(
        kind="article",
        id=article.id,
        article_id=article.id,
        title=article.title,
        day=doc.day,
        before=before,
        match=match,
        after=after,
    )


def case_hit(query: Query, case: Case, doc: Doc) -> Hit:
    """The hit of a case; its title says who asks whom for what."""
    before, match, after = excerpt(query, doc.texts)
    return Hit(
        kind="case",
        id=case.id,
        article_id=None,
        title=case_title(case),
        day=doc.day,
        before=before,
        match=match,
        after=after,
    )


def case_title(case: Case) -> str:
    """Who asks whom for what: "Norway → Sweden: 2 boats"."""
    wanted = ", ".join(item.text for item in case.items)
    return f"{_names(case.requester)} → {_names(case.addressee)}" + (f": {wanted}" if wanted else "")


def excerpt(query: Query, texts: Iterable[str]) -> tuple[str, str, str]:
    """The first match of the query's words in its context; without any, how the first text begins."""
    texts = [text for text in texts if text]
    wanted = terms(query)
    for text in texts:
        found = _first(wanted, text)
        if found is not None:
            start, end = found
            return text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT]
    return "", "", texts[0][: 2 * CONTEXT] if texts else ""


def reviews(judgements: Iterable[Judgement]) -> dict[str, Review]:
    """How each judged event was reviewed: its last judgement that was not undone."""
    undone: set[str] = set()
    found: dict[str, Review] = {}
    for judgement in sorted(judgements, key=lambda judgement: judgement.number, reverse=True):
        if str(judgement.number) in undone:
            continue
        if judgement.verb == "undo":
            undone.add(str(judgement.detail.get("number")))
        elif judgement.subject == "event" and judgement.verb in _REVIEWS:
            found.setdefault(judgement.subject_id, _REVIEWS[judgement.verb])
    return found


def known(key: str, named: list[tuple[str, str | None]]) -> Known:
    """A party by all that events call it."""
    name = max((name for name, _ in named), key=lambda name: (len(name), name))
    country = max((country for _, country in named if country), default=None)
    return Known(id=key, name=name, country=country, events=len(named))


def _first(wanted: tuple[Words, ...], text: str) -> tuple[int, int] | None:
    """Where the first of the wanted words stands in the text: characters, end-exclusive."""
    found = words(text)
    for at in range(len(found)):
        for term in wanted:
            here = found[at : at + len(term.words)]
            if _is(term, tuple(word.text for word in here)):
                return here[0].start, here[-1].end
    return None


def _is(term: Words, here: tuple[str, ...]) -> bool:
    if not term.prefix:
        return here == term.words
    whole = len(here) == len(term.words) and here[:-1] == term.words[:-1]
    return whole and here[-1].startswith(term.words[-1])


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.name for party in parties) or "?"
