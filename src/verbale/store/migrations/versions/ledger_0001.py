"""The tables of the first ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

SQLITE = (
    # Words come folded and parted by spaces: whatever is not ASCII is part of a word.
    """CREATE VIRTUAL TABLE doc_words
    USING fts5(words, content='doc', content_rowid='n', tokenize='ascii')""",
    """CREATE TRIGGER doc_words_in AFTER INSERT ON doc BEGIN
    INSERT INTO doc_words(rowid, words) VALUES (new.n, new.words); END""",
    """CREATE TRIGGER doc_words_out AFTER DELETE ON doc BEGIN
    INSERT INTO doc_words(doc_words, rowid, words) VALUES ('delete', old.n, old.words); END""",
    """CREATE TRIGGER judgement_kept BEFORE UPDATE ON judgement BEGIN
    SELECT RAISE(ABORT, 'judgements are append-only'); END""",
    """CREATE TRIGGER judgement_stays BEFORE DELETE ON judgement BEGIN
    SELECT RAISE(ABORT, 'judgements are append-only'); END""",
    # INSERT OR REPLACE fires no trigger of deletion.
    """CREATE TRIGGER judgement_once BEFORE INSERT ON judgement
    WHEN EXISTS (SELECT 1 FROM judgement WHERE number = new.number) BEGIN
    SELECT RAISE(ABORT, 'judgements are append-only'); END""",
)

POSTGRESQL = (
    """ALTER TABLE doc ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED""",
    "CREATE INDEX doc_vector ON doc USING gin (vector)",
    """CREATE FUNCTION judgement_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'judgements are append-only'; END $$""",
    """CREATE TRIGGER judgement_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON judgement
    FOR EACH STATEMENT EXECUTE FUNCTION judgement_kept()""",
)


def upgrade() -> None:
    """Makes the tables."""
    _articles()
    _events()
    _cases()
    _people()
    _watching()
    _search()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def _text(name: str, *, key: bool = False, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, TEXT, primary_key=key, nullable=null)


def _of(name: str, to: str, *, key: bool = False) -> "sa.Column[str]":
    return sa.Column(name, TEXT, sa.ForeignKey(to, ondelete="CASCADE"), primary_key=key, nullable=False)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def _articles() -> None:
    op.create_table(
        "article",
        _text("id", key=True),
        sa.Column("held", sa.Boolean, nullable=False),
        _text("record"),
        _text("fact", null=True),
    )
    op.create_table(
        "version",
        _text("source", key=True),
        _number("number"),
        _text("content_hash"),
        _text("article_id"),
        _text("added"),
        sa.Column("latest", sa.Boolean, nullable=False),
        _text("record", null=True),
    )
    op.create_index("version_article", "version", ["article_id"])


def _events() -> None:
    op.create_table(
        "event",
        _text("id", key=True),
        _of("article_id", "article.id"),
        sa.Column("place", sa.Integer),
        _text("type"),
        sa.Column("confidence", sa.Float, nullable=False),
        _text("record"),
    )
    op.create_index("event_article", "event", ["article_id", "place"])
    op.create_table(
        "event_block",
        _of("event_id", "event.id", key=True),
        _text("block", key=True),
        sa.Column("binds", sa.Boolean, nullable=False),
    )
    op.create_index("event_block_block", "event_block", ["block"])
    op.create_table(
        "event_party",
        _of("event_id", "event.id", key=True),
        _text("party_id", key=True),
        _text("name"),
        _text("country", null=True),
    )
    op.create_index("event_party_party", "event_party", ["party_id"])


def _cases() -> None:
    op.create_table("step", _text("id", key=True), _text("record"))
    op.create_table("step_event", _of("step_id", "step.id", key=True), _text("event_id", key=True))
    op.create_index("step_event_event", "step_event", ["event_id"])
    op.create_table("case_", _text("id", key=True), _text("record"))
    op.create_table("case_event", _of("case_id", "case_.id", key=True), _text("event_id", key=True))
    op.create_index("case_event_event", "case_event", ["event_id"])
    op.create_table("case_block", _of("case_id", "case_.id", key=True), _text("block", key=True))
    op.create_index("case_block_block", "case_block", ["block"])


def _people() -> None:
    op.create_table(
        "judgement", _number("number"), _text("verb"), _text("subject"), _text("subject_id"), _text("record")
    )
    op.create_index("judgement_subject", "judgement", ["subject", "subject_id"])


def _watching() -> None:
    op.create_table("failure", _text("source", key=True), _text("record"))
    op.create_table("feed", _text("url", key=True), _text("record"))
    op.create_table("run", _number("number"), _text("record"))
    op.create_table("tombstone", _text("article_id", key=True), _text("record"))


def _search() -> None:
    op.create_table(
        "doc",
        _number("n"),
        _text("kind"),
        _text("object_id"),
        _text("day"),
        _text("first", null=True),
        _text("last", null=True),
        sa.Column("confidence", sa.Float),
        _text("words"),
        sa.UniqueConstraint("kind", "object_id", name="doc_object"),
    )
    op.create_index("doc_day", "doc", ["kind", "day", "object_id"])
    op.create_table(
        "term",
        sa.Column("doc_n", sa.Integer, sa.ForeignKey("doc.n", ondelete="CASCADE"), nullable=False),
        _text("field"),
        _text("word"),
        _text("value"),
    )
    op.create_index("term_word", "term", ["field", "word", "doc_n"])
    op.create_index("term_doc", "term", ["doc_n"])
