"""What the ledger knows: articles, what they report, what was judged."""

from collections.abc import Mapping

from verbale.ledger.copies import Signature
from verbale.records import Event, Judgement, Record


class ArticleFact(Record, frozen=True, kw_only=True):
    """What the ledger keeps of an article. `published` is ISO 8601 or null, `added` when it was taken in."""

    id: str
    published: str | None
    outlet: str | None
    agency: str | None
    title: str
    signature: Signature
    added: str


class Report(Record, frozen=True, kw_only=True):
    """An event as one article reports it."""

    event: Event
    article_id: str


class State(Record, frozen=True, kw_only=True):
    """Articles by id, reports and judgements, in any order; a map and two bags.

    `reports` holds every event of each article that it holds one of: what a report leaves out is read from
    the article's other events. `blocks` are those to be computed (null: all), and must be closed: with a
    block stand all that a report binds to it (`sides.links`). All reports that belong to these blocks
    (`sides.blocks`) are there.
    """

    articles: Mapping[str, ArticleFact]
    reports: tuple[Report, ...]
    judgements: tuple[Judgement, ...]
    blocks: frozenset[str] | None = None
