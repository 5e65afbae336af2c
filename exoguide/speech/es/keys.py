"""What each key of the full screen does."""

from typing import Final

KEYS: Final = {
    "Go on: answer with what is typed or selected.": (
        "Seguir: responder con lo escrito o lo elegido."
    ),
    "Close what is open, come back; nothing is lost by it.": (
        "Cerrar lo abierto y volver; no se pierde nada."
    ),
    "Move the selection down.": "Bajar la selección.",
    "Move the selection up.": "Subir la selección.",
    "Read on, where the page is longer than the window.": (
        "Seguir leyendo, si la hoja es más larga que la ventana."
    ),
    "Read back.": "Leer hacia atrás.",
    "Go to the last line of a list.": "Ir a la última línea de una lista.",
    "Go to the first line of a list.": "Ir a la primera línea de una lista.",
    "Find a line of a list by its words.": "Buscar una línea de una lista por sus palabras.",
    "Every key that works here.": "Todas las teclas que sirven aquí.",
    "Tick the selected option, or take the tick away.": "Marcar o desmarcar la opción elegida.",
    "Look at the question before; b again goes further.": (
        "Ver la pregunta anterior; b otra vez va más atrás."
    ),
    "Look at the question after it.": "Ver la pregunta siguiente.",
    "Go to a stage or a question so far, look, come back.": (
        "Ir a una etapa o pregunta anterior, mirar y volver."
    ),
    "Write a note for the clinician at this question.": (
        "Escribir una nota para el profesional en esta pregunta."
    ),
    "All that is known about this, with sources.": "Todo lo que se sabe de esto, con fuentes.",
    "Hide or show what is for the clinician alone.": (
        "Ocultar o mostrar lo que es solo para el profesional."
    ),
    "All answers; choosing one goes there.": "Todas las respuestas; elegir una lleva a ella.",
    "Take the last answer back; what follows is shown first.": (
        "Retirar la última respuesta; antes se muestra lo que causa."
    ),
    "Close a consultation that has come to its end.": "Cerrar una consulta que llegó a su final.",
    "Leave this stage out, with a reason.": "Omitir esta etapa, con un motivo.",
    "Lock the screen at once; any key comes back to it.": (
        "Bloquear la pantalla enseguida; cualquier tecla vuelve a ella."
    ),
    "Go on in spite of a flag, with a reason.": "Continuar a pesar de un aviso, con un motivo.",
    "Settle a flag with somebody's document.": "Resolver un aviso con un documento de alguien.",
    "Show the texts in another language.": "Mostrar los textos en otro idioma.",
    "Write down who the patient is; never an answer.": (
        "Anotar quién es el paciente; nunca es una respuesta."
    ),
    "Leave; everything is saved and can be gone on with.": (
        "Salir; todo queda guardado y se puede continuar."
    ),
    "Begin a new consultation.": "Comenzar una consulta nueva.",
    "Change between real and practice sessions.": "Cambiar entre sesiones reales y de práctica.",
    "Look again what is in progress and due.": "Mirar otra vez lo que está en curso y pendiente.",
    "Leave the program.": "Salir del programa.",
    "Change between the patient's and the clinician's edition.": (
        "Cambiar entre la edición del paciente y la del profesional."
    ),
    "The checklist: tick off what was done.": "La lista de cuidados: marcar lo hecho.",
    "Correct a line; the line stays, the correction beside it.": (
        "Corregir una línea; la línea queda, con la corrección al lado."
    ),
    "Record that the procedure took place.": "Anotar que el procedimiento se realizó.",
    "Record harm after the procedure.": "Anotar un daño después del procedimiento.",
    "Record that consent is withdrawn.": "Anotar que se retira el consentimiento.",
    "Everything that happened, in order.": "Todo lo que ocurrió, en orden.",
    "Write the summary to a file.": "Escribir el resumen en un archivo.",
    "Go on from this end, where it allows that.": "Continuar desde este final, si lo permite.",
    "Begin a new session that replaces this one.": (
        "Comenzar una sesión nueva que reemplaza a esta."
    ),
    "Back to the first screen.": "Volver a la primera pantalla.",
}
