"""The stage of a case, rule by rule. What is expected follows from the eight rules, not from the code."""

from datetime import date

import pytest

from ledger_samples import judgement, on, speaker, told

ASK = ("2026-03-02", "REQUEST", "LBR", "PRT", "2 patrol boats")
PLEDGE = ("2026-03-09", "AGREE", "PRT", "LBR", "2 patrol boats", {"says": "Portugal pledged boats"})


def only(*rows, **options):
    (case,) = told(*rows, **options)
    return case


def test_request_alone_is_requested_and_unanswered():
    case = only(ASK)
    assert (case.origin, case.provisional_stage, case.exit) == ("request", "requested", None)
    assert case.no_response_found_as_of == "2026-06-01"
    assert [party.country for party in case.requester] == ["LBR"]
    assert [party.country for party in case.addressee] == ["PRT"]


@pytest.mark.parametrize(
    ("answer", "stage"),
    [
        (("AGREE", "PRT", "LBR", {"frame": "look-into", "matter": "to study the request"}), "acknowledged"),
        (("AGREE", "PRT", "LBR", "2 patrol boats"), "pledged"),
        (("AGREE", "PRT", "LBR", "2 patrol boats", {"says": "Portugal offered the boats"}), "offered"),
        (("SUPPORT", "PRT", "LBR", "2 patrol boats"), "committed"),
        (("AGREE", "PRT", "LBR", "2 patrol boats", {"says": "Lisbon set aside two boats"}), "allocated"),
        (("AID", "PRT", "LBR", "2 patrol boats"), "delivered"),
        (("AID", "PRT", "LBR", "1 patrol boat"), "delivering"),
        (("AID", "PRT", "LBR", "2 patrol boats", {"factuality": "unknown"}), "requested"),
        (("AID", "PRT", "LBR", "2 patrol boats", {"factuality": "probable"}), "requested"),
    ],
)
def test_rungs(answer, stage):
    case = only(ASK, ("2026-03-20", *answer))
    assert case.provisional_stage == stage


def test_stage_waits_for_review():
    case = only(ASK, PLEDGE)
    assert (case.stage, case.provisional_stage) == (None, "pledged")
    accepted = only(ASK, PLEDGE, judgements=(judgement(1, "accept", "event", "a0-0"),))
    assert (accepted.stage, accepted.provisional_stage) == ("requested", "pledged")
    rejected = only(ASK, PLEDGE, judgements=(judgement(1, "reject", "event", "a1-0"),))
    assert rejected.provisional_stage == "requested"
    assert [step.review for step in rejected.steps] == ["unreviewed", "rejected"]


def test_refusal_after_the_last_rung_holds_and_a_later_pledge_reopens():
    refusal = ("2026-03-05", "REJECT", "PRT", "LBR", "2 patrol boats")
    refused = only(ASK, refusal)
    assert (refused.provisional_stage, refused.exit) == ("requested", "refused")
    assert refused.rule.startswith("rule 3")
    assert refused.stage_steps == (refused.steps[1].id,)
    reopened = only(ASK, refusal, PLEDGE)
    assert (reopened.provisional_stage, reopened.exit) == ("pledged", None)


def test_restating_a_pledge_does_not_reopen_what_was_refused_since():
    refusal = ("2026-03-12", "REJECT", "PRT", "LBR", "2 patrol boats")
    again = ("2026-03-15", *PLEDGE[1:])
    case = only(ASK, PLEDGE, refusal, again)
    assert case.exit == "refused"
    assert len(case.steps) == 3


def test_suspension_and_cancellation_leave():
    assert only(ASK, PLEDGE, ("2026-03-20", "SANCTION", "PRT", "LBR", "patrol boats")).exit == "suspended"
    scrapped = (
        "2026-03-20",
        "SANCTION",
        "PRT",
        "LBR",
        "patrol boats",
        {"says": "Portugal scrapped the gift"},
    )
    assert only(ASK, PLEDGE, scrapped).exit == "cancelled"


def test_a_request_whose_deadline_passed_without_an_answer_lapsed():
    by = (
        "2026-03-02",
        "REQUEST",
        "LBR",
        "PRT",
        "2 patrol boats",
        {"says": "asked for boats by then", "when": on("2026-03-31")},
    )
    assert (only(by).provisional_stage, only(by).exit) == ("requested", "lapsed")
    assert only(by, now=date(2026, 3, 20)).exit is None
    assert only(by, PLEDGE).exit is None


def test_several_asked_are_one_case_until_one_answers():
    asked = ("2026-03-02", "REQUEST", "LBR", "PRT ESP ITA", "tents")
    assert only(asked).rule.endswith("all 3 requested")
    found = told(
        asked, ("2026-03-05", "AGREE", "PRT", "LBR", "tents"), ("2026-03-06", "REJECT", "ESP", "LBR", "tents")
    )
    assert {
        one.country: (case.exit or case.provisional_stage) for case in found for one in case.addressee
    } == {"PRT": "pledged", "ESP": "refused", "ITA": "requested"}
    assert len({case.steps[0].id for case in found}) == 1


