"""Where articles, events, cases and judgements are kept: SQLite by default, PostgreSQL for a team.

`Store.open(url)` gives a store; `store.writer()` is one transaction, `store.view()` one consistent read.
"""

from verbale.store.base import Store, View, Writer

__all__ = ["Store", "View", "Writer"]
