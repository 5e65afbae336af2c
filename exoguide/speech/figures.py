"""Numbers, and the names of months and weekdays, as a language writes them.

English is written here. Every other language is Babel's, which is imported only then: it takes
longer than a command without a screen may. A summary that is made again must come out the same,
so one minor range of Babel is allowed, and tests hold the forms that patients read.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from exoguide.speech.catalogues import is_english

if TYPE_CHECKING:
    from babel import Locale


def number(value: Decimal, language: str) -> str:
    """A number with all its digits: ``38.5``, ``1500``; ``1.500,5`` where that is the custom.

    English has no sign between thousands: most numbers here are measurements and years.
    """
    if not value:
        return "0"
    if is_english(language):
        whole = value == value.to_integral_value()
        return f"{value.to_integral_value() if whole else value.normalize():f}"
    from babel.numbers import format_decimal

    return str(
        format_decimal(
            value.normalize(),
            locale=_locale(language),
            decimal_quantization=False,
            group_separator=False,
        )
    )


def amount(value: Decimal, language: str) -> str:
    """An amount of money without its currency: ``2,000`` or ``99.50``."""
    places = 0 if value == value.to_integral_value() else 2
    if is_english(language):
        return f"{value:,.{places}f}"
    from babel.numbers import format_decimal

    pattern = "#,##0.00" if places else "#,##0"
    return str(format_decimal(value, pattern, locale=_locale(language)))


@cache
def calendar_names(language: str) -> dict[str, str]:
    """Short names of months and weekdays: ``month.1`` to ``weekday.7``, Monday first.

    Empty for a language that nothing is known of, and for English, whose names are words of the
    program.
    """
    if is_english(language) or not _known(language):
        return {}
    from babel.dates import get_day_names, get_month_names

    locale = _locale(language)
    months = get_month_names("abbreviated", locale=locale)
    days = get_day_names("abbreviated", locale=locale)
    return {
        **{f"month.{n}": months[n].rstrip(".") for n in range(1, 13)},
        **{f"weekday.{n}": days[n - 1].rstrip(".") for n in range(1, 8)},
    }


def language_name(language: str) -> str:
    """What a language calls itself: ``English``, ``español``; the tag where that is not known."""
    if is_english(language):
        return "English" if language else ""
    if not _known(language):
        return language
    return _locale(language).language_name or language


def _known(language: str) -> bool:
    return str(_locale(language)) != "en"


@cache
def _locale(language: str) -> Locale:
    """The locale of a tag, of its bare language, or English where neither is known."""
    from babel import Locale, UnknownLocaleError

    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
