"""`studio plugins enable` and `disable`: a name in a list; no plugin is imported for it."""

from __future__ import annotations

import json

from studio.cli.talk import answer, say
from studio.errors import InputError
from studio.generators import host
from studio.generators.settings import read_settings, write_settings


def switch_plugin(name: str, *, on: bool, as_json: bool) -> int:
    """Put a plugin in or out of use, for every studio of this user from now on."""
    others = {source.name for source in host.sources() if not source.is_ours}
    settings = read_settings()
    if name not in others | set(settings.disabled):
        if any(source.name == name for source in host.sources()):
            raise InputError(f"{name} is bundled with the studio and always in use")
        raise InputError(
            f"there is no plugin {name}; there are: {', '.join(sorted(others)) or 'only the bundled ones'}"
        )
    write_settings(settings.switched(name, on=on))
    if as_json:
        answer(json.dumps({"name": name, "enabled": on}))
    say(f"{name} is {'in use' if on else f'off; back with: studio plugins enable {name}'}")
    return 0
