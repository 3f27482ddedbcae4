"""The query language: what it means, and where its mistakes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import QueryError
from verbale.store.query import EVERYTHING, And, Confidence, Day, Is, Not, Or, Words, parse, span, terms
from verbale.store.words import folded, words

A, B, C = Words(("a",)), Words(("b",)), Words(("c",))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", EVERYTHING),
        ("  ", EVERYTHING),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a -b", And((A, Not(B)))),
        ("NOT a b", And((Not(A), B))),
        ("NOT (a OR b)", Not(Or((A, B)))),
        ("--a", Not(Not(A))),
        ('"patrol boats"', Words(("patrol", "boat"))),
        ("“patrol boats”", Words(("patrol", "boat"))),
        ("state-run", Words(("state", "run"))),
        ("gunship*", Words(("gunship",), prefix=True)),
        ('"gunship*"', Words(("gunship",))),
        ("addressee:RUS", Is("addressee", ("rus",))),
        ("Addressee:rus", Is("addressee", ("rus",))),
        ('outlet:"Radio Herat"', Is("outlet", ("radio", "herat"))),
        ("-review:rejected", Not(Is("review", ("rejected",)))),
        ("stage:request_withdrawn", Is("stage", ("request", "withdrawn"))),
        ("item:gunships", Is("item", ("gunship",))),
        ("after:2015-10", Day(True, "2015-10-01")),
        ("before:2015-11", Day(False, "2015-11-30")),
        ("before:2015", Day(False, "2015-12-31")),
        ("after:2016-02-29", Day(True, "2016-02-29")),
        ("confidence:>=0.8", Confidence(">=", 0.8)),
        ("confidence:<.5", Confidence("<", 0.5)),
        ("confidence:1", Confidence(">=", 1.0)),
        ("android or not", And((Words(("android",)), Words(("or",)), Words(("not",))))),
        ("ORAN", Words(("oran",))),
        ("a(b)", And((A, B))),
    ],
)
def test_a_query_means(text: str, query: object) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("a )", 2, "never opened"),
        ("a (b", 2, "never closed"),
        ("()", 1, "was due"),
        ("a OR", 4, "the query ends"),
        ("OR a", 0, "OR stands"),
        ("a AND AND b", 6, "AND stands"),
        ("NOT", 3, "the query ends"),
        ("a colour:red", 2, "no field 'colour'"),
        ("item:", 5, "wants a value"),
        ("item: boats", 5, "wants a value"),
        ('outlet:"Radio', 7, "never closed"),
        ('a "b', 2, "never closed"),
        ("item:gun*", 5, "cut short"),
        ("type:ASK", 5, "no type 'ASK'; there are AGREE"),
        ("a stage:begun", 8, "no stage"),
        ("after:soon", 6, "a date is written"),
        ("after:2015-13", 6, "no such day"),
        ("before:2015-02-29", 7, "no such day"),
        ("confidence:high", 11, "a confidence is written"),
        ("a …", 2, "no letter or digit"),
        ('outlet:"…"', 8, "wants a word"),
        ("(" * 60 + "a" + ")" * 60, 50, "nested"),
    ],
)
def test_a_mistake_is_shown_at_its_place(text: str, position: int, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        parse(text)
    assert caught.value.position == position
    assert str(caught.value).splitlines()[-1] == " " * (position + 2) + "^"


def test_an_endless_query_is_refused() -> None:
    with pytest.raises(QueryError, match="longer than"):
        parse("a " * 2000)


@given(st.text(alphabet='ab:()"-*. ANDORT0129>=<é“', max_size=40))
def test_any_text_is_a_query_or_a_mistake_within_it(text: str) -> None:
    assert 0 <= _mistake(text) <= len(text)


def _mistake(text: str) -> int:
    """Where the mistake of a text is; 0 where it has none."""
    try:
        parse(text)
    except QueryError as error:
        return error.position
    return 0


@given(st.text(max_size=60) | st.text("as yeiuo'X_1", max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    assert folded(text) == tuple(word.text for word in words(text))
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.text
        assert word.text in folded(text[word.start : word.end])


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Gunships", "gunship"),
        ("supplies", "supply"),
        ("Müller", "muller"),
        ("STRASSE", "straße"),
        ("buses", "buse"),
        ("planes", "plane"),
    ],
)
def test_case_accents_and_plural_do_not_matter(text: str, same: str) -> None:
    assert folded(text) == folded(same)


@pytest.mark.parametrize("word", ["RUS", "BHS", "status", "press", "gas"])
def test_what_is_no_plural_stays(word: str) -> None:
    assert folded(word) == (word.lower(),)


def test_highlighted_words_are_those_that_are_asked_for() -> None:
    assert terms(parse('a (b OR "c d") -e item:f NOT (g)')) == (A, B, Words(("c", "d")))


@pytest.mark.parametrize(
    ("day", "limits"),
    [
        ("2015", ("2015-01-01", "2015-12-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2016-02-03", ("2016-02-03", "2016-02-03")),
        ("2016-02-03T10:00:00+04:30", ("2016-02-03", "2016-02-03")),
        ("2016-02-31", None),
        ("0000", None),
        ("Tuesday", None),
    ],
)
def test_a_day_of_reduced_precision_spans_days(day: str, limits: tuple[str, str] | None) -> None:
    assert span(day) == limits
