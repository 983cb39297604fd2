"""Why calls are slow: the answer, its evidence and what to do, of calls whose times follow a rule."""

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.response_caching.test_exact_repeats import opened
from tests.backend.runs.test_asking_of_incidents import said
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.slow_calls.test_slow_calls import spans, timed_span
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

QUIET = "What goes together need not be the cause."


@pytest.mark.asyncio
async def test_what_makes_calls_slow_is_told_opens_and_says_what_to_do(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *spans())
    (report,) = await asked(tab, organization, project, "what makes a call slow?")
    assert said(report) == (
        "The longer the answer, the longer the call (rank correlation 0.90). The length of the prompt"
        " hardly goes with it (rank correlation 0.00). Of the time 10 % is waiting for the first "
        "token, 90 % writing the answer. The slowest 5 % (15 calls) took 2 min 24 s together, 23 % of"
        " all the time. In the middle, beside the rest: 230 tokens of output beside 130 tokens, 25 "
        "tokens/s beside 100 tokens/s in writing, the first token after 400 ms beside 200 ms. The "
        "model claude-opus-4-5 has 100 % of the slow calls and 10 % of all. The feature report has "
        "100 % of the slow calls and 10 % of all. claude-opus-4-5 writes 25 tokens/s, the other "
        "models 100 tokens/s. Each 100 output tokens take ~1.0 s. 2 failed calls are left out. "
        f"{QUIET}"
    )
    assert len(await opened(organization, report["answer"]["figures"]["slow_time"])) == 15


@pytest.mark.asyncio
async def test_what_to_do_names_no_saving_and_tables_stand_behind_the_answer(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *spans())
    (report,) = await asked(tab, organization, project, "what makes a call slow?")
    assert [(one["lever"], one["saving"]) for one in report["findings"]] == [
        ("trim_output", None),
        ("routing", None),
    ]
    assert [one["id"] for one in report["actions"]] == ["quicker-output", "quicker-model"]
    assert [section["heading"] for section in report["sections"]][:4] == [
        "What goes with how long calls take",
        "The slowest 5 % beside the rest",
        "Where more of the slow calls are",
        "Times by model",
    ]


@pytest.mark.asyncio
async def test_two_names_are_held_beside_each_other_and_one_beside_all(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *spans())
    questions = ("why is claude-opus-4-5 slower than gpt-5-mini?", "why is claude-opus-4-5 slow?")
    two, one = await asked(tab, organization, project, *questions)
    assert said(two).startswith(
        "The middle call of claude-opus-4-5 takes 6.6 s, of gpt-5-mini 1.6 s: 25 tokens/s "
        "beside 100 tokens/s in writing, the first token after 400 ms beside 200 ms. They differ most"
        " in how fast they write. The longer the answer,"
    )
    assert (
        "The middle call takes 6.6 s, of all models 1.7 s: 25 tokens/s beside 100 tokens/s in writing"
        in said(one)
    )


@pytest.mark.asyncio
async def test_why_behind_how_fast_is_of_the_same_calls(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *spans())
    fast, why = await asked(tab, organization, project, "how slow are the calls of gpt-5-mini?", "why?")
    assert "Why are these calls slow?" in fast["follow_ups"]
    assert why["title"] == "Why calls are slow"
    assert "gpt-5-mini" in why["scope"]
    assert said(why).startswith("The longer the answer, the longer the call (rank correlation 1.00).")


@pytest.mark.asyncio
async def test_waiting_that_grows_with_the_prompt_is_told_first(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """The first token comes after as many ms as there are input tokens, then 100 ms are written."""
    made = [
        timed_span(number, 1100 + number, input=1000 + number, output=50, first=1 + number / 1000)
        for number in range(60)
    ]
    project = await project_with(http, organization, *made)
    plain, first = await asked(tab, organization, project, "why are calls slow?", "why is ttft so high?")
    assert said(plain).startswith(
        "The longer the prompt, the later the first token (rank correlation 1.00). The longer the "
        "prompt, the longer the call (rank correlation 1.00). Of the time 91 % is waiting for the "
        "first token, 8.9 % writing the answer."
    )
    assert [one["lever"] for one in plain["findings"]] == ["trim_context"]
    assert said(first).startswith("Half of the calls have their first token after 1.0 s or less.")


@pytest.mark.asyncio
async def test_few_calls_tell_nothing_and_what_is_not_recorded_is_said(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    few = await project_with(http, organization, *(chat_span(number) for number in range(3)))
    (report,) = await asked(tab, organization, few, "why are calls slow?")
    assert said(report) == (
        "3 answered calls that record how long they took are too few to tell what goes with it: 30 "
        "are needed. Half of them take 1.5 s or less."
    )
    assert (report["findings"], report["actions"]) == ([], [])
    alike = await project_with(http, organization, *(chat_span(number) for number in range(40)))
    (report,) = await asked(tab, organization, alike, "why are calls slow?")
    assert said(report) == (
        "Nothing that is recorded of these calls goes clearly with how long they take. How much of "
        "the time is waiting for the first token is not recorded. No calls stand out as slow: most "
        f"take as long as the slowest. {QUIET}"
    )
    assert any("time_to_first_chunk" in one["send"] for one in report["unknowns"])
