"""A replay of prompt caching over the calls of a page: which take part, in which groups, at which prices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import compress
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from netra.backend.calls.domain.call import AgentKind, Bucket
from netra.backend.optimizer.domain import figures
from netra.backend.optimizer.domain.billed import Bill
from netra.backend.optimizer.domain.caching import CachingCase
from netra.backend.optimizer.domain.figures import Setting
from netra.backend.optimizer.domain.prompt_caching import CachingReplay, conversations, replay_caching
from netra.backend.optimizer.domain.prompt_log import Counts, PromptLog, Runs
from netra.backend.pricing.domain.books import PRICE_STEP_MICROS, ListedBook, PriceBook, WithAssumedPrice
from netra.backend.pricing.domain.rates import Rates
from netra.backend.projects.domain import Project
from netra.shared.clock import moment

Columns = Mapping[str, Sequence[Any]]

_INPUT: Final = (Bucket.INPUT_FRESH, Bucket.CACHE_READ, Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H)
_OUTPUT: Final = (Bucket.OUTPUT_TEXT, Bucket.OUTPUT_REASONING)
_QUARTERS: Final = 2**24
"""More quarters of an hour than lie between 1970 and the last time that a call may have."""
_CACHE: Final = frozenset({Bucket.CACHE_READ, Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H})
NO_PROMPT: Final = "No prompt was recorded, so nothing tells what repeats."
NO_PRICE: Final = "No price of this model is known."
NO_CHOICE: Final = (
    "The price book lists no price for writing this model's cache for 5 minutes and for 1 hour: its provider "
    "caches by itself or not at all, so there is nothing to decide."
)
SEND_PROMPT: Final = (
    "Send each call's prompt: gen_ai.input.messages with live calls, prompt in an imported file. Where no "
    "texts are kept, only a fingerprint is stored. Calls that are here already stay as they are."
)
SEND_NAMES: Final = (
    "Name the model and its provider as the provider does. Calls that name no model get the assumed price, "
    "where one is set."
)
_REASONS: Final = (NO_PROMPT, NO_PRICE, NO_CHOICE)
_NONE: Final = -1


class Lack(StrEnum):
    """What calls lack that could not take part."""

    PROMPT = "prompt"
    PRICE = "price"
    CHOICE = "choice"


_LACKS: Final[Mapping[str, tuple[Lack, str]]] = MappingProxyType(
    {
        NO_PROMPT: (Lack.PROMPT, SEND_PROMPT),
        NO_PRICE: (Lack.PRICE, SEND_NAMES),
        NO_CHOICE: (Lack.CHOICE, ""),
    }
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Calls that could not take part, and why."""

    reason: str
    calls: int

    @property
    def lacks(self) -> Lack:
        return _LACKS[self.reason][0]

    @property
    def send(self) -> str:
        """What to send so that such calls can take part; empty where nothing would help."""
        return _LACKS[self.reason][1]


@dataclass(frozen=True, eq=False)
class Study:
    """A replay with the identity of its calls, in the same order, and the calls that could not take part."""

    replay: CachingReplay
    calls: Columns
    excluded: tuple[Exclusion, ...]
    setting: Setting

    def groups(self, kind: str) -> list[str]:
        """Each call's group as figures name it: "model:gpt-5", "agent:main", "session:s-1", "prefix:12"."""
        return _GROUPS[kind](self)

    @cached_property
    def prompts(self) -> list[str]:
        """Each call's session, or where none was recorded the beginning that its prompt shares."""
        beginnings = conversations(self.replay.case.log).tolist()
        return [
            f"session:{session}" if session else f"prefix:{beginning}"
            for session, beginning in zip(self.calls["session_id"], beginnings, strict=True)
        ]


def _named(values: Sequence[str], name: Callable[[str], str]) -> list[str]:
    """The name of each value; equal ones share one."""
    names = {value: name(value) for value in set(values)}
    return [names[value] for value in values]


_GROUPS: Final[Mapping[str, Callable[[Study], list[str]]]] = MappingProxyType(
    {
        "model": lambda study: _named(study.calls["model"], lambda model: f"model:{model}"),
        "agent": lambda study: _named(study.calls["agent"], lambda agent: f"agent:{AgentKind.of(agent)}"),
        "session": lambda study: study.prompts,
        "prefix": lambda study: study.prompts,
    }
)


