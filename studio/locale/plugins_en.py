"""English, of the plugin screen."""

from __future__ import annotations

PLUGINS = {
    "do.plugins": "Plugins: what is installed, its faults, on and off, installing",
    "plugins.title": "Plugins",
    "plugins.listing": "asking them …",
    "plugins.ok": "ok",
    "plugins.off": "off",
    "plugins.broken": "broken",
    "plugins.partly_broken": "partly broken",
    "plugins.left_alone": "failed too often: off for this session",
    "plugins.fault": "fault",
    "plugins.in_session": "{who}: {count} faults in this session",
    "plugins.key.switch": "on or off",
    "plugins.key.again": "try again",
    "plugins.key.install": "install",
    "plugins.key.back": "back",
    "plugins.stays": "{name} is bundled with the studio and stays",
    "plugins.now_on": "{name} is in use",
    "plugins.now_off": "{name} is off, and not even imported",
    "plugins.forgiven": "{name} may try again",
    "plugins.install_title": "Install a plugin: a name on PyPI, a wheel, a folder or a git URL",
    "plugins.install_hint": "A plugin is code that runs with your rights: trust it. Enter shows the command",
    "plugins.run": "Run this? y / n   {command}",
    "plugins.installing": "installing …",
    "plugins.installed": "installed {names}",
    "plugins.no_plugin": "nothing new came of it: it is there already, or is no plugin",
}
