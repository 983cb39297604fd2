"""The one error a person sees: a sentence that says what is wrong and what to do."""


class LauncherError(Exception):
    """Stops the launcher with one sentence and exit code 1; never a traceback."""
