"""The line-by-line face beside its questions: commands, looking back, flags, the end."""

from typing import Final

ASIDES: Final = {
    # notes, flags, stages, languages
    "Why is “{title}” left out? cancel goes on with it. Reason": (
        "¿Por qué se omite “{title}”? cancel continúa con ella. Motivo"
    ),
    "Why the consultation may go on in spite of this; cancel leaves it. Reason": (
        "Por qué la consulta puede continuar a pesar de esto; cancel lo deja. Motivo"
    ),
    "Who settled it (name and role)": "Quién lo resolvió (nombre y función)",
    "In which document": "En qué documento",
    "Note, cancel leaves it as it is": "Nota; cancel la deja como está",
    "The stage “{title}” cannot be left out.": "La etapa “{title}” no se puede omitir.",
    "Left out: {title}.": "Omitido: {title}.",
    "This flag cannot be overridden. It can be settled by a document: resolve.": (
        "Este aviso no admite excepción. Se puede resolver con un documento: resolve."
    ),
    "The reason is kept and printed for the clinician. Override the flag?": (
        "El motivo se conserva y se imprime para el profesional. ¿Hacer la excepción?"
    ),
    "Overridden; it stays raised and is printed with its reason.": (
        "Excepción hecha; el aviso sigue activo y se imprime con su motivo."
    ),
    "Date of the document": "Fecha del documento",
    "Settled by {who}: {document}, {day}. Is that right?": (
        "Resuelto por {who}: {document}, {day}. ¿Es correcto?"
    ),
    "Settled.": "Resuelto.",
    "The texts are there in: {known}. Type language and one of them.": (
        "Los textos existen en: {known}. Escriba language y uno de ellos."
    ),
    "Language: {name}.": "Idioma: {name}.",
    "Patient view: what is for the clinician alone is hidden now.": (
        "Vista del paciente: lo que es solo para el profesional está oculto ahora."
    ),
    "Clinician's view: everything is shown.": "Vista del profesional: se muestra todo.",
    "The name so far: {name}": "El nombre hasta ahora: {name}",
    "The patient's name, cancel leaves it out": "Nombre del paciente; cancel lo deja sin anotar",
    "Written down; it is no part of the answers.": "Anotado; no forma parte de las respuestas.",
    "No flag stands that could be set aside.": (
        "No hay ningún aviso activo que se pueda dejar de lado."
    ),
    "Which flag (its number)": "Qué aviso (su número)",
    "“{named}” is none of the flags that stand.": "“{named}” no es ninguno de los avisos activos.",
    "The note so far: {before}": "La nota hasta ahora: {before}",
    "Note removed.": "Nota quitada.",
    "Noted.": "Anotado.",
    # changing
    "Now: {answer}. Type cancel to leave it so.": (
        "Ahora: {answer}. Escriba cancel para dejarlo así."
    ),
    "You are changing: {title}": "Usted cambia: {title}",
    "You are taking back: {held}": "Usted retira: {held}",
    "Nothing has changed.": "No ha cambiado nada.",
    "A signature cannot be changed. It becomes void when what it covers changes.": (
        "Una firma no se puede cambiar. Pierde su validez cuando cambia lo que se firmó."
    ),
    "This is the question at hand; answer it here.": "Esta es la pregunta actual; respóndala aquí.",
    "That is the answer already; nothing has changed.": (
        "Esa ya es la respuesta; no ha cambiado nada."
    ),
    "Change it?": "¿Cambiarla?",
    "There is nothing to undo here; undo does not reach across a signature or an end.": (
        "Aquí no hay nada que deshacer; no se puede deshacer más allá de una firma o de un final."
    ),
    "Take it back?": "¿Retirarla?",
    "Taken back.": "Retirada.",
    "This will": "Esto",
    "There is no answer {number}: the review goes from 1 to {last}.": (
        "No hay respuesta {number}: el repaso va de 1 a {last}."
    ),
    "“{given}” names several answers so far. Type review to see them all by number.": (
        "“{given}” nombra varias respuestas. Escriba review para verlas todas con su número."
    ),
    "“{given}” names no answer so far. Type review to see them all by number.": (
        "“{given}” no nombra ninguna respuesta. Escriba review para verlas todas con su número."
    ),
    "“{typed}” is neither.": "“{typed}” no es ninguna de las dos cosas.",
    "Which answer (its number in the review)": "Qué respuesta (su número en el repaso)",
    "First change it, or cancel; then type {name} again.": (
        "Antes cámbiela, o cancel; luego escriba {name} otra vez."
    ),
    "add, or remove and the number of an item": "add, o remove y el número de un elemento",
    # what each command does
    "what can be typed here; ? does the same": "lo que se puede escribir aquí; ? hace lo mismo",
    "look at the question before; again for the one before that": (
        "ver la pregunta anterior; otra vez, la que hubo antes"
    ),
    "all answers, by number": "todas las respuestas, con su número",
    "change an earlier answer: change 3, or change and its name": (
        "cambiar una respuesta anterior: change 3, o change y su nombre"
    ),
    "take the last answer back": "retirar la última respuesta",
    "give the earlier answer again, or confirm it; = does the same": (
        "dar otra vez la respuesta anterior, o confirmarla; = hace lo mismo"
    ),
    "write a note for the clinician at this question; note - removes it": (
        "escribir una nota para el profesional en esta pregunta; note - la quita"
    ),
    "why this is asked, and the flags that stand": (
        "por qué se pregunta esto, y los avisos activos"
    ),
    "what is known: the article, and independent evidence": (
        "lo que se sabe: el artículo y la evidencia independiente"
    ),
    "leave this stage out, with a reason": "omitir esta etapa, con un motivo",
    "go on in spite of a flag, with a reason": "continuar a pesar de un aviso, con un motivo",
    "settle a flag with somebody's document": "resolver un aviso con un documento de alguien",
    "show the texts in another language: language es-US": (
        "mostrar los textos en otro idioma: language en"
    ),
    "hide or show what is meant for the clinician only": (
        "ocultar o mostrar lo que es solo para el profesional"
    ),
    "write down who the patient is; never an answer": (
        "anotar quién es el paciente; nunca es una respuesta"
    ),
    "leave a change, a text or a signature as it was": (
        "dejar como estaba un cambio, un texto o una firma"
    ),
    "close the consultation, once it has reached an end": (
        "cerrar la consulta, cuando haya llegado a un final"
    ),
    "leave; everything is saved, and the session can be resumed": (
        "salir; todo queda guardado y la sesión se puede continuar"
    ),
    # the whole consultation
    ", patient {patient}": ", paciente {patient}",
    "{title}{about}. Session {session}.": "{title}{about}. Sesión {session}.",
    "Type help at any question. Every answer is saved before the next question.": (
        "Escriba help en cualquier pregunta. Cada respuesta se guarda antes de la siguiente."
    ),
    " Did you mean {near}?": " ¿Quiso decir {near}?",
    "There is no command “{name}”.{meant} Type :help for the list.": (
        "No hay ninguna orden “{name}”.{meant} Escriba :help para ver la lista."
    ),
    "There is nothing to {name} here.": "Aquí la orden {name} no tiene nada que hacer.",
    "The consultation has reached its end: {title}": "La consulta ha llegado a su final: {title}",
    "Type end to close it and make the summary, change and a number to change an answer.": (
        "Escriba end para cerrarla y hacer el resumen;"
        " change y un número para cambiar una respuesta."
    ),
    "End, change, review or quit": "end, change, review o quit",
    "The consultation cannot be closed as accepted while this stands:": (
        "La consulta no se puede cerrar como aceptada mientras siga activo:"
    ),
    "Settle it (resolve, override), or change an answer (review, change).": (
        "Resuélvalo (resolve, override) o cambie una respuesta (review, change)."
    ),
    "Command": "Orden",
    "PRACTICE: nothing in this session is real.": "PRÁCTICA: nada en esta sesión es real.",
    "{user} has this session open too, at {place} since {since}. Whoever answers first is saved;"
    " the other is told.": (
        "{user} también tiene abierta esta sesión, en {place} desde las {since}. Se guarda lo de"
        " quien responde primero; al otro se le avisa."
    ),
    "{count} answers so far are kept. Type review to see them.": (
        "Se conservan {count} respuestas. Escriba review para verlas."
    ),
    "The question is still: {title} (? shows what can be typed)": (
        "La pregunta sigue siendo: {title} (? muestra lo que se puede escribir)"
    ),
    "There is no question at hand to write a note at.": (
        "No hay ninguna pregunta en la que escribir una nota."
    ),
    "There is no stage at hand to leave out.": "No hay ninguna etapa que omitir.",
    "The consultation has not reached an end yet; quit leaves it as it is.": (
        "La consulta aún no ha llegado a un final; quit la deja como está."
    ),
    "For the clinician: {note}": "Para el profesional de la salud: {note}",
    "“{typed}” is no command here. Type help for the list.": (
        "“{typed}” no es una orden aquí. Escriba help para ver la lista."
    ),
    "Closed: {title}. The summary is saved.": "Cerrada: {title}. El resumen está guardado.",
    "Show or print it: exoguide show {number}": "Verlo o imprimirlo: exoguide show {number}",
    "Left as it is; everything is saved. Go on: {command}": (
        "Queda como está; todo está guardado. Continuar: {command}"
    ),
    "The session is not finished": "La sesión no está terminada",
    "The input ended. What was recorded is saved; nothing else was taken for an answer.": (
        "La entrada terminó. Lo anotado está guardado; nada más se tomó como respuesta."
    ),
    "Go on: {command}": "Continuar: {command}",
    "All answers:": "Todas las respuestas:",
    "Tick a line at follow-up: exoguide tick {number} LINE": (
        "Marcar una línea en el control: exoguide tick {number} LÍNEA"
    ),
    "Go on from here another day: {command}": "Continuar desde aquí otro día: {command}",
    "Everything is saved. Go on: {command}": "Todo está guardado. Continuar: {command}",
    "Nobody reads the output any more.": "Ya nadie lee la salida.",
    "The program was asked to stop.": "Se pidió al programa que se detuviera.",
    "What was recorded is saved.": "Lo anotado está guardado.",
    # looking
    "Left out: {title}": "Omitido: {title}",
    "Set aside, and offered again if asked again: {titles}": (
        "Apartado, y se ofrece otra vez si se vuelve a preguntar: {titles}"
    ),
    "This is for the clinician; the patient view is on. Type patient to leave it.": (
        "Esto es para el profesional; está activa la vista del paciente."
        " Escriba patient para salir de ella."
    ),
    "No flag is raised.": "No hay ningún aviso activo.",
    "There is no evidence card for this question.": (
        "No hay ninguna ficha de evidencia para esta pregunta."
    ),
    "How well tested: {grade} ({letter})": "Cuánto se ha estudiado: {grade} ({letter})",
    "Checked on {day}": "Consultado el {day}",
    " (set aside{who}{why})": " (dejado de lado{who}{why})",
    "This is the first question.": "Esta es la primera pregunta.",
    "Nothing has been answered yet.": "Aún no se ha respondido nada.",
    "Note: {note}": "Nota: {note}",
    "The flow gives no note.": "La guía no da ninguna nota.",
    "Source: {source}": "Fuente: {source}",
    # talk
    "PRACTICE": "PRÁCTICA",
    "NOT SAVED. {title}. {message} {todo}": "NO GUARDADO. {title}. {message} {todo}",
    "The question stands as it was; answer again once this is put right, or quit.": (
        "La pregunta sigue como estaba; responda otra vez cuando esto se arregle, o quit."
    ),
    "No longer raised: {said}": "Ya no está activo: {said}",
    "Void now: the signature “{title}”.": "Ya sin validez: la firma “{title}”.",
    "{user} at {at} - {kind}": "{user} a las {at} - {kind}",
    "This line is longer than a terminal can pass on, so its end may be lost. Nothing of it was"
    " taken; type it in several shorter lines.": (
        "Esta línea es más larga de lo que una terminal puede pasar y puede faltarle el final."
        " No se tomó nada de ella; escríbala en varias líneas más cortas."
    ),
    "Is it meant?": "¿Es lo que quiere decir?",
    "Nothing was recorded.": "No se anotó nada.",
    "Reason": "Motivo",
    "Type yes, or cancel": "Escriba sí, o cancel",
}
