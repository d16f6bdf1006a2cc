"""Which arithmetic a run uses: chosen by what it gives and costs on the card at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
from pytorch_lightning.plugins import MixedPrecision
from torch import nn

from lightning_modules.hardware import is_small_turing, processor_multiplies_bf16

Module = TypeVar("Module", bound=nn.Module)

PRECISIONS = ("fp32", "bf16", "fp16")
LARGEST_ERROR = 1e-2
"""How far the first batch's losses may be from fp32's, as a part of them."""
_WORTH_A_SCALER = 1.1
_WORTH_LEAVING_FP32 = 1.05
_WORTH_THE_RISK = 1.2
INIT_SCALE = 2.0**16
_GROWTH_INTERVAL = 4000  # counted in steps, of which a batch has two


@dataclass(frozen=True)
class Trial:
    """What a few steps in one precision gave; `fits` False: they ran out of memory, and the rest is unknown.

    finite: all losses were, and the last step's gradients. losses: of the first batch. error: how far these are from
    fp32's; None where fp32 could not be measured.
    """

    precision: str
    fits: bool = True
    finite: bool = True
    losses: tuple[float, ...] = ()
    error: float | None = None
    seconds_per_step: float = 0.0
    peak_mib: int = 0
    batch: int = 0


@dataclass(frozen=True)
class Choice:
    """A precision and, in one line, why."""

    precision: str
    why: str


def on_the_processor() -> Choice:
    """bf16 where the processor multiplies it in hardware; elsewhere it would be slower than fp32."""
    instructions = processor_multiplies_bf16()
    if instructions:
        return Choice("bf16", f"this processor multiplies it in hardware ({instructions})")
    return Choice("fp32", "this processor has no instructions for bf16")


def chosen(trials: Sequence[Trial], card: str) -> Choice:
    """The quickest that is right and fits, by measurements on the card of that name.

    fp16 must be worth its loss scaler, and any other than fp32 worth leaving it. On a GTX 16xx, bf16 is emulated and
    fp16 suspect whatever a few steps say: fp32, unless it doesn't fit, or fp16 passed and is clearly quicker.
    """
    found = {trial.precision: trial for trial in trials}
    right = {name: trial for name, trial in found.items() if not _fault(trial)}
    table = "; ".join(_in_words(found[name]) for name in PRECISIONS if name in found)
    if not right:
        return Choice("fp32", f"nothing passed ({table})")
    if is_small_turing(card):
        return Choice(_for_small_turing(right), f"{card} has no tensor cores ({table})")
    quickest = min(right.values(), key=_cost)
    return Choice(quickest.precision, f"on {card} ({table})")


def _for_small_turing(right: dict[str, Trial]) -> str:
    if "fp32" not in right:
        return "bf16" if "bf16" in right else "fp16"
    quick = right["fp32"].seconds_per_step / right["fp16"].seconds_per_step if "fp16" in right else 0.0
    return "fp16" if quick > _WORTH_THE_RISK else "fp32"


def _cost(trial: Trial) -> float:
    handicap = {"fp32": 1.0, "bf16": _WORTH_LEAVING_FP32, "fp16": _WORTH_LEAVING_FP32 * _WORTH_A_SCALER}
    return trial.seconds_per_step * handicap[trial.precision]


def _fault(trial: Trial) -> str:
    """What is wrong with a precision, if anything."""
    if not trial.fits:
        return "does not fit"
    if not trial.finite:
        return "not finite"
    if trial.error is not None and trial.error > LARGEST_ERROR:
        return f"off by {trial.error:.1%}"
    return ""


def _in_words(trial: Trial) -> str:
    fault = _fault(trial)
    if not trial.fits:
        return f"{trial.precision} {fault}"
    figures = f"{trial.precision} {trial.seconds_per_step:.3g} s a step, {trial.peak_mib} MiB"
    return f"{figures}, {fault}" if fault else figures


def mixed_precision(precision: str, kind: str, *, scale: float = INIT_SCALE) -> list[MixedPrecision]:
    """Lightning's plugin for a precision on a kind of device ("cpu", "cuda"); none for fp32."""
    if precision == "fp32":
        return []
    if precision == "bf16":
        return [MixedPrecision("bf16-mixed", kind)]
    # Named outright, for on a processor Lightning would silently take bf16 and no scaler.
    scaler = torch.amp.GradScaler(kind, init_scale=scale, growth_interval=_GROWTH_INTERVAL)
    return [MixedPrecision("16-mixed", kind, scaler=scaler)]


def channels_last(module: Module) -> Module:
    """`module` with its weights in channels-last memory, which is quicker for bf16 convolutions."""
    move: Any = module.to  # its published types know no memory format
    moved: Module = move(memory_format=torch.channels_last)
    return moved
