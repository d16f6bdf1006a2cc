"""What a run's figures say to people."""

from __future__ import annotations

from typing import Any


def preflight_lines(found: dict[str, Any]) -> list[str]:
    """What was measured before the first batch, `preflight.json`, as lines; none where nothing was."""
    if not found:
        return []
    return [
        *found.get("settled", ()),
        f"{found['pictures']} pictures to learn from, {found['held_out']} held out, "
        f"{found['batches_per_epoch']} batches an epoch",
        f"{found['parameters'] / 1e6:.1f} M parameters on {found['where']}: {found['seconds_per_batch']:.2f} s "
        f"a batch, {duration(found['seconds_per_epoch'])} an epoch, {found['peak_mib']} MiB of memory",
        f"about {duration(found['seconds_in_all'])} in all; checkpoints take {found['disk_mib']} of "
        f"{found['disk_free_mib']} MiB that are free",
    ]


def duration(seconds: float) -> str:
    """Seconds as a person says them: 48 s, 12 min, 3 h 05 min."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02} min"
