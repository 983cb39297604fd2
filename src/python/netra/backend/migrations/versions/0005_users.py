"""People by name, as the auth service tells of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
    )
    op.create_index("users_gone", "users", ["deleted_at"], postgresql_where=sa.text("deleted_at IS NOT NULL"))
    op.create_index("threads_of_owner", "threads", ["owner_id"])
    op.create_index("runs_of_asker", "runs", ["asked_by"])


def downgrade() -> None:
    op.drop_index("runs_of_asker", "runs")
    op.drop_index("threads_of_owner", "threads")
    op.drop_table("users")
