"""What a project's team calls its users, sessions and so on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("projects", sa.Column("own_words", JSONB, nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("projects", "own_words")
