"""What API keys may do, until when, and which key took the place of which."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Every key until now could send calls, and nothing else.
    op.add_column(
        "api_keys", sa.Column("scopes", sa.ARRAY(sa.String()), nullable=False, server_default="{ingest}")
    )
    op.alter_column("api_keys", "scopes", server_default=None)
    op.add_column("api_keys", sa.Column("expires_at", sa.DateTime(timezone=True)))
    op.add_column("api_keys", sa.Column("replaced_by", sa.Uuid(), sa.ForeignKey("api_keys.id")))


def downgrade() -> None:
    for column in ("replaced_by", "expires_at", "scopes"):
        op.drop_column("api_keys", column)
