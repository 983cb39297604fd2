"""What is kept of a provider's with a session, sealed, and when the provider is to be asked again."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_SEALED = ("provider_grant", "provider_id_token")
_TIMES = ("check_at", "unconfirmed_since")


def upgrade() -> None:
    for table in ("token_families", "sign_in_codes"):
        for column in _SEALED:
            op.add_column(table, sa.Column(column, sa.LargeBinary()))
    for column in _TIMES:
        op.add_column("token_families", sa.Column(column, sa.DateTime(timezone=True)))


def downgrade() -> None:
    for column in _TIMES:
        op.drop_column("token_families", column)
    for table in ("token_families", "sign_in_codes"):
        for column in _SEALED:
            op.drop_column(table, column)
