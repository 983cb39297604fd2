"""Where a session was begun: browser, address, and at which provider by which of its sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"


def _identity(ondelete: str, *, nullable: bool) -> "sa.Column[sa.Uuid]":
    key = sa.ForeignKey("identities.id", ondelete=ondelete)
    return sa.Column("identity_id", sa.Uuid(), key, index=True, nullable=nullable)


def upgrade() -> None:
    # They live for a minute: whoever is signing in just now begins again.
    op.execute("DELETE FROM sign_in_codes")
    op.add_column("sign_in_codes", sa.Column("provider", sa.String(), nullable=False))
    op.add_column("sign_in_codes", _identity("CASCADE", nullable=False))
    op.add_column("sign_in_codes", sa.Column("provider_session", sa.String()))
    op.add_column("token_families", sa.Column("provider", sa.String()))
    op.add_column("token_families", _identity("SET NULL", nullable=True))
    op.add_column("token_families", sa.Column("provider_session", sa.String()))
    op.add_column("token_families", sa.Column("address", sa.String(), nullable=False, server_default=""))
    op.add_column("token_families", sa.Column("user_agent", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "logout_tokens",
        sa.Column("digest", sa.LargeBinary(), primary_key=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("logout_tokens")
    for column in ("user_agent", "address", "provider_session", "identity_id", "provider"):
        op.drop_column("token_families", column)
    for column in ("provider_session", "identity_id", "provider"):
        op.drop_column("sign_in_codes", column)