def study_of(columns: Columns, book: ListedBook, project: Project) -> Study:
    """Replay the calls that have prompt blocks and a choice of cache prices; count the others."""
    inputs = _inputs(columns)
    rates, rate_of = _rates(columns, inputs, book, project)
    reasons = _reasons(columns["runs"], rates, rate_of)
    usable = reasons == _NONE
    calls = columns if usable.all() else _chosen(columns, usable.tolist())
    outputs = np.column_stack([_column(calls[part]) for part in _OUTPUT])
    case = CachingCase.numbered(_log(calls, inputs[usable]), outputs, rates, rate_of[usable])
    counted = (Exclusion(words, int((reasons == place).sum())) for place, words in enumerate(_REASONS))
    bill = Bill.of(case, calls)
    setting = Setting(_price_source(calls, project), _assumptions(calls, project, bill))
    return Study(replay_caching(bill), calls, tuple(one for one in counted if one.calls), setting)


def _chosen(columns: Columns, usable: Sequence[bool]) -> Columns:
    return {name: list(compress(column, usable)) for name, column in columns.items()}


def _reasons(runs: Sequence[str], rates: Sequence[Rates | None], rate_of: Counts) -> Counts:
    """Why each call cannot take part, as a place in `_REASONS`; `_NONE` when it can."""
    of_rates = _column([_why_not(rate) for rate in rates])
    is_recorded = np.fromiter(map(bool, runs), dtype=np.bool_, count=len(runs))
    return np.where(is_recorded, of_rates[rate_of], _REASONS.index(NO_PROMPT)) if len(rates) else rate_of


def _why_not(rates: Rates | None) -> int:
    """Why calls at these rates cannot take part."""
    if rates is None:
        return _REASONS.index(NO_PRICE)
    return _NONE if rates.listed >= _CACHE and None not in rates.buckets else _REASONS.index(NO_CHOICE)


def _log(calls: Columns, inputs: Counts) -> PromptLog:
    return PromptLog.of(
        times=calls["at"],
        input_tokens=inputs,
        block_sizes=calls["block_size"],
        caches=list(zip(calls["block_scope"], calls["provider"], calls["model"], strict=True)),
        runs=Runs.of_hex(calls["runs"]),
    )


def _inputs(calls: Columns) -> Counts:
    tokens: Counts = np.sum([_column(calls[part]) for part in _INPUT], axis=0)
    return tokens


def _column(values: Sequence[int]) -> Counts:
    return np.asarray(values, dtype=np.int64)


def _rates(
    columns: Columns, inputs: Counts, book: ListedBook, project: Project
) -> tuple[list[Rates | None], Counts]:
    """Rates, None where a price is not known, and each call's place among them.

    Looked up once for all calls of a model in the same quarter of an hour and of the same tier of size: no
    price changes in between.
    """
    priced = WithAssumedPrice(book, project.assumed_price) if project.assumed_price else book
    names = list(zip(columns["provider"], columns["model"], strict=True))
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    tiers = np.asarray(book.catalogue.sizes, dtype=np.int64)
    keys = _column([numbers[name] for name in names]) * (len(tiers) + 1) + np.searchsorted(tiers, inputs)
    keys = keys * _QUARTERS + _column(columns["at"]) // PRICE_STEP_MICROS
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return [_rates_at(priced, columns, at, int(inputs[at])) for at in first.tolist()], inverse


def _rates_at(book: PriceBook, columns: Columns, at: int, tokens: int) -> Rates | None:
    return book.rates(columns["provider"][at], columns["model"][at], moment(columns["at"][at]), tokens)


def _price_source(calls: Columns, project: Project) -> str:
    models = set(calls["model"])
    return project.price_source(by_book=bool(models - {""}), by_assumption="" in models)


def _assumptions(calls: Columns, project: Project, bill: Bill) -> tuple[str, ...]:
    assumed = (
        [project.assumed_price.as_rates.source] if project.assumed_price and "" in calls["model"] else []
    )
    return (figures.HYPOTHETICAL, figures.NO_ELIGIBILITY, *figures.taken_as_fresh(bill), *assumed)
