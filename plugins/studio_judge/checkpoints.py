"""Reading the judge's weights."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors import SafetensorError, safe_open
from torch import Tensor

from studio.errors import StudioError
from studio_judge.network import Judge

FORMAT = "studio-judge 1"
BUNDLED = Path(__file__).parent / "weights" / "judge.safetensors"


def load_judge(path: Path = BUNDLED) -> tuple[Judge, tuple[str, ...]]:
    """The judge in `path`, in eval mode, and the names of its style outputs; StudioError says what is wrong."""
    if not path.is_file():
        raise StudioError(f"no judge at {path}: train one with `python -m studio_judge.training --data DIR`")
    try:
        with safe_open(path, framework="pt") as file:
            facts = json.loads((file.metadata() or {}).get("studio", "{}"))
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
        if facts.get("format") != FORMAT:
            raise StudioError(f"{path} holds no judge's weights")
        style_names = tuple(facts["style_names"])
        judge = Judge(labels=facts["labels"], style=len(style_names))
        judge.load_state_dict({key: _full(tensor) for key, tensor in tensors.items()})
    except (SafetensorError, KeyError, ValueError, RuntimeError, OSError) as fault:
        raise StudioError(f"{path} can't be read as a judge's weights: {str(fault).splitlines()[0]}") from fault
    return judge.eval(), style_names


def _full(tensor: Tensor) -> Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
