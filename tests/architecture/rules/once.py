"""Each concept exists once per service: no two like-named classes or constants, no copied function."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.framework.repository import Module, Violation

SMALLEST_FUNCTION = 8  # statements; shorter functions are alike by nature (properties, one-line constructors)
# The same word in each file of a kind, on purpose: the path says which launcher step it speaks of.
SHARED_WORDS = frozenset({"Base", "TITLE"})


def check(modules: Iterable[Module]) -> Iterator[Violation]:
    """Report what a service defines twice."""
    seen: dict[tuple[str, str, str], str] = {}
    for module in modules:
        if module.service is None or "/migrations/" in module.path:
            continue
        for kind, name, line in _concepts(module):
            key = (module.service, kind, name)
            first = seen.setdefault(key, f"{module.path}:{line}")
            if first != f"{module.path}:{line}":
                yield Violation(module.path, line, f"{kind} {name} stands at {first} too")


def _concepts(module: Module) -> Iterator[tuple[str, str, int]]:
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name not in SHARED_WORDS:
            yield "class", node.name, node.lineno
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _constants(node)
    for child in ast.walk(module.tree):
        if (
            isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            and _statements(child) >= SMALLEST_FUNCTION
        ):
            yield "function body", _shape(child), child.lineno


def _constants(node: ast.Assign | ast.AnnAssign) -> Iterator[tuple[str, str, int]]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in targets:
        if isinstance(target, ast.Name) and _public_constant(target.id):
            yield "constant", target.id, node.lineno


def _public_constant(name: str) -> bool:
    """Single letters are type variables, which each module has to make for itself."""
    return name.isupper() and len(name) > 1 and not name.startswith("_") and name not in SHARED_WORDS


def _statements(node: ast.AST) -> int:
    return sum(isinstance(child, ast.stmt) for child in ast.walk(node)) - 1


def _shape(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The function's body with its names numbered in order of appearance, so that renaming hides no copy."""
    names: dict[str, int] = defaultdict(lambda: len(names))
    body = ast.Module(body=[stmt for stmt in node.body if not _docstring(stmt)], type_ignores=[])
    words = []
    for child in ast.walk(body):
        words.append(type(child).__name__)
        if isinstance(child, ast.Name):
            words.append(str(names[child.id]))
        elif isinstance(child, ast.Attribute):
            words.append(child.attr)
        elif isinstance(child, ast.Constant):
            words.append(repr(child.value))
    return " ".join(words)


def _docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
