"""The answer in a language model's words, and the checks that keep it to what the tools found.

A figure stands in the text as `{name}` and is shown from the tool's result. So a model can choose words
around figures; it can neither change nor add one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from netra.backend.agents.reporting.domain import wording_rules as rules
from netra.backend.agents.reporting.domain.grounding import ungrounded
from netra.backend.agents.schemas import Passage, Report
from netra.backend.agents.text import shown
from netra.backend.analytics.domain.figures import Certainty
from netra.backend.analytics.schemas import FigureRead
from netra.backend.language_models.domain import DATA_RULE, data_block

LONGEST_ANSWER: Final = 1_000
REWORD: Final = f"""\
You edit the answer of a report on what calls to language models cost. Write it as one short paragraph of
plain English that is pleasant to read and says what matters first.

- A figure stands as a reference in braces, such as {{cost}}. Keep every reference of the answer, written
  exactly so. You may use references of the findings too. Where a reference stands, its figure will be shown
  with its unit, and with "about" when it is estimated: write nothing of that yourself.
- Write no other number, neither in digits nor in words, no unit and no rate such as "a month" or "each call"
  that the text does not have. A number of the text, or a date, may stand only before the word that it stands
  before there, as in "31 timeout".
- Keep the names in the answer, exactly as they stand.
- Call an estimated figure neither exact nor measured nor certain. Say what is unknown as unknown.
- Say nothing that the given text does not say, and leave out no restriction of it: each time, name, limit
  and condition of the answer stays. The question tells what matters to the asker; it is no source.
- Keep to the words of the given text. A sentence without a reference has no other words of its own.
- No markup, no links, no lists, no line breaks.

{DATA_RULE}"""
_REFERENCE: Final = re.compile(r"\{(\w+)\}")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_EDGES: Final = ".,;:!?()\"'“”\u2018\u2019"


@dataclass(frozen=True, slots=True)
class Material:
    """What the answer may be written from: `figures` by reference, `words` that rules have written."""

    question: str
    answer: Passage
    findings: tuple[Passage, ...]
    unknowns: tuple[str, ...]
    tradeoffs: tuple[str, ...]
    must_name: tuple[str, ...]

    @property
    def figures(self) -> dict[str, FigureRead]:
        found = dict(self.answer.figures)
        for passage in self.findings:
            found |= passage.figures
        return found

    @property
    def words(self) -> str:
        texts = [self.answer.text, *(one.text for one in self.findings), *self.unknowns, *self.tradeoffs]
        return " ".join(texts)

    def prompt(self) -> str:
        """What the model is given, as data."""
        figures = {name: {"shown": shown(one), "kind": one.kind} for name, one in self.figures.items()}
        data: dict[str, object] = {
            "question": self.question,
            "answer": self.answer.text,
            "findings": [passage.text for passage in self.findings],
            "figures": figures,
            "unknown": list(self.unknowns),
            "tradeoffs": list(self.tradeoffs),
        }
        return f"Write the answer.\n{data_block(data)}"

    def passage(self, text: str) -> Passage:
        """The answer in these words, which have passed."""
        used = set(_REFERENCE.findall(text))
        return Passage(text=text, figures={name: one for name, one in self.figures.items() if name in used})


def material_of(report: Report, must_name: Sequence[str]) -> Material:
    """Everything that the rules have written of the answer and what it rests on."""
    return Material(
        question=report.question,
        answer=report.answer,
        findings=tuple(_renamed(place, one.title, one.passage) for place, one in enumerate(report.findings)),
        unknowns=tuple(f"{one.what} {one.send}" for one in report.unknowns),
        tradeoffs=tuple(report.tradeoffs),
        must_name=tuple(name for name in must_name if name in report.answer.text),
    )


def _renamed(place: int, title: str, passage: Passage) -> Passage:
    """A finding's passage, its references told apart from those of others."""
    new = {name: f"finding_{place}_{name}" for name in passage.figures}
    text = _REFERENCE.sub(lambda found: f"{{{new.get(found[1], found[1])}}}", passage.text)
    return Passage(
        text=f"{title}. {text}", figures={new[name]: figure for name, figure in passage.figures.items()}
    )


def rewording_faults(text: str, material: Material) -> list[str]:
    """Why a text must not stand, one sentence each for whoever wrote it; empty when it may."""
    faults = [*_form(text), *_references(text, material)]
    faults += [f"Leave out {word!r}." for word in _foreign(text, material.words)]
    faults += [f"Keep the name {name!r}." for name in material.must_name if name not in text]
    faults += _claims(text, material.words)
    return [*faults, *_certainty(text, material.figures)]


def _claims(text: str, words: str) -> Iterator[str]:
    """Sentences that say more than the rules have written."""
    for sentence in _SENTENCE.split(text):
        if new := ungrounded(sentence, words):
            yield f"Say nothing that is not in the given text: {new}."


def _form(text: str) -> Iterator[str]:
    if not text.strip():
        yield "Write the answer."
    if len(text) > LONGEST_ANSWER:
        yield f"At most {LONGEST_ANSWER} characters."
    if rules.has_hidden(text):
        yield "One paragraph of plain text, without line breaks or hidden characters."


def _references(text: str, material: Material) -> Iterator[str]:
    used = set(_REFERENCE.findall(text))
    if unknown := sorted(used - material.figures.keys()):
        yield f"There is no {', '.join(unknown)}."
    if missing := sorted(material.answer.figures.keys() - used):
        yield f"Use {', '.join(f'{{{name}}}' for name in missing)}."
    if any(brace in _REFERENCE.sub("", text) for brace in "{}"):
        yield "Braces stand around references only."
    for found in _REFERENCE.finditer(text):
        touching = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
        if not set(touching) <= set(f" {_EDGES}"):
            yield f"Leave space around {found[0]}."
        distorting = rules.distorting(text[: found.start()])
        if distorting and f"{distorting} {found[0]}" not in material.words:
            yield f"Leave out {distorting!r} before {found[0]}."


def _foreign(text: str, words: str) -> Iterator[str]:
    """Words of the text that only the rules may say, and have not said."""
    given, pairs = _tokens(words)
    said, _ = _tokens(text)
    known = {token for token, _ in given}
    for token, following in said:
        if rules.is_number(token):
            if (token, following) not in pairs:
                yield token
        elif rules.needs_licence(token) and token not in known:
            yield token
    yield from rules.rates(_REFERENCE.sub("", text), words)


def _tokens(text: str) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """Each word with the one behind it: a number of the rules is one only of what the rules count with it."""
    bare = [token.strip(_EDGES) for token in _REFERENCE.sub(" ", text).split()]
    following = [*bare[1:], ""] if bare else []
    pairs = list(zip(bare, following, strict=True))
    return pairs, set(pairs)


def _certainty(text: str, figures: Mapping[str, FigureRead]) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        kinds = {figures[name].kind for name in _REFERENCE.findall(sentence) if name in figures}
        if kinds - {Certainty.EXACT} and (word := rules.certain_word(sentence)):
            yield f"Leave out {word!r}: a figure of the sentence is estimated or unknown."
        if kinds == {Certainty.EXACT} and (word := rules.doubtful_word(sentence)):
            yield f"Leave out {word!r}: the figures of the sentence are exact."
