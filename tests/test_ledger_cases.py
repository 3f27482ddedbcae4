"""What belongs to one case: parties, things and time; over pronouns, paraphrase and third parties."""

import json
from datetime import date
from pathlib import Path

import pytest

from ledger_samples import NOW, article, event, judgement, party, speaker, state, told
from verbale.ingest.fetch import Limits
from verbale.ingest.sources import read_source
from verbale.ledger.cases import cases
from verbale.ledger.copies import signature
from verbale.ledger.state import ArticleFact, Report, State
from verbale.pipeline import Pipeline
from verbale.records import Case, When

PAGES = Path(__file__).parents[1] / "demo" / "pages"
ASK = ("2026-03-02", "REQUEST", "LBR", "PRT", "2 patrol boats")


def moves(case: Case) -> list[str]:
    return [step.move for step in case.steps]


def test_paraphrase_and_generic_words_belong_to_the_request():
    (case,) = told(
        ("2026-03-02", "REQUEST", "AFG", "RUS", "gunships", "weapons"),
        ("2026-03-04", "AGREE", "RUS", "AFG", "help"),
        ("2026-03-06", "AGREE", "RUS", "AFG", "helicopter gunships"),
    )
    assert moves(case) == ["request", "pledge"]


def test_another_thing_is_another_case():
    found = told(ASK, ("2026-03-04", "REJECT", "PRT", "LBR", "troops"))
    assert sorted(moves(case) for case in found) == [["refusal"], ["request"]]


def test_another_requester_or_time_is_another_case():
    assert len(told(ASK, ("2026-03-03", "REQUEST", "SEN", "PRT", "2 patrol boats"))) == 2
    assert len(told(ASK, ("2027-03-03", "REQUEST", "LBR", "PRT", "2 patrol boats"))) == 2
    assert len(told(ASK, ("2027-03-03", "AGREE", "PRT", "LBR", "2 patrol boats"))) == 2
    assert len(told(("2026-02-03", "AGREE", "PRT", "LBR", "2 patrol boats"), ASK)) == 2


def test_what_only_answers_needs_something_to_answer():
    assert told(("2026-03-04", "AGREE", "PRT", "LBR", {"frame": "look-into"})) == ()
    assert told(("2026-03-04", "CONSULT", "PRT", "LBR")) == ()
    assert told(("2026-03-04", "REQUEST", "PRT", "", {"matter": "not to be named"})) == ()


def test_an_appeal_to_nobody_is_a_case_without_addressee():
    (case,) = told(("2026-03-04", "REQUEST", "LBR", "", "tents"))
    assert (case.addressee, case.provisional_stage) == ((), "requested")


def test_one_sided_answers_are_read_with_what_stands_before():
    told_both = [
        event("a1", 0, "REQUEST", "LBR", "PRT", "2 patrol boats"),
        event("a1", 1, "AGREE", "PRT", "", "2 patrol boats"),
        event("a1", 2, "AID", "", "", "2 patrol boats"),
    ]
    (case,) = cases(state([article("a1", "2026-03-02")], told_both), now=NOW)
    assert moves(case) == ["request", "pledge", "delivery"]


def test_reports_of_one_move_are_one_step_with_all_evidence():
    (case,) = told(
        ASK,
        ("2026-03-03", "REQUEST", "LBR", "PRT", "patrol boats"),
        ("2026-03-03", "REQUEST", "LBR", "PRT", "help"),
    )
    (step,) = case.steps
    assert step.events == ("a0-0", "a1-0", "a2-0")
    assert (step.independent_sources, case.independent_sources, case.reports) == (3, 3, 3)


def test_copies_are_one_source():
    text = " ".join(f"word{number}" for number in range(100))
    pages = [
        article("a1", "2026-03-02", outlet="Wire", text=text),
        article("a2", None, outlet="Courier", text=text, agency="Wire"),
        article("a3", "2026-03-03", outlet="Ledger"),
    ]
    asked = [event(one.id, 0, "REQUEST", "LBR", "PRT", "2 patrol boats") for one in pages]
    (case,) = cases(state(pages, asked), now=NOW)
    assert (case.reports, case.independent_sources) == (3, 2)
    assert [step.independent_sources for step in case.steps] == [2]


