"""The sample projects of a new installation: public logs, labelled with their source and licence."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from netra.backend.pricing.domain.books import AssumedPrice, PriceBookId
from netra.backend.projects.domain import Sample

_LICENCE: Final = "Apache-2.0"
_LICENCE_URL: Final = "https://www.apache.org/licenses/LICENSE-2.0"


@dataclass(frozen=True, slots=True)
class SampleProject:
    """A project to create, and the packaged file (folder, name) to import into it."""

    name: str
    file: tuple[str, str]
    price_book: PriceBookId
    assumed_price: AssumedPrice | None
    sample: Sample

    @property
    def id(self) -> UUID:
        """The same in every installation, so that creating it again finds it."""
        return uuid5(NAMESPACE_URL, f"netra:sample:{self.file[0]}")


SAMPLES: Final = (
    SampleProject(
        name="Claude Code sessions",
        file=("claude_code_sessions", "requests_dev.parquet"),
        price_book=PriceBookId.DEFINITIONS_FLAT,
        assumed_price=None,
        sample=Sample(
            title="344 Claude Code sessions",
            source="github.com/callanjfox/kv-cache-tester, commit 94f6046d",
            licence=_LICENCE,
            licence_url=_LICENCE_URL,
            note="Public data, not yours. Times are relative to each session; cache use was not recorded.",
        ),
    ),
    SampleProject(
        name="Chat service",
        file=("chat_service", "conversation_trace.jsonl.gz"),
        price_book=PriceBookId.GENAI_PRICES,
        assumed_price=AssumedPrice(Decimal(3), Decimal(15)),
        sample=Sample(
            title="One hour of a chat service (Mooncake, FAST'25)",
            source="github.com/kvcache-ai/Mooncake, commit 3b5a5941, FAST25-release/traces",
            licence=_LICENCE,
            licence_url=_LICENCE_URL,
            note="Public data, not yours. No model was recorded: $3 in and $15 out per million are assumed.",
        ),
    ),
)
