"""450 lines a file, 25 lines a function; docstrings, decorators and generated code are not counted."""

import ast
from collections.abc import Iterator

from tests.framework.repository import Module, Violation

MOST_LINES_A_FILE = 450
MOST_LINES_A_FUNCTION = 25


def check(module: Module) -> Iterator[Violation]:
    """Report files and functions over the owner's limits."""
    lines = len(module.text.splitlines())
    if lines > MOST_LINES_A_FILE:
        yield Violation(
            module.path, 1, f"{lines} lines; a file holds at most {MOST_LINES_A_FILE}: split the feature"
        )
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > MOST_LINES_A_FUNCTION:
            yield Violation(
                module.path,
                node.lineno,
                f"{node.name} has {_length(node)} lines, at most {MOST_LINES_A_FUNCTION}",
            )


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    return whole - _docstring_lines(node)


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if ast.get_docstring(node) is None or first.end_lineno is None:
        return 0
    return first.end_lineno - first.lineno + 1
