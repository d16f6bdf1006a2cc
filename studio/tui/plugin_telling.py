"""A plugin in lines: one for the list, all of it for the side."""

from __future__ import annotations

from studio.generators.specs import Generator, Option
from studio.locale import Texts
from studio.terminal.safe_text import clean
from studio.tui.plugin_commands import PluginLine


def list_line(line: PluginLine, texts: Texts) -> str:
    """Its name, and how it stands."""
    return f"{clean(line.plugin.name)} · {state_of(line, texts)}"


def state_of(line: PluginLine, texts: Texts) -> str:
    """In a word or two."""
    plugin = line.plugin
    if plugin.off:
        return texts("plugins.off")
    if line.is_left_alone:
        return texts("plugins.left_alone")
    if plugin.faults:
        return texts("plugins.partly_broken" if plugin.generators else "plugins.broken")
    return texts("plugins.ok")


def detail_lines(line: PluginLine, texts: Texts) -> list[str]:
    """All that is known of it: origin, generators with their options, faults with their tracebacks."""
    plugin = line.plugin
    lines = [f"{plugin.name} — {plugin.source.origin}", state_of(line, texts)]
    if plugin.off:
        lines.append(plugin.off)
    for spec in plugin.generators:
        lines += ["", *_generator(spec, texts)]
    for fault in plugin.faults:
        lines += ["", f"{texts('plugins.fault')}: {fault.line}", *fault.traceback.splitlines()]
    for who, faults in line.session:
        lines += ["", texts("plugins.in_session", who=clean(who), count=len(faults)), *faults]
    return [clean(one) for one in lines]


def _generator(spec: Generator, texts: Texts) -> list[str]:
    lines = [f"{spec.id}: {texts.either(spec.en, spec.zh)}", f"  {spec.summary}"]
    lines += [
        f"  {spec.id}:{domain}  {texts.either(*title)}"
        for domain, title in zip(spec.domains, spec.domain_titles, strict=False)
    ]
    return lines + [f"  {_option(option, texts)}" for option in spec.options]


def _option(option: Option, texts: Texts) -> str:
    values = " | ".join(option.choices) if option.choices else option.kind
    bounds = "" if option.low is None and option.high is None else f" {option.low} … {option.high}"
    return f"{texts.either(option.en, option.zh)} ({option.name}): {values}{bounds}"