def test_a_group_answers_for_its_members_and_members_for_themselves():
    group = party("KAZ+UZB+TJK", "Central Asia")
    asked = event("a1", 0, "REQUEST", "AFG", "", "weapons", recipients=(group,))
    refused = event("a2", 0, "REJECT", "UZB", "AFG", "weapons")
    pages = [article("a1", "2026-03-02"), article("a2", "2026-03-05")]
    found = {
        case.exit or case.provisional_stage: case for case in cases(state(pages, [asked, refused]), now=NOW)
    }
    assert [one.country for one in found["refused"].addressee] == ["UZB"]
    assert [one.members for one in found["requested"].addressee] == [("KAZ", "UZB", "TJK")]
    assert found["requested"].rule.endswith("all 2 requested")
    assert found["requested"].steps[0] == found["refused"].steps[0]


def test_an_answer_that_names_nobody_finds_the_request_for_the_thing():
    pages = [article("a1", "2026-03-02"), article("a2", "2026-03-05")]
    told_here = [
        event("a1", 0, "REQUEST", "HTI", "MEX", "tents"),
        event("a1", 1, "REQUEST", "HTI", "CUB", "fuel"),
        event("a2", 0, "CONSULT", "HTI", "", "tents"),
        event("a2", 1, "AGREE", "MEX", "", "tents"),
        event("a2", 2, "AID", "CUB", "", "2 patrol boats"),
    ]
    found = cases(state(pages, told_here), now=NOW)
    assert sorted(moves(case) for case in found) == [["request"], ["request", "pledge"]]


def test_an_appeal_to_some_states_is_to_those_that_answer_it():
    nobody = {"matter": "to recognise it", "content": "a1-9"}
    said = [
        event("a1", 0, "REQUEST", "XKX", "", **nobody),
        event("a1", 1, "AGREE", "KEN", "XKX", frame="look-into", matter="to weigh it"),
        event("a1", 2, "REJECT", "SRB", "XKX", "rifles"),
        event("a1", 9, "SUPPORT", "", "XKX", factuality="unknown", frame="praise"),
    ]
    found = cases(state([article("a1", "2026-03-02")], said), now=NOW)
    assert sorted(moves(case) for case in found) == [["refusal"], ["request", "acknowledge"]]


def test_who_accepts_what_was_offered_receives_it():
    offered = (
        "2026-03-02",
        "AGREE",
        "USA",
        "HTI",
        "2 patrol boats",
        {"says": "Washington offered two boats"},
    )
    taken = ("2026-03-04", "AGREE", "HTI", "USA", "2 patrol boats", {"frame": "accept-offer"})
    (case,) = told(offered, taken)
    assert [one.country for one in case.requester] == ["HTI"]
    assert (moves(case), case.provisional_stage) == (["offer", "commitment"], "committed")
    granted = ("2026-03-04", "AGREE", "USA", "HTI", {"frame": "accept-offer", "matter": "the request"})
    (case,) = told(("2026-03-02", "REQUEST", "HTI", "USA", "2 patrol boats"), granted)
    assert case.provisional_stage == "pledged"


def test_a_deed_answers_only_what_names_it():
    asked = ("2026-03-02", "REQUEST", "XKX", "SRB", {"matter": "to lift the ban"})
    lifted = ("2026-03-09", "CONCEDE", "SRB", "XKX", {"matter": "the ban"})
    left = ("2026-03-10", "RETREAT", "SRB", "XKX", {"matter": "two town halls"})
    assert [moves(case) for case in told(asked, lifted, left)] == [["request", "delivery"]]
    assert [moves(case) for case in told(asked, left)] == [["request"]]


def test_rebels_are_not_the_state_they_fight():
    rebels = party("MLI", "Sahel Front", sectors=("REB",))
    found = cases(
        state(
            [article("a1", "2026-03-02")],
            [
                event("a1", 0, "REQUEST", "MLI", "DZA", "tents"),
                event("a1", 1, "REQUEST", "", "DZA", "tents", actors=(rebels,)),
            ],
        ),
        now=NOW,
    )
    assert len(found) == 2


def test_the_year_before_is_a_case_of_its_own():
    past = {"background": True, "polarity": "negative", "frame": "empty-handed"}
    found = told(
        ("2026-03-02", "REQUEST", "AFG", "UZB", "weapons"), ("2026-03-02", "AID", "UZB KAZ", "AFG", past)
    )
    assert sorted((case.exit or case.provisional_stage) for case in found) == ["refused", "requested"]


