"""Where a session was begun, at which provider by which of its sessions; and tokens that are good once."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    # They live for a minute: whoever is signing in just now begins again.
    op.execute("DELETE FROM sign_in_codes")
    op.add_column("sign_in_codes", sa.Column("provider", sa.String(), nullable=False))
    cascade = sa.ForeignKey("identities.id", ondelete="CASCADE")
    op.add_column("sign_in_codes", sa.Column("identity_id", sa.Uuid(), cascade, index=True, nullable=False))
    op.add_column("sign_in_codes", sa.Column("provider_session", sa.String()))
    op.add_column("token_families", sa.Column("provider", sa.String()))
    forget = sa.ForeignKey("identities.id", ondelete="SET NULL")
    op.add_column("token_families", sa.Column("identity_id", sa.Uuid(), forget, index=True))
    op.add_column("token_families", sa.Column("provider_session", sa.String()))
    op.add_column("token_families", sa.Column("address", sa.String(), nullable=False, server_default=""))
    op.add_column("token_families", sa.Column("user_agent", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "used_tokens",
        sa.Column("digest", sa.LargeBinary(), primary_key=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("used_tokens")
    for column in ("user_agent", "address", "provider_session", "identity_id", "provider"):
        op.drop_column("token_families", column)
    for column in ("provider_session", "identity_id", "provider"):
        op.drop_column("sign_in_codes", column)
