"""The full screen outside a consultation: the first screen, a saved session, the lock."""

from typing import Final

LOBBY: Final = {
    # the lock
    "Forgotten? Leave with Ctrl+Q, then: exoguide protect --recover.": (
        "¿La olvidó? Salga con Ctrl+Q y luego: exoguide protect --recover."
    ),
    "One moment.": "Un momento.",
    "Opening. One moment.": "Abriendo. Un momento.",
    "Saving. One moment.": "Guardando. Un momento.",
    "Searching. One moment.": "Buscando. Un momento.",
    "Writing the file. One moment.": "Escribiendo el archivo. Un momento.",
    "Pressed too early and not taken: {keys}": "Pulsado antes de tiempo y no tomado: {keys}",
    "Typed too early and not taken: “{line}”": "Escrito antes de tiempo y no tomado: «{line}»",
    "What was typed meanwhile was not taken.": "No se tomó lo que se escribió mientras tanto.",
    "Who are you?": "¿Quién es usted?",
    "it is me": "soy yo",
    "The sessions are locked": "Las sesiones están bloqueadas",
    "unlock": "desbloquear",
    "start again": "empezar de nuevo",
    "Passphrase (it is not shown)": "Frase de contraseña (no se muestra)",
    "Passphrase of": "Frase de contraseña de",
    "exoguide {dot} locked": "exoguide {dot} bloqueado",
    "Press any key.": "Pulse cualquier tecla.",
    "Encrypted; opened by the passphrase of {who}.": (
        "Cifrado; abierto con la frase de contraseña de {who}."
    ),
    # the first screen
    "Find: words, a name, a number of a session": (
        "Buscar: palabras, un nombre, un número de sesión"
    ),
    "Nothing to open yet; {new} begins a new consultation.": (
        "Aún no hay nada que abrir; {new} comienza una consulta nueva."
    ),
    "There is no flow to begin with.": "No hay ninguna guía con la que comenzar.",
    "Which consultation?": "¿Qué consulta?",
    "Consultation": "Consulta",
    "A number that your clinic knows the patient by; never a name. It can stay empty.": (
        "Un número por el que su clínica conoce al paciente; nunca un nombre. Puede quedar vacío."
    ),
    "PRACTICE: nothing in it is real.": "PRÁCTICA: nada en ella es real.",
    "A new consultation": "Una consulta nueva",
    "not now": "ahora no",
    "Patient's number": "Número del paciente",
    "Your role, such as physician or nurse": "Su función, por ejemplo médica o enfermero",
    "Asked once, and kept in your settings.": "Se pregunta una vez y queda en sus ajustes.",
    "Who leads the consultation?": "¿Quién dirige la consulta?",
    "One moment: the consultation is made ready.": "Un momento: se prepara la consulta.",
    "In progress": "En curso",
    "Follow-up due": "Control pendiente",
    "Ended lately": "Terminadas hace poco",
    "due {day}": "pendiente {day}",
    "in progress": "en curso",
    "replaced by {session}": "reemplazada por {session}",
    "next: {question}": "sigue: {question}",
    "The end of what was pasted is missing: {count} characters.": (
        "Falta el final de lo pegado: {count} caracteres."
    ),
    # a saved session
    "Plain text, to print": "Texto simple, para imprimir",
    "Markdown": "Markdown",
    "The whole record, for verification anywhere": (
        "El registro completo, para verificarlo en cualquier lugar"
    ),
    "Patient's edition": "Edición del paciente",
    "Clinician's edition": "Edición del profesional",
    "How bad: {words}": "Cuán grave: {words}",
    "Which form? ({edition})": "¿En qué forma? ({edition})",
    "The procedure took place": "El procedimiento se realizó",
    "Harm after the procedure": "Daño después del procedimiento",
    "Recorded: consent withdrawn.": "Anotado: consentimiento retirado.",
    "Everything that happened": "Todo lo que ocurrió",
    "stay": "quedarse",
    "Saved {at}.": "Guardado {at}.",
    "This page has no lines to tick.": "Esta hoja no tiene líneas que marcar.",
    "Checklist": "Lista de cuidados",
    "tick or untick": "marcar o desmarcar",
    "It says: {text}": "Dice: {text}",
    "Which line is to be corrected?": "¿Qué línea hay que corregir?",
    "correct it": "corregirlo",
    "Recorded; the dates count from it now.": "Anotado; las fechas cuentan ahora desde ahí.",
    "Date of the procedure": "Fecha del procedimiento",
    "Lot number (- for none)": "Número de lote (- si no hay)",
    "Recorded. Report it where harm is reported.": (
        "Anotado. Informe de ello donde se informa de los daños."
    ),
    "Date it began": "Fecha en que empezó",
    "What happened": "Qué ocurrió",
    "Consent is withdrawn": "Se retira el consentimiento",
    "record it": "anotarlo",
    "The record is read here and never changed.": "El registro aquí se lee y nunca se cambia.",
    "Written: {target}": "Escrito: {target}",
    "This end is final. {follow} begins a new session that replaces this one.": (
        "Este final es definitivo. {follow} comienza una sesión nueva que reemplaza a esta."
    ),
    "Go on with this consultation?": "¿Continuar con esta consulta?",
    "This session has no page yet.": "Esta sesión aún no tiene hoja.",
    "Recorded beside the line.": "Anotado junto a la línea.",
    "It should say": "Debería decir",
    "Why": "Por qué",
    "A new file that only you can read. No file is ever overwritten.": (
        "Un archivo nuevo que solo usted puede leer. Nunca se sobrescribe ningún archivo."
    ),
    "Write it to a file": "Escribirla en un archivo",
    "write it": "escribirla",
    "The reason in the patient's words; it can stay empty.": (
        "El motivo en palabras del paciente; puede quedar vacío."
    ),
    "Folder": "Carpeta",
    "File": "Archivo",
    "The answers that led to this end are asked again.": (
        "Las respuestas que llevaron a este final se preguntan otra vez."
    ),
    "Session {session}": "Sesión {session}",
    "patient {patient}": "paciente {patient}",
    "other edition": "otra edición",
    "export": "exportar",
    "Ended: {title}": "Terminada: {title}",
    "Encrypted; whoever can use this account can open it.": (
        "Cifrado; quien pueda usar esta cuenta puede abrirlo."
    ),
    "Practice sessions: not real, kept apart, and no part of any search or figure.": (
        "Sesiones de práctica: no son reales, se guardan aparte y no cuentan en ninguna cifra."
    ),
    "exoguide {dot} consultations on this account": "exoguide {dot} consultas en esta cuenta",
    "READ ONLY": "SOLO LECTURA",
    "The sessions were locked meanwhile. What was typed is not taken.": (
        "Entretanto se bloquearon las sesiones. Lo que escribió no se ha tomado."
    ),
    "No session holds all these words.": "Ninguna sesión contiene todas esas palabras.",
    "close the search": "cerrar la búsqueda",
    "new": "nueva",
    "find": "buscar",
    "No consultations yet.": "Aún no hay consultas.",
    "{new} begins the first one; {practice} shows practice sessions, where nothing is real.": (
        "{new} comienza la primera; {practice} muestra las de práctica, donde nada es real."
    ),
    "{new} begins the first one; {practice} shows the real sessions.": (
        "{new} comienza la primera; {practice} muestra las reales."
    ),
    "real sessions": "sesiones reales",
    "today {time}": "hoy {time}",
    "practice": "práctica",
    "begin": "comenzar",
}
