"""A report for programs: JSON, SARIF 2.1.0 and the annotations of GitHub's actions."""

from __future__ import annotations

from typing import Any

import attrs

from exoguide.check.explain import explain, explanations
from exoguide.check.findings import Finding
from exoguide.check.report import Report
from exoguide.check.showing import harmless
from exoguide.plaintext import harmless_json


def render_json(report: Report) -> str:
    """``report`` as one JSON object; positions count from 1, in characters."""
    found = {
        "flow": report.name,
        "digest": report.digest,
        "errors": report.errors,
        "warnings": report.warnings,
        "suppressed": report.suppressed,
        "counts": dict(report.counts),
        "proof": _proof(report),
        "findings": [_plain(finding) for finding in report.findings],
    }
    return harmless_json(found) + "\n"


def _proof(report: Report) -> dict[str, Any]:
    proof = report.proof
    if proof is None or not proof.complete:
        return {"complete": False}
    return {"complete": True, "paths": proof.magnitude, "rules": proof.rules, "nodes": proof.nodes}


def _plain(finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = attrs.asdict(finding, recurse=False)
    found["level"] = finding.level.value
    found["verdict"] = finding.verdict.value if finding.verdict else ""
    found["notes"] = list(finding.notes)
    found["interview"] = [
        {"kind": event.kind.value, "body": dict(event.body)} for event in finding.interview
    ]
    return found


def render_sarif(report: Report) -> str:
    """``report`` in SARIF 2.1.0, the format that code hosts show beside the lines."""
    used = sorted({finding.code for finding in report.findings})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": explain(code).title},
            "fullDescription": {"text": " ".join(explain(code).text.split())},
            "defaultConfiguration": {"level": explain(code).level.value},
        }
        for code in used
    ]
    run = {
        "tool": {"driver": {"name": "exoguide", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, used.index(finding.code)) for finding in report.findings],
    }
    found = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return harmless_json(found) + "\n"


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.file)}}
    if finding.line:
        place["region"] = {
            "startLine": finding.line,
            "startColumn": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
        }
    said = " ".join(part for part in (finding.message, *finding.notes, finding.help) if part)
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.level.value,
        "message": {"text": said},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file)


def render_github(report: Report) -> str:
    """``report`` as workflow commands, one a line; an empty report gives nothing."""
    return "".join(f"{_command(finding)}\n" for finding in report.findings)


def _command(finding: Finding) -> str:
    fields = {"file": finding.file, "title": f"{finding.code} {explanations()[finding.code].title}"}
    if finding.line:
        fields |= {
            "line": str(finding.line),
            "endLine": str(finding.end_line),
            "col": str(finding.column),
            "endColumn": str(finding.end_column),
        }
    listed = ",".join(f"{name}={_field(value)}" for name, value in fields.items())
    lines = "\n".join(
        harmless(part) for part in (finding.message, *finding.notes, finding.help) if part
    )
    return f"::{finding.level.value} {listed}::{_data(lines)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _data(harmless(text)).replace(":", "%3A").replace(",", "%2C")