def test_two_kinds_of_things_are_two_cases_once_answered_apart():
    asked = ("2026-03-02", "REQUEST", "LBR", "PRT", "2 patrol boats", "fuel")
    help_ = ("2026-03-09", "AGREE", "PRT", "LBR", "help")
    assert only(asked, help_).rule.endswith("all 2 pledged")
    found = told(asked, PLEDGE, ("2026-03-09", "REJECT", "PRT", "LBR", "fuel"))
    assert {
        tuple(item.text for item in case.items): (case.exit or case.provisional_stage) for case in found
    } == {("2 patrol boats",): "pledged", ("fuel",): "refused"}


def test_two_things_of_a_kind_are_sub_cases():
    case = only(
        ("2026-03-02", "REQUEST", "LBR", "PRT", "2 patrol boats", "rifles"),
        PLEDGE,
        ("2026-03-09", "REJECT", "PRT", "LBR", "rifles"),
    )
    assert case.provisional_stage == "pledged"
    assert case.rule.endswith("1 of 2 pledged, 1 refused")


def test_parts_add_up_but_not_over_units():
    first = ("2026-03-15", "AID", "PRT", "LBR", "1 patrol boat", {"when": on("2026-03-15")})
    second = ("2026-04-15", "AID", "PRT", "LBR", "1 patrol boat", {"when": on("2026-04-15")})
    assert only(ASK, PLEDGE, first).provisional_stage == "delivering"
    assert only(ASK, PLEDGE, first, second).provisional_stage == "delivered"
    wheat = ("2026-03-02", "REQUEST", "LBR", "PRT", "500 tonnes of wheat")
    sacks = ("2026-03-09", "AID", "PRT", "LBR", "600 sacks of wheat", {"says": "the first sacks came"})
    assert only(wheat, sacks).provisional_stage == "delivering"


def test_denied_delivery_is_contested_and_no_rung():
    given = ("2026-03-20", "AID", "PRT", "LBR", "patrol boats", {"sources": (speaker("PRT"),)})
    denied = (
        "2026-03-21",
        "AID",
        "PRT",
        "LBR",
        "patrol boats",
        {"sources": (speaker("LBR"),), "polarity": "negative"},
    )
    case = only(ASK, PLEDGE, given, denied)
    assert case.contested
    assert case.provisional_stage == "pledged"
    assert not only(ASK, PLEDGE, given).contested


def test_two_counts_by_two_sides_are_contested():
    given = ("2026-03-17", "AID", "PRT", "LBR", "2 patrol boats", {"sources": (speaker("PRT"),)})
    got = ("2026-03-17", "AID", "PRT", "LBR", "1 patrol boat", {"sources": (speaker("LBR"),)})
    case = only(ASK, PLEDGE, given, got)
    assert case.contested
    assert case.provisional_stage == "delivering"


def test_condition_in_the_words_stays_open_until_all_is_handed_over():
    says = "Portugal will give two boats if crews are trained"
    promise = ("2026-03-09", "AGREE", "PRT", "LBR", "2 patrol boats", {"says": says})
    assert only(ASK, promise).conditional
    assert not only(ASK, PLEDGE).conditional
    assert only(ASK, promise, ("2026-03-15", "AID", "PRT", "LBR", "1 patrol boat")).conditional
    assert not only(ASK, promise, ("2026-03-15", "AID", "PRT", "LBR", "2 patrol boats")).conditional


def test_lapsed_only_after_a_stated_due_date():
    promise = (
        "2026-03-09",
        "AGREE",
        "PRT",
        "LBR",
        "2 patrol boats",
        {"when": on("2026-04-30"), "says": "boats by then"},
    )
    plan = (
        "2026-03-09",
        "AGREE",
        "PRT",
        "LBR",
        "2 patrol boats",
        {"when": on("2026-04-30"), "says": "boats then"},
    )
    assert only(ASK, plan, now=date(2026, 5, 1)).exit is None
    assert only(ASK, promise, now=date(2026, 4, 30)).exit is None
    assert only(ASK, promise, now=date(2026, 5, 1)).exit == "lapsed"
    assert only(ASK, PLEDGE, now=date(2030, 1, 1)).exit is None
    given = ("2026-04-20", "AID", "PRT", "LBR", "2 patrol boats")
    assert only(ASK, promise, given, now=date(2030, 1, 1)).exit is None


def test_unasked_offer_and_its_decline():
    offer = ("2026-03-02", "AGREE", "PRT", "LBR", "tents", {"says": "Portugal offered tents"})
    case = only(offer)
    assert (case.origin, case.provisional_stage, case.no_response_found_as_of) == ("offer", "offered", None)
    assert [party.country for party in case.requester] == ["LBR"]
    declined = only(offer, ("2026-03-04", "REJECT", "LBR", "PRT", "tents"))
    assert declined.exit == "offer_declined"


def test_override_is_a_judgement_and_can_be_undone():
    key = only(ASK, PLEDGE).id
    over = judgement(1, "override", "case", key, exit="superseded", fulfilment="not_fulfilled")
    case = only(ASK, PLEDGE, judgements=(over,))
    assert (case.exit, case.fulfilment, case.rule) == ("superseded", "not_fulfilled", "override 1 by ada")
    undone = only(ASK, PLEDGE, judgements=(over, judgement(2, "undo", "case", key, number="1")))
    assert (undone.exit, undone.fulfilment) == (None, None)
    again = (
        over,
        judgement(2, "undo", "case", key, number="1"),
        judgement(3, "undo", "case", key, number="2"),
    )
    assert only(ASK, PLEDGE, judgements=again).exit == "superseded"
