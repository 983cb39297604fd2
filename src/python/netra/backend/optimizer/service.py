"""Savings: levers replayed over a project's own calls, with the calls behind every figure."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import compress
from typing import Any, Final, Self

from netra.backend.analytics.domain.figures import Figure
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.calls.domain import AgentKind, Bucket, CallFilter
from netra.backend.calls.service import CallService
from netra.backend.optimizer.domain import figures
from netra.backend.optimizer.domain.advice import Advice, advise
from netra.backend.optimizer.domain.caching import CachingCase, call_cost
from netra.backend.optimizer.domain.figures import FigureName, Measure, Setting
from netra.backend.optimizer.domain.prompt_caching import (
    POLICY_TITLES,
    CachingReplay,
    GroupOutcome,
    PolicyId,
    PolicyOutcome,
    conversations,
    group_outcomes,
    replay_caching,
)
from netra.backend.optimizer.domain.prompt_log import PromptLog
from netra.backend.optimizer.schemas import (
    Exclusion,
    PolicyGroup,
    PolicyRead,
    PromptCaching,
    PromptRead,
    Recommendation,
)
from netra.backend.pricing.domain.books import PriceBook, WithAssumedPrice
from netra.backend.pricing.domain.rates import Rates
from netra.backend.pricing.service import PricingService
from netra.backend.projects.domain import Project
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.shared.errors import Invalid
from netra.shared.resilience import Remembered

HELD_REPLAYS: Final = 2
HELD_SECONDS: Final = 300
EVIDENCE: Final = "savings/prompt-caching/evidence"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, eq=False)
class Study:
    """A replay with the identity of its calls, in the same order, and the calls that could not take part."""

    replay: CachingReplay
    calls: Columns
    excluded: tuple[Exclusion, ...]
    setting: Setting

    def keys(self, kind: str) -> list[str]:
        """Each call's group: its model, or main and sub for its agent."""
        if kind == "model":
            return list(self.calls["model"])
        return [AgentKind.of(agent).value for agent in self.calls["agent"]]


class OptimizerService:
    """One per process: it holds the latest replays, so that paging through evidence does not repeat them."""

    def __init__(self, resources: Resources) -> None:
        self._calls = CallService.on(resources)
        self._pricing = PricingService.on(resources)
        self._results: ResultCache = resources.results
        self._studies: Remembered[tuple[object, ...], Study] = Remembered(HELD_REPLAYS, HELD_SECONDS)

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return resources.once(cls, lambda: cls(resources))

    async def prompt_caching(self, found: AccessibleProject, wanted: CallFilter) -> PromptCaching:
        """The prompt-caching page; remembered until the project's calls or prices change."""
        key = await self._key(found, wanted)
        if remembered := await self._results.get(PromptCaching, *key):
            return remembered
        study = await self._study(found, wanted, key)
        page = await asyncio.to_thread(_page, study, found, wanted)
        await self._results.put(page, *key)
        return page

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls behind a figure, in the order in which they were sent; their parts sum to it exactly."""
        try:
            name, start = FigureName.parse(figure_id), int(cursor or 0)
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        study = await self._study(found, wanted, await self._key(found, wanted))
        return await asyncio.to_thread(_evidence, study, found, wanted, name, max(0, start), limit)

    async def _key(self, found: AccessibleProject, wanted: CallFilter) -> tuple[object, ...]:
        version = (await self._calls.state(found.id)).version
        return found.id, version, found.project.figure_setting, wanted

    async def _study(self, found: AccessibleProject, wanted: CallFilter, key: tuple[object, ...]) -> Study:
        async def replayed() -> Study:
            columns = await self._calls.prompts(found.id, wanted)
            book = self._pricing.book(found.project.price_book)
            return await asyncio.to_thread(_replayed, columns, book, found.project)

        return await self._studies.get(key, replayed)


def _replayed(columns: Columns, book: PriceBook, project: Project) -> Study:
    """Replay the calls that have prompt blocks and prices; count the others."""
    rates = _rates(columns, book, project)
    has_blocks = [bool(runs) for runs in columns["block_runs"]]
    usable = [rate is not None and blocks for rate, blocks in zip(rates, has_blocks, strict=True)]
    calls = {name: list(compress(column, usable)) for name, column in columns.items()}
    kept = [rate for rate, use in zip(rates, usable, strict=True) if use and rate is not None]
    outputs = list(zip(calls["output_text"], calls["output_reasoning"], strict=True))
    replay = replay_caching(CachingCase.of(_log(calls), outputs, kept))
    unpriced = sum(blocks and rate is None for rate, blocks in zip(rates, has_blocks, strict=True))
    excluded = (
        Exclusion(
            reason="No prompt was recorded, so nothing tells what repeats.", calls=has_blocks.count(False)
        ),
        Exclusion(reason="No price for cached prompts of this model is known.", calls=unpriced),
    )
    setting = Setting(_price_source(calls, project), _assumptions(calls, project))
    return Study(replay, calls, tuple(reason for reason in excluded if reason.calls), setting)


def _log(calls: Columns) -> PromptLog:
    return PromptLog.of(
        times=calls["at"],
        input_tokens=_inputs(calls),
        block_sizes=calls["block_size"],
        caches=list(zip(calls["block_scope"], calls["provider"], calls["model"], strict=True)),
        runs=calls["block_runs"],
    )


def _inputs(calls: Columns) -> list[int]:
    parts = (Bucket.INPUT_FRESH, Bucket.CACHE_READ, Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H)
    return [sum(tokens) for tokens in zip(*(calls[part] for part in parts), strict=True)]


def _rates(columns: Columns, book: PriceBook, project: Project) -> list[Rates | None]:
    """Each call's rates; None where one that a cache needs is not known. Equal calls share one object."""
    priced = WithAssumedPrice(book, project.assumed_price) if project.assumed_price else book
    assumed = project.assumed_price.as_rates if project.assumed_price else None
    rates = []
    names = zip(columns["provider"], columns["model"], columns["at"], _inputs(columns), strict=True)
    for provider, model, at, tokens in names:
        found = (
            priced.rates(provider, model, _EPOCH + timedelta(microseconds=at), tokens) if model else assumed
        )
        rates.append(found if found and None not in found.buckets else None)
    return rates


