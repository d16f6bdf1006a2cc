"""Reading other people's checkpoints: tensors only, whatever container and wrapper they come in."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from studio.errors import InputError

State = dict[str, Tensor]

# Where training programs put a generator's state dict beside other things, in order of preference.
_WRAPPERS = ("g_ema", "params_ema", "ema", "state_dict", "model_state_dict", "net_G", "netG", "G", "g", "generator")
_PREFIXES = ("module.", "_orig_mod.", "netG.", "net_G.", "netG_A.", "G.", "g.", "generator.", "net.", "network.")
_HELD = "model."  # a training program's attribute as often as pix2pix's own, in these forms:
_PIX2PIX = re.compile(r"model\.(model\.(?!\d+\.conv_block))?\d+\.")
# What lies beside generators, by its keys: people name the wrong file of three.
_NO_GENERATORS = {
    r"^discriminator_\d+\.": "a multi-scale discriminator",
    r"^fc_var\.": "a picture encoder",
    r"^conv2\.weight$": "a StarGAN discriminator",
    r"^convs\.0\.weight$": "a CartoonGAN discriminator",
    r"^model\.0\.weight$": "a PatchGAN discriminator",
}
_SAFETENSORS_SUFFIX = ".safetensors"


def read_state(path: Path) -> State:
    """The state dict in `path` on the CPU, floating numbers as float32, without wrappers and their prefixes.

    Reads torch's zip files, its containers from before 1.6, and safetensors; nothing but tensors and plain values is
    ever unpickled. InputError, in one line, for anything else.
    """
    if not path.is_file():
        raise InputError(f"there is no file {path}")
    content = _safetensors(path) if path.suffix == _SAFETENSORS_SUFFIX else _torch_file(path)
    state = _unprefixed(_innermost(content, path))
    return {key: tensor.float() if tensor.is_floating_point() else tensor for key, tensor in state.items()}


def contents(path: Path) -> str:
    """What a state dict holds, for a line that says why nobody takes it."""
    state = read_state(path)
    shapes = [f"{key} {'×'.join(map(str, tensor.shape))}" for key, tensor in state.items() if tensor.ndim > 1]
    kind = next((kind for sign, kind in _NO_GENERATORS.items() if any(re.search(sign, key) for key in state)), "")
    return f"{kind or f'{len(state)} tensors'} ({', '.join(shapes[:2])}{', …' if len(shapes) > 2 else ''})"


def _safetensors(path: Path) -> State:
    try:
        state: State = load_file(path)
    except (SafetensorError, OSError, ValueError) as fault:
        raise InputError(f"{path} can't be read as safetensors: {_first_line(fault)}") from fault
    return state


def _torch_file(path: Path) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of old containers: what they hold is read all the same
            return torch.load(path, map_location="cpu", weights_only=True)
    except UnpicklingError as fault:
        raise InputError(_refusal(path, str(fault))) from fault
    except (RuntimeError, OSError, EOFError, ValueError) as fault:
        raise InputError(f"{path} is no checkpoint, or it is cut off: {_first_line(fault)}") from fault
    except (TypeError, LookupError, AttributeError) as fault:
        raise InputError(f"{path} is no checkpoint: neither torch's format nor safetensors") from fault
    except (MemoryError, OverflowError, AssertionError) as fault:
        raise InputError(f"{path} is damaged, or claims more than fits into memory") from fault


def _refusal(path: Path, message: str) -> str:
    """One line about a pickle that holds more than tensors."""
    found = re.search(r"GLOBAL ([\w.]+)", message) or re.search(r"Unsupported (?:global|class) ([\w.]+)", message)
    if found:
        return (
            f"{path} holds Python objects ({found[1]}), not only tensors, and is not opened: save the network's "
            "state_dict() instead"
        )
    return f"{path} holds something else than tensors, and is not opened: save the network's state_dict() instead"


def _innermost(content: Any, path: Path) -> State:
    """The mapping of names to tensors in `content`, out of dicts around it: by their known names, else the largest."""
    if isinstance(content, Mapping):
        tensors = {str(key): value for key, value in content.items() if isinstance(value, Tensor)}
        inner = [content[key] for key in _WRAPPERS if isinstance(content.get(key), Mapping) and content[key]]
        if inner:
            return _innermost(inner[0], path)
        if tensors:
            return tensors
        others = [value for key, value in content.items() if isinstance(value, Mapping) and not _is_a_critic(str(key))]
        if others:
            return _innermost(max(others, key=len), path)
    raise InputError(f"{path} holds no state dict: a mapping of names to tensors is expected")


def _is_a_critic(name: str) -> bool:
    """Whether a name in a training program's file is its discriminator's or its optimiser's."""
    lower = name.lower()
    return lower.startswith(("d", "net_d", "netd", "opt", "sched", "critic")) or lower.endswith(("_d", "discriminator"))


def _unprefixed(state: State) -> State:
    """Without what DataParallel, compilers and training programs put before every name."""
    for prefix in _PREFIXES:
        chosen = {key.removeprefix(prefix): value for key, value in state.items() if key.startswith(prefix)}
        if chosen:
            return _unprefixed(chosen)
    if all(key.startswith(_HELD) for key in state) and not all(_PIX2PIX.match(key) for key in state):
        return _unprefixed({key.removeprefix(_HELD): value for key, value in state.items()})
    return state


def _first_line(fault: BaseException) -> str:
    return (str(fault) or type(fault).__name__).splitlines()[0].split(". ")[0][:200]
