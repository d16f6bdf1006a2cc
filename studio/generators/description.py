"""What a plugin says of itself once somebody has imported it: hooks, generators, label sets, faults; JSON both ways."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from studio.generators.plugin_module import Fault
from studio.generators.spec_json import from_json, to_json
from studio.generators.specs import Generator


@dataclass(frozen=True, slots=True)
class Description:
    """The hooks that a plugin implements, its sound generators and label sets (as JSON), and what is wrong with it."""

    hooks: tuple[str, ...] = ()
    generators: tuple[Generator, ...] = ()
    faults: tuple[Fault, ...] = ()
    vocabularies: tuple[dict[str, Any], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The description in what `json.dumps` can write."""
        return {
            "hooks": list(self.hooks),
            "generators": [to_json(spec) for spec in self.generators],
            "faults": [asdict(fault) for fault in self.faults],
            "vocabularies": list(self.vocabularies),
        }

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Description:
        """The description that `to_json` wrote; TypeError or KeyError where it is no such thing."""
        return cls(
            hooks=tuple(facts["hooks"]),
            generators=tuple(from_json(spec) for spec in facts["generators"]),
            faults=tuple(Fault(**fault) for fault in facts["faults"]),
            vocabularies=tuple(facts["vocabularies"]),
        )
