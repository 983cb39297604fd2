"""Runs the revisions beside it on the auth database."""

from netra.auth.audit.models import Base as Audit
from netra.auth.keys.models import Base as Keys
from netra.auth.organizations.models import Base as Organizations
from netra.auth.outbox.models import Base as Outbox
from netra.auth.tokens.models import Base as Tokens
from netra.auth.users.models import Base as Users
from netra.shared.migrations import run_alembic

BASES = (Organizations, Users, Tokens, Keys, Audit, Outbox)

run_alembic([base.metadata for base in BASES])
