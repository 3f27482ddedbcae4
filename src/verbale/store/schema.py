"""The tables, as the queries see them. The migrations make them; a test holds the two together.

Records are kept whole, as JSON; beside them stand the columns that are asked for. `doc` and `term` are what
can be found (see docs.py): the words of a thing, and its fields word by word. They are made from the records
and can be made anew.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
# Sorted by code point, as SQLite and Python do.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def _id(name: str, *, key: bool = False, to: str | None = None) -> "Column[str]":
    """A column for an id; with `to`, of a row that takes this one with it when it goes."""
    if to:
        return Column(name, TEXT, ForeignKey(to, ondelete="CASCADE"), primary_key=key, nullable=False)
    return Column(name, TEXT, primary_key=key, nullable=False)


article = Table(
    "article",
    metadata,
    _id("id", key=True),
    Column("held", Boolean, nullable=False),  # some source still holds it
    Column("record", TEXT, nullable=False),
    Column("fact", TEXT),
)

version = Table(
    "version",
    metadata,
    Column("source", TEXT, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content_hash", TEXT, nullable=False),
    Column("article_id", TEXT, nullable=False),  # stays when the article is erased
    Column("added", TEXT, nullable=False),
    Column("latest", Boolean, nullable=False),
    Column("record", TEXT),
    Index("version_article", "article_id"),
)

event = Table(
    "event",
    metadata,
    _id("id", key=True),
    _id("article_id", to="article.id"),
    Column(
        "place", Integer
    ),  # its place among the article's events; null once it is not read from it any more
    Column("type", TEXT, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("record", TEXT, nullable=False),
    Index("event_article", "article_id", "place"),
)

event_block = Table(
    "event_block",
    metadata,
    _id("event_id", key=True, to="event.id"),
    Column("block", TEXT, primary_key=True),
    Column("binds", Boolean, nullable=False),  # the event binds this block to the others that it binds
    Index("event_block_block", "block"),
)

event_party = Table(
    "event_party",
    metadata,
    _id("event_id", key=True, to="event.id"),
    Column("party_id", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("country", TEXT),
    Index("event_party_party", "party_id"),
)

step = Table("step", metadata, _id("id", key=True), Column("record", TEXT, nullable=False))

step_event = Table(
    "step_event",
    metadata,
    _id("step_id", key=True, to="step.id"),
    _id("event_id", key=True),
    Index("step_event_event", "event_id"),
)

case = Table("case_", metadata, _id("id", key=True), Column("record", TEXT, nullable=False))

case_event = Table(
    "case_event",
    metadata,
    _id("case_id", key=True, to="case_.id"),
    _id("event_id", key=True),
    Index("case_event_event", "event_id"),
)

case_block = Table(
    "case_block",
    metadata,
    _id("case_id", key=True, to="case_.id"),
    Column("block", TEXT, primary_key=True),
    Index("case_block_block", "block"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("verb", TEXT, nullable=False),
    Column("subject", TEXT, nullable=False),
    Column("subject_id", TEXT, nullable=False),
    Column("record", TEXT, nullable=False),
    Index("judgement_subject", "subject", "subject_id"),
)

failure = Table(
    "failure",
    metadata,
    Column("source", TEXT, primary_key=True),
    Column("record", TEXT, nullable=False),
)

feed = Table("feed", metadata, Column("url", TEXT, primary_key=True), Column("record", TEXT, nullable=False))

run = Table(
    "run",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("record", TEXT, nullable=False),
)

tombstone = Table("tombstone", metadata, _id("article_id", key=True), Column("record", TEXT, nullable=False))

doc = Table(
    "doc",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("object_id", TEXT, nullable=False),
    Column("day", TEXT, nullable=False),  # "" where there is none
    Column("first", TEXT),
    Column("last", TEXT),
    Column("confidence", Float),
    Column("words", TEXT, nullable=False),  # folded, a space around each, a mark between texts
    UniqueConstraint("kind", "object_id", name="doc_object"),
    Index("doc_day", "kind", "day", "object_id"),
)

term = Table(
    "term",
    metadata,
    Column("doc_n", Integer, ForeignKey("doc.n", ondelete="CASCADE"), nullable=False),
    Column("field", TEXT, nullable=False),
    Column("word", TEXT, nullable=False),
    Column("value", TEXT, nullable=False),  # all words of the value, with a space around each
    Index("term_word", "field", "word", "doc_n"),
    Index("term_doc", "doc_n"),
)

# What things are counted under (see facets.py). The kind stands here too: a facet is counted for one kind at a time.
facet = Table(
    "facet",
    metadata,
    Column("kind", TEXT, primary_key=True),
    Column("facet", TEXT, primary_key=True),
    Column("value", TEXT, primary_key=True),
    Column("doc_n", Integer, ForeignKey("doc.n", ondelete="CASCADE"), primary_key=True),
    Index("facet_doc", "doc_n"),
)

# One row: how often what can be found has changed, so that counts are made once for each state of the store,
# and the last number that was given to a doc.
moment = Table(
    "moment",
    metadata,
    Column("name", TEXT, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)

task = Table(
    "task",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", TEXT, nullable=False),
    Column("worker", TEXT),
    Column("until", TEXT),  # whoever reads it must be heard of before, or it is another's
    Column("record", TEXT, nullable=False),
    Column("content", LargeBinary),
    Index("task_state", "state", "number"),
)

account = Table(
    "account",
    metadata,
    Column("name", TEXT, primary_key=True),
    Column("record", TEXT, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("account", TEXT, ForeignKey("account.name", ondelete="CASCADE"), primary_key=True),
    Column("key", TEXT, primary_key=True),  # a hash of the secret
    Column("record", TEXT, nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("account", TEXT, ForeignKey("account.name", ondelete="CASCADE"), primary_key=True),
    Column("key", TEXT, primary_key=True),  # a hash of the secret
    Column("record", TEXT, nullable=False),
)

follow = Table(
    "follow",
    metadata,
    Column("who", TEXT, primary_key=True),
    Column("kind", TEXT, primary_key=True),
    Column("subject", TEXT, primary_key=True),
    Column("record", TEXT, nullable=False),
)

round_ = Table(
    "round",
    metadata,
    Column("number", TEXT, primary_key=True),
    Column("record", TEXT, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("round", TEXT, ForeignKey("round.number", ondelete="CASCADE"), primary_key=True),
    Column("event_id", TEXT, primary_key=True),
    Column("who", TEXT, primary_key=True),
    Column("record", TEXT, nullable=False),
)
