"""The first screen, a saved session and finding a place, line by line."""

from typing import Final

LINES: Final = {
    # finding a place in a consultation
    "look at a stage or a question so far: goto medicines, goto 3": (
        "ver una etapa o una pregunta hasta ahora: goto medicinas, goto 3"
    ),
    "look at the question after the one looked at": (
        "ver la pregunta siguiente a la que se está viendo"
    ),
    "Type goto and a word of a stage or a question. Looking changes nothing.": (
        "Escriba goto y una palabra de una etapa o pregunta. Mirar no cambia nada."
    ),
    (
        "“{named}” names no question and no stage so far. Type goto alone for the stages, review"
        " for the questions."
    ): (
        "“{named}” no nombra ninguna pregunta ni etapa hasta ahora. Escriba solo goto para las"
        " etapas, review para las preguntas."
    ),
    "{count} answered": "{count} respondidas",
    "Several fit. Type goto and a number:": "Varias coinciden. Escriba goto y un número:",
    "and {count} more": "y {count} más",
    (
        "Type change {number} to change it, back for the one before, forward for the one after, or"
        " answer below."
    ): (
        "Escriba change {number} para cambiarla, back para la anterior, forward para la"
        " siguiente, o responda abajo."
    ),
    # the lock
    "lock the sessions at once, where a passphrase is set": (
        "bloquear las sesiones de inmediato, si hay una frase de contraseña"
    ),
    "Nothing is locked, because no passphrase is set: exoguide protect sets one.": (
        "No se bloquea nada, porque no hay frase de contraseña: exoguide protect la establece."
    ),
    # the first screen
    "{who}, session {session}, {day}, {state}": "{who}, sesión {session}, {day}, {state}",
    "no patient number": "sin número de paciente",
    "begun {day}": "comenzada {day}",
    "begin a new consultation": "comenzar una consulta nueva",
    "sessions that hold all of these words: find knee M-7": (
        "sesiones que contienen todas estas palabras: find rodilla M-7"
    ),
    "look again what is in progress and due": "ver otra vez qué está en curso y qué toca",
    "change between real and practice sessions": "cambiar entre sesiones reales y de práctica",
    "leave the program": "salir del programa",
    "PRACTICE: nothing in these sessions is real.": "PRÁCTICA: nada en estas sesiones es real.",
    "{title}: none": "{title}: ninguna",
    "Words, a name or a session's number, or cancel": (
        "Palabras, un nombre o el número de una sesión, o cancel"
    ),
    "A number to open it, new, find and words, help or quit": (
        "Un número para abrirla, new, find y palabras, help o quit"
    ),
    "A number opens the session that stands behind it.": (
        "Un número abre la sesión que está detrás de él."
    ),
    "Its number or its name, or cancel": "Su número o su nombre, o cancel",
    "“{typed}” is none of these.": "“{typed}” no es ninguno de estos.",
    # a saved session
    "Page, tick, back, another command, or help": "Page, tick, back, otra orden, o help",
    "read the summary; page clinician reads the clinician's edition": (
        "leer el resumen; page clinician lee la edición del profesional"
    ),
    "the checklist; tick and a number ticks a line, or takes the tick away": (
        "la lista de cuidados; tick y un número marca una línea o le quita la marca"
    ),
    "the lines by number; amend and a number corrects one": (
        "las líneas por número; amend y un número corrige una"
    ),
    "record that the procedure took place": "anotar que el procedimiento se realizó",
    "record harm after the procedure": "anotar un daño después del procedimiento",
    "record that consent is withdrawn": "anotar que se retira el consentimiento",
    "everything that happened, in order": "todo lo que ocurrió, en orden",
    "write the summary to a file": "escribir el resumen en un archivo",
    "go on from this end, where it allows that": "continuar desde este final, donde se permite",
    "begin a new session that replaces this one": "comenzar una sesión nueva que reemplaza a esta",
    "back to the first screen": "volver a la primera pantalla",
    "ticked": "marcada",
    "not ticked": "sin marcar",
    "Ticked": "Marcada",
    "No longer ticked": "Ya no está marcada",
    "Type tick and a number to tick a line, and again to take it away.": (
        "Escriba tick y un número para marcar una línea, y otra vez para quitar la marca."
    ),
    "No line holds all these words.": "Ninguna línea contiene todas esas palabras.",
    "Type amend and a number to correct a line, amend and words to find it.": (
        "Escriba amend y un número para corregir una línea, amend y palabras para encontrarla."
    ),
    "In which form (its number)": "En qué forma (su número)",
    "File, Enter alone for {name}": "Archivo, solo Intro para {name}",
}
