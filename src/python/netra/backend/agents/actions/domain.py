"""What to do about a finding: how, how hard, how risky, how to see that it worked, how to go back."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel

from netra.backend.agents.optimization.domain.output_caps import OUTPUT_CAP
from netra.backend.agents.optimization.domain.slow_calls import QUICKER_MODEL, QUICKER_OUTPUT, QUICKER_PROMPT
from netra.backend.agents.schemas import Action, Finding, Level, Passage
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.batch_prices.schemas import BatchPricesRead
from netra.backend.call_sizes.schemas import CallSizesRead
from netra.backend.optimizer.domain.prompt_caching import POLICY_TITLES, PolicyId
from netra.backend.optimizer.schemas import PromptCaching
from netra.backend.reasoning_caps.schemas import ReasoningCapRead

_CACHE_STEPS: Final = (
    "Open the calls that wrote, and put the beginnings of two of their prompts beside each other.",
    "Move what differs (dates, ids, names, tools in another order) behind what never changes; see what was "
    "released on the day on which it began.",
    "Where calls of one beginning come more than 5 minutes apart, write for 1 hour, if they come within it.",
    "Where prompts do not repeat, leave cache_control out of these requests: that saves what is lost now.",
)
_CONTEXT_STEPS: Final = (
    "Open the largest calls, and the sessions whose context grows most.",
    "Drop what answers do not use: old turns, whole files, tool results; keep a summary instead.",
    "Limit what one call may carry, and log when the limit is met.",
)
_OUTPUT_STEPS: Final = (
    "Open the calls with the longest answers.",
    "Ask for the length and the form you need; set the most tokens a little above it.",
    "Watch the stop reason: an answer that was cut off is worth nothing.",
)
_BATCH_STEPS: Final = (
    "Choose a feature whose answers nobody waits for, such as a nightly report.",
    "Collect its requests, give each an id of its own, and send them to the provider's batch API.",
    "Ask for the answers until the batch has ended; send again what it did not answer.",
    "Begin with one small batch, and see that every request is answered before the deadline.",
)
_CAP_STEPS: Final = (
    "Open the calls that the limit would cut off, and see what is beyond it.",
    "Ask for the length you need in the prompt: the limit is only what must not be passed.",
    "Set the limit on a part of the traffic first, and count how often answers end by it.",
)
_CAP_EXAMPLE: Final = """\
# Anthropic
client.messages.create(..., max_tokens={limit})
# OpenAI: responses, or chat.completions with max_completion_tokens
client.responses.create(..., max_output_tokens={limit})
# Google
client.models.generate_content(..., config={{"max_output_tokens": {limit}}})
"""
_REASONING_STEPS: Final = (
    "Open the calls above the cap, and see which questions they answer.",
    "Set the cap on a part of the traffic first, and judge its answers beside the others blindly.",
    "Where a provider takes no number of tokens, try a lower effort instead.",
)
_REASONING_EXAMPLE: Final = """\
# Anthropic: a target that may be passed, 1,024 at least, and below max_tokens
client.messages.create(..., thinking={{"type": "enabled", "budget_tokens": {limit}}})
# Google
client.models.generate_content(..., config={{"thinking_config": {{"thinking_budget": {limit}}}}})
# OpenAI takes an effort, no number of tokens
client.responses.create(..., reasoning={{"effort": "low"}})
"""
QUICKER_STEPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        QUICKER_OUTPUT: (
            "Open the slow calls, and see which of their answers are longer than anybody reads.",
            "Ask for the length and the form you need in the prompt; set the most tokens a little above it.",
            "Where somebody watches, stream the answer: it takes as long, but begins at once.",
        ),
        QUICKER_PROMPT: (
            "Open the slow calls, and see what of their prompts the answer needs.",
            "Put what is the same in each prompt first, and have the provider cache it.",
            "Drop old turns, whole files and tool results; keep a summary instead.",
        ),
        QUICKER_MODEL: (
            "Choose the calls that somebody waits for.",
            "Send a few hundred of them to both models; compare the times, and the answers blindly.",
            "Move over only what was judged as good.",
        ),
    }
)
_QUICKER_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        QUICKER_OUTPUT: "Ask for shorter answers where somebody waits",
        QUICKER_PROMPT: "Send shorter prompts, or let their beginnings be cached",
        QUICKER_MODEL: "Try a quicker model where somebody waits",
    }
)
Derive = Callable[[Finding, BaseModel], Action | None]


def action_for(finding: Finding, result: BaseModel) -> Action | None:
    """The action that follows from a finding; None where nothing is to be done."""
    if finding.id in QUICKER_STEPS:
        return _quicken(finding)
    derive = _ACTIONS.get(Lever(finding.lever))
    return derive(finding, result) if derive and finding.saving is not None else None


def _cache_prompts(finding: Finding, result: BaseModel) -> Action | None:
    advice = result.recommendation if isinstance(result, PromptCaching) else None
    if advice is None or advice.policy is None:
        return None
    if advice.policy is PolicyId.NONE:
        return _cache_no_prompts(finding, advice.steps)
    return Action(
        id="cache-prompts",
        finding_id=finding.id,
        title=f"Switch on prompt caching: {POLICY_TITLES[advice.policy].lower()}",
        why=finding.passage,
        effort=Level.LOW,
        effort_words="A field in each request; an hour where prompts are built in one place.",
        risk=Level.LOW,
        risk_words="Answers do not change. Where prompts stop repeating, writing the cache costs more.",
        steps=advice.steps,
        example_code=advice.example_code,
        how_to_check=(
            "Send the traffic here again and compare the period with the one before: cached reads must rise "
            "and the cost of a call fall."
        ),
        how_to_undo="Leave cache_control out again; nothing else was changed.",
        saving=finding.saving,
    )


def _cache_no_prompts(finding: Finding, steps: Sequence[str]) -> Action:
    return Action(
        id="cache-no-prompts",
        finding_id=finding.id,
        title="Switch prompt caching off",
        why=finding.passage,
        effort=Level.LOW,
        effort_words="A field less in each request.",
        risk=Level.LOW,
        risk_words="Answers do not change. Where prompts begin to repeat, caching them would pay again.",
        steps=list(steps),
        how_to_check="Compare the period with the one before: no writes any more, and a call costs less.",
        how_to_undo="Set cache_control again; nothing else was changed.",
        saving=finding.saving,
    )


def _mend_caches(finding: Finding, _: BaseModel) -> Action | None:
    return Action(
        id="mend-caches",
        finding_id=finding.id,
        title="Have the caches read that are written, or write none",
        why=finding.passage,
        effort=Level.LOW,
        effort_words="Find what differs at the beginning of these prompts; a field in each request.",
        risk=Level.LOW,
        risk_words="Answers do not change: the model reads the same tokens.",
        steps=list(_CACHE_STEPS),
        how_to_check="Ask here for caching by feature, of the time after the change: more must be read.",
        how_to_undo="Put the old order of the prompt, or cache_control, back.",
        saving=finding.saving,
    )


def _cache_answers(finding: Finding, _: BaseModel) -> Action | None:
    return Action(
        id="cache-answers",
        finding_id=finding.id,
        title="Answer exact repeats from a cache",
        why=finding.passage,
        effort=Level.MEDIUM,
        effort_words="A key-value store in front of the call, keyed by model and prompt.",
        risk=Level.MEDIUM,
        risk_words="A stored answer may be out of date, and must never be given to somebody else's question.",
        steps=[
            "Key by a hash of the tenant, the model, its settings and the whole prompt.",
            "Give each entry a lifetime for which its answer is certainly still good.",
            "Begin in shadow: look up, call anyway, and count how often the two answers differ.",
        ],
        how_to_check="Ask here for exact repeats again: those that were answered from the cache are gone.",
        how_to_undo="Switch the lookup off; calls go through as before.",
        saving=finding.saving,
    )


def _stop_waste(finding: Finding, _: BaseModel) -> Action | None:
    return Action(
        id="stop-waste",
        finding_id=finding.id,
        title="Send failed and answered calls again less often",
        why=finding.passage,
        effort=Level.LOW,
        effort_words="Settings of the client: time-outs, back-off, a key that marks a request as the same.",
        risk=Level.LOW,
        risk_words="With fewer tries a short outage of the provider reaches your users sooner.",
        steps=[
            "Open the chains: they name the session, the model and the first call of each.",
            "Retry only what can succeed (429, 500, 503), with jittered back-off and at most three tries.",
            "Give the client a longer time-out than the slowest answers, so that it does not ask twice.",
        ],
        how_to_check="Ask here what failed calls cost, for the time after the change.",
        how_to_undo="Put the old settings back.",
        saving=finding.saving,
    )


def _trim(finding: Finding, result: BaseModel) -> Action | None:
    if finding.id == OUTPUT_CAP and isinstance(result, CallSizesRead):
        return _cap_output(finding, result)
    is_context = finding.lever == Lever.TRIM_CONTEXT
    return Action(
        id=f"trim-{'context' if is_context else 'output'}",
        finding_id=finding.id,
        title="Shorten the longest prompts" if is_context else "Ask for shorter answers",
        why=finding.passage,
        effort=Level.MEDIUM,
        effort_words="Look at the longest calls, and decide what of them is needed.",
        risk=Level.MEDIUM,
        risk_words="Answers may get worse, which no log can tell beforehand.",
        steps=list(_CONTEXT_STEPS if is_context else _OUTPUT_STEPS),
        how_to_check="Ask here for oversized calls again, and judge answers of the shortened calls.",
        how_to_undo="Send the whole context, or lift the limit, again.",
        saving=finding.saving,
    )


def _cap_output(finding: Finding, result: CallSizesRead) -> Action:
    return Action(
        id="cap-output",
        finding_id=finding.id,
        title="Limit the output of each call",
        why=finding.passage,
        effort=Level.LOW,
        effort_words="A field in each request.",
        risk=Level.HIGH,
        risk_words="Answers above the limit end in the middle: whoever needs their end asks again, and pays.",
        steps=list(_CAP_STEPS),
        example_code=_CAP_EXAMPLE.format(limit=int(result.whole.output.limit or 0)),
        how_to_check="Count the answers whose stop reason is the limit, and ask here for the cost of output.",
        how_to_undo="Take the limit out again, or raise it; nothing else was changed.",
        saving=finding.saving,
    )


def _cap_reasoning(finding: Finding, result: BaseModel) -> Action | None:
    if not isinstance(result, ReasoningCapRead):
        return None
    return Action(
        id="cap-reasoning",
        finding_id=finding.id,
        title="Limit the reasoning of each call",
        why=finding.passage,
        effort=Level.LOW,
        effort_words="A field in each request, and somebody who judges the answers.",
        risk=Level.HIGH,
        risk_words="Hard questions may be answered worse, which no log can tell beforehand.",
        steps=list(_REASONING_STEPS),
        example_code=_REASONING_EXAMPLE.format(limit=result.cap),
        how_to_check="Ask here for the cost of reasoning after the change, and judge the answers.",
        how_to_undo="Take the budget out again, or raise it; nothing else was changed.",
        saving=finding.saving,
    )


def _try_model(finding: Finding, _: BaseModel) -> Action | None:
    return Action(
        id="try-model",
        finding_id=finding.id,
        title="Try the cheaper model on a part of the traffic",
        why=Passage(text="Prices are known, answers are not: a trial tells whether the other model will do."),
        effort=Level.MEDIUM,
        effort_words="Another model name for some requests, and somebody who judges the answers.",
        risk=Level.HIGH,
        risk_words="Answers may get worse. Prices say nothing about that.",
        steps=[
            "Choose calls by feature whose answers are easy to judge.",
            "Send a few hundred of them to both models and compare the answers blindly.",
            "Move over only what was judged as good.",
        ],
        how_to_check="Compare the time after the change with the time before: what did the mix of models do?",
        how_to_undo="Send the old model name again.",
        saving=None,
    )


def _send_batches(finding: Finding, result: BaseModel) -> Action | None:
    named = isinstance(result, BatchPricesRead) and result.names_calls
    return Action(
        id="send-batches",
        finding_id=finding.id,
        title="Send what can wait in batches",
        why=finding.passage,
        effort=Level.MEDIUM,
        effort_words="A job that writes the requests of a batch, sends it, and collects the answers.",
        risk=Level.LOW if named else Level.MEDIUM,
        risk_words="Answers do not change, but come within 24 hours: whoever waits for one would notice.",
        steps=list(_BATCH_STEPS),
        how_to_check=(
            "Compare the provider's bill for a batch with what these calls cost before, and count the "
            "requests that came back without an answer."
        ),
        how_to_undo="Send each request on its own again; nothing else was changed.",
        saving=finding.saving,
    )


def _quicken(finding: Finding) -> Action:
    """What to try about slow calls; what it saves in money is not known."""
    return Action(
        id=finding.id,
        finding_id=finding.id,
        title=_QUICKER_TITLES[finding.id],
        why=finding.passage,
        effort=Level.MEDIUM,
        effort_words="Look at the slow calls, and change some of their requests.",
        risk=Level.MEDIUM,
        risk_words="Answers may get worse, which no log can tell beforehand.",
        steps=list(QUICKER_STEPS[finding.id]),
        how_to_check="Ask here why calls are slow, of the time after the change; compare the middle call.",
        how_to_undo="Send the old requests again; nothing else was changed.",
        saving=None,
    )


_ACTIONS: Final[Mapping[Lever, Derive]] = MappingProxyType(
    {
        Lever.PROMPT_CACHING: _cache_prompts,
        Lever.UNREAD_CACHES: _mend_caches,
        Lever.RESPONSE_CACHE: _cache_answers,
        Lever.RETRY_WASTE: _stop_waste,
        Lever.TRIM_CONTEXT: _trim,
        Lever.TRIM_OUTPUT: _trim,
        Lever.REASONING_EFFORT: _cap_reasoning,
        Lever.CHEAPER_MODEL: _try_model,
        Lever.BATCH: _send_batches,
    }
)
