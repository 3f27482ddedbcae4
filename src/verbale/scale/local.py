"""Codes articles in several processes, in order: the output is the same for any number of them."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache

from verbale.pipeline import Pipeline
from verbale.records import Article, Minutes

# Pages given out ahead of the one that is due: enough that a long page does not leave the others idle,
# and few enough that a stream of any length stays out of memory.
AHEAD_PER_WORKER = 8


def code(
    articles: Iterable[Article], *, model: str | None = None, workers: int = 1, fast: bool = False
) -> Iterator[Minutes]:
    """Each article with its events, in the order of the articles.

    `model` is an installed spaCy pipeline, None the default one; it is loaded with the first article, once a
    process; `fast` codes by frames alone. Raises ModelError where it is not installed.
    """
    if workers == 1:
        return (_code(article, model, fast) for article in articles)
    return _spread(articles, model=model, workers=workers, fast=fast)


def _spread(articles: Iterable[Article], *, model: str | None, workers: int, fast: bool) -> Iterator[Minutes]:
    # Spawned, not forked: the parent may hold threads of a progress bar.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_parent)
    due: deque[Future[Minutes]] = deque()
    try:
        for article in articles:
            due.append(pool.submit(_code, article, model, fast))
            if len(due) > AHEAD_PER_WORKER * workers:
                yield due.popleft().result()
        while due:
            yield due.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _code(article: Article, model: str | None, fast: bool) -> Minutes:
    return _pipeline(model, fast).minutes(article)


@cache
def _pipeline(model: str | None, fast: bool) -> Pipeline:
    """One loaded pipeline a process and model."""
    return Pipeline(fast=fast) if model is None else Pipeline(model=model, fast=fast)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
