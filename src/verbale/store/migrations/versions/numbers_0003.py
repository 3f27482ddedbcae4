"""The last number given to what can be found: none is given twice, so that what is new can be told by its number."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the number, from the highest there is."""
    op.add_column("moment", sa.Column("last", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE moment SET last = (SELECT coalesce(max(n), 0) FROM doc)")
