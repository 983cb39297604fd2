"""The audit log: entries that nobody changes, the personal parts that can go, and where each chain ends."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TIME = sa.DateTime(timezone=True)

_REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log only grows: % of % is refused.', TG_OP, TG_TABLE_NAME;
END $$
"""
_GROW = """
CREATE FUNCTION audit_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.organization_id <> OLD.organization_id OR NEW.entries <> OLD.entries + 1 THEN
        RAISE EXCEPTION 'The audit log grows by one entry at a time.';
    END IF;
    RETURN NEW;
END $$
"""
_TRIGGERS = (
    "CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    # The personal part of an entry can be deleted, and not be made another.
    "CREATE TRIGGER audit_persons_stay BEFORE UPDATE OR TRUNCATE ON audit_persons"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_heads_stay BEFORE DELETE OR TRUNCATE ON audit_heads"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_heads_grow BEFORE UPDATE ON audit_heads"
    " FOR EACH ROW EXECUTE FUNCTION audit_grow()",
)


def upgrade() -> None:
    # No foreign key leads away from here: entries outlive the people and the organizations they tell of.
    op.create_table(
        "audit_entries",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.BigInteger(), sa.CheckConstraint("number > 0"), primary_key=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("actor_digest", sa.LargeBinary(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target_id", sa.Uuid()),
        sa.Column("target_name", sa.String(), nullable=False),
        sa.Column("target_digest", sa.LargeBinary()),
        sa.Column("details", sa.dialects.postgresql.JSONB(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_audit_entries_actor", "audit_entries", ["organization_id", "actor_id", "number"])
    op.create_table(
        "audit_persons",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("part", sa.String(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("user_agent", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "audit_heads",
        sa.Column("organization_id", sa.Uuid(), primary_key=True),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
    )
    for statement in (_REFUSE, _GROW, *_TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    for table in ("audit_heads", "audit_persons", "audit_entries"):
        op.drop_table(table)
    for function in ("audit_grow", "audit_refuse"):
        op.execute(f"DROP FUNCTION {function}()")