def _price_source(calls: Columns, project: Project) -> str:
    models = set(calls["model"])
    return project.price_source(by_book=bool(models - {""}), by_assumption="" in models)


def _assumptions(calls: Columns, project: Project) -> tuple[str, ...]:
    assumed = (
        [project.assumed_price.as_rates.source] if project.assumed_price and "" in calls["model"] else []
    )
    return (figures.HYPOTHETICAL, figures.NO_ELIGIBILITY, *assumed)


def _page(study: Study, found: AccessibleProject, wanted: CallFilter) -> PromptCaching:
    models = group_outcomes(study.replay, study.keys("model"))
    agents = group_outcomes(study.replay, study.keys("agent"))
    page = _Writer(study, found, wanted)
    return PromptCaching(
        calls=len(study.replay.case),
        policies=[page.policy(outcome) for outcome in study.replay.outcomes.values()],
        by_model=[page.group("model", group) for group in models],
        by_agent=[page.group("agent", group) for group in agents],
        recommendation=page.recommendation(models) if len(study.replay.case) else None,
        assumptions=list(study.setting.assumptions),
        excluded=list(study.excluded),
    )


class _Writer:
    """Puts a study into the words of the page."""

    def __init__(self, study: Study, found: AccessibleProject, wanted: CallFilter) -> None:
        self._study = study
        self._found = found
        self._wanted = wanted

    def policy(self, outcome: PolicyOutcome) -> PolicyRead:
        measured = {
            measure.value: self.read(
                FigureName(outcome.policy, measure), figures.outcome_value(outcome, measure)
            )
            for measure in Measure
        }
        return PolicyRead(
            id=outcome.policy, title=POLICY_TITLES[outcome.policy], verdict=outcome.verdict, **measured
        )

    def group(self, kind: str, group: GroupOutcome) -> PolicyGroup:
        name = f"{kind}:{group.key}"
        costs = {
            policy: self.read(FigureName(policy, Measure.COST, name), cost, group.calls)
            for policy, cost in group.costs.items()
        }
        savings = {
            policy: self.read(FigureName(policy, Measure.SAVING, name), group.saving(policy), group.calls)
            for policy in group.costs
        }
        return PolicyGroup(key=group.key, calls=group.calls, best=group.best, costs=costs, savings=savings)

    def recommendation(self, models: tuple[GroupOutcome, ...]) -> Recommendation:
        advice = advise(
            self._study.replay, group_outcomes(self._study.replay, _prompt_keys(self._study)), models
        )
        return Recommendation(
            policy=advice.policy,
            headline=advice.headline,
            why=list(advice.why),
            steps=list(advice.steps),
            example_code=advice.example_code,
            prompts=[self._prompt(advice, group) for group in advice.prompts],
        )

    def _prompt(self, advice: Advice, group: GroupOutcome) -> PromptRead:
        kind, _, key = group.key.partition(":")
        saving = figures.figure(
            self._study.replay,
            FigureName(advice.policy, Measure.SAVING),
            group.saving(advice.policy),
            group.calls,
            self._study.setting,
            evidence=None,
        )
        return PromptRead(
            label=f"{'Session' if kind == 'session' else 'Prompts that begin alike,'} {key}",
            session=key if kind == "session" else "",
            prefix=key if kind == "prefix" else "",
            calls=group.calls,
            tokens=group.input_tokens,
            saving=FigureRead.model_validate(saving, from_attributes=True),
        )

    def read(self, name: FigureName, value: Decimal, calls: int | None = None) -> FigureRead:
        return FigureRead.model_validate(self.figure(name, value, calls), from_attributes=True)

    def figure(self, name: FigureName, value: Decimal, calls: int | None = None) -> Figure:
        counted = name.measure is not Measure.SAVING_RATIO
        link = evidence_link(self._found.id, str(name), self._wanted, EVIDENCE) if counted else None
        replay = self._study.replay
        count = len(replay.case) if calls is None else calls
        return figures.figure(replay, name, value, count, self._study.setting, link)


