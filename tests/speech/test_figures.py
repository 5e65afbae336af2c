"""Numbers and names of days as languages write them."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from exoguide.speech.figures import amount, calendar_names, number


@pytest.mark.parametrize(
    ("language", "measured", "large", "money", "cents"),
    [
        ("", "38.5", "1500", "2,000", "99.50"),
        ("en", "38.5", "1500", "2,000", "99.50"),
        ("en-GB", "38.5", "1500", "2,000", "99.50"),
        ("es-US", "38.5", "1500", "2,000", "99.50"),
        ("es", "38,5", "1500", "2.000", "99,50"),
        ("de", "38,5", "1500", "2.000", "99,50"),
        ("xx", "38.5", "1500", "2,000", "99.50"),
    ],
)
def test_a_number_is_written_as_the_language_does(
    language: str, measured: str, large: str, money: str, cents: str
) -> None:
    assert number(Decimal("38.50"), language) == measured
    assert number(Decimal(1500), language) == large
    assert amount(Decimal(2000), language) == money
    assert amount(Decimal("99.5"), language) == cents


def test_no_digit_of_a_number_is_lost_in_any_language() -> None:
    long = Decimal("0.12345678901234567890")
    assert number(long, "es-US") == number(long, "en") == "0.1234567890123456789"
    assert number(Decimal("-0"), "en") == "0"
    assert number(Decimal(100), "es") == "100"


def test_months_and_weekdays_have_their_names_in_the_language() -> None:
    spanish = calendar_names("es-US")
    assert [spanish[f"weekday.{n}"] for n in (1, 5, 7)] == ["lun", "vie", "dom"]
    assert [spanish[f"month.{n}"] for n in (1, 6, 9, 12)] == ["ene", "jun", "sept", "dic"]
    assert calendar_names("en") == {}
    assert calendar_names("xx") == {}


def test_english_needs_no_babel() -> None:
    program = (
        "import sys; from decimal import Decimal;"
        "from exoguide.speech.figures import amount, number;"
        "amount(Decimal(2), 'en'); number(Decimal(2), ''); print('babel' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"
