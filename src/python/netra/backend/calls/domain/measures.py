"""What single calls are ranked by."""

from enum import StrEnum


class CallMeasure(StrEnum):
    """A number that a call has: USD, tokens or milliseconds. Not every log tells each of them."""

    COST = "cost"
    TOKENS = "tokens"
    INPUT = "input"
    OUTPUT = "output"
    REASONING = "reasoning"
    DURATION = "duration"
    TTFT = "ttft"


class Order(StrEnum):
    """Which end of an order comes first."""

    MOST = "most"
    LEAST = "least"
