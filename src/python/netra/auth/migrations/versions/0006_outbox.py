"""What other services have to be told of people and organizations."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_TIME = sa.DateTime(timezone=True)
# Everybody who is here already is told of once, as if they were new.
_TELL_OF_ALL = """
INSERT INTO outbox (kind, payload, created_at)
SELECT 'user.created', jsonb_build_object('type', 'user.created', 'user_id', id, 'name', name), now()
FROM auth_users ORDER BY created_at, id
"""


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.dialects.postgresql.JSONB(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("published_at", _TIME),
    )
    op.create_index("ix_outbox_waiting", "outbox", ["id"], postgresql_where=sa.text("published_at IS NULL"))
    op.create_index("ix_outbox_user", "outbox", [sa.text("(payload ->> 'user_id')")])
    op.execute(_TELL_OF_ALL)


def downgrade() -> None:
    op.drop_table("outbox")
