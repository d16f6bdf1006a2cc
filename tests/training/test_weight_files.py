"""Weight files: half precision, except where a number is beyond its range."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from lightning_modules.weight_files import stored, write_weights


def test_numbers_beyond_half_precision_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "reader.safetensors"
    write_weights(out, {"weight": torch.ones(2) / 3, "norm.running_var": torch.tensor([1.5, 7e5])}, {}, {})
    found = load_file(out)
    assert found["norm.running_var"].tolist() == [1.5, 7e5]
    assert found["weight"].dtype == torch.float16


def test_broken_weights_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"norm\.weight"):
        write_weights(tmp_path / "broken.safetensors", {"norm.weight": torch.tensor([1.0, torch.nan])}, {}, {})
    assert list(tmp_path.iterdir()) == []


def test_counters_stay_whole_numbers() -> None:
    assert stored({"norm.num_batches_tracked": torch.tensor(70_001)})["norm.num_batches_tracked"].item() == 70_001
