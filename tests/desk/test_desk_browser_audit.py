"""Deciding in a browser and taking it back: merge, split, link, and any past state restored from the audit."""

import re

import pytest
from desk_browser import Sitting, follow
from playwright.sync_api import Locator, expect

from verbale.records import Case
from verbale.store.facets import sides


def cases(desk: Sitting) -> dict[str, Case]:
    with desk.store.view() as view:
        return {case.id: case for case in view.cases()}


def ledger(desk: Sitting) -> list[tuple[object, ...]]:
    """What people see of all cases: how far they are, their flags, which steps they have and how those stand."""
    return sorted(
        (case.id, case.stage, case.provisional_stage, case.exit, case.contested, case.conditional,
         tuple((step.id, step.move, step.review) for step in case.steps))
        for case in cases(desk).values()
    )  # fmt: skip


@pytest.fixture
def two(own: Sitting) -> tuple[Case, Case]:
    """Two cases of one side asking another, the one with more steps first."""
    found = [case for case in cases(own).values() if case.origin == "request"]
    one = max(found, key=lambda case: len(case.steps))
    return one, next(case for case in found if case != one and who(case) == who(one))


def who(case: Case) -> tuple[frozenset[str], frozenset[str]]:
    return sides(case.requester), sides(case.addressee)


def form(desk: Sitting, where: str, does: str) -> Locator:
    """A form of what can be judged of a case or step, opened; `does` is the word on its button."""
    judge = desk.page.locator(where).locator("xpath=./details[contains(@class, 'judge')]")
    if judge.get_attribute("open") is None:
        judge.locator("summary").click()
    return judge.locator("form", has=desk.page.get_by_role("button", name=does, exact=True))


def send(desk: Sitting, where: Locator, does: str) -> None:
    with desk.page.expect_navigation():
        where.get_by_role("button", name=does, exact=True).click()


def undo_last(desk: Sitting) -> None:
    desk.open("/audit")
    row = desk.page.locator("table.audit tbody tr").first
    row.locator("summary").click()
    row.get_by_label("Why").fill("a slip")
    with desk.page.expect_navigation():
        row.get_by_role("button", name="Undo").click()


def test_cases_are_merged_old_addresses_lead_on_and_that_is_undone(
    own: Sitting, two: tuple[Case, Case]
) -> None:
    before = ledger(own)
    one, other = two
    own.open(f"/cases/{one.id}")
    merge = form(own, ".case > header", "Merge")
    merge.get_by_label("It is one with").select_option(other.id)
    merge.get_by_label("Why").fill("asked for in one breath")
    send(own, merge, "Merge")
    left = cases(own)
    assert len(left) == len(before) - 1
    assert len(own.page.locator(".step").all()) > max(len(one.steps), len(other.steps))
    expect(own.page.locator(".history")).to_contain_text("asked for in one breath")
    (stays,) = {one.id, other.id} & left.keys()
    (gone,) = {one.id, other.id} - left.keys()
    own.open(f"/cases/{gone}")
    assert own.page.url == f"{own.address}/cases/{stays}"
    assert own.page.request.get(f"{own.address}/cases/{gone}.json").json()["case"]["id"] == stays
    undo_last(own)
    assert ledger(own) == before
    own.open(f"/cases/{gone}")
    assert own.page.url.endswith(gone)


def test_a_step_is_moved_to_another_case_or_made_one_of_its_own(own: Sitting, two: tuple[Case, Case]) -> None:
    before = ledger(own)
    one, other = two
    step = next(step for step in one.steps if step.id not in {own_.id for own_ in other.steps})
    where = f"#step-{one.steps.index(step) + 1}"
    own.open(f"/cases/{one.id}")
    link = form(own, where, "Link")
    link.get_by_label("It belongs to").select_option(other.id)
    send(own, link, "Link")
    assert step.id in {one.id for one in cases(own)[other.id].steps}
    assert step.id not in {one.id for one in cases(own)[one.id].steps}
    undo_last(own)
    assert ledger(own) == before

    own.open(f"/cases/{one.id}")
    send(own, form(own, where, "Split off"), "Split off")
    (new,) = cases(own).keys() - {key for key, *_ in before}
    assert [one.id for one in cases(own)[new].steps] == [step.id]
    own.open(f"/cases/{new}")
    expect(own.page.locator(".step")).to_have_count(1)
    undo_last(own)
    assert ledger(own) == before


