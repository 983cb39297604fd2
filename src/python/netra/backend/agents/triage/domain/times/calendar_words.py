"""The words of a calendar in four languages: months, weekdays, units, numbers, and how they are counted."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Period

MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "january jan januar janner janvier enero ene",
                "february feb februar fevrier febrero",
                "march mar marz mars marzo",
                "april apr avril abril abr",
                "may mai mayo",
                "june jun juni juin junio",
                "july jul juli juillet julio",
                "august aug aout agosto ago",
                "september sep sept septembre septiembre",
                "october oct oktober okt octobre octubre",
                "november nov novembre noviembre",
                "december dec dezember dez decembre diciembre dic",
            ),
            start=1,
        )
        for word in words.split()
    }
)
WEEKDAYS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "monday mon mondays montag lundi lunes",
                "tuesday tue tues dienstag mardi martes",
                "wednesday wed mittwoch mercredi miercoles",
                "thursday thu thur thurs donnerstag jeudi jueves",
                "friday fri freitag vendredi viernes",
                "saturday sat samstag samedi sabado",
                "sunday sun sonntag dimanche domingo",
            )
        )
        for word in words.split()
    }
)
UNITS: Final[Mapping[Period, str]] = MappingProxyType(
    {
        Period.HOUR: r"h|hrs?|hours?|stunden?|heures?|horas?",
        Period.DAY: r"d|days?|tage?n?|jours?|dias?|24h",
        Period.WEEK: r"w|wks?|weeks?|wochen?|semaines?|semanas?",
        Period.MONTH: r"mos?|months?|monate?[ns]?|mois|mes(?:es)?",
        Period.QUARTER: r"quarters?|quartale?n?|trimestres?",
        Period.YEAR: r"y|yrs?|years?|jahre?[ns]?|ans?|annees?|anos?",
    }
)
NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "a one an eine einen un una",
                "two couple zwei deux dos",
                "three few drei trois tres",
                "four vier quatre cuatro",
                "five funf cinq cinco",
                "six sechs seis",
                "seven sieben sept siete",
                "eight acht huit ocho",
                "nine neun neuf nueve",
                "ten zehn dix diez",
                "eleven elf onze once",
                "twelve zwolf douze doce",
            ),
            start=1,
        )
        for word in words.split()
    }
)
ORDINALS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "first 1st erste ersten erster erstes premier premiere premiers premieres primer primera"
                " primero primeros primeras",
                "second 2nd zweite zweiten zweiter zweites deuxieme deuxiemes seconde segundo segunda",
                "third 3rd dritte dritten dritter drittes troisieme tercer tercera tercero",
                "fourth 4th vierte vierten vierter viertes quatrieme cuarto cuarta",
                "fifth 5th funfte funften funfter funftes cinquieme quinto quinta",
                "sixth 6th sechste sechsten sixieme sexto sexta",
                "seventh 7th siebte siebten septieme septimo septima",
                "eighth 8th achte achten huitieme octavo octava",
                "ninth 9th neunte neunten neuvieme noveno novena",
                "tenth 10th zehnte zehnten dixieme decimo decima",
            ),
            start=1,
        )
        for word in words.split()
    }
)


def any_of(words: Mapping[str, int]) -> str:
    """The words as a pattern, longer ones first."""
    return "|".join(sorted(words, key=len, reverse=True))


UNIT: Final = "|".join(f"(?P<{unit}>{words})" for unit, words in UNITS.items())
N: Final = rf"(?P<n>\d{{1,4}}|(?:{any_of(NUMBERS)})(?= ))"
ANY_MONTH: Final = any_of(MONTHS)
YEAR: Final = (
    r"(?:19|20)\d\d(?! ?(?:dollars?|usd|eur|euros?|cents?|bucks|[$\u20ac\u00a3%]|tokens?|output|input|calls?|"
    r"requests?|users?|sessions?|words?|ms|seconds?|characters?)(?!\w))"
)
"""Four digits that no unit follows: "2000 tokens" is a number of these."""


def number_of(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]
