"""`verbale recode`: stored articles, read anew by the coder of today."""

from functools import cache
from typing import TYPE_CHECKING

from verbale.cli.asks import QueryArgument, existing_store
from verbale.cli.stores import DEFAULT, StoreOption
from verbale.cli.takers import ModelOption, now
from verbale.cli.terminal import orderly, write

if TYPE_CHECKING:
    from verbale.pipeline import Pipeline
    from verbale.records import Article, Minutes


def command(words: QueryArgument = None, model: ModelOption = None, store: StoreOption = DEFAULT) -> None:
    """Read stored articles (those that a query finds) anew; no page is fetched.

    What was judged carries over to events that say the same; what was judged of others waits for review as stale.
    """
    with orderly():
        from verbale.recoding import recode

        @cache
        def load() -> "Pipeline":
            from verbale.pipeline import Pipeline

            return Pipeline() if model is None else Pipeline(model=model)

        def minutes(article: "Article") -> "Minutes":
            return load().minutes(article)

        with existing_store(store) as opened:
            done = list(recode(opened, minutes, query=" ".join(words or ()) or None, now=now))
        changed, carried = sum(one.changed for one in done), sum(one.carried for one in done)
        write([f"{len(done):,} read anew, {changed:,} changed, {carried:,} judgements carried over\n"])
