"""People and organizations can go: what they made stays without them, and a purge may end an audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_TIME = sa.DateTime(timezone=True)
_MADE_BY = ("api_keys", "invitations")

# The one way to delete entries: a transaction that says of which organization, and that one is deleted.
_KEEP = """
CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('netra.audit_purge', true) = OLD.organization_id::text AND EXISTS (
        SELECT FROM organizations WHERE id = OLD.organization_id AND deleted_at IS NOT NULL
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The audit log only grows: % of % is refused.', TG_OP, TG_TABLE_NAME;
END $$
"""
_KEPT = ("audit_entries", "audit_heads")


def upgrade() -> None:
    op.add_column("organizations", sa.Column("deleted_at", _TIME))
    op.create_index(
        "ix_organizations_deleted_at",
        "organizations",
        ["deleted_at"],
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.add_column("api_keys", sa.Column("suspended_at", _TIME))
    for table in _MADE_BY:
        op.alter_column(table, "created_by", nullable=True)
    op.execute(_KEEP)
    _stay("UPDATE OR TRUNCATE", "TRUNCATE")
    for table in _KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_keep BEFORE DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION audit_keep()"
        )


def downgrade() -> None:
    for table in _KEPT:
        op.execute(f"DROP TRIGGER {table}_keep ON {table}")
    _stay("UPDATE OR DELETE OR TRUNCATE", "DELETE OR TRUNCATE")
    op.execute("DROP FUNCTION audit_keep()")
    for table in _MADE_BY:
        # What was made by somebody who is gone cannot be told to the release before.
        op.execute(f"DELETE FROM {table} WHERE created_by IS NULL")  # noqa: S608  our own names
        op.alter_column(table, "created_by", nullable=False)
    op.drop_column("api_keys", "suspended_at")
    op.drop_index("ix_organizations_deleted_at", "organizations")
    op.drop_column("organizations", "deleted_at")


def _stay(entries: str, heads: str) -> None:
    """What the database refuses of whole statements."""
    for table, what in zip(_KEPT, (entries, heads), strict=True):
        op.execute(f"DROP TRIGGER {table}_stay ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE {what} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
