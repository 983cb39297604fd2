"""No silent `except`: an error is handled, translated or raised, never swallowed."""

import ast
from collections.abc import Iterator

from tests.framework.repository import Module, Violation

BROAD = frozenset({"Exception", "BaseException"})


def check(module: Module) -> Iterator[Violation]:
    """Report handlers of everything that do nothing with it, and every bare `except`."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        if node.type is None:
            yield Violation(module.path, node.lineno, "bare `except`: name the errors")
        elif _names(node.type) & BROAD and all(_idle(statement) for statement in node.body):
            yield Violation(module.path, node.lineno, "an exception is swallowed in silence")


def _names(expression: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


def _idle(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass | ast.Continue) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )
