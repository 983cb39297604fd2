"""No text names a registry's host or a path of somebody's machine; no code carries an unfinished mark."""

import re
from collections.abc import Iterator

from tests.framework.repository import Violation

# Spelled in parts, so that this file does not name them either.
HOSTS = re.compile(
    "|".join(
        r"\.".join(parts)
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry", "npmjs"),
            ("registry", "yarnpkg"),
            ("deb", "debian", "org"),
        )
    )
)
MACHINE = re.compile(r"(?<![\w.])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "fa" + "rm")) + r")/[\w.]")
UNFINISHED = re.compile(
    r"\b(?:"
    + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error", "HA" + "CK"))
    + r")\b"
)
CODE = (".py", ".ts", ".tsx", ".js", ".mjs", ".sh", ".sql")


def check(path: str, text: str) -> Iterator[Violation]:
    """Report forbidden words, line by line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if HOSTS.search(line):
            yield Violation(path, number, "names a package registry's host")
        if MACHINE.search(line):
            yield Violation(path, number, "holds a path of one machine")
        if path.endswith(CODE) and UNFINISHED.search(line):
            yield Violation(path, number, "unfinished mark: finish it or open an issue")
