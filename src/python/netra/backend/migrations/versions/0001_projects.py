"""Projects."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("organization_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("text_policy", sa.Text, nullable=False),
        sa.Column("price_book", sa.Text, nullable=False),
        sa.Column("assumed_input", sa.Numeric(14, 6)),
        sa.Column("assumed_output", sa.Numeric(14, 6)),
        sa.Column("sample", JSONB),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("text_policy IN ('keep', 'mask', 'drop')", name="projects_text_policy"),
        sa.CheckConstraint("octet_length(key) = 32", name="projects_key"),
    )
    op.create_index("projects_by_organization", "projects", ["organization_id", "created_at"])


def downgrade() -> None:
    op.drop_table("projects")
