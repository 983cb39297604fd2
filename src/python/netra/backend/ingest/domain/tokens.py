"""Reading counts and objects out of decoded JSON that anyone may have written."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from netra.backend.calls.domain.call import CallDataError

_LONGEST_NUMBER: Final = 40
_NUMBER_OR_TIME: Final = re.compile(r"[\d\s:.,+TZ/-]{0,40}")
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


def described(value: object) -> str:
    """A value as a reason may repeat it: numbers and times as they are, of everything else only its kind.

    What else stands in a log may be a customer's text, which a reason must not keep.
    """
    if isinstance(value, str):
        return repr(value) if _NUMBER_OR_TIME.fullmatch(value) else "some text"
    if isinstance(value, int | float) or value is None:
        return repr(value)[:_LONGEST_NUMBER]
    return "a list" if isinstance(value, list | tuple) else "an object"


def token_count(value: object, name: str) -> int:
    """Return a count of tokens. Raises CallDataError unless it is a whole number of 0 or more."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int or value < 0:
        raise CallDataError(f"{name} must be a whole number of tokens, 0 or more, not {described(value)}.")
    return value


def optional_tokens(payload: Mapping[str, Any], name: str) -> int | None:
    """Return the named count, None when it is absent or null."""
    value = payload.get(name)
    return None if value is None else token_count(value, name)


def tokens_at(payload: Mapping[str, Any], name: str) -> int:
    """Return the named count, 0 when it is absent or null."""
    return optional_tokens(payload, name) or 0


def quantity_at(payload: Mapping[str, Any], name: str, below: float) -> float | None:
    """Return the named amount, None when it is absent or null; CallDataError unless 0 <= amount < `below`."""
    value = payload.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < below:
        raise CallDataError(f"{name} must be a number from 0 to below {below:,}, not {described(value)}.")
    return float(value)


def mapping_at(payload: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the named object, an empty one when it is absent or null; CallDataError for anything else."""
    value = payload.get(name)
    if value is None:
        return _NOTHING
    if not isinstance(value, Mapping):
        raise CallDataError(f"{name} must be an object.")
    return value
