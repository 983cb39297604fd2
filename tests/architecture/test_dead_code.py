"""The product has no unused function, class or method and no unreachable code; each is seen to be caught."""

from pathlib import Path

import pytest
from vulture import Vulture

ROOT = Path.cwd()
# Fields are left out: models, rows and settings have many that only a client or a database reads.
KINDS = frozenset({"function", "class", "method", "property", "import", "unreachable_code"})
# FastAPI, Click and Pydantic call these, found by their decorators.
CALLED_BY_DECORATOR = ["@router.*", "@app.*", "@*.command", "@cli.*", "@field_validator", "@model_validator"]
CALLED_BY_NAME = frozenset(
    {
        *("readable", "seekable", "readinto"),  # io.RawIOBase
        "get_retry_decision",  # procrastinate
        "async_auth_flow",  # httpx.Auth
        *("on_start", "on_end"),  # opentelemetry
        *("FixedClock", "isolation"),  # what tests inject: a clock, an environment
        *("admits", "keep_forever"),  # plain forms, against which tests hold the fast ones
        "TooMany",  # part of the catalogue of problems
    }
)


def _unused(root: Path) -> list[str]:
    """What neither the product nor its two further programs use; tests alone keep nothing alive."""
    scanner = Vulture(ignore_decorators=CALLED_BY_DECORATOR)
    product = root / "src/python"
    programs = (product, root / "tests/conformance", root / "benchmarks")
    files = (path for folder in programs for path in folder.rglob("*.py"))
    scanner.scavenge([str(path) for path in files if not path.name.startswith("test_")])
    return [
        str(item.get_report())
        for item in scanner.get_unused_code(min_confidence=60)
        if item.typ in KINDS and item.name not in CALLED_BY_NAME and item.filename.is_relative_to(product)
    ]


def test_no_dead_code() -> None:
    unused = _unused(ROOT)
    assert not unused, "\n".join(unused)


@pytest.mark.parametrize(
    "dead",
    [
        "def unused() -> None: ...\n",
        "class Unused: ...\n",
        "class Used:\n    def unused(self) -> None: ...\nUsed()\n",
        "import json\n",
        "def f(x: int) -> int:\n    return x\n    print(x)\nf(1)\n",
    ],
)
def test_dead_code_is_caught(tmp_path: Path, dead: str) -> None:
    (tmp_path / "src/python").mkdir(parents=True)
    (tmp_path / "src/python/dead.py").write_text(dead, encoding="utf-8")
    assert _unused(tmp_path)
