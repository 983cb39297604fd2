"""Masking of personal data and secrets in kept texts: a small, documented set of patterns, no more.

Masked are e-mail addresses, international and grouped telephone numbers, card-like digit groups, and strings
that look like keys (known prefixes, bearer tokens, JSON Web Tokens, private-key blocks).
"""

import re
from typing import Final

_PATTERNS: Final = (
    (
        re.compile(
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
        ),
        "[key]",
    ),
    # Bounded, and begun only where a word begins: else "eyJaaaaaaaa-" over and over takes its length squared.
    (re.compile(r"(?<![\w-])eyJ[\w-]{8,4096}\.[\w-]{8,}\.[\w-]*"), "[key]"),
    (re.compile(r"(?i)\b(bearer)\s+[\w.~+/=-]{16,}"), r"\1 [key]"),
    (re.compile(r"\b(?:sk|pk|rk|nk|xox[abps]|gh[pousr]|glpat|hf)[-_][\w-]{16,}"), "[key]"),
    (re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{35}"), "[key]"),
    (re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b"), "[email]"),
    (re.compile(r"(?<![\w.])(?:\d[ -]?){13,18}\d(?![\w.])"), "[number]"),
    (
        re.compile(r"(?<![\w.])\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?!\w)"),
        "[phone]",
    ),
    (re.compile(r"(?<![\w.])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\w)"), "[phone]"),
)


def mask(text: str) -> str:
    """Return the text with what the patterns find replaced by [email], [phone], [number] or [key]."""
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text
