"""A package, because libraries install one of this name, and ours must be found first."""
