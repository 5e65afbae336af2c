"""Decision tables in a session: the value that the rows give, or why there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exoguide.engine.surroundings import Surroundings
from exoguide.errors import FlowError
from exoguide.flow.values import UNSET, NonAnswer, Unset, Value
from tests.engine.sessions import ENDS, HEAD, Session

STEPS = """
[[step]]
id = "age"
stage = "history"
kind = "number"
ask = "How old?"
places = 0
non_answers = ["unknown"]

[[step]]
id = "pain"
stage = "history"
kind = "choice"
ask = "Pain?"
non_answers = ["unknown"]
options = [
  { id = "none", label = "None" },
  { id = "mild", label = "Mild" },
  { id = "severe", label = "Severe" },
]

[[step]]
id = "last"
stage = "consent"
kind = "text"
ask = "Anything else, at {rest}?"

[[step.route]]
otherwise = "refused"
"""

TABLE = """
[[compute]]
id = "rest"
type = "number"
unit = "days"
inputs = ["age", "pain"]
policy = "{policy}"
rows = [{rows}]
"""
ROWS = """
  {{ when = 'pain is unknown', then = 30 }},
  {{ when = 'age >= 65 and pain is severe', then = 'age / 5' }},
  {{ when = 'pain is severe', then = 7 }},
  {{ otherwise = 2 }},
"""


def _session(rows: str = ROWS, policy: str = "first") -> Session:
    table = TABLE.replace("{policy}", policy).replace("{rows}", rows.replace("{{", "{"))
    return Session(HEAD + STEPS + table.replace("}}", "}") + ENDS)


def _rest(session: Session) -> Value | Unset:
    around: Surroundings = session.state.around
    return around.computed("rest")


@pytest.mark.parametrize(
    ("age", "pain", "rest"),
    [
        (70, "severe", Decimal(14)),
        (64, "severe", Decimal(7)),
        (70, "mild", Decimal(2)),
        (70, NonAnswer.UNKNOWN, Decimal(30)),
        (NonAnswer.UNKNOWN, NonAnswer.UNKNOWN, Decimal(30)),
        (NonAnswer.UNKNOWN, "severe", NonAnswer.UNKNOWN),
        (NonAnswer.UNKNOWN, "mild", NonAnswer.UNKNOWN),
    ],
)
def test_the_first_row_that_holds_gives_the_value(
    age: int | NonAnswer, pain: str | NonAnswer, rest: Value
) -> None:
    given = Decimal(age) if isinstance(age, int) else age
    assert _rest(_session().answer(age=given, pain=pain)) == rest


def test_a_table_is_unset_while_an_input_is() -> None:
    session = _session()
    assert _rest(session) is UNSET
    assert _rest(session.answer(age=Decimal(70))) is UNSET


def test_an_edit_of_an_input_gives_another_value() -> None:
    session = _session().answer(age=Decimal(70), pain="severe")
    assert _rest(session.answer(pain="mild")) == 2
    assert _rest(session.answer(age=Decimal(30), pain="severe")) == 7


def test_a_unique_table_takes_what_several_rows_agree_on_and_stops_where_they_do_not() -> None:
    rows = """
      {{ when = 'age >= 65', then = 9 }},
      {{ when = 'pain is severe', then = 9 }},
      {{ when = 'pain is none', then = 1 }},
      {{ otherwise = 2 }},
    """
    session = _session(rows, "unique").answer(age=Decimal(70), pain="severe")
    assert _rest(session) == 9
    assert _rest(_session(rows, "unique").answer(age=Decimal(20), pain="mild")) == 2
    session = _session(rows, "unique").answer(age=Decimal(70))
    with pytest.raises(FlowError, match="several rows with different values hold"):
        session.answer(pain="none")


def test_a_table_without_a_row_for_the_answers_stops_and_never_guesses() -> None:
    session = _session("{{ when = 'age >= 65', then = 9 }}").answer(age=Decimal(20))
    with pytest.raises(FlowError, match="In the table `rest` no row holds"):
        session.answer(pain="none")
