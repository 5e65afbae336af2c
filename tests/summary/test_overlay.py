"""What happened after the end stands on the stored summary, and changes nothing in it."""

from __future__ import annotations

from exoguide.engine.events import Kind
from exoguide.flow.plan import Plan
from exoguide.summary.document import Document, Edition, lines, tickable
from exoguide.summary.lines import Item
from exoguide.summary.overlay import overlay
from exoguide.summary.stored import from_bytes, to_bytes
from exoguide.summary.text import render_text
from tests.summary.samples import accepted, chosen
from tests.summary.sessions import ANCHOR, Session


def later(session: Session) -> Document:
    """The stored document with all that came after its end."""
    stored = from_bytes(to_bytes(session.document()))
    return overlay(stored, session.later())


def items(document: Document) -> dict[str, Item]:
    found = (line for part in document.parts for line in part.lines)
    return {line.id: line for line in found if isinstance(line, Item)}


def printed(document: Document, edition: Edition = Edition.PATIENT) -> str:
    return render_text(document, edition, ANCHOR)


def test_a_tick_survives_the_stored_form_and_is_printed_with_its_day(knee: Plan) -> None:
    session = accepted(knee).end()
    session.do(Kind.TICKED, item="care.exercise", today="2026-06-27")
    again = printed(later(session))
    assert again == printed(later(session))
    assert "[x] No heavy exercise until Fri 26 Jun (48 h, planned) - done Sat 27 Jun 2026" in again
    assert again.count("[x]") == 1


def test_an_untick_takes_the_tick_back(knee: Plan) -> None:
    session = accepted(knee).end()
    session.do(Kind.TICKED, item="care.exercise", today="2026-06-27")
    session.do(Kind.UNTICKED, item="care.exercise", today="2026-06-28")
    assert "[x]" not in printed(later(session))


def test_every_line_that_can_be_ticked_is_named_once(knee: Plan) -> None:
    names = tickable(accepted(knee).document())
    assert names == (
        "care.exercise",
        "care.build",
        "care.eat",
        "care.stitches",
        "always.list",
        "always.lot",
        "visits.call",
        "visits.look",
    )


def test_the_procedure_moves_every_date_that_counts_from_it(knee: Plan) -> None:
    session = accepted(knee).end().do(Kind.DONE, date="2026-07-01", lot="L-77")
    found = items(later(session))
    assert found["care.exercise"].when == "until Fri 3 Jul (48 h)"
    assert found["care.build"].when == "from Fri 3 Jul to Wed 8 Jul"
    assert found["visits.look"].when == "on Thu 1 Oct"
    assert not any(item.planned for item in found.values())
    assert "! Given on Wed 1 Jul 2026, lot L-77." in printed(later(session))


def test_the_procedure_gives_dates_to_a_plan_that_had_none(knee: Plan) -> None:
    session = accepted(knee, planned="").end().do(Kind.DONE, date="2026-12-30", lot="")
    assert items(later(session))["care.exercise"].when == "until Fri 1 Jan 2027 (48 h)"
    assert "! Given on Wed 30 Dec 2026." in printed(later(session))


def test_the_last_recorded_date_of_the_procedure_counts(knee: Plan) -> None:
    session = accepted(knee).end().do(Kind.DONE, date="2026-07-01", lot="L-77")
    session.do(Kind.DONE, date="2026-07-02", lot="L-77")
    assert items(later(session))["care.exercise"].when == "until Sat 4 Jul (48 h)"


def test_dates_that_count_from_the_consultation_stay(knee: Plan) -> None:
    document = chosen(knee, "wait").document()
    session = accepted(knee).end().do(Kind.DONE, date="2026-07-01", lot="")
    moved = overlay(document, session.later())
    assert items(moved)["think.call"].when == "until Wed 24 Jun (2 weeks)"


def test_dates_move_in_the_language_of_the_document(knee: Plan) -> None:
    session = accepted(knee, locale="de").end().do(Kind.DONE, date="2026-06-17", lot="")
    assert items(later(session))["care.exercise"].when == "bis Fr 19 Juni (48 Std.)"


def test_a_correction_stands_beside_the_line_as_it_was(knee: Plan) -> None:
    session = accepted(knee).end()
    session.do(Kind.AMENDED, line="money.one", old="", new="USD 2,600", why="Wrong column.")
    said = printed(later(session))
    at = said.index("One session ....")
    beside = said[at : at + 400].split("\n")[:4]
    assert beside[0].endswith("USD 2,500")
    assert [line.strip() for line in beside[1:]] == [
        "* Corrected Wed 10 Jun 2026 by osei: USD 2,600",
        "It said: USD 2,500",
        "Why: Wrong column.",
    ]


def test_every_line_of_the_document_can_be_corrected(knee: Plan) -> None:
    session = accepted(knee).end()
    names = list(lines(session.document()))
    for name in names:
        session.do(Kind.AMENDED, line=name, old="", new=f"NEW-{name}.", why="Because.")
    said = printed(later(session), Edition.CLINICIAN).replace("\n", "").replace(" ", "")
    assert [name for name in names if f"NEW-{name}." not in said] == []


def test_a_correction_of_a_line_nobody_knows_is_kept_for_the_clinician(knee: Plan) -> None:
    session = accepted(knee).end()
    session.do(Kind.AMENDED, line="gone.line", old="a", new="STRAY", why="Because.")
    assert "STRAY" in printed(later(session), Edition.CLINICIAN)
    assert "STRAY" not in printed(later(session))


def test_consent_withdrawn_before_the_procedure_takes_its_aftercare_away(knee: Plan) -> None:
    session = accepted(knee).end().do(Kind.WITHDRAWN, reason="I changed my mind.")
    said = printed(later(session))
    assert "! Consent withdrawn on Wed 10 Jun 2026: I changed my mind." in said
    assert "heavy exercise" not in said
    assert "We call you" not in said
    assert "LOTNUMBER" not in said
    assert "Keep a list of your medicines" in said


def test_consent_withdrawn_after_the_procedure_keeps_its_aftercare(knee: Plan) -> None:
    session = accepted(knee).end().do(Kind.DONE, date="2026-06-24", lot="L-77")
    session.do(Kind.WITHDRAWN, reason="")
    said = printed(later(session))
    assert "! Consent withdrawn on Wed 10 Jun 2026." in said
    assert "[ ] No heavy exercise until Fri 26 Jun (48 h)" in said


def test_harm_is_told_on_top(knee: Plan) -> None:
    session = accepted(knee).end().do(Kind.DONE, date="2026-06-24", lot="")
    session.do(Kind.ADVERSE, date="2026-06-25", text="Knee hot and red", severity="severe")
    assert "! Harm reported on Thu 25 Jun 2026 (severe): Knee hot and red" in printed(
        later(session)
    )


def test_a_summary_that_a_later_session_replaces_says_so(knee: Plan) -> None:
    document = overlay(accepted(knee).document(), (), superseded_by="2026-0042")
    assert "! A later consultation replaces this sheet: 2026-0042." in printed(document)


def test_the_stored_document_stays_as_it_is(knee: Plan) -> None:
    session = accepted(knee).end()
    document = session.document()
    before = to_bytes(document)
    session.do(Kind.DONE, date="2026-07-01", lot="L-77")
    session.do(Kind.TICKED, item="care.exercise", today="2026-07-04")
    assert overlay(document, session.later()) != document
    assert to_bytes(document) == before
