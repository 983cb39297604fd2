"""A test that did no work is a defect: each asserts or expects something, and each async one is marked."""

import ast
import re
from collections.abc import Iterator

from tests.framework.repository import Module, Violation

EXPECTING = re.compile(r"_*(assert|expect|raises|check|verify)(_.*)?")
# Of the standard library: they run something, and are content with whatever it says.
RUNNING = frozenset({"check_output", "check_call"})
MARK = "asyncio"


def check(module: Module) -> Iterator[Violation]:
    """Report tests without an expectation, async tests without a mark, and asserts of constants."""
    if not module.is_test:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield from _judge(module, node)


def _judge(module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Violation]:
    if isinstance(node, ast.AsyncFunctionDef) and not _marked(node):
        yield Violation(module.path, node.lineno, f"{node.name} is async and lacks @pytest.mark.asyncio")
    if not any(_expects(child) for child in ast.walk(node)):
        yield Violation(module.path, node.lineno, f"{node.name} asserts nothing")
    for child in ast.walk(node):
        if isinstance(child, ast.Assert) and isinstance(child.test, ast.Constant) and child.test.value:
            yield Violation(module.path, child.lineno, f"{node.name} asserts a constant")


def _marked(node: ast.AsyncFunctionDef) -> bool:
    return any(MARK in ast.unparse(decorator) for decorator in node.decorator_list)


def _expects(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return EXPECTING.fullmatch(name) is not None and name not in RUNNING
