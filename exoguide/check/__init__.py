"""What is wrong with a flow, where, and how to mend it.

``check_flow`` looks; a :class:`Report` holds what it found; ``render_…`` shows it to people and
programs; ``explain`` says what a code means.
"""

from exoguide.check.examine import check_bundle, check_flow
from exoguide.check.explain import Explanation, explain, explanations
from exoguide.check.findings import Finding, Level
from exoguide.check.formats import render_github, render_json, render_sarif
from exoguide.check.report import Report
from exoguide.check.text_report import render_text, summary_line

__all__ = [
    "Explanation",
    "Finding",
    "Level",
    "Report",
    "check_bundle",
    "check_flow",
    "explain",
    "explanations",
    "render_github",
    "render_json",
    "render_sarif",
    "render_text",
    "summary_line",
]
