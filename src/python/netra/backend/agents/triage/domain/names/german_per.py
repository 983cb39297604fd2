"""The German "pro", which counts by the noun behind it and is part of many a model's name."""

from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_GERMAN_PER: Final = "pro"
_COUNTED: Final = whole_words(
    r"sitzung\w*|tag|monat|woche|stunde|quartal|jahr|minute|nutzer\w*|benutzer\w*|anwender\w*|kunden?|kundin|"
    r"(?:an|auf)rufe?|anfragen?|modell|features?|sessions?|users?|agent|anbieter|team|token|request|calls?|"
    r"lauf|durchlauf|vorgang|fall|dokument|ticket|auftrag|bestellung|mitarbeiter\w*|person|projekt|konversation|gesprach|antwort|prompt|kopf|einzelnen?\w*"
)
"""What German counts by "pro", which then is no part of a model's name."""


def is_per(text: Text, at: int) -> bool:
    """Whether German counts by the noun that follows: "pro Sitzung"."""
    word = text.words[at]
    after = text.words[at + 1].text if at + 1 < len(text.words) else ""
    return word.raw == _GERMAN_PER and _COUNTED.fullmatch(after) is not None
