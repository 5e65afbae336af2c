"""The first and the last lines of a consultation, line by line."""

from __future__ import annotations

from exoguide.consultation.evidence import overdue_line
from exoguide.consultation.session import Consultation
from exoguide.flow.model import Outcome
from exoguide.line.talk import Talk
from exoguide.speech import phrase


def how_to_resume(consultation: Consultation) -> str:
    """The command that goes on with the session."""
    return f"exoguide resume {consultation.session_id}"


def greet(talk: Talk) -> None:
    """Say which session this is, who else has it open, and what is kept of it."""
    consultation = talk.consultation
    state = consultation.state
    opened = state.ledger.opened
    if consultation.practice:
        talk.say(phrase("PRACTICE: nothing in this session is real."))
    patient = opened.body.get("patient") if opened else ""
    about = phrase(", patient {patient}", patient=str(patient)) if patient else ""
    talk.say(
        phrase(
            "{title}{about}. Session {session}.",
            title=talk.told("flow.title"),
            about=about,
            session=consultation.session_id,
        )
    )
    if consultation.others is not None:
        other = consultation.others.holder
        talk.say(
            phrase(
                "{user} has this session open too, at {place} since"
                " {since}. Whoever answers first is saved; the other is told.",
                user=other.user,
                place=other.terminal or other.host,
                since=other.since[11:16],
            )
        )
    if overdue := overdue_line(consultation):
        talk.say(overdue)
    if state.answers:
        talk.say(
            phrase(
                "{count} answers so far are kept. Type review to see them.",
                count=len(state.answers),
            )
        )
    talk.say(phrase("Type help at any question. Every answer is saved before the next question."))


def say_farewell(talk: Talk) -> None:
    """Say how the session ended, and what can be done with its summary."""
    consultation = talk.consultation
    number = consultation.session_id
    end = consultation.state.ended
    if end is not None:
        talk.say(
            phrase("Closed: {title}. The summary is saved.", title=talk.told(f"end.{end.id}.title"))
        )
        talk.say(phrase("Show or print it: exoguide show {number}", number=number))
        if end.outcome is Outcome.ACCEPTED:
            talk.say(phrase("Tick a line at follow-up: exoguide tick {number} LINE", number=number))
        if end.reopens:
            talk.say(
                phrase(
                    "Go on from here another day: {command}", command=how_to_resume(consultation)
                )
            )
