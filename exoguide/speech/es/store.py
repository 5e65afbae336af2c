"""Where sessions are kept: what stands in the way of saving, and of reading."""

from typing import Final

STORE: Final = {
    # others, and the disk
    "The store is in use": "El archivo de sesiones está en uso",
    "Another exoguide has been writing to {path} for {seconds} seconds, so this could not"
    " be done. Nothing was changed.": (
        "Hace {seconds} segundos que otro exoguide escribe en {path}, así que esto no se ha"
        " podido hacer. No se ha cambiado nada."
    ),
    "Try again; if it repeats, look for one that hangs.": (
        "Inténtelo de nuevo; si se repite, busque alguno que se haya quedado parado."
    ),
    "The disk is full": "El disco está lleno",
    "There is no room left for {path}. This entry was not saved; all before it are.": (
        "Ya no queda espacio para {path}. Esta entrada no se ha guardado; todas las anteriores sí."
    ),
    "Free some space, then answer again.": "Libere espacio y responda de nuevo.",
    "The disk is full. Room that was kept in reserve is used now: end this session,"
    " then free some space.": (
        "El disco está lleno. Ahora se usa el espacio que se guardaba en reserva: termine esta"
        " sesión y después libere espacio."
    ),
    "The disk is almost full: {free} MB are free where the sessions are kept. Free some space"
    " soon.": (
        "El disco está casi lleno: quedan {free} MB libres donde se guardan las sesiones. Libere"
        " espacio pronto."
    ),
    "There is too little room to begin a session": "No hay espacio para comenzar una sesión",
    "{free} MB are free where the sessions are kept, and {least} MB are needed."
    " Sessions that have begun can still be ended.": (
        "Quedan {free} MB libres donde se guardan las sesiones, y hacen falta {least} MB. Las"
        " sesiones comenzadas todavía se pueden terminar."
    ),
    "Free some space, then begin again.": "Libere espacio y comience de nuevo.",
    "The disk reports an error": "El disco comunica un error",
    "{path} could not be read or written: {error}. All that was confirmed is kept.": (
        "{path} no se ha podido leer o escribir: {error}. Todo lo confirmado está guardado."
    ),
    "Check the disk and its cables, then try again; make a copy of the data folder soon.": (
        "Revise el disco y sus cables e inténtelo de nuevo; haga pronto una copia de la carpeta"
        " de datos."
    ),
    "It is not certain that the last entry was saved": (
        "No es seguro que la última entrada se haya guardado"
    ),
    "The disk failed while {path} was written. All entries before it are kept;"
    " nothing more is written until the session is opened again.": (
        "El disco falló mientras se escribía {path}. Todas las entradas anteriores están"
        " guardadas; no se escribe nada más hasta que la sesión se abra de nuevo."
    ),
    "Note the last answer on paper, check the disk, then open the session again: it"
    " shows what was saved.": (
        "Anote la última respuesta en papel, revise el disco y abra la sesión de nuevo: muestra"
        " lo que se guardó."
    ),
    "the disk failed while an entry was being saved": (
        "el disco falló mientras se guardaba una entrada"
    ),
    # reading only
    "Nothing can be saved": "No se puede guardar nada",
    "{path} is open for reading only: {why}.": "{path} está abierto solo para leer: {why}.",
    "Put that right, then open the session again.": "Corríjalo y abra la sesión de nuevo.",
    "The store can only be read": "El archivo de sesiones solo se puede leer",
    "{path} or its folder may not be written, and an unfinished entry may have to be"
    " taken back first.": (
        "No se permite escribir en {path} o en su carpeta, y puede que antes haya que deshacer"
        " una entrada sin terminar."
    ),
    "Allow writing in that folder, then open it again.": (
        "Permita escribir en esa carpeta y ábralo de nuevo."
    ),
    "The sessions can be read but not changed: {why}.": (
        "Las sesiones se pueden leer, pero no cambiar: {why}."
    ),
    "the folder {path} may not be written": "no se permite escribir en la carpeta {path}",
    "the file {path} may not be written": "no se permite escribir en el archivo {path}",
    # locked, closed, another file
    "The sessions are locked": "Las sesiones están bloqueadas",
    "They were locked after a while without a key being pressed.": (
        "Se bloquearon después de un rato sin que se pulsara ninguna tecla."
    ),
    "Give the passphrase; everything that was confirmed is kept.": (
        "Escriba la frase de contraseña; todo lo confirmado está guardado."
    ),
    "The key is not the one of this store": "La clave no es la de este archivo de sesiones",
    "{path} was opened with another one before, and still is the same store."
    " Nothing was changed; it stays locked.": (
        "{path} se abrió antes con otra, y sigue siendo el mismo archivo. No se ha cambiado nada;"
        " sigue bloqueado."
    ),
    "Give the passphrase again. If that repeats, close exoguide and open it again.": (
        "Escriba la frase de contraseña otra vez. Si se repite, cierre exoguide y ábralo de nuevo."
    ),
    "The store is closed": "El archivo de sesiones está cerrado",
    "{path} is not open here.": "{path} no está abierto aquí.",
    "Open the session again.": "Abra la sesión de nuevo.",
    "The store was moved or replaced": "El archivo de sesiones se ha movido o sustituido",
    "{path} is no longer the file that was opened. This entry was not saved.": (
        "{path} ya no es el archivo que se abrió. Esta entrada no se ha guardado."
    ),
    "Put the file back, then open the session again.": (
        "Vuelva a poner el archivo en su sitio y abra la sesión de nuevo."
    ),
    "The store is damaged": "El archivo de sesiones está dañado",
    "Parts of {path} are not what was written. Nothing was changed.": (
        "Hay partes de {path} que no son lo que se escribió. No se ha cambiado nada."
    ),
    "Copy the file before anything else, then restore it from a backup.": (
        "Copie el archivo antes que nada y después restáurelo de una copia de seguridad."
    ),
    "The store cannot be opened": "El archivo de sesiones no se puede abrir",
    "{path} or its journal cannot be opened: {error}.": (
        "{path} o su diario no se puede abrir: {error}."
    ),
    "Check that it is there, who owns it and its permissions.": (
        "Compruebe que está ahí, de quién es y qué permisos tiene."
    ),
    "The store refused": "El archivo de sesiones lo ha rechazado",
    "{path}: {error}. Nothing was changed.": "{path}: {error}. No se ha cambiado nada.",
    "Try again; if it repeats, report it with these words.": (
        "Inténtelo de nuevo; si se repite, comuníquelo con estas palabras."
    ),
    # the passphrase
    "The passphrase is wrong": "La frase de contraseña no es correcta",
    "It is not the one of {who}. The keys are whole; nothing was changed.": (
        "No es la de {who}. Las claves están enteras; no se ha cambiado nada."
    ),
    "Mind capital letters and the keyboard's language.": (
        "Fíjese en las mayúsculas y en el idioma del teclado."
    ),
    "The recovery code is not the one of this store": (
        "El código de recuperación no es el de este archivo de sesiones"
    ),
    "It is well formed and opens nothing here. The keys are whole; nothing was changed.": (
        "Está bien escrito y aquí no abre nada. Las claves están enteras; no se ha cambiado nada."
    ),
    "Look whether the paper is of this store, or an older one.": (
        "Mire si el papel es de este archivo de sesiones, o de uno más antiguo."
    ),
    "Try again.": "Inténtelo de nuevo.",
    "The next try is possible in {time}.": "El próximo intento es posible dentro de {time}.",
    "Too many wrong passphrases": "Demasiadas frases de contraseña incorrectas",
    "The passphrase of {user} may be tried again in {time}.": (
        "La frase de contraseña de {user} se puede volver a intentar dentro de {time}."
    ),
    "Wait, then try again. Nothing was tried and nothing was changed.": (
        "Espere e inténtelo de nuevo. No se ha intentado ni cambiado nada."
    ),
    "1 second": "1 segundo",
    "{count} seconds": "{count} segundos",
    "{count} minutes": "{count} minutos",
    # where it lies
    "You are running as root: what is saved belongs to root, and no other account can open it.": (
        "Trabaja como root: lo que se guarda pertenece a root, y ninguna otra cuenta puede abrirlo."
    ),
    "The sessions lie on a network disk ({kind}), whose locks cannot always be relied on."
    " Use this folder from one computer at a time, and make backups.": (
        "Las sesiones están en un disco de red ({kind}), cuyos bloqueos no siempre son fiables."
        " Use esta carpeta desde un solo ordenador a la vez y haga copias de seguridad."
    ),
    # what others wrote, and what cannot be written
    "Somebody else continued this session": "Otra persona ha continuado esta sesión",
    "1 entry": "1 entrada",
    "{count} entries": "{count} entradas",
    "{writers} added {what} to session {session}, the latest at {at}."
    " Your last answer was not saved.": (
        "{writers}: {what} más en la sesión {session}, la última a las {at}. Su última respuesta"
        " no se ha guardado."
    ),
    "Look at what was added: exoguide resume {session}. Then answer again.": (
        "Mire lo que se ha añadido: exoguide resume {session}. Después responda de nuevo."
    ),
    "This session is shorter than it was": "Esta sesión es más corta que antes",
    "Session {session} now ends with entry {seq}, and entry {expected} was there"
    " before: an older copy of the store was put in its place.": (
        "La sesión {session} termina ahora en la entrada {seq}, y antes estaba la entrada"
        " {expected}: se ha puesto en su lugar una copia más antigua."
    ),
    "Stop, keep a copy of the data folder, and find out who replaced the file.": (
        "Deténgase, guarde una copia de la carpeta de datos y averigüe quién sustituyó el archivo."
    ),
    "This text cannot be saved": "Este texto no se puede guardar",
    " (in {where})": " (en {where})",
    "Character {number}{place} is a NUL, which stands for no letter.": (
        "El carácter {number}{place} es un NUL, que no representa ninguna letra."
    ),
    "Character {number}{place} is half of a character without its other half.": (
        "El carácter {number}{place} es la mitad de un carácter sin la otra mitad."
    ),
    "Remove it and enter the text again.": "Quítelo y escriba el texto de nuevo.",
    "This could not be written into the record of access.": (
        "Esto no se ha podido anotar en el registro de accesos."
    ),
}
"""What the store says, by its English."""
