"""The checkout as the checks see it: its files, and each Python module parsed once."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SOURCE_FOLDERS = ("src/python", "tests", "benchmarks")
BUILT = frozenset({"node_modules", "dist", "__pycache__"})
# By the tool that writes migrations; people only complete them.
GENERATED = re.compile(r"src/python/netra/(auth|backend)/migrations/versions/")


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: where, and what to do about it."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Module:
    """One Python file: path relative to the repository, text, syntax tree."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @property
    def is_test(self) -> bool:
        return self.path.rsplit("/", 1)[-1].startswith("test_")

    @property
    def service(self) -> str | None:
        """`backend`, `auth`, `shared` or `dev` for product code, None elsewhere."""
        parts = self.path.split("/")
        return parts[3] if parts[:3] == ["src", "python", "netra"] and len(parts) > 4 else None


@dataclass(frozen=True)
class Repository:
    """A checkout or a copy of one; in the Pants sandbox it is the working folder."""

    root: Path

    def files(self) -> Iterator[str]:
        """Every text file of the project, as a path relative to the root."""
        for path in sorted(self.root.rglob("*")):
            relative = path.relative_to(self.root).as_posix()
            if path.is_file() and not _ignored(relative):
                yield relative

    def text(self, relative: str) -> str | None:
        """The file's text, None for a binary file."""
        data = (self.root / relative).read_bytes()
        return None if b"\0" in data[:8192] else data.decode("utf-8", errors="replace")

    def modules(self) -> Iterator[Module]:
        """Every hand-written Python module."""
        for folder in SOURCE_FOLDERS:
            for path in sorted((self.root / folder).rglob("*.py")):
                relative = path.relative_to(self.root).as_posix()
                if not GENERATED.match(relative):
                    yield Module(relative, path.read_text(encoding="utf-8"))


def _ignored(relative: str) -> bool:
    """Tools keep their caches in folders that start with a dot; ours among them is `.ci` alone."""
    *folders, name = relative.split("/")
    hidden = any(part.startswith(".") and part != ".ci" for part in folders)
    # What Pants lays beside the files of a test: its own configuration, and where results go.
    pants = not folders and (name.startswith(("pytest", "__")) or name.endswith(".xml"))
    return hidden or pants or not BUILT.isdisjoint(folders)