def _prompt_keys(study: Study) -> list[str]:
    """Each call's session, or where none was recorded the beginning that its prompt shares with others."""
    beginnings = conversations(study.replay.case.log).tolist()
    return [
        f"session:{session}" if session else f"prefix:{beginning}"
        for session, beginning in zip(study.calls["session_id"], beginnings, strict=True)
    ]


def _evidence(
    study: Study, found: AccessibleProject, wanted: CallFilter, name: FigureName, start: int, limit: int
) -> Evidence:
    kind, _, key = name.group.partition(":")
    keys = study.keys(kind) if kind else []
    members = [at for at in range(len(study.replay.case)) if not kind or keys[at] == key]
    shown = members[start : start + limit]
    parts = [_contribution(study, name, at) for at in shown]
    value = _value(study, name, kind, key)
    seen = start + len(shown)
    return Evidence(
        figure=_Writer(study, found, wanted).read(name, value, len(members)),
        contributions=parts,
        page_sum=sum((part.contribution or Decimal(0) for part in parts), Decimal(0)),
        sum=value,
        remaining_calls=max(0, len(members) - seen),
        next_cursor=str(seen) if seen < len(members) else None,
    )


def _value(study: Study, name: FigureName, kind: str, key: str) -> Decimal:
    """What the page shows for the figure; groups have costs and savings only."""
    outcome = study.replay.outcomes[name.policy]
    if not kind:
        return figures.outcome_value(outcome, name.measure)
    groups = {group.key: group for group in group_outcomes(study.replay, study.keys(kind))}
    if key not in groups or name.measure.unit is not Measure.COST.unit:
        raise Invalid(f"There is no figure {name}.")
    group = groups[key]
    return group.costs[name.policy] if name.measure is Measure.COST else group.saving(name.policy)


def _contribution(study: Study, name: FigureName, at: int) -> Contribution:
    """One call's part of a figure, with its tokens as the policy would have billed them."""
    case, calls = study.replay.case, study.calls
    use = study.replay.outcomes[name.policy].use
    usage = use.usage(case, at)
    tokens = {bucket.value: count for bucket, count in zip(Bucket, usage.buckets, strict=True)}
    return Contribution(
        call_id=calls["call_id"][at],
        at=_EPOCH + timedelta(microseconds=calls["at"][at]),
        session=calls["session_id"][at],
        model=calls["model"][at],
        agent=calls["agent"][at],
        source_seq=calls["source_seq"][at],
        contribution=_part(study, name, at),
        **tokens,
    )


def _part(study: Study, name: FigureName, at: int) -> Decimal:
    case, use = study.replay.case, study.replay.outcomes[name.policy].use
    if name.measure is Measure.COST:
        return call_cost(case, use, at)
    if name.measure is Measure.SAVING:
        return call_cost(case, study.replay.outcomes[PolicyId.NONE].use, at) - call_cost(case, use, at)
    column = {
        Measure.READ_TOKENS: use.read,
        Measure.WRITE_TOKENS: use.written,
        Measure.FRESH_TOKENS: use.fresh,
    }[name.measure]
    return Decimal(int(column[at]))
