"""The full-screen face. Everything that imports Textual lives here.

Importing this room first takes away what the environment could tell Textual to do, because Textual
reads its variables once, while it is being imported.
"""

from __future__ import annotations

import os

from exoguide.tui.hardening import neutralise

neutralise(os.environ)
