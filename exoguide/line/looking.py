"""Looking without changing: earlier questions, all answers, the reasons and the evidence."""

from __future__ import annotations

from exoguide.consultation.wording import flag_line, own_word, said_of, title_of
from exoguide.engine.questions import Question
from exoguide.engine.state import State
from exoguide.flow.model import Card
from exoguide.line.talk import Talk
from exoguide.speech import joined, phrase


def back(talk: Talk) -> None:
    """Show the question before the one looked at last, with its answer."""
    keys = answered(talk.consultation.state)
    if talk.looking < len(keys):
        talk.looking += 1
        look_at(talk, keys[-talk.looking])
    else:
        talk.say(
            phrase("This is the first question.")
            if keys
            else phrase("Nothing has been answered yet.")
        )


def forward(talk: Talk) -> None:
    """Show the question after the one looked at last; behind the last stands the one at hand."""
    talk.looking = max(0, talk.looking - 1)
    if talk.looking:
        look_at(talk, answered(talk.consultation.state)[-talk.looking])
    else:
        talk.shown = None


def look_at(talk: Talk, key: str) -> None:
    """Show an earlier question with its answer, and what can be done from there."""
    state = talk.consultation.state
    talk.looking = len(keys) - keys.index(key) if key in (keys := answered(state)) else 0
    number = list(state.positions).index(key) + 1
    talk.say(
        phrase(
            "{number}. {title}: {said}",
            number=number,
            title=title_of(talk.consultation, key),
            said=said_of(talk.consultation, key),
        )
    )
    talk.say(
        phrase(
            "Type change {number} to change it, back for the one before, forward for the one after,"
            " or answer below.",
            number=number,
        )
    )


def review(talk: Talk) -> None:
    """All answers by number, the flags, and what is set aside or left out."""
    state = talk.consultation.state
    stage = ""
    for number, (key, position) in enumerate(state.positions.items(), 1):
        of = state.plan.nodes[position.node].stage
        if of != stage:
            stage = of
            talk.say(talk.told(f"stage.{stage}.title"))
        talk.listed(
            f"{number}.",
            joined(title_of(talk.consultation, key), said_of(talk.consultation, key), by=": "),
        )
        note = state.ledger.notes.get(key)
        if note and not talk.patient_view:
            talk.say(phrase("Note: {note}", note=note), indent=5)
    for name in state.ledger.skipped:
        talk.say(phrase("Left out: {title}", title=talk.told(f"stage.{name}.title")))
    _flags(talk, state)
    shelved = [key for key, given in state.shelved.items() if not given.name]
    if shelved:
        titles = "; ".join(title_of(talk.consultation, key) for key in shelved)
        talk.say(phrase("Set aside, and offered again if asked again: {titles}", titles=titles))


def why(talk: Talk, asked: Question | None) -> None:
    """The clinician's note, and the flags that stand or were set aside."""
    state = talk.consultation.state
    if talk.patient_view:
        talk.say(
            phrase("This is for the clinician; the patient view is on. Type patient to leave it.")
        )
        return
    if asked is not None:
        talk.say(
            phrase("For the clinician: {note}", note=asked.note)
            if asked.note
            else phrase("The flow gives no note.")
        )
    _flags(talk, state)
    if not state.raised:
        talk.say(phrase("No flag is raised."))


def evidence(talk: Talk, asked: Question | None) -> None:
    """What is known about the question at hand and the flags that stand."""
    state = talk.consultation.state
    names = list(asked.cards) if asked is not None else []
    names += [flag.flag.card for flag in state.standing if flag.flag.card]
    cards = {card.id: card for card in state.plan.flow.cards}
    found = [cards[name] for name in dict.fromkeys(names) if name in cards]
    if not found:
        talk.say(phrase("There is no evidence card for this question."))
    for card in found:
        _card(talk, card)


def _card(talk: Talk, card: Card) -> None:
    consultation = talk.consultation
    key = f"card.{card.id}"
    talk.say(talk.told(f"{key}.title"))
    body = talk.told(f"{key}.text")
    if body:
        talk.say(body, indent=2)
    for field, word in (("article", "sheet.article"), ("evidence", "sheet.evidence")):
        said = talk.told(f"{key}.{field}")
        if said:
            talk.say(f"{own_word(consultation, word)}: {said}", indent=2)
    if card.grade is not None:
        grade = own_word(consultation, f"grade.{card.grade.value}")
        talk.say(
            phrase("How well tested: {grade} ({letter})", grade=grade, letter=card.grade.value),
            indent=2,
        )
    sources = {source.id: source for source in consultation.plan.flow.sources}
    for name in card.sources:
        source = sources.get(name)
        if source is not None:
            parts = (source.organisation, source.title, source.date, source.url)
            talk.say(phrase("Source: {source}", source=joined(*parts, by=", ")), indent=2)
    if card.checked_on is not None:
        talk.say(phrase("Checked on {day}", day=card.checked_on.isoformat()), indent=2)
    if not talk.patient_view:
        note = talk.told(f"{key}.note")
        if note:
            talk.say(phrase("For the clinician: {note}", note=note), indent=2)


def _flags(talk: Talk, state: State) -> None:
    standing = state.standing
    for flag in state.raised:
        lifted = state.around.lifted(flag)
        aside = ""
        if flag not in standing and lifted is not None:
            who = f", {lifted.who}, {lifted.document}" if lifted.who else ""
            aside = phrase(
                " (set aside{who}{why})",
                who=who,
                why=f": {lifted.reason}" if lifted.reason else "",
            )
        talk.say(joined(flag_line(state.around, flag, state.ledger.language), aside, by=""))
        note = talk.told(f"flag.{flag.id}.note")
        if note and not talk.patient_view:
            talk.say(phrase("For the clinician: {note}", note=note), indent=2)


def answered(state: State) -> list[str]:
    """The questions so far that have an answer, without the one at hand."""
    cursor = state.cursor.key if state.cursor is not None else ""
    return [key for key in state.positions if key in state.ledger.answers and key != cursor]
