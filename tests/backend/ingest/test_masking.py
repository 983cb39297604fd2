"""Masking of kept texts, also of texts that were made to make it slow."""

import pytest

from netra.backend.ingest.domain.masking import mask

PARTS = ("eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "dozjgNryP4J3jVmNHl0w5N")
TOKEN = ".".join(PARTS)


@pytest.mark.parametrize("text", [TOKEN, f"token={TOKEN}", f'"{TOKEN}"', f"Bearer {TOKEN}"])
def test_web_tokens_are_masked(text: str) -> None:
    assert "eyJ" not in mask(text)
    assert "[key]" in mask(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    ["eyJaaaaaaaa-", "eyJaaaaaaaa.", "bearer ", "-----BEGIN A", "a@a.", "1-", "+1 2", "sk-", "(123)-"],
)
def test_hostile_text_takes_no_longer_than_it_is_long(piece: str) -> None:
    """Half a megabyte: in time that grows with the square it would take minutes."""
    assert mask(piece * (500_000 // len(piece)))
