"""No module-level mutable state: a process may die, be doubled or be shared by tenants at any time."""

import ast
from collections.abc import Iterator

from tests.framework.repository import Module, Violation

MUTABLE_CALLS = frozenset(
    {
        "dict",
        "list",
        "set",
        "defaultdict",
        "OrderedDict",
        "Counter",
        "deque",
        "bytearray",
        "TTLCache",
        "LRUCache",
    }
)
MUTABLE_DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)


def check(module: Module) -> Iterator[Violation]:
    """Report mutable containers that modules or classes hold, and `global` statements, in product code."""
    if module.service is None:
        return
    for statement in _run_at_import(module.tree.body):
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        if value is not None and _mutable(value) and not _dunder(statement) and not _read_only(statement):
            yield Violation(
                module.path,
                statement.lineno,
                "mutable value of a module or class: use a tuple, frozenset or MappingProxyType",
            )
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Global):
            yield Violation(module.path, node.lineno, "`global` is shared state without an owner")


def _run_at_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of the module, of its classes and of its branches, but not those inside functions."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for inner in ("body", "orelse", "finalbody", "handlers"):
            yield from _run_at_import(getattr(statement, inner, []))


def _mutable(value: ast.expr) -> bool:
    return isinstance(value, MUTABLE_DISPLAYS) or (
        isinstance(value, ast.Call) and _called(value) in MUTABLE_CALLS
    )


def _called(call: ast.Call) -> str:
    """The name of what is called, `dict` in `dict[str, int]()` too."""
    called = call.func.value if isinstance(call.func, ast.Subscript) else call.func
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


def _read_only(statement: ast.stmt) -> bool:
    """Annotated as a type without mutators, so that mypy refuses every write."""
    annotation = ast.unparse(statement.annotation) if isinstance(statement, ast.AnnAssign) else ""
    return annotation.removeprefix("Final[").startswith(("Mapping[", "Sequence[", "Collection["))


def _dunder(statement: ast.stmt) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return any(isinstance(target, ast.Name) and target.id.startswith("__") for target in targets)
