"""Who goes where in a move from one model to another: "from X to Y", "Y instead of X", "move all X to Y"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_MODELS: Final = r"(?P<to>@model(?: (?:(?:or|and|und|oder|et|ou|o|y) )?@model)*)"
_NOT_THESE: Final = (
    r"(?! (?:to|into|>|calls?|traffic|requests?|usage|users?|prompts?|go|goes|went|mov\w+|ran|runs?|becomes?|"
    r"switch\w*|gets?|costs?|(?:was|were|is|are) (?!used)))"
)
"""Of these models the calls are, which go elsewhere."""
_GAP: Final = r"(?:(?!@model)\S+ ){0,4}?"
_SMALL: Final = (
    r"(?:(?:only|just|the|a|an|all|our|my|new|newer|newest|latest|cheaper|smaller|older|old|das|dem|den|die|le|"
    r"la|el|d|l|back|over|calls?|traffic|requests?) )*"
)
_INSTEAD: Final = (
    r"instead of|rather than|in place of|statt|anstatt|anstelle von|an stelle von|au lieu d[eu]?|"
    r"a la place d[eu]?|plutot que|en lugar del?|en vez del?"
)
_GO: Final = (
    r"(?:switch(?:ing)?|mov(?:e|ing)|migrat(?:e|ing)|downgrad(?:e|ing)|upgrad(?:e|ing)|chang(?:e|ing)|"
    r"go(?:ing)? back|revert(?:ing)?|return(?:ing)?|shift(?:ing)?|port(?:ing)?|convert(?:ing)?|"
    r"transition(?:ing)?|swap(?:ping)?|replac(?:e|ing)|exchang(?:e|ing)|push(?:ing)?|rout(?:e|ing)|send(?:ing)?|put(?:ting)?|"
    r"wechseln?|umstellen|umziehen|passer|migrer|basculer|cambiar|pasar|mover|migrar)"
)
_IF_GO: Final = (
    r"(?:switch\w*|mov\w+|migrat\w+|downgrad\w+|upgrad\w+|chang\w+|go|goes|going|gone|went|shift\w*|rout\w+|send|"
    r"sends|sent|sending|return\w*|revert\w*|port\w*|swap\w*|run|runs|ran|running|replac\w+|put|wechsel\w*|"
    r"umstell\w+|lauf\w*|lief\w*|pass\w+|cambi\w+|migr\w+|hatten?)"
)
_TO: Final = r"(?:to|onto|into|towards|auf|zu|nach|vers|a|hacia)"
_IF: Final = whole_words(
    r"if|what happens when|suppose|supposing|imagine|assum(?:e|ing)|would|could|should we|can we|simulat\w+|"
    r"price out|same (?:traffic|calls|tokens|volume)|wenn|ware|wurden?|si|serait|seria|and if"
)
_TOLD: Final = whole_words(r"when|since|after|before|why|did|was|were|have|has|had|seit|depuis|desde")
"""What tells of a move that has been made."""
_MOVES: Final = (
    whole_words(rf"{_GO} (?:\S+ ){{0,7}}?{_TO} {_SMALL}{_MODELS}"),
    whole_words(
        rf"(?:replac(?:e|ing)|swap(?:ping)?|exchang(?:e|ing)|ersetzen|remplacer|reemplazar) "
        rf"(?:\S+ ){{0,5}}?@model (?:\S+ ){{0,3}}?(?:with|by|for|durch|mit|par|por|con) {_SMALL}{_MODELS}"
    ),
    whole_words(rf"(?:from|von|de|desde) {_SMALL}@model (?:\S+ ){{0,2}}?{_TO} {_SMALL}{_MODELS}"),
    whole_words(rf"(?<!for ){_MODELS} {_GAP}instead(?! of @model)"),
    whole_words(
        rf"{_MODELS} {_GAP}(?:{_INSTEAD}) {_SMALL}@model"
    ),
    whole_words(
        rf"(?:{_INSTEAD}) {_SMALL}@model {_GAP}{_MODELS}"
    ),
    re.compile(
        rf"^(?:(?:and|ok|okay|so|what about|how about|what if|if) )*{_SMALL}@model "
        rf"(?:\S+ )?(?:to|>|into|becomes) {_SMALL}{_MODELS}(?: [?.!]*)?$"
    ),
    re.compile(
        rf"^(?:(?:please|pls|lets|can we|could we|should we) )*(?:use|try) {_SMALL}{_MODELS} "
        rf"(?:for|on|in|everywhere)(?!\S)"
    ),
    whole_words(
        rf"(?:run|put|do|have) (?:everything|all|it all|all of it) (?:\S+ ){{0,2}}?(?:on|with) "
        rf"{_SMALL}{_MODELS}"
    ),
    whole_words(
        rf"(?:what if|and if|what about if) (?:(?:it|we|they|everything|all|that|this|those|had|were|was|"
        rf"been|is|used|use|using|only|just|took|chose|with|on) )*{_MODELS}{_NOT_THESE}"
    ),
    whole_words(
        rf"(?:what|how) (?:\S+ ){{0,4}}?(?:would|wurde|serait) {_SMALL}{_MODELS}"
        rf"(?! (?:\S+ ){{0,4}}?(?:on|with|at|as|to) {_SMALL}@model)"
    ),
    whole_words(
        rf"(?:save|savings?|cheaper) (?:\S+ ){{0,3}}?(?:with|by using|if we used?|using) {_SMALL}{_MODELS}"
    ),
)
_IF_MOVES: Final = (
    whole_words(
        rf"(?:would|wurden?) (?:\S+ ){{0,5}}?(?:cost|be|pay|spend|kosten) {_GAP}(?:on|with|at|auf|mit) "
        rf"{_SMALL}{_MODELS}"
    ),
    whole_words(rf"(?:couterait|costaria|same) {_GAP}(?:on|with|at|avec|con|sur|en) {_SMALL}{_MODELS}"),
    whole_words(rf"{_IF_GO} (?:\S+ ){{0,7}}?{_TO} {_SMALL}{_MODELS}"),
    whole_words(
        rf"(?:run|runs|ran|running|done|made|served|answered|handled|lief\w*|lauf\w*) "
        rf"(?:\S+ ){{0,3}}?(?:on|with|by|through|auf|mit) {_SMALL}{_MODELS}"
    ),
    whole_words(
        rf"(?:use|used|using|took|take|chose|try|tried|nehmen|nahmen|verwend\w+|benutz\w+|utilis\w+|us\w+) "
        rf"{_SMALL}{_MODELS}"
    ),
)
"""These may also tell of what was: they move only where something is supposed."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Where the words begin that name what calls would go to."""

    to: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.to)


def read_moves(text: Text) -> Moves:
    """The move that a question supposes; none in one that asks about a move that has been made."""
    supposed = _IF.search(text.line) is not None
    if "@prices" in text.line:
        return Moves()  # Prices that change are those of calls that stay where they are.
    if not supposed and _TOLD.search(text.line):
        return Moves()
    patterns = (*_MOVES, *(_IF_MOVES if supposed else ()))
    return Moves(frozenset(start for pattern in patterns for start in _targets(text, pattern)))


def _targets(text: Text, pattern: re.Pattern[str]) -> Iterator[int]:
    for hit in text.hits(pattern):
        begin, end = hit.match.span("to")
        yield from (
            word.start
            for word, place in zip(text.words, text.places, strict=True)
            if begin <= place < end and word.text == "@model"
        )
