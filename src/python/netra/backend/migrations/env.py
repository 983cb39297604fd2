"""Runs the revisions beside it on the backend database."""

from netra.backend.imports.models import Base as Imports
from netra.backend.projects.models import Base as Projects
from netra.shared.migrations import run_alembic

run_alembic([Projects.metadata, Imports.metadata])
