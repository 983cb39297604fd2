"""Savings: levers replayed over a project's own calls, with the calls behind every figure."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Self

from netra.backend.alternatives.domain import AlternativeScope
from netra.backend.alternatives.schemas import ModelAlternativesRead
from netra.backend.alternatives.service import AlternativesService
from netra.backend.analytics.domain.figures import Figure
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.totals import NOTHING, Total, keyed, total
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.batch_prices.service import BatchPricesService
from netra.backend.caching_now.domain.figures import FIGURE_PREFIX
from netra.backend.caching_now.service import CachingNowService
from netra.backend.calls.domain.call import Bucket
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.service import CallService
from netra.backend.optimizer.domain import figures
from netra.backend.optimizer.domain.advice import PROMPTS_SHOWN, advise
from netra.backend.optimizer.domain.caching import call_cost
from netra.backend.optimizer.domain.figures import BILLED_MEASURES, FigureName, Measure
from netra.backend.optimizer.domain.prompt_caching import (
    POLICY_TITLES,
    GroupOutcome,
    PolicyId,
    PolicyOutcome,
    gaining_most,
    group_outcomes,
)
from netra.backend.optimizer.domain.questions import Tellable, questions_of
from netra.backend.optimizer.domain.study import Study, study_of
from netra.backend.optimizer.schemas import (
    BilledRead,
    ExclusionRead,
    PolicyGroup,
    PolicyRead,
    PromptCaching,
    PromptRead,
    Recommendation,
    SavingQuestionRead,
    SavingQuestions,
)
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.shared.errors import Invalid
from netra.shared.resilience import Remembered

HELD_REPLAYS: Final = 2
HELD_SECONDS: Final = 300
EVIDENCE: Final = "savings/prompt-caching/evidence"
_EVERY: Final = CallFilter()

Columns = Mapping[str, Sequence[Any]]


class OptimizerService:
    """One per process: it holds the latest replays, so that paging through evidence does not repeat them."""

    def __init__(self, resources: Resources) -> None:
        self._calls = CallService.on(resources)
        self._pricing = PricingService.on(resources)
        self._batches = BatchPricesService.on(resources)
        self._alternatives = AlternativesService.on(resources)
        self._caching = CachingNowService.on(resources)
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

    async def questions(self, found: AccessibleProject) -> SavingQuestions:
        """What can be asked about saving with no prompt recorded; of all calls, as Ask speaks of them."""
        batches, others, groups = await asyncio.gather(
            self._batches.batch_prices(found, _EVERY),
            self._alternatives.alternatives(found, _EVERY, AlternativeScope.PROVIDER),
            self._calls.groups(found.id, _EVERY, (GroupKey.MODEL,)),
        )
        models = keyed(groups, 0, found.project.assumed_price)
        told = Tellable(
            whole=total(summed for _, summed in models),
            models=len({name for name, _ in models}),
            in_batches=_distinct(one.model for one in batches.models if one.saving.value),
            undercut=_distinct(one.model for one in others.models if _is_undercut(one)),
        )
        asked = [SavingQuestionRead.model_validate(one) for one in questions_of(told)]
        return SavingQuestions(questions=asked)

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls behind a figure, in the order in which they were sent; their parts sum to it exactly.

        Figures of caching as billed once opened here: links in saved reports still do.
        """
        if figure_id.startswith(FIGURE_PREFIX):
            return await self._caching.evidence(found, wanted, figure_id, cursor, limit)
        try:
            start = int(cursor or 0)
            name = FigureName.parse(figure_id)
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        study = await self._study(found, wanted, await self._key(found, wanted))
        return await asyncio.to_thread(_evidence, study, found, wanted, name, max(0, start), limit)

    async def _key(self, found: AccessibleProject, wanted: CallFilter) -> tuple[object, ...]:
        version = await self._calls.version(found.id)
        return found.id, version, found.project.figure_setting, wanted

    async def _study(self, found: AccessibleProject, wanted: CallFilter, key: tuple[object, ...]) -> Study:
        async def replayed() -> Study:
            columns = await self._calls.prompts(found.id, wanted)
            book = self._pricing.book(found.project.price_book)
            return await asyncio.to_thread(study_of, columns, book, found.project)

        return await self._studies.get(key, replayed)


def _page(study: Study, found: AccessibleProject, wanted: CallFilter) -> PromptCaching:
    models = group_outcomes(study.replay, study.groups("model"))
    agents = group_outcomes(study.replay, study.groups("agent"))
    page = _Writer(study, found, wanted)
    return PromptCaching(
        calls=len(study.replay.case),
        billed=page.billed(),
        policies=[page.policy(outcome) for outcome in study.replay.outcomes.values()],
        by_model=[page.group(group) for group in models],
        by_agent=[page.group(group) for group in agents],
        recommendation=page.recommendation(models) if len(study.replay.case) else None,
        assumptions=list(study.setting.assumptions),
        excluded=[
            ExclusionRead(reason=one.reason, calls=one.calls, lacks=one.lacks, send=one.send)
            for one in study.excluded
        ],
    )