def test_parties_are_merged_and_parted_and_that_is_undone(own: Sitting) -> None:
    page = own.page
    own.open("/parties")
    own.follow(page.locator("#main").get_by_role("link", name="Portugal", exact=True))
    names = page.locator("#names ~ .wide tbody th").all_inner_texts()
    page.get_by_text("Two of these are one").click()
    page.get_by_label("The one that stays").select_option(index=0)
    other = page.locator("#ids option").nth(1).get_attribute("value") or ""
    page.get_by_label("The id of the other").fill(other)
    page.get_by_label("Why").fill("her country's voice")
    follow(page, page.get_by_role("button", name="They are one"))
    history = page.locator(".history li")
    expect(history).to_contain_text(["merge"])
    expect(history.first).to_contain_text(other)
    follow(page, history.first.get_by_role("button", name="Undo"))
    expect(history).to_have_count(2)
    expect(history.get_by_role("button", name="Undo")).to_have_count(0)
    page.get_by_text("Two of these are one").click()
    page.get_by_label("The id of the other").fill(other)
    follow(page, page.get_by_role("button", name="They are two"))
    expect(history.filter(has_text="split")).to_have_count(1)
    expect(page.locator("#names ~ .wide tbody th")).to_have_text(names)


def test_a_past_state_is_restored_from_the_audit_and_that_is_undone_as_well(
    own: Sitting, two: tuple[Case, Case]
) -> None:
    """Five decisions; back to after the second; then back to after the fifth, by the same means."""
    page = own.page
    one, other = two
    states = [ledger(own)]
    own.open(f"/cases/{one.id}")
    for number in (1, 2):
        accept = form(own, f"#step-{number}", "Accept")
        send(own, accept, "Accept")
        states.append(ledger(own))
    override = form(own, ".case > header", "Override")
    override.get_by_label("Its stage is").select_option("acknowledged")
    override.get_by_label("Why").fill("they only took note")
    send(own, override, "Override")
    states.append(ledger(own))
    merge = form(own, ".case > header", "Merge")
    merge.get_by_label("It is one with").select_option(other.id)
    send(own, merge, "Merge")
    states.append(ledger(own))
    undo_last(own)
    states.append(ledger(own))
    assert states[5] == states[3]
    first = number_of_the_first(own)

    restore(own, first + 1, 1)  # the override; the merge is undone already, and stays so
    assert ledger(own) == states[2]
    restore(own, first + 4, 1)  # what undid it
    assert ledger(own) == states[5]
    restore(own, first + 3, 1)  # back to the merge: its undoing is undone
    assert ledger(own) == states[4]
    own.open("/audit")
    follow(page, page.locator("table.audit tbody th a", has_text=re.compile(f"^{first}$")))
    follow(page, page.get_by_role("link", name="Restore how it stood before"))
    follow(page, page.get_by_role("button", name="Undo"))
    page.wait_for_url("**/audit")
    assert ledger(own) == states[0]
    with own.store.view() as view:  # nothing is taken out
        numbers = [judgement.number for judgement in view.judgements()]
    assert numbers == list(range(1, len(numbers) + 1))


def number_of_the_first(desk: Sitting) -> int:
    """The number of the first decision of a test: the demo ledger has some of its own."""
    with desk.store.view() as view:
        return next(one.number for one in view.judgements() if one.subject == "step")


def restore(desk: Sitting, number: int, undoes: int) -> None:
    """Restores the state after a decision, which undoes so many."""
    desk.open(f"/audit/{number}")
    desk.follow(desk.page.get_by_role("link", name="Restore how it stood after"))
    expect(desk.page.locator(".history li")).to_have_count(undoes)
    desk.page.get_by_label("Why").fill("another look")
    desk.follow(desk.page.get_by_role("button", name="Undo"))
    desk.page.wait_for_url("**/audit")


def test_a_decision_shows_what_it_changed(own: Sitting, two: tuple[Case, Case]) -> None:
    page = own.page
    own.open(f"/cases/{two[0].id}")
    rejected = own.page.locator(".step.makes").first.get_attribute("id")
    reject = form(own, f"#{rejected}", "Reject")
    reject.get_by_label("Why").fill("of another year")
    send(own, reject, "Reject")
    own.open("/audit")
    follow(page, page.locator("table.audit tbody th a").first)
    row = page.locator("table tbody tr").first
    before, after, now = (row.locator("td").nth(place).inner_text() for place in range(3))
    assert before != after == now
    assert "(rejected)" in after
    assert "(rejected)" not in before
    expect(page.locator(".facts")).to_contain_text("of another year")
