"""A filtered view is taken along in a browser, and comes back as the same ledger on another desk."""

from pathlib import Path

from desk_browser import Sitting, follow, sitting
from playwright.sync_api import Browser, expect
from tools.demo import now

from verbale.ingest.entries import Intake
from verbale.ingest.fetch import Limits, Web
from verbale.pipeline import Pipeline
from verbale.store import Store
from verbale.taking import Taker
from verbale.working import Worker

VIEW = "/cases?q=boats&stage=delivering"


def test_a_filtered_view_comes_back_as_the_same_ledger(
    browser: Browser, own: Sitting, tmp_path: Path, pipeline: Pipeline
) -> None:
    page = own.page
    own.open(VIEW)
    follow(page, page.locator(".cases tbody th a").first)
    page.locator("#step-1 > details > summary").click()
    follow(page, page.locator("#step-1 > details").get_by_role("button", name="Accept", exact=True))
    expect(page.locator(".history li").last).to_contain_text("accept step")  # judgements come along
    own.open(VIEW)
    cases, shown = own.number(), page.locator(".cases tbody").inner_text()
    follow(page, page.get_by_role("link", name="Export this view"))
    with page.expect_download() as kept:
        page.get_by_role("link", name="ledger.jsonl").click()
    file = tmp_path / "ledger.jsonl"
    kept.value.save_as(file)

    with sitting(browser, f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.open("/add")
        other.page.get_by_label("or files").set_input_files(file)
        other.follow(other.page.get_by_role("button", name="Add", exact=True))
        expect(other.page.get_by_text("1 waiting")).to_be_visible()
        worker = Worker("w", Taker(other.store, pipeline.minutes, now), Intake(Web(Limits())))
        assert worker.next() is not None
        expect(other.page.get_by_text("1 read, 0 failed")).to_be_visible()
        other.open(VIEW)
        assert (other.number(), other.page.locator(".cases tbody").inner_text()) == (cases, shown)
        assert held(other.store, own.store) == held(own.store, own.store)


def held(store: Store, origin: Store) -> list[object]:
    """The cases that the view finds in a store, with their events, reports and judgements."""
    with origin.view() as view:
        ids = [case.id for case in view.cases("boats stage:delivering")]
    found: list[object] = []
    with store.view() as view:
        for key in ids:
            case = view.case(key)
            events = [view.event(event) for step in case.steps for event in step.events]
            parts = {case.id, *(step.id for step in case.steps), *(event.id for event in events)}
            said = [(one.at, one.who, one.verb, one.subject_id) for one in view.judged(parts)]
            found += [case, events, [view.article(event.article_id) for event in events], said]
    return found
