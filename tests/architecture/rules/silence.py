"""No silent `except`: an error is handled, translated or raised, never swallowed."""

import ast
from collections.abc import Iterator

from tests.framework.repository import Module, Violation

BROAD = frozenset({"Exception", "BaseException"})


def check(module: Module) -> Iterator[Violation]:
    """Report handlers of everything that do nothing with it, every bare `except`, and `suppress` of all."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            if any(_names(argument) & BROAD for argument in node.args):
                yield Violation(module.path, node.lineno, "`suppress` of everything: name the errors")
        elif isinstance(node, ast.ExceptHandler):
            yield from _judge(module, node)


def _judge(module: Module, node: ast.ExceptHandler) -> Iterator[Violation]:
    if node.type is None:
        yield Violation(module.path, node.lineno, "bare `except`: name the errors")
    elif _names(node.type) & BROAD and all(_idle(statement) for statement in node.body):
        yield Violation(module.path, node.lineno, "an exception is swallowed in silence")


def _names(expression: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


def _idle(statement: ast.stmt) -> bool:
    """Does nothing, or only gives a constant in place of what was asked for."""
    if isinstance(statement, ast.Expr | ast.Return):
        return statement.value is None or isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Pass | ast.Continue | ast.Break)
