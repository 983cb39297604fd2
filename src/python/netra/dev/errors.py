"""The one error a person sees: a sentence that says what is wrong and what to do."""

from typing import Final

# What a shell calls a program that Ctrl-C ended.
INTERRUPTED: Final = 130


class LauncherError(Exception):
    """Stops the launcher with one sentence and exit code 1; never a traceback."""


def sentence(error: LauncherError | OSError) -> str:
    """What a person is told about an error."""
    if isinstance(error, LauncherError):
        return str(error)
    place = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or error}{place}."
