"""The project keeps its own rules, and each rule is seen to catch its violation."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture.rules import hygiene, limits, mutable_state, once, silence, tests_work
from tests.framework.repository import Module, Repository, Violation

REPOSITORY = Repository(Path.cwd())
MODULE_RULES: tuple[Callable[[Module], Iterator[Violation]], ...] = (
    limits.check,
    mutable_state.check,
    silence.check,
    tests_work.check,
)


def _listed(violations: list[Violation]) -> str:
    return "\n".join(map(str, violations))


@pytest.mark.parametrize("rule", MODULE_RULES, ids=lambda rule: str(rule.__module__).rsplit(".", 1)[-1])
def test_project_keeps_the_rule(rule: Callable[[Module], Iterator[Violation]]) -> None:
    modules = list(REPOSITORY.modules())
    assert len(modules) > 50, "the sandbox does not hold the sources"
    violations = [found for module in modules for found in rule(module)]
    assert not violations, _listed(violations)


def test_each_concept_exists_once_per_service() -> None:
    violations = list(once.check(REPOSITORY.modules()))
    assert not violations, _listed(violations)


def test_no_text_names_hosts_or_machines() -> None:
    texts = ((path, REPOSITORY.text(path)) for path in REPOSITORY.files())
    violations = [found for path, text in texts if text is not None for found in hygiene.check(path, text)]
    assert not violations, _listed(violations)


PRODUCT = "src/python/netra/backend/example/service.py"
ENVIRONMENT = "src/python/netra/shared/environment.py"
TEST = "tests/backend/test_example.py"
LONG_FUNCTION = "def long() -> None:\n" + "    print(1)\n" * 25
DOCUMENTED_FUNCTION = 'def fine() -> None:\n    """' + "\n    Words.\n" * 40 + '    """\n    print(1)\n'


@pytest.mark.parametrize(
    ("rule", "path", "broken"),
    [
        (limits.check, PRODUCT, "x = 1\n" * 451),
        (limits.check, PRODUCT, LONG_FUNCTION),
        (limits.check, TEST, LONG_FUNCTION),
        (mutable_state.check, PRODUCT, "CACHE: dict[str, int] = {}\n"),
        (mutable_state.check, PRODUCT, "seen = set()\n"),
        (mutable_state.check, PRODUCT, "SEEN = dict[str, int]()\n"),
        (mutable_state.check, PRODUCT, "if True:\n    SEEN = []\n"),
        (mutable_state.check, PRODUCT, "try:\n    pass\nexcept ValueError:\n    SEEN = []\n"),
        (mutable_state.check, PRODUCT, "class Service:\n    seen = set()\n"),
        (mutable_state.check, ENVIRONMENT, "def remember() -> None:\n    global last\n    last = 1\n"),
        (mutable_state.check, PRODUCT, "def remember() -> None:\n    global last\n    last = 1\n"),
        (silence.check, PRODUCT, "try:\n    print(1)\nexcept Exception:\n    pass\n"),
        (silence.check, PRODUCT, "try:\n    print(1)\nexcept:\n    raise\n"),
        (
            silence.check,
            PRODUCT,
            "def ask() -> None:\n    try:\n        run()\n    except Exception:\n        return None\n",
        ),
        (
            silence.check,
            PRODUCT,
            "while True:\n    try:\n        run()\n    except BaseException:\n        break\n",
        ),
        (silence.check, PRODUCT, "with suppress(Exception):\n    run()\n"),
        (silence.check, PRODUCT, "with contextlib.suppress(OSError, BaseException):\n    run()\n"),
        (tests_work.check, TEST, "def test_nothing() -> None:\n    print(1)\n"),
        (tests_work.check, TEST, "def test_checkout() -> None:\n    checkout()\n"),
        (tests_work.check, TEST, "def test_runs() -> None:\n    subprocess.check_output(['true'])\n"),
        (tests_work.check, TEST, "def test_constant() -> None:\n    assert True\n"),
        (tests_work.check, TEST, "async def test_unmarked() -> None:\n    assert 1 + 1 == 2\n"),
    ],
)
def test_rule_catches(rule: Callable[[Module], Iterator[Violation]], path: str, broken: str) -> None:
    assert list(rule(Module(path, broken)))


@pytest.mark.parametrize(
    ("rule", "path", "kept"),
    [
        (limits.check, PRODUCT, DOCUMENTED_FUNCTION),
        (mutable_state.check, PRODUCT, "NAMES = ('a', 'b')\n__all__ = ['NAMES']\n"),
        (mutable_state.check, PRODUCT, "SIZES: Final[Mapping[str, int]] = {'a': 1}\n"),
        (mutable_state.check, PRODUCT, "def count() -> None:\n    seen = []\n    print(seen)\n"),
        (silence.check, PRODUCT, "try:\n    print(1)\nexcept ValueError:\n    print(2)\n"),
        (silence.check, PRODUCT, "with suppress(FileNotFoundError):\n    run()\n"),
        (tests_work.check, TEST, "def test_helper() -> None:\n    _check_figures(1)\n"),
        (
            tests_work.check,
            TEST,
            "def test_refusal() -> None:\n    with pytest.raises(ValueError):\n        run()\n",
        ),
        (
            tests_work.check,
            TEST,
            "@pytest.mark.asyncio\nasync def test_marked() -> None:\n    assert run() == 2\n",
        ),
    ],
)
def test_rule_allows(rule: Callable[[Module], Iterator[Violation]], path: str, kept: str) -> None:
    assert not list(rule(Module(path, kept)))


def test_only_migrations_are_taken_for_generated(tmp_path: Path) -> None:
    made = [
        "src/python/netra/backend/generated/domain.py",
        "src/python/netra/openapi/main.py",
        "src/python/netra/auth/migrations/versions/0001_first.py",
    ]
    for path in made:
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    assert sorted(module.path for module in Repository(tmp_path).modules()) == sorted(made[:2])


FIRST = "src/python/netra/backend/first/domain.py"
SECOND = "src/python/netra/backend/second/domain.py"
ORIGINAL = "def total(rows: list[int]) -> int:\n" + "".join(f"    a{i} = rows[{i}] + 1\n" for i in range(9))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("class Price:\n    pass\n", "class Price:\n    pass\n"),
        ("LIMIT = 5\n", "LIMIT = 6\n"),
        (ORIGINAL, ORIGINAL.replace("rows", "lines").replace("total", "addition")),
    ],
)
def test_duplicates_are_caught(first: str, second: str) -> None:
    assert list(once.check([Module(FIRST, first), Module(SECOND, second)]))


def test_services_may_use_the_same_word() -> None:
    other = Module("src/python/netra/auth/users/domain.py", "class Price:\n    pass\n")
    assert not list(once.check([Module(FIRST, "class Price:\n    pass\n"), other]))


@pytest.mark.parametrize(
    "line",
    [
        "see " + "https://registry." + "npmjs.org/x",
        "cd /" + "work/main",
        "# TO" + "DO later",
        "raise NotImplemented" + "Error",
    ],
)
def test_hygiene_catches(line: str) -> None:
    assert list(hygiene.check("src/python/netra/backend/calls/domain/call.py", line))
