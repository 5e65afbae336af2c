"""What the tests of the summary share."""

from __future__ import annotations

import pytest

from exoguide.flow.plan import Plan
from tests.summary.sessions import plan_of


@pytest.fixture(scope="session")
def knee() -> Plan:
    """A small flow with one of everything that a summary prints."""
    return plan_of("knee")
