"""Time expressions: every example of the rules, the calendar's corners, and which event a time dates."""

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.coding.when import attach, find, publication_when
from verbale.ontology import calendar
from verbale.pipeline import Pipeline

ANCHOR = date(2015, 10, 8)  # a Thursday
SOURCE = yaml.safe_load((Path(__file__).parents[1] / "resources" / "time.yaml").read_text(encoding="utf-8"))
EXAMPLES = [tuple(map(str, example)) for rule in SOURCE["rules"] for example in rule["examples"]]
PIECES = [
    *("last week", "Oct. 5", "2015", "Friday", "the third quarter", "a year earlier", "two", "years", "ago"),
    *(
        "May",
        "29",
        "Feb.",
        "1979-89",
        "8:30",
        "p.m.",
        ",",
        "-",
        "the",
        "'90s",
        "99/99/99",
        "\n",
        "“",
        "0000-00-00",
    ),
    *(
        "century",
        "hundred thousand",
        "999999",
        "decades later",
        "30",
        "the following",
        "night",
        "each",
        "ninth",
    ),
]


def _only(text: str, anchor: date | None = ANCHOR) -> tuple[str, str | None, str | None, str]:
    [timex] = find(text, anchor=anchor)
    return timex.value, timex.first, timex.last, timex.basis


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[0])
def test_rules_read_their_examples(example: tuple[str, ...]) -> None:
    text, *expected = example
    found = [(text[timex.start : timex.end], timex.value) for timex in find(text, anchor=ANCHOR)]
    assert found == [pair for pair in zip(expected[::2], expected[1::2], strict=True) if pair[0]]


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=14), st.none() | st.dates())
def test_expressions_lie_in_the_text_apart_and_in_order(pieces: list[str], anchor: date | None) -> None:
    text = " ".join(pieces)
    past = 0
    for timex in find(text, anchor=anchor):
        assert past <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end].strip() == text[timex.start : timex.end]
        assert (timex.first is None) == (timex.last is None)
        assert timex.first is None or timex.last is None or timex.first <= timex.last
        past = timex.end


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_without_an_anchor_nothing_is_relative(pieces: list[str]) -> None:
    for timex in find(" ".join(pieces), anchor=None):
        assert timex.basis in {"explicit", "unknown"}
        assert timex.basis == "explicit" or timex.first is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Orlan fled on October 5.", (None, None, "unknown")),
        ("Orlan fled last week.", (None, None, "unknown")),
        ("Orlan fled on October 5, 2013.", ("2013-10-05", "2013-10-05", "explicit")),
        ("Orlan fled in October 2013.", ("2013-10", "2013-10", "explicit")),
        ("Orlan fled in the 1990s.", ("1990", "1999", "explicit")),
        ("Orlan fled in the 1979-89 war.", ("1979", "1989", "explicit")),
    ],
)
def test_days_without_an_anchor(text: str, days: tuple[str | None, str | None, str]) -> None:
    assert _only(text, None)[1:] == days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Orlan fled last week.", "2015-09-28", "2015-10-04"),
        ("Orlan will flee next week.", "2015-10-12", "2015-10-18"),
        ("Orlan fled last month.", "2015-09", "2015-09"),
        ("Orlan fled last year.", "2014", "2014"),
        ("Orlan fled in the third quarter.", "2015-07", "2015-09"),
        ("Orlan fled on Friday.", "2015-10-02", "2015-10-02"),
        ("Orlan fled on Thursday.", "2015-10-08", "2015-10-08"),
        ("Orlan fled on Dec. 30.", "2014-12-30", "2014-12-30"),
        ("Orlan fled last winter.", "2014-12", "2015-02"),
    ],
)
def test_days_counted_from_the_anchor(text: str, first: str, last: str) -> None:
    assert _only(text)[1:] == (first, last, "relative")


@pytest.mark.parametrize("text", ["Feb. 30", "February 30, 2015", "Feb. 29, 2015", "2015-02-30", "31/31/15"])
def test_a_day_that_the_calendar_lacks_is_no_date(text: str) -> None:
    assert [timex.value for timex in find(text, anchor=ANCHOR)] in ([], ["2015"])


@pytest.mark.parametrize(
    "headline", ["Talks Resume Last Week", "Leaders Meet Today in Oslo", "ORLAN QUITS TODAY"]
)
def test_capitals_of_a_headline_make_no_name(headline: str) -> None:
    assert len(find(headline, anchor=ANCHOR)) == 1


