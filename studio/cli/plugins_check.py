"""`studio plugins check`: the conformance suite on every generator of a plugin."""

from __future__ import annotations

from dataclasses import asdict

from studio.cli.plugins_telling import called, in_json
from studio.cli.talk import answer
from studio.errors import StudioError
from studio.generators.host import plugins
from studio.testing.running import Outcome, check_generator

_SIGNS = {"kept": "ok      ", "broken": "BROKEN  ", "left out": "left out"}


def check_plugin(name: str, *, quick: bool, as_json: bool) -> int:
    """Say of each promise whether it is kept; exit code 1 where one is not."""
    plugin = called(name, plugins(retry_faults=True))
    if plugin.off or not plugin.generators:
        why = plugin.off or (plugin.faults[0].line if plugin.faults else "it brings no generators")
        raise StudioError(f"{plugin.name} can't be checked: {why}")

    def tell(outcome: Outcome) -> None:
        if not as_json:
            answer(f"  {_SIGNS[outcome.state]}  {outcome.promise}" + (f": {outcome.why}" if outcome.why else ""))

    found: dict[str, list[Outcome]] = {}
    wanted = [spec.id for spec in plugin.generators if name in (plugin.name, spec.id)]
    for generator in [name] if name in wanted and name != plugin.name else wanted:
        if not as_json:
            answer(f"{generator}:")
        found[generator] = check_generator(generator, quick=quick, tell=tell)
    broken = sum(outcome.state == "broken" for outcomes in found.values() for outcome in outcomes)
    if as_json:
        answer(in_json({generator: [asdict(one) for one in outcomes] for generator, outcomes in found.items()}))
    else:
        kept = sum(outcome.state == "kept" for outcomes in found.values() for outcome in outcomes)
        answer(f"{kept} promises kept, {broken} broken")
    return 1 if broken else 0
