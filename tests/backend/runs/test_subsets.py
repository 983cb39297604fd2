"""No answer is prepared: reports on random parts of a sample equal what a plain loop makes of their rows."""

import gzip
import json
import random
from decimal import Decimal
from typing import Any

import pytest

from netra.backend.imports.domain.samples import SAMPLES
from netra.backend.main import packaged_sample
from tests.backend.conftest import Organization
from tests.backend.optimizer import naive
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.sockets import Tab
from tests.backend.test_imports import imported

PRICE = {"input_per_million": "3", "output_per_million": "15"}
BLOCK = 512
MILLION = Decimal(1_000_000)
READ = Decimal("0.1")
Row = dict[str, Any]


def rows_of_the_sample() -> list[Row]:
    chat = next(sample for sample in SAMPLES if sample.name == "Chat service")
    return [json.loads(line) for line in gzip.decompress(packaged_sample(chat)).splitlines()]


def cost(rows: list[Row], lifetime: int | None, write: Decimal) -> Decimal:
    """USD of the rows at $3 and $15 a million; every prompt is cached whole where there is a lifetime."""
    prompts = [naive.Prompt(row["timestamp"] / 1_000, "", tuple(row["hash_ids"])) for row in rows]
    hits = [0] * len(rows)
    if lifetime is not None:
        hits = naive.replay(prompts, lambda: naive.ttl(lifetime, refresh=True))
    dear = Decimal(0)
    for row, blocks in zip(rows, hits, strict=True):
        read = min(blocks * BLOCK, row["input_length"])
        fresh = row["input_length"] - read
        dear += 3 * (read * READ + fresh * write) + 15 * row["output_length"]
    return dear / MILLION


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_report_on_a_part_of_the_sample_equals_a_plain_computation(
    tab: Tab, organization: Organization, seed: int
) -> None:
    chance, every = random.Random(seed), rows_of_the_sample()  # noqa: S311  no secret
    begin = chance.randrange(len(every) - 900)
    rows = [row for row in every[begin : begin + 900] if chance.random() < 0.7]
    project = await organization.project(assumed_price=PRICE)
    content = "\n".join(map(json.dumps, rows)).encode()
    job = await imported(organization, project, content, format="mooncake")
    assert job["rows_written"] == len(rows)
    thread = await new_thread(organization, project["id"])
    await tab.follow(thread)
    report = await answered(tab, organization, thread, "Where can I save with prompt caching?")
    plain = cost(rows, None, Decimal(1))
    savings = {
        "write_5m.saving": plain - cost(rows, 300, Decimal("1.25")),
        "write_1h.saving": plain - cost(rows, 3_600, Decimal(2)),
    }
    (finding,) = report["findings"]
    told = {figure["id"]: Decimal(figure["value"]) for figure in finding["passage"]["figures"].values()}
    assert {name: told[name] for name in savings} == savings
    total = report["sections"][-1]["table"]["rows"][0][1]["figure"]
    assert Decimal(total["value"]) == plain
    assert (finding["saving"] is not None) == (max(told[name] for name in told if "saving" in name) > 0)