class _Writer:
    """Puts a study into the words of the page."""

    def __init__(self, study: Study, found: AccessibleProject, wanted: CallFilter) -> None:
        self._study = study
        self._found = found
        self._wanted = wanted

    def billed(self) -> BilledRead:
        bill = self._study.replay.bill
        measured = {
            measure.value: self._billed(FigureName(None, measure), bill.total) for measure in BILLED_MEASURES
        }
        return BilledRead(
            unrecorded_calls=bill.unrecorded, is_told=bill.is_told, has_cached=bill.has_cached, **measured
        )

    def _billed(self, name: FigureName, billed: Total) -> FigureRead:
        return FigureRead.model_validate(self.billed_figure(name, billed), from_attributes=True)

    def billed_figure(self, name: FigureName, billed: Total) -> Figure:
        link = evidence_link(self._found.id, str(name), self._wanted, EVIDENCE)
        return figures.billed_figure(name, billed, self._found.project, link)

    def policy(self, outcome: PolicyOutcome) -> PolicyRead:
        measured = {
            measure.value: self._read(outcome.policy, measure, figures.outcome_value(outcome, measure))
            for measure in Measure
        }
        return PolicyRead(
            id=outcome.policy, title=POLICY_TITLES[outcome.policy], verdict=outcome.verdict, **measured
        )

    def group(self, group: GroupOutcome) -> PolicyGroup:
        costs = {
            policy: self._read(policy, Measure.COST, cost, group)
            for policy, cost in group.costs.items()
        }
        savings = {policy: self._saving(policy, group) for policy in group.costs}
        key = group.key.partition(":")[2]
        billed = self._billed(FigureName(None, Measure.COST, group.key), group.billed)
        return PolicyGroup(
            key=key, calls=group.calls, best=group.best, billed=billed, costs=costs, savings=savings
        )

    def recommendation(self, models: tuple[GroupOutcome, ...]) -> Recommendation:
        prompts = gaining_most(self._study.replay, self._study.prompts, PROMPTS_SHOWN)
        advice = advise(self._study.replay, prompts, models)
        policy = advice.policy
        return Recommendation(
            policy=policy,
            headline=advice.headline,
            why=list(advice.why),
            caveat=advice.caveat,
            steps=list(advice.steps),
            example_code=advice.example_code,
            prompts=[self._prompt(policy, group) for group in advice.prompts] if policy else [],
        )

    def _prompt(self, policy: PolicyId, group: GroupOutcome) -> PromptRead:
        kind, _, key = group.key.partition(":")
        return PromptRead(
            label=f"{'Session' if kind == 'session' else 'Prompts that begin alike,'} {key}",
            session=key if kind == "session" else "",
            prefix=key if kind == "prefix" else "",
            calls=group.calls,
            tokens=group.input_tokens,
            saving=self._saving(policy, group),
        )

    def _saving(self, policy: PolicyId, group: GroupOutcome) -> FigureRead:
        return self._read(policy, Measure.SAVING, group.saving(policy), group)

    def _read(
        self, policy: PolicyId, measure: Measure, value: Decimal, group: GroupOutcome | None = None
    ) -> FigureRead:
        name = FigureName(policy, measure, group.key if group else "")
        calls = group.calls if group else len(self._study.replay.case)
        return FigureRead.model_validate(self.figure(name, policy, value, calls), from_attributes=True)

    def figure(self, name: FigureName, policy: PolicyId, value: Decimal, calls: int) -> Figure:
        counted = name.measure is not Measure.SAVING_RATIO
        link = evidence_link(self._found.id, str(name), self._wanted, EVIDENCE) if counted else None
        return figures.figure(self._study.replay, name, policy, value, calls, self._study.setting, link)


def _distinct(models: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(models))


def _is_undercut(model: ModelAlternativesRead) -> bool:
    """Whether another one costs less: they come with the cheapest first."""
    return any((one.saving.value or NOTHING) > 0 for one in model.alternatives[:1])


def _evidence(
    study: Study, found: AccessibleProject, wanted: CallFilter, name: FigureName, start: int, limit: int
) -> Evidence:
    groups = study.groups(name.kind) if name.group else [""] * len(study.replay.case)
    members = [at for at, group in enumerate(groups) if group == name.group]
    figure = _figure(_Writer(study, found, wanted), study, name, groups)
    return Evidence.page(figure, members, start, limit, lambda at: _contribution(study, name, at))


def _figure(writer: _Writer, study: Study, name: FigureName, groups: Sequence[str]) -> Figure:
    """The figure as the page shows it; groups have costs and savings only."""
    replay = study.replay
    if not name.group and name.policy is not None:
        value = figures.outcome_value(replay.outcomes[name.policy], name.measure)
        return writer.figure(name, name.policy, value, len(replay.case))
    if not name.group:
        return writer.billed_figure(name, replay.bill.total)
    outcomes = {group.key: group for group in group_outcomes(replay, groups)}
    if name.group not in outcomes or name.measure.unit is not Measure.COST.unit:
        raise Invalid(f"There is no figure {name}.")
    group = outcomes[name.group]
    if name.policy is None:
        return writer.billed_figure(name, group.billed)
    is_cost = name.measure is Measure.COST
    value = group.costs[name.policy] if is_cost else group.saving(name.policy)
    return writer.figure(name, name.policy, value, group.calls)


def _contribution(study: Study, name: FigureName, at: int) -> Contribution:
    """One call's part of a figure, with its tokens as they were billed, or would have been."""
    usage = study.replay.use(name.policy).usage(study.replay.case, at)
    tokens = {bucket.value: count for bucket, count in zip(Bucket, usage.buckets, strict=True)}
    return Contribution.of(study.calls, at, _part(study, name, at)).model_copy(update=tokens)


def _part(study: Study, name: FigureName, at: int) -> Decimal:
    case, use = study.replay.case, study.replay.use(name.policy)
    if name.measure is Measure.COST:
        return call_cost(case, use, at)
    if name.measure is Measure.SAVING:
        return call_cost(case, study.replay.bill.use, at) - call_cost(case, use, at)
    column = {
        Measure.READ_TOKENS: use.read,
        Measure.WRITE_TOKENS: use.written,
        Measure.FRESH_TOKENS: use.fresh,
    }[name.measure]
    return Decimal(int(column[at]))
