"""The procedural world as a generator: no weights, no torch."""
