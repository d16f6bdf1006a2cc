"""Where a run's weights start from: another run, discriminator and all, or a weight file, which has the generator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from lightning_modules.averaging import finished_copy
from lightning_modules.checkpoint_io import below, read_newest
from lightning_modules.data_module import PairData
from lightning_modules.pix2pix import Pix2Pix
from studio.errors import InputError
from studio_torch.things import with_room_for_things
from studio_unet.checkpoints import load_weights

NORM_PICTURES = 160
_AVERAGE, _DISCRIMINATOR = "average.network.", "discriminator."
_STYLE_HEAD = "style."
_STYLE_INPUT = "style.0.weight"


def start_from(init: Path, module: Pix2Pix, data: PairData) -> None:
    """Load `init`, a run's folder or a weight file, into an untrained module; InputError when it doesn't fit.

    Where the recipe freezes batch norms, their statistics are measured on this run's pictures first.
    """
    try:
        if init.is_dir():
            _take_run(init, module)
        else:
            _take_weights(init, module, data)
    except RuntimeError as fault:
        raise InputError(f"{init} holds another network or style than this recipe's {module.config.network}") from fault
    if module.config.freeze_norms:
        measured = finished_copy(module.average, data.stream.first(NORM_PICTURES, size=8))
        module.load_generator(measured.state_dict())


def _take_run(folder: Path, module: Pix2Pix) -> None:
    state: dict[str, Tensor] = read_newest(folder / "checkpoints")["state_dict"]
    _fill(module, below(state, _AVERAGE))
    module.discriminator.load_state_dict(below(state, _DISCRIMINATOR))


def _take_weights(path: Path, module: Pix2Pix, data: PairData) -> None:
    start = load_weights(path)
    state = start.network.state_dict()
    if start.style_names != data.style_names:
        if _STYLE_INPUT not in state or not set(start.style_names) & set(data.style_names):
            raise InputError(f"{path} was trained with other style names than these pairs have")
        state[_STYLE_INPUT] = _by_name(state[_STYLE_INPUT], start.style_names, data.style_names)
    _fill(module, state)


def _fill(module: Pix2Pix, state: dict[str, Tensor]) -> None:
    module.load_generator(with_room_for_things(state, module.generator.state_dict()))


def _by_name(columns: Tensor, names: Sequence[str], wanted: Sequence[str]) -> Tensor:
    """The columns (E, names) of a style's first layer in the order of `wanted`; zeros for names that are new."""
    found = columns.new_zeros(len(columns), len(wanted))
    for at, name in enumerate(wanted):
        if name in names:
            found[:, at] = columns[:, names.index(name)]
    return found


def start_reader(init: Path, reader: nn.Module) -> None:
    """Load `init`, a reader's weight file or run, into an untrained reader; the style head only where it fits.

    (The head's outputs are the style's numbers, which another world may count otherwise.) InputError when the rest
    doesn't fit.
    """
    state = below(read_newest(init / "checkpoints")["state_dict"], _AVERAGE) if init.is_dir() else _tensors(init)
    wanted = reader.state_dict()
    head = [key for key in state if key.startswith(_STYLE_HEAD)]
    if any(key not in wanted or wanted[key].shape != state[key].shape for key in head):
        state |= {key: wanted[key] for key in wanted if key.startswith(_STYLE_HEAD)}
    try:
        reader.load_state_dict(state)
    except RuntimeError as fault:
        raise InputError(f"{init} holds another network than this reader") from fault


def _tensors(path: Path) -> dict[str, Tensor]:
    try:
        return {key: value.float() if value.is_floating_point() else value for key, value in load_file(path).items()}
    except (SafetensorError, OSError, ValueError) as fault:
        raise InputError(f"{path} holds no weights that can be read") from fault
