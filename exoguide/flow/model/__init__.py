"""A flow as data: one frozen class a table, in the author's own words.

The classes mirror the tables of a flow file one to one; nothing here is compiled or checked
beyond its shape. Names that an author writes are the names of the fields.
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
from exoguide.flow.model.story import Do, Expect, Story, Visit

__all__ = [
    "Action",
    "Card",
    "Check",
    "CheckLevel",
    "ClinicType",
    "ClinicValue",
    "Compute",
    "ComputeType",
    "Do",
    "Edition",
    "End",
    "Expect",
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
    "Story",
    "Urgency",
    "Visit",
]
