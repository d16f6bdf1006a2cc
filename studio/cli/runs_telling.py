"""What `studio runs` says of a run: a line, a block, or plain values for JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

from studio.runs.folder import RunFolder
from studio.runs.state import DONE, RunState
from studio.runs.words import duration, preflight_lines

_NOT_LOSSES = ("batch", "epoch", "fraction", "seconds", "images_per_second")


def line_of(run: RunFolder, state: RunState) -> str:
    """One line of the list."""
    done = f"{state.fraction:6.1%}" if state.batch else "     –"
    return (
        f"{run.name:<36} {state.status:<12}{done}  batch {state.batch:<8} {run.generator:<14}{_ending(state)}".rstrip()
    )


def progress_line(run: RunFolder, state: RunState) -> str:
    """Where a run stands now, and what its losses last were."""
    words = [f"{run.name}: {state.status}", f"{state.fraction:.1%}", f"epoch {state.epoch} batch {state.batch}"]
    if state.eta_s is not None:
        words.append(f"{duration(state.eta_s)} left")
    lines = run.metrics()
    losses = lines[-1] if lines else {}
    words += [f"{name} {value:.3g}" for name, value in losses.items() if name not in _NOT_LOSSES]
    return " · ".join(words)


def block_of(run: RunFolder, state: RunState) -> list[str]:
    """All about one run."""
    config = run.config()
    recipe = config.get("recipe", {})
    lines = [
        f"{run.name}: {state.status}" + (f" ({state.reason})" if state.reason else ""),
        f"  folder    {run.path}",
        f"  recipe    {run.generator}, batches of {recipe.get('batch')} at {recipe.get('crop_size')}²",
        f"  data      {config.get('data', '?')}",
        f"  progress  {state.fraction:.1%}, epoch {state.epoch}, batch {state.batch}, {duration(state.seconds)} trained"
        + (f", {duration(state.eta_s)} left" if state.eta_s is not None else ""),
    ]
    lines += [f"  note      {state.note}"] if state.note else []
    lines += [f"  before    {line}" for line in preflight_lines(run.preflight())]
    metrics = run.metrics()
    if metrics:
        losses = ", ".join(f"{name} {value:.4g}" for name, value in metrics[-1].items() if name not in _NOT_LOSSES)
        lines.append(f"  losses    {losses}")
    samples, weights = run.samples(), run.weights()
    lines += [f"  samples   {samples[-1]}"] if samples else []
    lines += [f"  weights   {weights}"] if weights else []
    return lines


def facts_of(run: RunFolder, state: RunState) -> dict[str, Any]:
    """The same for programs."""
    weights = run.weights()
    return {
        "name": run.name,
        "folder": str(run.path),
        "generator": run.generator,
        "kind": str(run.config().get("recipe", {}).get("kind", "?")),
        **dataclasses.asdict(state),
        "weights": str(weights) if weights else None,
    }


def _ending(state: RunState) -> str:
    if state.eta_s is not None:
        return f"{duration(state.eta_s)} left"
    return "" if state.status == DONE else state.reason
