"""For authors of plugins: the conformance suite that a generator inherits, with pytest or without.

    from studio.testing import GeneratorContract

    class TestMine(GeneratorContract):
        generator = "mine"

`studio plugins check mine` runs the same from the command line.
"""

from studio.testing.contract import GeneratorContract

__all__ = ["GeneratorContract"]