def test_people_link_split_and_merge():
    rows = (
        ASK,
        ("2026-03-04", "REJECT", "PRT", "LBR", "troops"),
        ("2026-03-05", "AID", "PRT", "LBR", "1 patrol boat"),
    )
    asked, refused = sorted(told(*rows), key=lambda case: len(case.steps), reverse=True)
    link = judgement(1, "link", "case", asked.id, steps=[refused.steps[0].id])
    assert [len(case.steps) for case in told(*rows, judgements=(link,))] == [3]
    undo = judgement(2, "undo", "case", asked.id, number="1")
    assert told(*rows, judgements=(link, undo)) == told(*rows)
    merge = judgement(1, "merge", "case", refused.id, **{"with": [asked.id]})
    assert [len(case.steps) for case in told(*rows, judgements=(merge,))] == [3]
    split = judgement(1, "split", "case", asked.id, steps=[asked.steps[1].id])
    assert sorted(len(case.steps) for case in told(*rows, judgements=(split,))) == [1, 1, 1]


def test_people_fix_and_part_reports():
    rows = (ASK, ("2026-03-03", "REQUEST", "LBR", "PRT", "2 patrol boats"))
    fix = judgement(1, "fix", "event", "a1-0", move="acknowledge")
    (case,) = told(*rows, judgements=(fix,))
    assert [(step.move, step.review) for step in case.steps] == [
        ("request", "unreviewed"),
        ("acknowledge", "accepted"),
    ]
    key = told(*rows)[0].steps[0].id
    part = judgement(1, "split", "step", key, events=["a1-0"])
    assert [step.events for step in told(*rows, judgements=(part,))[0].steps] == [("a0-0",), ("a1-0",)]
    negative = judgement(1, "fix", "event", "a0-0", polarity="negative")
    assert [moves(case) for case in told(ASK, judgements=(negative,))] == []


def test_a_third_party_speaks_of_the_same_thing():
    said = [
        event("a1", 0, "REQUEST", "LBR", "PRT", "2 patrol boats"),
        event(
            "a1",
            1,
            "AGREE",
            "SEN",
            "",
            matter="to crew the boats",
            says="Senegal offered it",
            sources=(speaker("LBR"),),
        ),
        event("a2", 0, "AGREE", "PRT", "LBR", "2 patrol boats"),
        event(
            "a2",
            1,
            "AGREE",
            "SEN",
            "",
            matter="to crew the boats",
            polarity="negative",
            sources=(speaker("SEN"),),
        ),
    ]
    pages = [article("a1", "2026-03-02"), article("a2", "2026-03-09")]
    (case,) = cases(state(pages, said), now=NOW)
    assert moves(case) == ["request", "offer", "pledge", "denial"]
    assert case.contested
    assert [one.country for one in case.addressee] == ["PRT"]
    assert case.provisional_stage == "pledged"


def test_the_seed_story(shared):
    """The analyst's cases of the story, from events as the analyst gives them."""
    dostum = party("AFG", "Abdul Rashid Dostum")
    region = party("KAZ+KGZ+TJK+TKM+UZB", "Central Asia")
    evaluate = {"frame": "look-into", "matter": "to evaluate the situation in Afghanistan"}
    said = [
        event("s", 1, "REQUEST", "", "RUS", "help", actors=(dostum,)),
        event("s", 8, "REQUEST", "", "RUS", "weapons", "helicopter gunships", actors=(dostum,)),
        event("s", 9, "AGREE", "RUS", "AFG", matter="to support and help Afghanistan"),
        event("s", 12, "REJECT", "RUS", "AFG", "troops"),
        event("s", 13, "AGREE", "RUS", "", **evaluate),
        event("s", 20, "REQUEST", "", "", "weapons", actors=(dostum,), recipients=(region,)),
        event("s", 25, "AID", "UZB KAZ", "AFG", polarity="negative", frame="empty-handed", background=True),
    ]
    found = cases(state([article("s", None)], said), now=NOW)
    gold = json.loads((shared / "seed" / "story.gold.json").read_text(encoding="utf-8"))["cases"]
    told_apart = {
        (
            tuple(sorted({code for one in case.addressee for code in (one.members or (one.country,))})),
            case.exit or case.provisional_stage,
        )
        for case in found
    }
    for case in gold:
        asked = case["addressee"] if isinstance(case["addressee"], list) else [case["addressee"]]
        assert any(set(asked) == set(codes) and word in case["status"] for codes, word in told_apart)
    assert len(found) == len(gold)


