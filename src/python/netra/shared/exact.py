"""Exact numbers as text."""

from decimal import Decimal


def plain(value: Decimal) -> str:
    """Write a number in full, without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text
