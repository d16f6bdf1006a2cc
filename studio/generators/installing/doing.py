"""Carrying out what was planned: the installer as a child process, and the record of what came of it."""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.errors import StudioError
from studio.generators.installing.constraints import constraints_file
from studio.generators.installing.environment import Environment, reported, this_environment
from studio.generators.installing.records import installed_record, is_by_name, normal, plugin_records
from studio.generators.installing.requirement import Requirement
from studio.generators.settings import Recorded, read_settings, write_settings

_NOISE = "Requirement already satisfied"  # pip says so of all that torch needs: a screenful
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A command to show before it is run, word by word; report: where pip will say what it did."""

    command: tuple[str, ...]
    report: Path | None = None


def plan_installation(
    wanted: Requirement, environment: Environment | None = None, *, wheels_only: bool = False
) -> Plan:
    """How `wanted` would be installed here; nothing but the file of constraints is written."""
    environment = environment or this_environment()
    constraints = constraints_file()
    report = constraints.with_name("plugin-installation.json") if environment.reports else None
    return Plan(environment.install(wanted, constraints, report=report, wheels_only=wheels_only), report)


def plan_removal(distribution: str) -> Plan:
    """How a distribution would be removed."""
    return Plan(this_environment().remove(distribution))


def install(plan: Plan, tell: Tell) -> tuple[Recorded, ...]:
    """Install, and record every distribution of plugins that is new or was renewed; StudioError where it fails."""
    before = plugin_records()
    if plan.report:
        plan.report.unlink(missing_ok=True)
    carry_out(plan.command, tell)
    addresses = reported(plan.report) if plan.report else {}
    after = plugin_records(addresses)
    renewed = {normal(name) for name in addresses}
    new = tuple(one for name, one in after.items() if name in renewed or before.get(name) != one)
    settings = read_settings()
    for one in new:
        settings = settings.recording(one)
    if new:
        write_settings(settings)
    return new


def remove(distribution: str, tell: Tell) -> None:
    """Remove a distribution and its record; it need not be installed."""
    if installed_record(distribution) is not None:
        carry_out(plan_removal(distribution).command, tell)
    settings = read_settings()
    for one in settings.installed:
        if normal(one.distribution) == normal(distribution):
            settings = settings.forgetting(one.distribution)
    if settings != read_settings():
        write_settings(settings)


def missing() -> tuple[Recorded, ...]:
    """What is recorded and not installed: lost by an upgrade, most likely."""
    there = plugin_records()
    return tuple(one for one in read_settings().installed if normal(one.distribution) not in there)


def plan_restoration(record: Recorded) -> Plan:
    """How a recorded distribution would be brought back, from where it came; StudioError where that is gone."""
    if record.source.startswith("/") and not Path(record.source).exists():
        raise StudioError(
            f"{record.distribution}: {record.source}, where it came from, is gone; studio plugins install it from "
            f"elsewhere, or forget it: studio plugins remove {record.distribution}"
        )
    # Of one known by name alone, no code may run before its hash was compared: wheels run none while installed.
    by_name = is_by_name(record)
    return plan_installation(Requirement(record.source, record.editable, by_name), wheels_only=by_name)


def restore(record: Recorded, plan: Plan, tell: Tell) -> None:
    """Bring it back. What came by name alone and differs from what was recorded is removed again: StudioError."""
    carry_out(plan.command, tell)
    found = installed_record(record.distribution)
    if found is None:
        raise StudioError(f"{record.source} brought no {record.distribution}")
    if is_by_name(record) and found.code != record.code:
        carry_out(plan_removal(record.distribution).command, tell)
        raise StudioError(
            f"{record.source} is not what it was: its code differs from what was recorded, and it was removed again"
        )


def carry_out(command: Sequence[str], tell: Tell) -> None:
    """Run an installer, line by line; StudioError with its own last words where it fails."""
    last: deque[str] = deque(maxlen=20)
    try:
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as child:
            assert child.stdout is not None
            for line in child.stdout:
                last.append(line.rstrip())
                if not line.startswith(_NOISE):
                    tell(line.rstrip())
    except OSError as fault:
        raise StudioError(f"{command[0]} can't be started: {fault.strerror or fault}") from fault
    if child.returncode:
        said = next((line for line in last if line.lower().startswith("error")), last[-1] if last else "no word")
        raise StudioError(f"the installer failed (exit {child.returncode}), nothing is recorded: {said}")