@pytest.fixture(scope="module")
def demo(whole: Pipeline) -> tuple[Case, ...]:
    articles, reports = {}, []
    for page in sorted(PAGES.iterdir()):
        for one in read_source(str(page), limits=Limits()):
            articles[one.id] = ArticleFact(
                id=one.id,
                published=one.published,
                outlet=one.outlet,
                agency=one.agency,
                title=one.title,
                signature=signature(one.text),
                added="2026-04-01T00:00:00+00:00",
            )
            reports += [Report(event=told, article_id=one.id) for told in whole.minutes(one).events]
    return cases(State(articles=articles, reports=tuple(reports), judgements=()), now=date(2026, 4, 1))


def test_the_demo_is_one_case_from_request_to_contradiction(demo):
    about = [
        case
        for case in demo
        if {one.country for one in case.requester} == {"LBR"}
        and {one.country for one in case.addressee} == {"PRT"}
        and any(item.text.endswith("boats") for item in case.items)
    ]
    (case,) = about
    (request,) = [step for step in case.steps if step.move == "request"]
    assert request.independent_sources == 2
    assert {"acknowledge", "pledge", "delivery", "denial"} <= set(moves(case))
    third = [step for step in case.steps if "SEN" in {one.country for one in step.actors}]
    assert [step.move for step in third] == ["offer", "denial"]
    assert case.origin == "request"
    assert case.independent_sources == 3
    # Lisbon says that both came, Monrovia that one did; the pledge hangs on a condition
    assert (case.contested, case.conditional) == (True, True)
    assert (case.provisional_stage, case.exit) == ("delivering", None)


def test_an_act_that_is_asked_for_is_a_thing_of_its_own():
    (boats, course) = sorted(
        told(
            ("2026-03-02", "REQUEST", "MOZ", "PRT", "2 patrol boats"),
            ("2026-03-04", "AGREE", "PRT", "MOZ", {"matter": "to train the marines"}),
            ("2026-03-20", "AID", "PRT", "MOZ", {"says": "Instructors began training the marines"}),
        ),
        key=lambda case: len(case.steps),
    )
    assert (moves(boats), boats.provisional_stage) == (["request"], "requested")
    assert (moves(course), course.provisional_stage) == (["pledge", "delivery"], "delivering")


def test_a_paper_is_about_what_was_asked():
    (case,) = told(ASK, ("2026-03-09", "SUPPORT", "PRT", "LBR", "agreement", {"says": "signed an agreement"}))
    assert moves(case) == ["request", "commitment"]


def test_a_clause_that_names_the_thing_is_of_its_case():
    (case,) = told(
        ("2026-03-02", "REQUEST", "LKA", "IND", "credit line"),
        ("2026-04-02", "AID", "IND", "LKA", "cargo", {"says": "the first cargo under the credit line"}),
    )
    assert case.provisional_stage == "delivering"
    assert [item.text for item in case.items] == ["credit line"]


def test_a_request_and_an_answer_that_each_leave_a_side_out_are_read_together():
    said = [
        event("a1", 0, "AID", "ESP", "MEX", "tents"),
        event("a1", 3, "REQUEST", "MEX", "", "fuel"),
        event("a1", 4, "AGREE", "PER", "", frame="look-into", matter="to consider it"),
    ]
    found = cases(state([article("a1", "2026-03-02")], said), now=NOW)
    assert sorted(moves(case) for case in found) == [["delivery"], ["request", "acknowledge"]]


def test_somebody_of_no_known_side_does_not_answer_for_a_state():
    banker = party("", "A banker", sectors=("BUS",))
    said = [
        event("a1", 0, "REQUEST", "LBR", "PRT", "2 patrol boats"),
        event("a1", 1, "REJECT", "", "", frame="say-no", actors=(banker,)),
    ]
    (case,) = cases(state([article("a1", "2026-03-02")], said), now=NOW)
    assert moves(case) == ["request"]


def test_an_earlier_request_told_again_in_other_words_is_no_new_case():
    first = ("2026-03-02", "REQUEST", "SRB", "WSM", {"matter": "to ignore the letter"})
    again = {"matter": "to put the paper in a drawer", "says": "had asked Samoa to put the paper in a drawer"}
    assert len(told(first, ("2026-03-12", "REQUEST", "SRB", "WSM", again))) == 1
    assert len(told(first, ("2026-03-12", "REQUEST", "SRB", "WSM", {**again, "says": "asks it"}))) == 2


def test_no_comment_is_no_refusal():
    assert told(("2026-03-12", "REJECT", "SRB", "WSM", {"matter": "to comment"})) == ()


def test_what_this_year_brings_is_no_earlier_than_the_day_on_which_it_is_told():
    year = {"when": When(text="this year", span=None, start="2026", end="2026", basis="relative")}
    (case,) = told(("2026-03-12", "AGREE", "PRT", "LBR", "tents", year))
    assert case.opened == "2026-03-12"


