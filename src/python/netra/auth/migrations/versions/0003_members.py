"""Invitations, and the organization that a session works in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("organization_id", sa.Uuid(), sa.ForeignKey("organizations.id"), nullable=False, index=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("created_by", sa.Uuid(), sa.ForeignKey("auth_users.id"), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("accepted_by", sa.Uuid(), sa.ForeignKey("auth_users.id")),
        sa.Column("revoked_at", _TIME),
    )
    op.add_column(
        "token_families", sa.Column("organization_id", sa.Uuid(), sa.ForeignKey("organizations.id"))
    )


def downgrade() -> None:
    op.drop_column("token_families", "organization_id")
    op.drop_table("invitations")
