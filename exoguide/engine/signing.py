"""What a signature stands under, as one digest.

The rendered source text of everything it covers, the covered outputs and costs, the standing
flags, the values of the material steps passed before it, and earlier signatures; no layout and no
date of today. Anything else there makes the signature void.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from exoguide.canonical import Json, digest
from exoguide.engine.encoding import encode
from exoguide.engine.outputs import shown_items
from exoguide.engine.rendering import render, show
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.model import StepKind
from exoguide.flow.plan import Node

if TYPE_CHECKING:
    from exoguide.engine.path import Position


def signature_digest(around: Surroundings, node: Node, path: Sequence[Position]) -> str:
    """The digest that a signature at ``node`` carries when it is given now."""
    plan = around.plan
    step = node.step
    material: list[Json] = []
    earlier: list[Json] = []
    for position in path:
        passed = plan.nodes[position.node]
        given = around.ledger.answers[position.key]
        if passed.kind is StepKind.SIGNATURE:
            earlier.append([position.key, given.basis, given.name])
        elif _material(passed):
            material.append([position.key, encode(given.value)])
    return digest(
        {
            "role": step.role,
            "signs": _text(around, step.signs),
            "ask": _text(around, step.ask),
            "covers": [[name, _covered(around, name)] for name in step.covers],
            "flags": [flag.id for flag in around.standing()],
            "material": material,
            "earlier": earlier,
        }
    )


def _material(node: Node) -> bool:
    if node.step.material is not None:
        return node.step.material
    return node.kind is not StepKind.TEXT


def _covered(around: Surroundings, name: str) -> Json:
    """The text of one thing covered: a step's question and answer, an output, a compute."""
    plan = around.plan
    step = plan.steps.get(name)
    if step is not None:
        return [_text(around, step.ask), _value(around, name)]
    for output in plan.flow.outputs:
        if output.id == name:
            items: list[Json] = [
                [
                    item.id,
                    _text(around, item.text),
                    item.start,
                    item.end,
                    _value(around, item.value),
                ]
                for item in shown_items(around, output)
            ]
            return [_text(around, output.text), items, _value(around, output.total)]
    return _value(around, name)


def _value(around: Surroundings, name: str) -> str:
    return show(around, name, "") if name else ""


def _text(around: Surroundings, text: str) -> str:
    return render(around, text, language="", today="{today}")
