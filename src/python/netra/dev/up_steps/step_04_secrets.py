"""Makes passwords and keys, once."""

from typing import Final

from netra.dev.installation import ensure_secrets
from netra.dev.run import Run

TITLE: Final = "Passwords and keys"


def run(run: Run) -> None:
    if ensure_secrets(run.home):
        run.voice.say(f"written to {run.home.secrets_file}")
