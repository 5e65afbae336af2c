"""What a summary says of each way to end."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from exoguide.engine.events import Kind
from exoguide.flow.plan import Plan
from exoguide.summary.builder import build
from exoguide.summary.document import Document, Edition, Part, PartKind
from exoguide.summary.lines import Answer, Fact, Flag, Item, Paragraph, Sign, Signature, Statement
from exoguide.summary.text import render_text
from tests.summary.samples import CLINIC, accepted, chosen, referred, stopped, told
from tests.summary.sessions import ANCHOR, AT, Session, plan_from


def part(document: Document, name: str) -> Part:
    return next(one for one in document.parts if one.id == name)


def names(document: Document) -> list[str]:
    return [one.id for one in document.parts]


def flags(document: Document) -> list[Flag]:
    return [line for line in part(document, "flags").lines if isinstance(line, Flag)]


def items(document: Document, name: str) -> dict[str, Item]:
    return {line.id: line for line in part(document, name).lines if isinstance(line, Item)}


def printed(document: Document, edition: Edition = Edition.PATIENT) -> str:
    return render_text(document, edition, ANCHOR)


def not_accepted(plan: Plan) -> list[Session]:
    return [
        chosen(plan, "decline"),
        chosen(plan, "wait"),
        stopped(plan, "yes"),
        stopped(plan, {"none": "unknown"}),
        referred(plan),
    ]


def test_a_summary_is_written_at_an_end_only(knee: Plan) -> None:
    with pytest.raises(ValueError, match="at an end"):
        build(told(knee).state, AT)


def test_every_end_writes_a_summary_with_its_decision(knee: Plan) -> None:
    decisions = [one.document().decision.text for one in (*not_accepted(knee), accepted(knee))]
    assert decisions == [
        "You chose not to have this. Nothing was given.",
        "You chose to wait and think. Nothing has been given to you.",
        "Not now",
        "Not now",
        "Another doctor needs to answer a question first. Nothing has been given to you.",
        "You chose to go on with the plan on this sheet.",
    ]


def test_no_line_about_a_procedure_stands_in_an_end_that_is_not_a_yes(knee: Plan) -> None:
    for session in not_accepted(knee):
        document = session.document()
        both = "".join(printed(document, edition) for edition in Edition)
        assert not any(one.treated for one in document.parts)
        assert "care" not in names(document)
        assert "heavy exercise" not in both
        assert "We call you" not in both
        assert "NEVERPRINTED" not in both
        assert "LOTNUMBER" not in both
        assert "Keep a list of your medicines" in both


def test_the_document_is_the_same_before_and_after_the_end_is_recorded(knee: Plan) -> None:
    session = accepted(knee)
    before = session.document()
    assert session.end().document() == before
    assert before.number == 1


def test_an_end_after_a_reopening_is_the_next_sheet(knee: Plan) -> None:
    session = chosen(knee, "wait").end().do(Kind.REOPENED, today="2026-06-20")
    session.give({"decision": "decline"})
    document = session.document()
    assert document.number == 2
    assert "Sat 20 Jun 2026" in printed(document)
    assert "Begun            Wed 10 Jun 2026" in printed(document)


def test_items_count_from_the_planned_procedure_and_say_so(knee: Plan) -> None:
    found = items(accepted(knee).document(), "care")
    assert found["care.exercise"].when == "until Fri 26 Jun (48 h, planned)"
    assert found["care.build"].when == "from Fri 26 Jun to Wed 1 Jul (planned)"
    assert found["care.eat"].when == "on Wed 24 Jun (planned)"
    assert found["care.stitches"].when == "from Sat 4 Jul (planned)"
    assert all(item.planned for item in found.values())


def test_without_a_planned_date_items_read_as_lengths_of_time(knee: Plan) -> None:
    found = items(accepted(knee, planned="").document(), "care")
    assert found["care.exercise"].when == "for 48 hours after the procedure"
    assert found["care.build"].when == (
        "from 2 days after the procedure to 1 week after the procedure"
    )
    assert found["care.eat"].when == "on the day of the procedure"
    assert found["care.stitches"].when == "from 10 days after the procedure"


def test_a_length_that_the_clinic_has_not_set_is_a_blank_to_write_on(knee: Plan) -> None:
    found = items(accepted(knee, clinic={}).document(), "care")
    assert found["care.exercise"].when == "until ________"


def test_a_line_that_hangs_on_no_procedure_counts_from_the_consultation(knee: Plan) -> None:
    found = items(chosen(knee, "wait").document(), "think")
    assert found["think.call"].when == "until Wed 24 Jun (2 weeks)"
    assert not found["think.call"].planned


def test_a_raised_flag_is_printed_in_the_words_that_fit_what_is_known(knee: Plan) -> None:
    known = flags(stopped(knee, "yes").document())
    unknown = flags(stopped(knee, {"none": "unknown"}).document())
    assert [(flag.action, flag.message) for flag in known] == [
        ("Stop", "You are pregnant. This is not given in pregnancy.")
    ]
    assert [flag.message for flag in unknown] == [
        "We do not know whether you are pregnant. A test comes first."
    ]


def test_flags_stand_in_the_order_of_their_ends_whether_set_aside_or_not(knee: Plan) -> None:
    session = Session(knee)
    session.give({"told": "acknowledged", "pregnant": "yes"})
    session.do(Kind.OVERRIDDEN, flag="pregnancy", reason="REASON the test was negative")
    session.give({"thinner": "yes", "drugs_text": {"text": "warfarin"}})
    session.do(
        Kind.RESOLVED,
        flag="thinner_first",
        who="Dr B. Sato",
        document="letter",
        date="2026-06-08",
    )
    session.give({"drugs": {"items": [], "closed": True}, "worry": {"text": "none"}})
    session.give({"price": {"money": "1", "currency": "USD"}, "sessions": {"number": "9"}})
    session.give({"planned_date": {"none": "unknown"}, "decision": "decline"})
    document = session.document()
    found = flags(document)
    assert [flag.id for flag in found] == [
        "flag.pregnancy",
        "flag.thinner_first",
        "flag.many_sessions",
    ]
    assert found[0].lifted == "Set aside by Dr A. Osei, Wed 10 Jun 2026."
    assert found[0].reason == "REASON the test was negative"
    assert found[1].lifted == "Settled by Dr B. Sato: letter, Mon 8 Jun 2026."
    assert "REASON" not in printed(document)
    assert "REASON" in printed(document, Edition.CLINICIAN)


def test_a_signature_over_something_changed_since_is_printed_as_void(knee: Plan) -> None:
    session = accepted(knee).give({"sessions": {"number": "2"}})
    session.give({"sign_patient": "signed:Mary Q. Poe", "sign_clinician": "signed:A. Osei"})
    found = [
        line for line in part(session.document(), "signatures").lines if isinstance(line, Signature)
    ]
    assert [(one.name, one.good) for one in found] == [
        ("Mary Poe", False),
        ("A. Osei", False),
        ("Mary Q. Poe", True),
        ("A. Osei", True),
    ]
    assert found[2].meaning == "I understand the plan for USD 2,500 and choose it."
    assert printed(session.document()).count("VOID") == 2


def test_it_says_that_nobody_reviewed_it_until_the_flow_says_who(
    knee: Plan, tmp_path: Path
) -> None:
    assert "not reviewed by a licensed clinician" in printed(accepted(knee).document())
    assert "is not a medical device" in printed(accepted(knee).document())
    reviewed = plan_from(
        tmp_path,
        """
        [flow]
        id = "small"
        title = "Small"
        version = "1"
        language = "en"
        reviewed_by = "Dr C. Lind"
        reviewed_on = 2026-05-02
        device = "Registered as a device of class I."
        [[stage]]
        id = "only"
        title = "Only"
        order = 1
        [[step]]
        id = "ok"
        stage = "only"
        kind = "yes_no"
        ask = "All well?"
        [[step.route]]
        otherwise = "out"
        [[end]]
        id = "out"
        title = "Out"
        outcome = "declined"
        rank = 1
        text = "Goodbye."
        """,
    )
    said = printed(Session(reviewed).give({"ok": "yes"}).document())
    assert "reviewed by Dr C. Lind, Sat 2 May 2026" in said
    assert "Registered as a device of class I." in said
    assert "not reviewed" not in said
    assert "not a medical device" not in said


def test_what_rests_on_practice_is_never_called_a_finding(knee: Plan) -> None:
    document = accepted(knee).document()
    findings = [one for one in part(document, "evidence").lines if isinstance(one, Statement)]
    assert [(one.id, one.grade, one.verdict) for one in findings] == [
        ("card.little_known", "C", "early, uncertain")
    ]
    assert part(document, "unverified").edition is Edition.CLINICIAN
    assert "HOUSERULE" not in printed(document)


def test_a_missing_number_is_a_line_to_write_on(knee: Plan) -> None:
    document = accepted(knee, clinic={"phone_day": {"text": "555-0142"}}).document()
    facts = [line for line in part(document, "numbers").lines if isinstance(line, Fact)]
    assert [fact.value for fact in facts] == ["555-0142", ""]
    calls = {
        sign.urgency: sign.call for sign in part(document, "signs").lines if isinstance(sign, Sign)
    }
    assert calls == {"emergency": "________", "same_day": "555-0142", "days": ""}
    assert "At night         ____" in printed(document)


def test_answers_stand_by_stage_with_the_item_they_belong_to(knee: Plan) -> None:
    document = accepted(knee).document()
    history = [line for line in part(document, "answers.history").lines if isinstance(line, Answer)]
    assert {(line.id, line.question, line.answer) for line in history[-3:]} == {
        ("answer.drugs", "Which medicines do you take?", "1"),
        ("answer.drug#3", "Medicine 1: Name", "iron"),
        ("answer.drug_why#3", "Medicine 1: What do you take iron for?", "blood"),
    }


def test_a_stage_left_out_is_told_with_its_reason(knee: Plan) -> None:
    session = Session(knee)
    session.give({"told": "acknowledged", "pregnant": "no", "thinner": "no"})
    session.give({"drugs": {"items": [], "closed": True}})
    session.do(Kind.SKIPPED, stage="worries", reason="She asked to.")
    session.give({"price": {"money": "1", "currency": "USD"}, "sessions": {"number": "1"}})
    session.give({"planned_date": {"none": "unknown"}, "decision": "decline"})
    assert part(session.document(), "skipped").lines == (
        Fact("skipped.worries", "Worries", "She asked to."),
    )


def test_a_text_without_a_translation_falls_back_and_is_marked(knee: Plan) -> None:
    document = accepted(knee, locale="de").document()
    found = items(document, "care")
    assert found["care.exercise"].text == "Kein schwerer Sport"
    assert found["care.exercise"].when == "bis Fr 26 Juni (48 Std., geplant)"
    assert found["care.build"].text == "[en] Build up slowly"
    assert (
        Paragraph("notice.untranslated", "Texts marked [en] are not translated yet.")
        in part(document, "notice").lines
    )


def test_practice_stands_on_every_page(knee: Plan) -> None:
    said = printed(accepted(knee, practice=True).document(), Edition.CLINICIAN)
    pages = said.count(" · page ")
    assert pages > 1
    assert said.count("PRACTICE - not a real") == pages
    assert "PRACTICE - not a real" not in printed(accepted(knee).document())


def test_a_shelved_answer_is_in_no_edition(knee: Plan) -> None:
    session = Session(knee).give({"told": "acknowledged", "pregnant": "no", "thinner": "yes"})
    session.give({"drugs_text": {"text": "SHELVED"}})
    session.do(Kind.ANSWERED, key="thinner", value="no", reason="I misheard.")
    session.give({"drugs": {"items": [], "closed": True}, "worry": {"text": "none"}})
    session.give({"price": {"money": "1", "currency": "USD"}, "sessions": {"number": "1"}})
    session.give({"planned_date": {"none": "unknown"}, "decision": "decline"})
    assert "SHELVED" not in printed(session.document(), Edition.CLINICIAN)


def test_parts_stand_in_the_order_in_which_a_patient_needs_them(knee: Plan) -> None:
    kinds = list(dict.fromkeys(one.kind for one in accepted(knee).document().parts))
    assert kinds[:7] == [
        PartKind.NOTICE,
        PartKind.NEXT,
        PartKind.FLAGS,
        PartKind.CHECKLIST,
        PartKind.WARNINGS,
        PartKind.CONTACTS,
        PartKind.FOLLOW_UP,
    ]


def test_where_no_signature_stands_under_a_statement_the_patient_reads_them_all(knee: Plan) -> None:
    steps = tuple(attrs.evolve(step, covers=()) for step in knee.flow.steps)
    document = build(stopped(Plan(attrs.evolve(knee.flow, steps=steps), "0" * 64), "yes").state, AT)
    assert "Little is known about this." in printed(document)
    assert "said_besides" not in names(document)


def test_a_value_that_the_clinic_set_for_itself_is_printed_beside_the_usual_one(
    knee: Plan,
) -> None:
    own = accepted(knee, clinic={**CLINIC, "rest": {"number": "72"}}).document()
    said = "72 hours, set by this clinic; this guide says 48 hours"
    assert any(isinstance(one, Fact) and one.value == said for one in part(own, "about").lines)
    for edition in (Edition.PATIENT, Edition.CLINICIAN):
        assert said in " ".join(printed(own, edition).split())
    assert items(own, "care")["care.exercise"].basis.endswith("this guide says 48 hours")
    usual = accepted(knee).document()
    assert "set by this clinic" not in printed(usual, Edition.CLINICIAN)
