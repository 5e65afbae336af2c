"""The proof: what holds over every path of a flow, and an interview for what does not."""

from exoguide.check.proof.proving import Proof, prove

__all__ = ["Proof", "prove"]
