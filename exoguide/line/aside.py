"""Commands beside the questions: notes, flags set aside, stages left out, languages, names."""

from __future__ import annotations

from exoguide.consultation.dates import Unclear, read_date
from exoguide.consultation.languages import languages_of, meant_by
from exoguide.consultation.wording import SEVERITY, flag_line
from exoguide.engine.events import Kind
from exoguide.engine.surroundings import BINDING
from exoguide.flow.plan import FlagNode
from exoguide.line.talk import Talk
from exoguide.line.voice import Cancelled
from exoguide.speech import joined, phrase
from exoguide.speech.figures import language_name


def note(talk: Talk, key: str, words: str) -> None:
    """Write a note beside a question, or remove it with ``-``."""
    before = talk.consultation.state.ledger.notes.get(key)
    if not words:
        if before:
            talk.say(phrase("The note so far: {before}", before=before))
        words = talk.word(phrase("Note, cancel leaves it as it is"))
    removed = words.strip() == "-"
    if talk.send(Kind.NOTED, key=key, text="" if removed else words) is not None:
        talk.say(phrase("Note removed.") if removed else phrase("Noted."))


def skip(talk: Talk, stage: str) -> None:
    """Leave the stage at hand out, with a reason."""
    table = next(one for one in talk.consultation.plan.flow.stages if one.id == stage)
    title = talk.told(f"stage.{stage}.title")
    if not table.skippable:
        talk.say(phrase("The stage “{title}” cannot be left out.", title=title))
        return
    reason = talk.word(
        phrase("Why is “{title}” left out? cancel goes on with it. Reason", title=title)
    )
    if talk.send(Kind.SKIPPED, stage=stage, reason=reason) is not None:
        talk.say(phrase("Left out: {title}.", title=title))


def override(talk: Talk, named: str) -> None:
    """Go on in spite of a flag, with a reason that is kept."""
    flag = _flag(talk, named)
    if flag is None:
        return
    if not flag.flag.override:
        talk.say(
            phrase("This flag cannot be overridden. It can be settled by a document: resolve.")
        )
        return
    reason = talk.word(
        phrase("Why the consultation may go on in spite of this; cancel leaves it. Reason")
    )
    if not talk.sure(
        phrase("The reason is kept and printed for the clinician. Override the flag?")
    ):
        raise Cancelled
    if talk.send(Kind.OVERRIDDEN, flag=flag.id, reason=reason) is not None:
        talk.say(phrase("Overridden; it stays raised and is printed with its reason."))


def resolve(talk: Talk, named: str) -> None:
    """Settle a flag with somebody's document, such as a specialist's letter."""
    flag = _flag(talk, named)
    if flag is None:
        return
    who = talk.word(phrase("Who settled it (name and role)"))
    document = talk.word(phrase("In which document"))
    day = read_date(
        talk.word(phrase("Date of the document")),
        talk.how.today,
        day_first=talk.day_first,
        language=talk.how.language,
    )
    if isinstance(day, Unclear):
        talk.say(joined(day.message, day.todo))
        raise Cancelled
    if not talk.sure(
        phrase(
            "Settled by {who}: {document}, {day}. Is that right?",
            who=who,
            document=document,
            day=day.isoformat(),
        )
    ):
        raise Cancelled
    sent = talk.send(Kind.RESOLVED, flag=flag.id, who=who, document=document, date=day.isoformat())
    if sent is not None:
        talk.say(phrase("Settled."))


def language(talk: Talk, named: str) -> None:
    """Show the texts in another language."""
    flow = talk.consultation.plan.flow
    known = languages_of(flow)
    if not named:
        talk.say(
            phrase(
                "The texts are there in: {known}. Type language and one of them.",
                known=", ".join(known),
            )
        )
        return
    language = meant_by(flow, named)
    if talk.send(Kind.LANGUAGE, language=language) is not None:
        talk.say(phrase("Language: {name}.", name=language_name(language)))


def patient_view(talk: Talk) -> None:
    """Hide what is for the clinician alone, or show it again."""
    talk.patient_view = not talk.patient_view
    talk.say(
        phrase("Patient view: what is for the clinician alone is hidden now.")
        if talk.patient_view
        else phrase("Clinician's view: everything is shown.")
    )


def identify(talk: Talk, words: str) -> None:
    """Write down who the patient is; it is never an answer and left out of share copies."""
    known = talk.consultation.state.ledger.identity.get("name")
    if known and not words:
        talk.say(phrase("The name so far: {name}", name=str(known)))
    name = words or talk.word(phrase("The patient's name, cancel leaves it out"))
    if talk.send(Kind.IDENTIFIED, name=name.strip()) is not None:
        talk.say(phrase("Written down; it is no part of the answers."))


def _flag(talk: Talk, named: str) -> FlagNode | None:
    """The standing flag meant; why there is none has been said."""
    state = talk.consultation.state
    flags = [flag for flag in state.standing if flag.action in BINDING]
    if not flags:
        talk.say(phrase("No flag stands that could be set aside."))
        return None
    if len(flags) == 1 and not named:
        talk.say(flag_line(state.around, flags[0], state.ledger.language))
        return flags[0]
    if not named:
        for number, flag in enumerate(flags, 1):
            title = talk.told(f"flag.{flag.id}.title") or talk.told(f"flag.{flag.id}.message")
            talk.listed(f"{number}.", joined(SEVERITY[flag.action], title, by=": "))
        named = talk.word(phrase("Which flag (its number)"))
    asked = named.strip().lower()
    if asked.isascii() and asked.isdigit() and 1 <= int(asked[:6]) <= len(flags):
        return flags[int(asked) - 1]
    found = [flag for flag in flags if flag.id == asked]
    if not found:
        talk.say(phrase("“{named}” is none of the flags that stand.", named=named[:40]))
    return found[0] if found else None
