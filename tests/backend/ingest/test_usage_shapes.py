"""Usage objects of the providers, told and recognised, and what is wrong with some."""

import math
from typing import Any

import pytest

from netra.backend.calls.domain.call import CallDataError, Usage
from netra.backend.ingest.domain.usage_shapes import UsageShape, detect_shape, normalise_usage


def recorded(*buckets: int, extras: tuple[tuple[str, int], ...] = (), reasoning: bool = True) -> Usage:
    """A usage that tells cached from fresh input."""
    fresh, read, write_5m, write_1h, text, thoughts = buckets
    return Usage(
        input_fresh=fresh,
        cache_read=read,
        cache_write_5m=write_5m,
        cache_write_1h=write_1h,
        output_text=text,
        output_reasoning=thoughts,
        cache_recorded=True,
        reasoning_recorded=reasoning,
        extras=extras,
    )


CASES = (
    (
        UsageShape.ANTHROPIC,
        {
            "input_tokens": 10,
            "cache_read_input_tokens": 200,
            "cache_creation_input_tokens": 50,
            "cache_creation": {"ephemeral_5m_input_tokens": 20, "ephemeral_1h_input_tokens": 30},
            "output_tokens": 9,
            "output_tokens_details": {"thinking_tokens": 4},
            "server_tool_use": {"web_search_requests": 2},
        },
        recorded(10, 200, 20, 30, 5, 4, extras=(("web_searches", 2),)),
    ),
    (
        UsageShape.BEDROCK_CONVERSE,
        {
            "inputTokens": 3,
            "outputTokens": 8,
            "totalTokens": 100,
            "cacheReadInputTokens": 40,
            "cacheWriteInputTokens": 49,
            "cacheDetails": [{"ttl": "1h", "inputTokens": 9}, {"ttl": "5m", "inputTokens": 40}],
        },
        recorded(3, 40, 40, 9, 8, 0, reasoning=False),
    ),
    (
        UsageShape.GOOGLE,
        {
            "promptTokenCount": 100,
            "cachedContentTokenCount": 30,
            "toolUsePromptTokenCount": 5,
            "candidatesTokenCount": 20,
            "thoughtsTokenCount": 7,
            "promptTokensDetails": [
                {"modality": "AUDIO", "tokenCount": 60},
                {"modality": "DOCUMENT", "tokenCount": 40},
            ],
        },
        recorded(
            75,
            30,
            0,
            0,
            20,
            7,
            extras=(("input_audio_tokens", 60), ("input_image_tokens", 40), ("input_tool_tokens", 5)),
        ),
    ),
    (
        UsageShape.GROQ_CHAT,
        {"prompt_tokens": 50, "completion_tokens": 6, "queue_time": 0.1, "total_tokens": 56},
        Usage(50, output_text=6),
    ),
    (
        UsageShape.MISTRAL_CHAT,
        {"prompt_tokens": 50, "completion_tokens": 6, "num_cached_tokens": 49},
        Usage(50, output_text=6),
    ),
    (
        UsageShape.OPENAI_CHAT,
        {
            "prompt_tokens": 50,
            "completion_tokens": 16,
            "prompt_tokens_details": {"cached_tokens": 20, "audio_tokens": 3},
            "completion_tokens_details": {"reasoning_tokens": 10},
        },
        recorded(30, 20, 0, 0, 6, 10, extras=(("input_audio_tokens", 3),)),
    ),
    (
        UsageShape.OPENAI_RESPONSES,
        {
            "input_tokens": 50,
            "output_tokens": 16,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 40},
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": 66,
        },
        recorded(10, 0, 40, 0, 16, 0),
    ),
    (
        UsageShape.OPENROUTER_CHAT,
        {
            "prompt_tokens": 3214,
            "completion_tokens": 100,
            "prompt_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 3211},
            "cost": 0.01355025,
        },
        recorded(3, 0, 3211, 0, 100, 0, reasoning=False),
    ),
)


@pytest.mark.parametrize(("shape", "payload", "expected"), CASES)
def test_each_shape_in_disjoint_buckets(shape: UsageShape, payload: dict[str, Any], expected: Usage) -> None:
    assert normalise_usage(payload, shape) == expected
    assert detect_shape(payload) is shape
    assert normalise_usage(payload) == expected


def test_what_is_absent_is_not_recorded() -> None:
    usage = normalise_usage({"input_tokens": 5, "output_tokens": 1})
    assert usage == Usage(5, output_text=1)
    assert not usage.cache_recorded
    assert not usage.reasoning_recorded


def test_reasoning_beside_the_completion_is_added() -> None:
    payload = {
        "prompt_tokens": 10,
        "completion_tokens": 5,
        "total_tokens": 115,
        "completion_tokens_details": {"reasoning_tokens": 100},
    }
    assert normalise_usage(payload).buckets == (10, 0, 0, 0, 5, 100)


@pytest.mark.parametrize("bad", [-1, 1.5, math.nan, math.inf, "7", True, [1], {}])
@pytest.mark.parametrize(("shape", "field"), [(shape, next(iter(payload))) for shape, payload, _ in CASES])
def test_tokens_that_are_no_counts_are_refused(shape: UsageShape, field: str, bad: object) -> None:
    with pytest.raises(CallDataError, match=field):
        normalise_usage({field: bad}, shape)


@pytest.mark.parametrize(
    ("shape", "payload"),
    [
        (UsageShape.OPENAI_CHAT, {"prompt_tokens": 5, "prompt_tokens_details": {"cached_tokens": 6}}),
        (
            UsageShape.OPENAI_CHAT,
            {"completion_tokens": 5, "completion_tokens_details": {"reasoning_tokens": 6}},
        ),
        (UsageShape.GOOGLE, {"promptTokenCount": 5, "cachedContentTokenCount": 6}),
        (UsageShape.ANTHROPIC, {"output_tokens": 5, "output_tokens_details": {"thinking_tokens": 6}}),
        (
            UsageShape.ANTHROPIC,
            {
                "input_tokens": 1,
                "cache_creation_input_tokens": 5,
                "cache_creation": {"ephemeral_1h_input_tokens": 6},
            },
        ),
    ],
)
def test_parts_larger_than_their_whole_are_refused(shape: UsageShape, payload: dict[str, Any]) -> None:
    with pytest.raises(CallDataError, match="less than"):
        normalise_usage(payload, shape)


@pytest.mark.parametrize(
    ("shape", "payload"),
    [
        (UsageShape.OPENAI_CHAT, {"input_tokens": 5}),
        (UsageShape.GOOGLE, {}),
        (None, {}),
        (None, {"tokens": 5}),
        (UsageShape.OPENAI_CHAT, {"prompt_tokens": 5, "prompt_tokens_details": [1]}),
        (UsageShape.GOOGLE, {"promptTokenCount": 5, "promptTokensDetails": {"modality": "TEXT"}}),
    ],
)
def test_objects_of_no_known_shape_are_refused(shape: UsageShape | None, payload: dict[str, Any]) -> None:
    with pytest.raises(CallDataError):
        normalise_usage(payload, shape)
