"""All that a store holds, as plain values, to compare two stores by."""

from typing import Any

import msgspec

from verbale.store.base import Store


def holdings(url: str) -> dict[str, Any]:
    """What is in the store at a URL, but for the times at which it came and how often it was tried."""
    with Store.open(url) as store, store.view() as view:
        articles = list(view.articles())
        state = view.state()
        return {
            "articles": {article.id: msgspec.to_builtins(article) for article in articles},
            "versions": {
                (version.source, version.number, version.content_hash, version.article_id)
                for article in articles
                for version in view.versions(article.id)
            },
            "events": {event.id: msgspec.to_builtins(event) for event in view.events()},
            "reports": sorted((report.article_id, report.event.id) for report in state.reports),
            "signatures": {key: fact.signature for key, fact in state.articles.items()},
            "steps": {step.id: msgspec.to_builtins(step) for step in view.steps()},
            "cases": {case.id: msgspec.to_builtins(case) for case in view.cases()},
            "failures": {(failure.source, failure.reason) for failure in view.failures()},
            "found": sorted(hit.id for hit in view.search("asked")),
        }
