"""A team asks in its own words: one that nothing reads is asked about once, and then read like any other."""

from dataclasses import replace

import pytest

from netra.backend.agents.triage.domain.goal import Choice, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting
from netra.backend.projects.domain import WordMeaning
from tests.backend.triage.gist import SETTING, gist

OWN = {
    "hotel": WordMeaning.USER,
    "praxis": WordMeaning.USER,
    "claim": WordMeaning.SESSION,
    "entwurf": WordMeaning.SESSION,
    "translation": WordMeaning.CALL,
    "line": WordMeaning.FEATURE,
    "region": WordMeaning.NOTHING,
    "pr": WordMeaning.SESSION,
    "pull request": WordMeaning.SESSION,
    "point-of-sale": WordMeaning.USER,
}
TAUGHT = replace(SETTING, own_words=OWN)


@pytest.mark.parametrize(
    ("own", "plain"),
    [
        ("Which hotel is the most expensive per claim?", "Which user is the most expensive per session?"),
        ("What does one claim cost?", "What does one session cost?"),
        ("how many claims in October?", "how many sessions in October?"),
        ("how many hotels used search?", "how many users used search?"),
        ("Welche Praxis kostet pro Entwurf am meisten?", "Which user costs the most per session?"),
        ("cost by line", "cost by feature"),
        ("what does one translation cost on average?", "what does one call cost on average?"),
        ("what did hotel bob cost?", "what did user bob cost?"),
        ("What does one PR cost?", "What does one session cost?"),
        ("how many PRs in October?", "how many sessions in October?"),
        ("what does one pull request cost?", "what does one session cost?"),
        ("cost per pull-request", "cost per session"),
        ("how many pull requests in October?", "how many sessions in October?"),
        ("Which point of sale is the most expensive?", "Which user is the most expensive?"),
        ("which points of sale used search?", "which users used search?"),
    ],
)
def test_a_word_that_was_taught_reads_as_what_it_means(own: str, plain: str) -> None:
    reading = read_question(own, TAUGHT)
    assert gist(reading) == gist(read_question(plain, SETTING))
    assert isinstance(reading, Understood)
    assert reading.goal.unread == ()


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Which hotel is the most expensive?", "hotel"),
        ("what does one claim cost us on average?", "claim"),
        ("Wie viele Buchungen waren das im Oktober?", "buchungen"),
        ("cost per shipment, and per hotel?", "shipment"),
        ("quelle agence coûte le plus ?", "agence"),
        ("How much has each team cost us so far?", "team"),
        ("how many tickets did we work on?", "tickets"),
    ],
)
def test_a_word_that_is_counted_and_not_known_is_asked_about(question: str, word: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Choice)
    assert f"“{word}”" in reading.question
    assert [option.teaches and option.teaches.meaning for option in reading.options] == [
        WordMeaning.USER,
        WordMeaning.SESSION,
        WordMeaning.FEATURE,
        WordMeaning.AGENT,
        WordMeaning.CALL,
        WordMeaning.NOTHING,
    ]
    assert {option.teaches and option.teaches.question for option in reading.options} == {question}


@pytest.mark.parametrize(
    "question",
    [
        "cost per million tokens",
        "price per document?",
        "which search sessions are the longest?",
        "which day was the worst?",
        "how many calls took over 5 seconds?",
    ],
)
def test_plain_words_names_and_words_of_no_meaning_are_not_asked_about(question: str) -> None:
    assert not isinstance(read_question(question, TAUGHT), Choice)


def test_a_word_that_means_none_of_these_leaves_the_question_as_it_was() -> None:
    reading = read_question("cost by region", TAUGHT)
    assert isinstance(reading, Choice)
    assert [option.teaches for option in reading.options] == [None] * len(reading.options)


def test_two_letters_are_in_no_longer_word_and_a_part_of_a_phrase_is_not_the_phrase() -> None:
    for question in ("cost per pres", "how many prs?", "what does one pull cost?", "cost per request"):
        assert gist(read_question(question, TAUGHT)) == gist(read_question(question, SETTING))


def test_a_phrase_of_no_meaning_is_not_asked_about() -> None:
    asked = "cost per territory line"
    taught = read_question(asked, replace(SETTING, own_words={"territory line": WordMeaning.NOTHING}))
    unknown = read_question(asked, SETTING)
    assert isinstance(unknown, Choice)
    assert isinstance(taught, Choice)
    assert all(option.teaches for option in unknown.options)
    assert not any(option.teaches for option in taught.options)


def test_what_the_calls_do_not_carry_is_not_offered() -> None:
    plain = QuestionSetting(
        SETTING.now, SETTING.zone, SETTING.span, ProjectNames(users=("ann",), agents=("main",))
    )
    reading = read_question("Which hotel is the most expensive?", plain)
    assert isinstance(reading, Choice)
    meanings = [option.teaches and option.teaches.meaning for option in reading.options]
    assert meanings == [WordMeaning.USER, WordMeaning.CALL, WordMeaning.NOTHING]
    bare = replace(plain, names=ProjectNames(models=("gpt-5",)))
    assert isinstance(read_question("Which hotel is the most expensive?", bare), Understood)


def test_a_second_word_is_asked_about_when_the_first_is_known() -> None:
    question = "Which hotel is the most expensive per claim?"
    reading = read_question(question, replace(SETTING, own_words={"hotel": WordMeaning.USER}))
    assert isinstance(reading, Choice)
    assert "“claim”" in reading.question


NUMBERED = replace(
    SETTING.names,
    users=tuple(f"school-{number:02}" for number in range(1, 13)),
    sessions=tuple(f"trace_{number:04}" for number in range(1, 20)),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which schools cost the most", "where_money_goes by=user"),
        ("how much per trace", "where_money_goes by=session"),
        ("what did school-07 cost?", "how_much users=school-07"),
    ],
)
def test_what_numbered_names_begin_with_is_what_they_are(question: str, expected: str) -> None:
    reading = read_question(question, replace(SETTING, names=NUMBERED))
    assert isinstance(reading, Understood)
    assert gist(reading) == expected
    assert reading.goal.unread == ()
