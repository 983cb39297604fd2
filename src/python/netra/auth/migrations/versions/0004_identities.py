"""How people sign in at providers: their identities there, and the attempts under way."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "identities",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("user_id", sa.Uuid(), sa.ForeignKey("auth_users.id"), nullable=False, index=True),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("last_used_at", _TIME, nullable=False),
        sa.UniqueConstraint("issuer", "subject"),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("state_digest", sa.LargeBinary(), primary_key=True),
        sa.Column("browser_digest", sa.LargeBinary(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("return_to", sa.String(), nullable=False),
        sa.Column("link_to", sa.Uuid(), sa.ForeignKey("auth_users.id", ondelete="CASCADE")),
        sa.Column("code_verifier", sa.String(), nullable=False),
        sa.Column("nonce", sa.String()),
        sa.Column("expires_at", _TIME, nullable=False, index=True),
    )
    op.create_table(
        "sign_in_codes",
        sa.Column("code_digest", sa.LargeBinary(), primary_key=True),
        sa.Column("browser_digest", sa.LargeBinary(), nullable=False),
        sa.Column(
            "user_id", sa.Uuid(), sa.ForeignKey("auth_users.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("expires_at", _TIME, nullable=False, index=True),
    )


def downgrade() -> None:
    for table in ("sign_in_codes", "sign_in_attempts", "identities"):
        op.drop_table(table)
