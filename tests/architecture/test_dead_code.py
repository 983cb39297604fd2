"""No unreachable code and no unused argument or import in the product; vulture is seen to catch one."""

from pathlib import Path

from vulture import Vulture

ROOT = Path.cwd()
CERTAIN = 80  # per cent; below it vulture guesses, and routes and CLI commands look unused to it


def _unused(folder: Path) -> list[str]:
    scanner = Vulture()
    scanner.scavenge([str(folder)])
    return [str(item.get_report()) for item in scanner.get_unused_code(min_confidence=CERTAIN)]


def test_no_dead_code() -> None:
    unused = _unused(ROOT / "src/python")
    assert not unused, "\n".join(unused)


def test_dead_code_is_caught(tmp_path: Path) -> None:
    (tmp_path / "dead.py").write_text("def f(x: int) -> int:\n    return x\n    print(x)\n", encoding="utf-8")
    assert _unused(tmp_path)
