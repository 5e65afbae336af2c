"""Why something cannot be, and what was typed that is no answer."""

from typing import Final

REFUSALS: Final = {
    # engine
    "“{label}” cannot be chosen. {reason}": "No se puede elegir “{label}”. {reason}",
    "Choose from the list.": "Elija de la lista.",
    "Give a number.": "Indique un número.",
    "Give an amount of money.": "Indique una cantidad de dinero.",
    "Give a date.": "Indique una fecha.",
    "Write a few words.": "Escriba unas palabras.",
    "This question needs an answer.": "Esta pregunta necesita una respuesta.",
    "Give the amount in {currency}.": "Indique la cantidad en {currency}.",
    "Check it, and confirm that it is meant.": "Revíselo y confirme que es lo que quiere decir.",
    "“{given}” is not one of the answers: {known}.": (
        "“{given}” no es una de las respuestas: {known}."
    ),
    "Choose at least one.": "Elija al menos una.",
    "It does not fit the earlier answers.": "No concuerda con las respuestas anteriores.",
    "The text holds a NUL character, which cannot be stored.": (
        "El texto contiene un carácter NUL, que no se puede guardar."
    ),
    "This is {length} characters long; at most {most} fit.": (
        "Tiene {length} caracteres; caben como máximo {most}."
    ),
    "The text holds half of a character pair, which cannot be stored.": (
        "El texto contiene la mitad de un par de caracteres, que no se puede guardar."
    ),
    "“{label}” cannot be chosen together with others.": (
        "“{label}” no se puede elegir junto con otras."
    ),
    "This session has ended; its answers no longer change.": (
        "Esta sesión ha terminado; sus respuestas ya no cambian."
    ),
    "Add an amendment, reopen it if its end allows that, or begin a new session that follows it.": (
        "Añada una corrección, reábrala si su final lo permite,"
        " o comience una sesión nueva que la continúe."
    ),
    "“{key}” is not a question that has come up.": "“{key}” no es una pregunta que se haya hecho.",
    "A signature is given by signing, with a name and a role.": (
        "Una firma se da firmando, con nombre y función."
    ),
    "“{key}” has no answer that waits to be confirmed.": (
        "“{key}” no tiene ninguna respuesta por confirmar."
    ),
    "There is nothing to undo here, or something later replaced it.": (
        "Aquí no hay nada que deshacer, o algo posterior lo reemplazó."
    ),
    "Undo does not reach across a signature, an override or an end.": (
        "No se puede deshacer más allá de una firma, de una excepción o de un final."
    ),
    "Change the answer instead: what follows from it is shown first.": (
        "En su lugar, cambie la respuesta: antes se muestra lo que eso causa."
    ),
    "There is no question “{key}” to note this at.": (
        "No hay ninguna pregunta “{key}” en la que anotarlo."
    ),
    "There is no stage “{name}”.": "No hay ninguna etapa “{name}”.",
    "The stage “{title}” cannot be skipped.": "La etapa “{title}” no se puede omitir.",
    "The consultation is not at the stage “{title}”.": (
        "La consulta no está en la etapa “{title}”."
    ),
    "Say why “{title}” is skipped.": "Diga por qué se omite “{title}”.",
    "This is {error}.": "Esto no vale: {error}.",
    "This answer raised “{flag}”.": "Esta respuesta activó “{flag}”.",
    "Say why it changes; the reason is kept in the record.": (
        "Diga por qué cambia; el motivo queda en el registro."
    ),
    "The stored {name} of this event is not what its session leads to.": (
        "El valor guardado de {name} no es el que resulta de la sesión."
    ),
    "A session begins with its opening.": "Una sesión comienza con su apertura.",
    "The session was opened for another flow or version.": (
        "La sesión se abrió para otra guía u otra versión."
    ),
    "The date of the consultation is missing.": "Falta la fecha de la consulta.",
    "The clinic's values or the clinician are missing.": (
        "Faltan los valores de la clínica o el profesional de la salud."
    ),
    "Say who leads the consultation.": "Diga quién dirige la consulta.",
    "The date of the visit is missing.": "Falta la fecha de la visita.",
    "The session has not ended.": "La sesión no ha terminado.",
    "The consultation has not reached an end.": "La consulta no ha llegado a un final.",
    "The session has not ended; change the answer itself.": (
        "La sesión no ha terminado; cambie la respuesta misma."
    ),
    "Say which line.": "Diga qué línea.",
    "Say what it should say.": "Diga qué debería decir.",
    "Say why.": "Diga por qué.",
    "The texts are there in {known}; not in “{language}”.": (
        "Los textos existen en {known}; no en “{language}”."
    ),
    "Nothing was accepted in this session, so nothing can follow.": (
        "En esta sesión no se aceptó nada, así que nada puede seguir."
    ),
    "Give the date.": "Indique la fecha.",
    "Say what happened, and how bad: {words}.": "Diga qué ocurrió y cuán grave fue: {words}.",
    "Say which line, and on which day.": "Diga qué línea y en qué día.",
    "Consent was withdrawn on {withdrawn} already.": (
        "El consentimiento ya se retiró el {withdrawn}."
    ),
    "Consent was withdrawn on {withdrawn}; nothing was agreed to after that day.": (
        "El consentimiento se retiró el {withdrawn}; después de ese día no hay acuerdo."
    ),
    "Give the day if it took place before. A new decision is a new consultation.": (
        "Indique el día si se hizo antes. Una nueva decisión es una nueva consulta."
    ),
    "The clinic's value “{name}” is {error}.": (
        "El valor “{name}” de la clínica no vale: {error}."
    ),
    "No flag “{name}” stands that could be set aside.": (
        "No hay ningún aviso “{name}” activo que se pueda dejar de lado."
    ),
    "Nobody can sign now: {why}": "Nadie puede firmar ahora: {why}",
    "Change an answer, resolve or override what stands, or choose another way to end.": (
        "Cambie una respuesta, resuelva lo que lo impide o haga una excepción,"
        " o elija otra forma de terminar."
    ),
    "This flag cannot be overridden; it can be resolved.": (
        "Este aviso no admite excepción; se puede resolver."
    ),
    "Say why the consultation may go on in spite of this.": (
        "Diga por qué la consulta puede continuar a pesar de esto."
    ),
    "Say who settled this, and in which document.": "Diga quién lo resolvió y en qué documento.",
    "“{key}” is not what is to be signed now.": "“{key}” no es lo que se firma ahora.",
    "This question is answered, not signed.": "Esta pregunta se responde, no se firma.",
    "Type the full name of the person who signs.": (
        "Escriba el nombre completo de la persona que firma."
    ),
    "This signature is the {role}'s.": "Esta firma corresponde a: {role}.",
    "Give the date of the document.": "Indique la fecha del documento.",
    "Give at most {places} digits after the point.": (
        "Indique como máximo {places} cifras decimales."
    ),
    "This is unusual: normally at most {limit}.": (
        "No es habitual: normalmente, como máximo {limit}."
    ),
    "Choose at most {limit}.": "Elija como máximo {limit}.",
    "Give a value of at most {limit}.": "Indique un valor de {limit} como máximo.",
    "Give a number of at most {most} digits.": "Indique un número de {most} cifras como máximo.",
    "Give whole numbers only.": "Indique solo números enteros.",
    "This is unusual: normally at least {limit}.": "No es habitual: normalmente, al menos {limit}.",
    "Choose at least {limit}.": "Elija al menos {limit}.",
    "Give a value of at least {limit}.": "Indique un valor de al menos {limit}.",
    "Give the list of items.": "Indique la lista de elementos.",
    "An item's number is used once only.": "El número de un elemento se usa una sola vez.",
    "At most {most} can be listed ({name}).": "Se pueden anotar como máximo {most} ({name}).",
    "List at least {least} ({name}).": "Anote al menos {least} ({name}).",
    # reading what was typed
    "“{words}” is not a date.": "“{words}” no es una fecha.",
    "Type it with its year, such as 2026-11-23 or 23 Nov 2026.": (
        "Escríbala con su año, por ejemplo 2026-11-23 o 23 nov 2026."
    ),
    "The year is missing.": "Falta el año.",
    "Type it with the year in four digits at its end.": (
        "Escríbala con el año en cuatro cifras al final."
    ),
    "{meant} is not a {weekday}.": "{meant} no cae en {weekday}.",
    "Check the date.": "Revise la fecha.",
    "Which year is meant?": "¿Qué año quiere decir?",
    "Type all four digits of the year.": "Escriba las cuatro cifras del año.",
    "“{asked}” could be {first} or {second}.": "“{asked}” puede ser {first} o {second}.",
    "Type {first} or {second}.": "Escriba {first} o {second}.",
    "There is no such day as “{words}”.": "El día “{words}” no existe.",
    "Type a number from the list.": "Escriba un número de la lista.",
    "at least {least} and at most {most}": "al menos {least} y como máximo {most}",
    "“{words}” is not one of the answers.": "“{words}” no es una de las respuestas.",
    "Amounts here are in {currency}, not in {given}.": (
        "Aquí las cantidades son en {currency}, no en {given}."
    ),
    "Give it in {currency}.": "Indíquela en {currency}.",
    "Nothing was answered.": "No se respondió nada.",
    "Type a number.": "Escriba un número.",
    "Type an amount in {currency}, such as 2,500 or 1.5k.": (
        "Escriba una cantidad en {currency}, por ejemplo 2,500 o 1.5k."
    ),
    "Type a date, such as 2026-11-23, 23 Nov 2026, tomorrow or in 2 weeks.": (
        "Escriba una fecha, por ejemplo 2026-11-23, 23 nov 2026, mañana o en 2 semanas."
    ),
    "Type one or more numbers from the list, such as 1 3.": (
        "Escriba uno o más números de la lista, por ejemplo 1 3."
    ),
    "A number in {unit}": "Un número en {unit}",
    "A number": "Un número",
    "An amount in {currency}": "Una cantidad en {currency}",
    "A date": "Una fecha",
    "There is no answer {number}: the list goes from 1 to {last}.": (
        "No hay respuesta {number}: la lista va de 1 a {last}."
    ),
    "“{words}” could be {listed}.": "“{words}” puede ser {listed}.",
    "“{words}” is not a number.": "“{words}” no es un número.",
    "“{words}” is not an amount of money.": "“{words}” no es una cantidad de dinero.",
    "Type a number in {unit}.": "Escriba un número en {unit}.",
    "at least {least}": "al menos {least}",
    "at most {most}": "como máximo {most}",
}
