"""The engines of an installation without its services, as backup and restore need them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netra.dev.databases import ensure_databases
from netra.dev.engines.download import ensure_library
from netra.dev.errors import LauncherError
from netra.dev.folders import cache_folder
from netra.dev.home import Home
from netra.dev.installation import ensure_secrets
from netra.dev.interrupts import Interrupts
from netra.dev.replacement import take_back_if_cut_off
from netra.dev.run import Run, prepared
from netra.dev.stack import Options
from netra.dev.voice import Voice
from netra.shared.environment import get_env


def require_own(*variables: str) -> None:
    """One address is enough to refuse: half of the data would be that of an unused engine of ours."""
    found = [variable for variable in variables if get_env().get(variable)]
    if found:
        raise LauncherError(
            f"This covers the stores and the key that Netra keeps itself, and {', '.join(found)} is given; "
            "unset it, or use the tools of that store."
        )


@contextmanager
def stopped_installation(home: Home, voice: Voice, purpose: str) -> Iterator[Run]:
    """The engines alone, on a home that nobody else works on."""
    interrupts = Interrupts()
    options = Options(automatic_ports=True)
    with interrupts.installed(), prepared(home, options, voice, interrupts, purpose) as run:
        ensure_secrets(home)
        ensure_library(cache_folder(), voice.say)
        run.supervisor.start(*run.stack.prepare_engines())
        take_back_if_cut_off(run.stack, voice.say)
        ensure_databases(run.stack)
        yield run


@contextmanager
def scratch(home: Home) -> Iterator[Path]:
    """A folder beside the data, for what is on its way from or to a backup."""
    folder = Path(tempfile.mkdtemp(prefix="backup-", dir=home.folder / "run"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
