"""What a check found, as one value."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from exoguide.check.findings import Finding, Level
from exoguide.check.proof import Proof


@attrs.frozen
class Report:
    """Everything found in one flow, in order, with how much of everything the flow has."""

    name: str
    """What the flow is called in messages: its folder or file."""
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    """Steps, flags, rules, cards, outputs and ends."""
    digest: str
    """The identity of the flow that was checked; empty when its files cannot be read."""
    proof: Proof | None = None
    """What was followed over every path; nothing where mistakes stand in the way."""
    suppressed: int = 0
    """Warnings that its author has set aside, each with a reason (``check.toml``)."""

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(one.level is Level.ERROR for one in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return len(self.findings) - self.errors

    def fails(self, *, strict: bool = False) -> bool:
        """Whether the flow must not be used; with ``strict``, a warning is enough."""
        return bool(self.findings) if strict else self.errors > 0
