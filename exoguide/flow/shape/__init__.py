"""Shape rules beyond types: what must be there, what excludes what, and what every name names.

No condition is read here; whether the flow is sound is the checker's to prove.
"""

from exoguide.flow.shape.rules import located, shape_problems

__all__ = ["located", "shape_problems"]
