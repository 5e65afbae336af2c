"""The full screen in a consultation."""

from typing import Final

PLACES: Final = {
    # a consultation
    "The consultation has come to its end": "La consulta ha llegado a su final",
    "{close} closes it and makes the summary. All answers:": (
        "{close} la cierra y hace el resumen. Todas las respuestas:"
    ),
    "You can {ways}, or change an answer below.": (
        "Puede {ways}, o cambiar una respuesta aquí abajo."
    ),
    "Clinician": "Clínico",
    "Override which flag?": "¿Para qué aviso es la excepción?",
    "Settle which flag?": "¿Qué aviso se resuelve?",
    "There is no question here to write a note at.": (
        "Aquí no hay ninguna pregunta en la que escribir una nota."
    ),
    "For the clinician; printed in the clinician's edition only.": (
        "Para el profesional; se imprime solo en su edición."
    ),
    "Note at: {title}": "Nota en: {title}",
    "save the note": "guardar la nota",
    "Before going on": "Antes de continuar",
    "this stage {spent} of {target} min": "esta etapa {spent} de {target} min",
    "hand over": "entregar",
    "show all": "mostrar todo",
    "This is for the clinician; {key} shows everything.": (
        "Esto es para el profesional; {key} muestra todo."
    ),
    "The summary says what must be settled first.": (
        "El resumen dice qué hay que resolver primero."
    ),
    "The talk goes on; nobody can sign while this stands.": (
        "La conversación continúa; nadie puede firmar mientras esto siga activo."
    ),
    "This stage cannot be left out.": "Esta etapa no se puede omitir.",
    "Leave out: {title}": "Omitir: {title}",
    "leave it out": "omitirla",
    "No flag stands that may be overridden.": "No hay ningún aviso activo que admita excepción.",
    "It stays raised, and is printed with your reason.": (
        "Sigue activo y se imprime con su motivo."
    ),
    "Why may the consultation go on in spite of this?": (
        "¿Por qué puede continuar la consulta a pesar de esto?"
    ),
    "override the flag": "hacer la excepción",
    "No flag stands that could be settled.": "No hay ningún aviso activo que se pueda resolver.",
    "Who settled it": "Quién lo resolvió",
    "The texts are there in one language only: {language}.": (
        "Los textos existen en un solo idioma: {language}."
    ),
    "Language of the texts": "Idioma de los textos",
    "use it": "usarlo",
    "Patient view: what is for the clinician alone is hidden.": (
        "Vista del paciente: lo que es solo para el profesional está oculto."
    ),
    "Everything is shown.": "Se muestra todo.",
    "The patient's name": "Nombre del paciente",
    "write it down": "anotarlo",
    "The consultation has not reached an end. {leave} leaves it as it is.": (
        "La consulta no ha llegado a un final. {leave} la deja como está."
    ),
    "choose it": "elegirlo",
    "Is that right?": "¿Es correcto?",
    "settle it": "resolverlo",
    "leave the flag": "dejar el aviso",
    "Name": "Nombre",
    "The reason is kept and printed.": "El motivo se conserva y se imprime.",
    "Settled by": "Resuelto por",
    "Document": "Documento",
    "Date": "Fecha",
    "Kept beside the answers, and removed from copies that are shared.": (
        "Se guarda aparte de las respuestas y se quita de las copias que se comparten."
    ),
    "Looking back: {title}": "Mirando atrás: {title}",
    "Nobody can sign while this stands.": "Nadie puede firmar mientras esto siga activo.",
    "Change an answer ({review}), {ways}, or leave.": (
        "Puede cambiar una respuesta ({review}), {ways}, o salir."
    ),
    "To confirm: {said}. Enter says that it still holds.": (
        "Por confirmar: {said}. Enter dice que sigue siendo válido."
    ),
    "You explained": "Usted explicó",
    "Who signs": "Quién firma",
    "then": "luego",
    "An earlier answer: {said}. Enter gives it again.": (
        "Una respuesta anterior: {said}. Enter la da otra vez."
    ),
    "Note": "Nota",
    "Signing means": "Al firmar",
    "Now: {said}": "Ahora: {said}",
    "The window is too small ({columns} x {lines}).": (
        "La ventana es demasiado pequeña ({columns} x {lines})."
    ),
    "Make it at least {columns} x {lines}. Nothing is lost.": (
        "Hágala de al menos {columns} x {lines}. No se pierde nada."
    ),
    "change": "cambiar",
    "You are taking back": "Usted retira",
    "take it back": "retirarla",
    "A signature cannot be changed; it becomes void when what it covers changes.": (
        "Una firma no se puede cambiar; pierde su validez cuando cambia lo que se firmó."
    ),
    "There is nothing to undo; undo does not reach across a signature or an end.": (
        "No hay nada que deshacer; no se puede deshacer más allá de una firma o de un final."
    ),
    "Nothing else changes.": "No cambia nada más.",
    "keep it as it is": "dejarlo como está",
    "go on": "seguir",
    "leave it as it is": "dejarlo como está",
    "open": "abrir",
    "Nothing was changed.": "No se cambió nada.",
    "Find": "Buscar",
    "Write a few words first; Esc leaves it.": "Escriba antes unas palabras; Esc lo deja.",
    "next": "seguir",
    "Nothing here is chosen yet.": "Aquí aún no hay nada elegido.",
    "Evidence": "Evidencia",
    "{count} cards: ": "{count} fichas: ",
    ", and {count} more": ", y {count} más",
    "Past its review date: {review_by}.": "Pasó su fecha de revisión: {review_by}.",
    "{more}{key} shows all, with sources": "{more}{key} muestra todo, con fuentes",
    "sources{more}": "fuentes{more}",
    "{key} more below": "{key} más abajo",
    "Checked on": "Consultado",
    "Source": "Fuente",
    "All answers": "Todas las respuestas",
    "look at it": "verla",
    "Go to a stage or a question": "Ir a una etapa o a una pregunta",
    "go there": "ir allí",
    "Nothing is answered yet.": "Aún no hay respuestas.",
    "Looking changes nothing; Esc comes back to the question at hand.": (
        "Mirar no cambia nada; Esc vuelve a la pregunta actual."
    ),
    "{find} finds any question so far by its words.": (
        "{find} busca cualquier pregunta anterior por sus palabras."
    ),
    "Questions so far": "Preguntas hasta ahora",
    "{title}  ({count} answered)": "{title}  ({count} respondidas)",
    "left out": "omitida",
    "not reached yet": "aún no se ha llegado",
    "settle the flag ({settle}), override it ({override})": (
        "resolver el aviso ({settle}), hacer una excepción ({override})"
    ),
    " Set aside{who}{why}.": " Dejado de lado{who}{why}.",
    " by {who}, {document}": " por {who}, {document}",
    "confirm": "confirmar",
    "back": "atrás",
    "patient view": "vista paciente",
    "help": "ayuda",
    "close": "cerrar",
    "more": "más",
    "close it": "cerrarla",
    "look at an answer": "ver una respuesta",
    "leave": "salir",
    "sign": "firmar",
    "note": "nota",
    "return": "volver",
    "other answers": "opciones",
    "new line": "otra línea",
    "tick": "marcar",
    "answer": "responder",
    "Take off the list: {item} {serial} {said}": "Quitar de la lista: {item} {serial} {said}",
    "Full name": "Nombre completo",
    "read on": "seguir leyendo",
    "Nothing here holds these words.": "Nada aquí contiene esas palabras.",
    "choose": "elegir",
    "Cannot be chosen: {reason}": "No se puede elegir: {reason}",
    "Keys here": "Teclas aquí",
    "do it": "hacerlo",
    "There is no field here to paste into.": "Aquí no hay ningún campo donde pegar.",
    "Void now: the signature {title}.": "Ya sin validez: la firma {title}.",
    "it is meant": "es lo que digo",
    "A reason is needed": "Hace falta un motivo",
    "{text} cannot be chosen: {reason}": "No se puede elegir {text}: {reason}",
    "In the patient's own words, as they said it; nothing for none:": (
        "En palabras del paciente, tal como lo dijo; vacío si no hay:"
    ),
    "choose again": "elegir otra vez",
    "Is this the signature?": "¿Es esta la firma?",
    "do not sign": "no firmar",
    "{close} closes the consultation; the arrows go to an answer to change it.": (
        "{close} cierra la consulta; las flechas llevan a una respuesta para cambiarla."
    ),
    "Role": "Función",
    "Means": "Significa",
    "Choose an answer first.": "Elija antes una respuesta.",
    "Stage {number} of {count}": "Etapa {number} de {count}",
    "Open elsewhere too: {user} at {where} since {since}.": (
        "También abierta en otro lugar: {user} en {where} desde las {since}."
    ),
    "NOT SAVED": "NO GUARDADO",
    "{minutes} min": "{minutes} min",
    "The minutes at the top count while this consultation is open, over all its visits; those"
    " of this stage stand beside what its author expects.": (
        "Los minutos de arriba cuentan mientras esta consulta está abierta, en todas sus visitas;"
        " los de esta etapa están junto a lo que espera su autor."
    ),
    "saved {at}": "guardado {at}",
    "Nothing can be saved: {why}.": "No se puede guardar nada: {why}.",
    "The answer so far, {said}, no longer fits.": (
        "La respuesta hasta ahora, {said}, ya no concuerda."
    ),
}
