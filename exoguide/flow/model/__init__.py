"""A flow as data: one frozen class a table, in the author's own words.

The classes mirror the tables of a flow file one to one; nothing here is compiled or checked
beyond its shape. Names that an author writes are the names of the fields. Stories are no part of a
flow and stand apart, in :mod:`exoguide.flow.model.story`.
"""

from exoguide.flow.model.content import (
    Card,
    Edition,
    End,
    Grade,
    Mark,
    Outcome,
    Output,
    OutputItem,
    OutputKind,
    Source,
    Urgency,
)
from exoguide.flow.model.flow import ClinicType, ClinicValue, Flow, FlowHead, Stage
from exoguide.flow.model.logic import (
    Action,
    Compute,
    ComputeType,
    Flag,
    Group,
    Policy,
    Row,
    Rule,
)
from exoguide.flow.model.steps import Check, CheckLevel, Option, Recheck, Route, Step, StepKind

__all__ = [
    "Action",
    "Card",
    "Check",
    "CheckLevel",
    "ClinicType",
    "ClinicValue",
    "Compute",
    "ComputeType",
    "Edition",
    "End",
    "Flag",
    "Flow",
    "FlowHead",
    "Grade",
    "Group",
    "Mark",
    "Option",
    "Outcome",
    "Output",
    "OutputItem",
    "OutputKind",
    "Policy",
    "Recheck",
    "Route",
    "Row",
    "Rule",
    "Source",
    "Stage",
    "Step",
    "StepKind",
    "Urgency",
]