def test_what_can_only_answer_may_stand_before_what_it_answers():
    signed = ("2026-03-02", "SUPPORT", "PRT LBR", "", {"says": "signed an agreement"})
    (case,) = told(signed, ("2026-03-04", "AGREE", "PRT", "LBR", "tents", {"says": "set aside tents"}))
    assert moves(case) == ["commitment", "allocation"]


def test_something_done_for_somebody_opens_no_case():
    said = [
        event("a1", 0, "CONSULT", "LBR", "PRT"),
        event("a1", 1, "AID", "PRT", ""),
        event("a1", 2, "REQUEST", "SEN", "LBR", "tents"),
    ]
    found = cases(state([article("a1", "2026-03-02")], said), now=NOW)
    assert [moves(case) for case in found] == [["request"]]


def test_silence_is_no_refusal_and_answers_whoever_asked():
    silence = {"frame": "no-answer", "polarity": "negative", "says": "Portugal has not replied"}
    asked = [
        event("a1", 0, "REQUEST", "LBR", "PRT", "2 patrol boats"),
        event("a1", 1, "REQUEST", "GHA", "ESP", "fuel"),
    ]
    quiet = [event("a2", 0, "REQUEST", "GHA", "", "fuel"), event("a2", 1, "REJECT", "PRT", "", **silence)]
    quiet.append(event("a2", 2, "CONSULT", "LBR", "", event_mode=None))
    found = cases(
        state([article("a1", "2026-03-02"), article("a2", "2026-03-20")], [*asked, *quiet]), now=NOW
    )
    boats = next(case for case in found if case.addressee and case.addressee[0].country == "PRT")
    assert (moves(boats), boats.exit, boats.provisional_stage) == (["request", "outcome"], None, "requested")
    assert boats.no_response_found_as_of is not None


def test_a_bare_number_counts_what_was_told_last_of_the_same_sides():
    said = [
        event("a1", 0, "REQUEST", "LBR", "PRT", "fuel"),
        event("a1", 1, "REQUEST", "LBR", "PRT", "6 patrol boats"),
        event("a1", 2, "AID", "PRT", "LBR", "2 patrol boats"),
        event("a1", 3, "AGREE", "PRT", "LBR", "4"),
    ]
    found = cases(state([article("a1", "2026-03-02")], said), now=NOW)
    boats = next(case for case in found if "delivery" in moves(case))
    assert "pledge" in moves(boats)
    assert [moves(case) for case in found if case is not boats] == [["request"]]


def test_a_request_that_names_nothing_is_for_what_was_told_right_before_it():
    said = [
        event("a1", 0, "REQUEST", "HTI", "MEX", "tents"),
        event("a1", 1, "REQUEST", "HTI", "CUB", "fuel"),
        event("a2", 5, "AID", "CUB", "HTI", "fuel"),
        event("a2", 6, "REQUEST", "HTI", "", says="all that Haiti asked for"),
        event("a2", 9, "AID", "MEX", "HTI", "tents"),
    ]
    found = cases(state([article("a1", "2026-03-02"), article("a2", "2026-03-09")], said), now=NOW)
    recalled = [case for case in found if any("a2-6" in step.events for step in case.steps)]
    assert [case.addressee[0].country for case in recalled] == ["CUB"]


def test_people_who_act_for_no_state_ask_nobody():
    church = party("CHL", "Church groups", sectors=("REL",))
    said = [
        event("a1", 0, "REQUEST", "HTI", "DOM", matter="to open the bridge"),
        event("a1", 1, "REQUEST", "", "DOM", actors=(church,), matter="to open the bridge"),
    ]
    (case,) = cases(state([article("a1", "2026-03-02")], said), now=NOW)
    assert [step.events for step in case.steps] == [("a1-0",)]


def test_thanks_go_to_the_case_in_which_the_thanked_gave():
    clerk = party("", "A clerk")
    said = [
        event("a1", 0, "REQUEST", "HTI", "CUB", "tents"),
        event("a2", 0, "AID", "CUB", "HTI", "tents"),
        event("a2", 9, "SUPPORT", "", "CUB", actors=(clerk,), frame="praise", says="thanked Havana for them"),
    ]
    (case,) = cases(state([article("a1", "2026-03-02"), article("a2", "2026-03-09")], said), now=NOW)
    assert moves(case) == ["request", "delivery", "outcome"]