@pytest.mark.parametrize("text", ["He told USA Today of it.", "He spoke on Ruritan's “This Week” show."])
def test_capitals_within_a_sentence_make_a_name(text: str) -> None:
    assert find(text, anchor=ANCHOR) == ()


def test_a_time_of_day_takes_the_day_beside_it() -> None:
    text = "They met on the morning of Oct. 5, 2013, at 10 p.m. on Friday and at 8:30."
    found = [(text[timex.start : timex.end], timex.value) for timex in find(text, anchor=ANCHOR)]
    assert found == [
        ("the morning of Oct. 5, 2013", "2013-10-05TMO"),
        ("10 p.m. on Friday", "2015-10-02T22:00"),
        ("8:30", "2015-10-02T08:30"),
    ]


def test_ranges_of_days() -> None:
    assert _only("They met on Nov. 12-14, 2013.")[1:] == ("2013-11-12", "2013-11-14", "explicit")
    assert _only("They met on 12-14 November 2013.")[1:] == ("2013-11-12", "2013-11-14", "explicit")


def test_leap_days() -> None:
    assert _only("It began on Feb. 29, 2016.")[0] == "2016-02-29"
    assert _only("It began on Feb. 29.", date(2016, 3, 2))[0] == "2016-02-29"
    assert _only("It began yesterday.", date(2016, 3, 1))[0] == "2016-02-29"
    assert _only("It began a year ago.", date(2016, 2, 29))[0] == "2015"


def test_a_week_runs_over_the_turn_of_the_year() -> None:
    # 1 January 2016 was a Friday: the week before it began on 21 December, its own on 28 December.
    assert _only("He left last week.", date(2016, 1, 1))[:3] == ("2015-W52", "2015-12-21", "2015-12-27")
    assert _only("He left this week.", date(2016, 1, 1))[:3] == ("2015-W53", "2015-12-28", "2016-01-03")


