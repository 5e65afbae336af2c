"""Lines in and out over a store that is locked when nobody types for a while.

What stands in the terminal's own window cannot be taken back; the key is forgotten and the store
closed all the same.
"""

from __future__ import annotations

import attrs

from exoguide.consultation.idle import IdleWatch
from exoguide.consultation.records import lock, open_again
from exoguide.line.console import Console
from exoguide.records.store import Store
from exoguide.speech import phrase


@attrs.frozen(kw_only=True)
class LockingConsole(Console):
    """A person at two text streams, who is asked for the passphrase when they were away."""

    store: Store
    watch: IdleWatch

    def ask(self, prompt: str) -> str:
        """One typed line; one that comes after the store was locked is not taken."""
        while True:
            line = super().ask(prompt)
            if self.watch.seen() and not self.watch.resting:
                return line
            self.watch.rested()
            self.say(phrase("The sessions were locked meanwhile. What was typed is not taken."))
            open_again(self.store)
            self.watch.resume()

    def lock(self) -> bool:
        """Lock the store now, and ask for the passphrase."""
        self.watch.rest_now()
        self.watch.rested()
        open_again(self.store)
        self.watch.resume()
        return True

    def close(self) -> None:
        """Nobody is asked any more, so nobody can be missed."""
        self.watch.stop()


def locking(console: Console, store: Store, seconds: float) -> LockingConsole:
    """The same console over ``store``, which is locked after so many seconds without a line."""
    watch = IdleWatch(seconds, lambda: lock(store))
    watch.start()
    return LockingConsole(
        reader=console.reader, writer=console.writer, width=console.width, store=store, watch=watch
    )
