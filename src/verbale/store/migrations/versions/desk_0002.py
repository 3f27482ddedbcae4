"""The tables of the desk: facets, the queue, people, what they follow, second readings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables. What older stores hold is counted when they are opened (see migrate.py)."""
    _facets()
    _queue()
    _people()
    _readings()


def _text(name: str, *, key: bool = False, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, TEXT, primary_key=key, nullable=null)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def _of(name: str, to: str) -> "sa.Column[str]":
    return sa.Column(name, TEXT, sa.ForeignKey(to, ondelete="CASCADE"), primary_key=True)


def _facets() -> None:
    op.create_table(
        "facet",
        _text("kind", key=True),
        _text("facet", key=True),
        _text("value", key=True),
        sa.Column("doc_n", sa.Integer, sa.ForeignKey("doc.n", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("facet_doc", "facet", ["doc_n"])
    op.create_table("moment", _text("name", key=True), sa.Column("number", sa.Integer, nullable=False))
    op.execute("INSERT INTO moment (name, number) VALUES ('found', 0)")


def _queue() -> None:
    op.create_table(
        "task",
        _number("number"),
        _text("state"),
        _text("worker", null=True),
        _text("until", null=True),
        _text("record"),
        sa.Column("content", sa.LargeBinary),
    )
    op.create_index("task_state", "task", ["state", "number"])


def _people() -> None:
    op.create_table("account", _text("name", key=True), _text("record"))
    for name in ("session", "token"):
        op.create_table(name, _of("account", "account.name"), _text("key", key=True), _text("record"))
    op.create_table(
        "follow", _text("who", key=True), _text("kind", key=True), _text("subject", key=True), _text("record")
    )


def _readings() -> None:
    op.create_table("round", _text("number", key=True), _text("record"))
    op.create_table(
        "reading",
        _of("round", "round.number"),
        _text("event_id", key=True),
        _text("who", key=True),
        _text("record"),
    )