@pytest.mark.parametrize(
    "text",
    [
        "They may march in the second row.",
        "He sat down; the ministers sat too.",
        "Prices fall sharply.",
        "Orlan, 52 years old, resigned.",
        "A 46-year-old envoy resigned.",
        "They sent 1,998 people and $1995.",
        "Some 2000 soldiers surrendered.",
        "Theresa May spoke.",
        "She is in her 80s and flies KC-30s.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find(text, anchor=ANCHOR) == ()


def test_the_ends_of_the_calendar() -> None:
    assert find("a century ago and a thousand years later", anchor=date(1, 1, 1)) is not None
    assert find("next year, tomorrow, next week", anchor=date(9999, 12, 31)) is not None


@pytest.mark.parametrize("unit", ["one ", "that day ", "Friday ", "12-", "in the 1", "'s ", "last week, "])
def test_long_rows_of_the_same_stay_cheap(unit: str) -> None:
    started = perf_counter()
    find(unit * (200_000 // len(unit)), anchor=None)
    assert perf_counter() - started < 30  # a fifth of a megabyte; what grows with the square takes minutes


def test_bounds_of_values() -> None:
    assert calendar.bounds("1998-W02-WE") == ("1998-01-10", "1998-01-11")
    assert calendar.bounds("1998-02-13T08:30") == ("1998-02-13", "1998-02-13")
    assert calendar.bounds("19XX") == ("1900", "1999")
    assert calendar.bounds("2015-H2") == ("2015-07", "2015-12")
    assert calendar.bounds("2015-W54") is None
    assert calendar.bounds("2015-13") is None
    assert calendar.bounds("P3M") is None


ATTACHED = [
    ("Orlan met Dostan on Friday in Oslo.", "met", "Friday"),
    ("Russia said Friday it would send troops to Ruritan.", "said", "Friday"),
    ("Russia said Friday it would send troops to Ruritan.", "send", None),
    (
        "Last year, Orlan made unofficial visits to Norway in order to negotiate a deal.",
        "visits",
        "Last year",
    ),
    ("Last year, Orlan made unofficial visits to Norway in order to negotiate a deal.", "negotiate", None),
    ("Russia is still mindful of the 1979-89 war that killed soldiers.", "war", "1979-89"),
    ("Russia is still mindful of the 1979-89 war that killed soldiers.", "killed", None),
    ("On Monday he flew to Rome and met the envoy.", "met", "Monday"),
    ("Rebels attacked the town on Sunday, killing five people.", "killing", "Sunday"),
    ("France demanded on Monday the release of the hostages taken in 2013.", "demanded", "Monday"),
    ("France demanded on Monday the release of the hostages taken in 2013.", "release", None),
    ("France demanded on Monday the release of the hostages taken in 2013.", "taken", "2013"),
    ("The two sides fought from 1979 to 1989.", "fought", "1979 to 1989"),
    ("They met five times between May 2013 and June 2014.", "met", "May 2013 and June 2014"),
    ("The two sides fought for two days.", "fought", None),
    ("The council on Monday ordered an embargo.", "ordered", "Monday"),
    ("Officials in Oslo on Friday finished the draft.", "finished", "Friday"),
    ("They demanded a ransom, but the talks broke off on Thursday.", "demanded", None),
    ("They demanded a ransom, but the talks broke off on Thursday.", "broke", "Thursday"),
    ("He has not met the envoy since Monday.", "met", None),
    ("They deplored the capture last week of the northern town.", "capture", "last week"),
    ("They deplored the capture last week of the northern town.", "deplored", None),
    ("The envoy was killed in Friday's attack.", "killed", "Friday"),
    ("He was ousted by the revolt in 2001.", "revolt", "2001"),
    ("He was ousted by the revolt in 2001.", "ousted", "2001"),
    ("Orlan was sentenced in Friday's attack.", "sentenced", None),
    ("The talks took place on Wednesday.", "talks", "Wednesday"),
    ("“We will attack,” the general said Thursday.", "attack", None),
    # The time of a row, before or after its first verb, but not that of another's deed.
    ("Gunmen raided the mill on Tuesday and burned two lorries.", "burned", "Tuesday"),
    ("On Sunday crowds blocked the bridge before soldiers drove them off.", "drove", "Sunday"),
    ("The envoy asked for fuel on Sunday, and the army refused.", "refused", None),
    # The time of the occasion on which it was said or done.
    ("In a letter dated 12 June the mayor begged Oslo for a ferry.", "begged", "12 June"),
    ("The king made the appeal in a call with Rabat on Tuesday.", "appeal", "Tuesday"),
    ("Police arrested him in a house bought in 2001.", "arrested", None),
    # A time that bounds one deed and is told by another.
    ("The two have not spoken since March, when rebels took the mill.", "took", "March"),
    ("The two have not spoken since March, when rebels took the mill.", "spoken", None),
    # A time that opens a sentence, or stands astray in the parse.
    ("On 19 September two barges with grain were seized.", "seized", "19 September"),
    ("Vendors sat down in front of the office on Thursday.", "sat", "Thursday"),
    ("The elders let them stay, and on Friday shopkeepers took to the streets.", "took", "Friday"),
    ("He was held for two months last year.", "held", "last year"),
    ("In August it gave the hostages back.", "gave", "August"),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), ATTACHED)
def test_events_get_their_own_time(pipeline: Pipeline, text: str, trigger: str, expected: str | None) -> None:
    body = pipeline.parse_text(text).body
    token = next(token for token in body if token.text == trigger)
    when = attach(token, find(text, anchor=ANCHOR))
    assert (when and when.text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway said on Monday it would send tents to Peru.", "Monday"),
        ("Norway's minister told reporters on Monday that her country was ready to host talks.", "Monday"),
        ("Sweden said on Monday that Norway would send tents to Peru.", None),  # no word of Norway's own
    ],
)
def test_a_promise_is_made_when_it_is_said(text: str, expected: str | None, pipeline: Pipeline) -> None:
    promises = [event.when for event in pipeline.code_text(text) if event.event_type == "AGREE"]
    assert promises
    assert {when and when.text for when in promises} == {expected}


def test_an_attached_time_quotes_the_document(pipeline: Pipeline) -> None:
    text = "\nOrlan fled.\n\nOn Monday Dostan met him; on Oct. 5, 2013, and last week they met too.\n"
    timexes = find(text, anchor=ANCHOR)
    for token in pipeline.parse_text(text).body:
        when = attach(token, timexes)
        if when is not None:
            assert when.span is not None
            assert text[when.span.start : when.span.end] == when.text


def test_a_time_of_the_headline_says_so(pipeline: Pipeline) -> None:
    text = "Envoy met rebels on Friday"
    token = pipeline.parse_text(text).body[1]
    when = attach(token, find(text, anchor=None), in_="title")
    assert when is not None
    assert when.span is not None
    assert (when.span.in_, when.start, when.basis) == ("title", None, "unknown")


def test_publication() -> None:
    when = publication_when(ANCHOR)
    assert (when.text, when.span, when.start, when.end) == (None, None, "2015-10-08", "2015-10-08")
    assert when.basis == "publication"
