"""Questions and answers line by line, and what a change brings about."""

from typing import Final

ANSWERING: Final = {
    "Evidence cards past their review date: {count}.": (
        "Fichas de evidencia cuya fecha de revisión ya pasó: {count}."
    ),
    # what a change brings about
    "change the summary": "cambia el resumen",
    "{named} and {count} more": "{named} y {count} más",
    "ask 1 new question": "hace 1 pregunta nueva",
    "ask {count} new questions": "hace {count} preguntas nuevas",
    "perhaps ask 1 further question": "quizá hace 1 pregunta más",
    "perhaps ask {count} further questions": "quizá hace {count} preguntas más",
    "set aside 1 answer": "aparta 1 respuesta",
    "set aside {count} answers": "aparta {count} respuestas",
    "bring back 1 answer": "recupera 1 respuesta",
    "bring back {count} answers": "recupera {count} respuestas",
    "ask you to confirm 1 answer": "le pide confirmar 1 respuesta",
    "ask you to confirm {count} answers": "le pide confirmar {count} respuestas",
    "ask again 1 question": "repite 1 pregunta",
    "ask again {count} questions": "repite {count} preguntas",
    "1 further line": "1 línea más",
    "{count} further lines": "{count} líneas más",
    "perhaps raise 1 flag": "quizá activa 1 aviso",
    "perhaps raise {count} flags": "quizá activa {count} avisos",
    "make void 1 signature": "deja sin validez 1 firma",
    "make void {count} signatures": "deja sin validez {count} firmas",
    "{title} was left out": "se omitió {title}",
    "{which} (kept, and offered again)": "{which} (se conservan y se ofrecen otra vez)",
    "(nothing)": "(nada)",
    "gone": "ya no está",
    "clear a flag": "retira un aviso",
    "leave the end": "deja el final",
    "lead to the end": "lleva al final",
    "raise a flag": "activa un aviso",
    # flags, answers, roles
    "STOP": "ALTO",
    "NOT YET": "TODAVÍA NO",
    "ASK ANOTHER DOCTOR FIRST": "CONSULTE ANTES A OTRO MÉDICO",
    "TAKE CARE": "PRECAUCIÓN",
    "NOTE": "NOTA",
    "to confirm": "por confirmar",
    "to answer again": "por responder otra vez",
    "void": "sin validez",
    "not answered yet": "sin responder",
    "cannot be signed now": "no se puede firmar ahora",
    "patient": "paciente",
    "clinician": "profesional de la salud",
    "interpreter": "intérprete",
    "witness": "testigo",
    "round": "vuelta",
    "signed by {name} ({role})": "firmado por {name} ({role})",
    "item": "elemento",
    # asking
    "Answer": "Respuesta",
    "Recorded: {said} (saved {at})": "Anotado: {said} (guardado a las {at})",
    "The patient's own words, Enter alone for none": (
        "En palabras del paciente; solo Enter si no hay"
    ),
    "Commands, at any question (with a colon before them in texts and names):": (
        "Órdenes, en cualquier pregunta (con dos puntos delante en textos y nombres):"
    ),
    "End of input leaves the session as it is; what was recorded stays recorded.": (
        "Si la entrada termina, la sesión queda como está; lo anotado queda anotado."
    ),
    "Nothing was written. Write a few words, or type :help.": (
        "No se escribió nada. Escriba unas palabras, o :help."
    ),
    "There is no earlier answer to keep.": "No hay ninguna respuesta anterior que conservar.",
    "{count} characters of text": "{count} caracteres de texto",
    "“{typed}” is both an answer and a command. Type the number of the answer, or {command} for"
    " the command.": (
        "“{typed}” es a la vez una respuesta y una orden. Escriba el número de la respuesta,"
        " o {command} para la orden."
    ),
    "Text": "Texto",
    "Confirmed.": "Confirmado.",
    "Everything typed is text. A line that begins with a colon is a command (:help); a text line"
    " that begins with a colon is typed with two.": (
        "Todo lo que se escribe es texto. Una línea que empieza con dos puntos es una"
        " orden (:help); una línea de texto que empieza con dos puntos se escribe con ese signo"
        " dos veces."
    ),
    "Type the full name of the person who signs, then confirm it with yes.": (
        "Escriba el nombre completo de la persona que firma y luego confírmelo con sí."
    ),
    "A line with only . ends the text.": "Una línea que solo tiene . termina el texto.",
    "For more than one line type :lines.": "Para más de una línea escriba :lines.",
    "The beginning of a label does too.": "También vale el comienzo de una respuesta.",
    "{yes}: add one ({item})": "{yes}: añadir ({item})",
    "No more than {most} can be listed.": "No se pueden anotar más de {most}.",
    "no more": "no hay más",
    "none": "ninguno",
    "Recorded: {count} listed.": "Anotado: {count} en la lista.",
    "Taken off the list.": "Quitado de la lista.",
    "“{given}” is not one of the answers. Type 1 or 2, or remove and the number of an item.": (
        "“{given}” no es una de las respuestas. Escriba 1 o 2, o remove y el número de un elemento."
    ),
    "“{given}” is not one of the answers. Type 1 or 2.": (
        "“{given}” no es una de las respuestas. Escriba 1 o 2."
    ),
    # showing
    "Stage {number} of {count}: {title}": "Etapa {number} de {count}: {title}",
    "Question {number}: {title}": "Pregunta {number}: {title}",
    "What was explained: {tests}": "Lo que se explicó: {tests}",
    "One or more of:": "Una o más de:",
    "{label} - cannot be chosen: {reason}": "{label} - no se puede elegir: {reason}",
    "To confirm. The answer so far: {answer}. Type keep if it still holds, or give another"
    " answer.": (
        "Por confirmar. La respuesta hasta ahora: {answer}."
        " Escriba keep si sigue siendo válida, o dé otra respuesta."
    ),
    "The answer so far, {answer}, no longer fits.": (
        "La respuesta hasta ahora, {answer}, ya no concuerda."
    ),
    "The signature of {name} is void: what it stood under has changed. It must be given again.": (
        "La firma de {name} no es válida: ha cambiado lo que se firmó. Hay que firmar otra vez."
    ),
    "An earlier answer: {said}. Type {keep} to give it again.": (
        "Una respuesta anterior: {said}. Escriba {keep} para darla otra vez."
    ),
    # signing
    "Who signs: the {role}.": "Quién firma: {role}.",
    "Full name of the {role}": "Nombre completo ({role})",
    "Nobody can sign now. Change an answer (review, change), settle what stands (resolve,"
    " override), or quit and go on another day.": (
        "Nadie puede firmar ahora. Cambie una respuesta (review, change), resuelva lo que lo"
        " impide (resolve, override), o salga (quit) y continúe otro día."
    ),
    "Signing means: {signs}": "Firmar significa: {signs}",
    "“{name}” is a command; type {command} for it, or the name in full.": (
        "“{name}” es una orden; escriba {command} para darla, o el nombre completo."
    ),
    "Nothing was signed. Type the full name, or :help.": (
        "No se firmó nada. Escriba el nombre completo, o :help."
    ),
    "Sign as “{name}”, the {role}?": "¿Firmar como “{name}” ({role})?",
    "Not signed.": "Sin firmar.",
    "Signed by {name}, the {role} ({at}).": "Firmado por {name} ({role}, {at}).",
    "Type one of: {commands}.": "Escriba una de estas: {commands}.",
    # texts of several lines
    "Begun before, and kept:": "Empezado antes, y conservado:",
    "Go on with the next line, or type :new to begin again.": (
        "Siga con la línea siguiente, o escriba :new para empezar de nuevo."
    ),
    "Begun again; nothing is kept of it.": "Empezado de nuevo; no se conserva nada.",
    "Finish the text first with a line that has only . in it, or type :cancel to drop it. A text"
    " line that begins with a colon is typed with two.": (
        "Termine antes el texto con una línea que solo tenga . o escriba :cancel para dejarlo."
        " Una línea de texto que empieza con dos puntos se escribe con dos veces ese signo."
    ),
    "Text, a line with only . ends it": "Texto; una línea que solo tiene . lo termina",
    "Next line": "Línea siguiente",
    "{message} This line was not taken; type it again.": (
        "{message} Esta línea no se tomó; escríbala otra vez."
    ),
    "Unfinished text cannot be kept now: {message}": (
        "El texto sin terminar no se puede conservar ahora: {message}"
    ),
}
