"""Making a module ready for several processes."""

from __future__ import annotations

from torch import nn

from lightning_modules.averaging import Average


def share_among(module: nn.Module, *, norms: bool) -> None:
    """Make a module ready for several processes. norms: batch norms take in all their pictures (cards only).

    Every process keeps the averages for itself: they follow from weights that are the same.
    """
    averages = [name for name, part in module.named_modules() if isinstance(part, Average)]
    kept = [name for name in module.state_dict() if name.startswith(tuple(f"{average}." for average in averages))]
    module._ddp_params_and_buffers_to_ignore = kept  # type: ignore[assignment]
    for name, part in module.named_children() if norms else ():
        if not isinstance(part, Average):
            setattr(module, name, nn.SyncBatchNorm.convert_sync_batchnorm(part))  # type: ignore[no-untyped-call]
