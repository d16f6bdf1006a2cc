"""`--init` for every recipe but the U-Nets' and the readers': weights of another run, or of a weight file.

A run gives its averaged generator (and encoder) and its discriminator. A weight file, as runs export it, has the
generator and perhaps the encoder; its spectral norms are folded, and are put on again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors import SafetensorError, safe_open
from torch import Tensor

from lightning_modules.attribute_sets import AttributeSource
from lightning_modules.cartoongan import CartoonGan
from lightning_modules.checkpoint_io import below, read_newest
from lightning_modules.data_module import PairData
from lightning_modules.picture_recipes import PictureModule, measured_average
from lightning_modules.picture_stream import PictureData
from lightning_modules.run_folder import Run
from lightning_modules.scene import SceneRecipe
from lightning_modules.semantic import SemanticRecipe
from lightning_modules.star_edits import StarEdits
from studio.errors import InputError
from studio_torch.things import with_room_for_things

Data = PairData | PictureData
State = dict[str, Tensor]
Startable = SemanticRecipe | SceneRecipe | PictureModule
_AVERAGE, _DISCRIMINATOR, _GENERATOR, _ENCODER = "average.network.", "discriminator.", "generator.", "encoder."
_NORMED = ".parametrizations.weight."
_ITERATIONS = 30
"""Of the power method: as many as settle a weight's largest singular value to four digits."""


def start_networks(init: Path, module: Startable, data: Data) -> None:
    """Load `init`, a run's folder or a .safetensors file, into an untrained module; InputError where it doesn't fit."""
    if init.is_dir():
        _take_run(init, module)
    else:
        _take_file(init, module, data)
    if isinstance(module, StarEdits | CartoonGan) and isinstance(data, PictureData) and module.config.freeze_norms:
        _fill_generator(module, measured_average(module, data).state_dict(), init)


def _take_run(folder: Path, module: Startable) -> None:
    kind = Run.read(folder).config.kind
    if kind != module.config.kind:
        raise InputError(f"{folder} is a run of kind {kind}, and this recipe is of kind {module.config.kind}")
    state: State = read_newest(folder / "checkpoints")["state_dict"]
    _fill_generator(module, below(state, _AVERAGE), folder)
    judge, found = module.discriminator, below(state, _DISCRIMINATOR)
    if _misfit(judge.state_dict(), found):
        _say(f"{folder.name} had another discriminator: this run's begins untrained")
    else:
        judge.load_state_dict(found)


def _take_file(path: Path, module: Startable, data: Data) -> None:
    facts, state = _read(path)
    _check_meaning(path, facts, data)
    if isinstance(module, SemanticRecipe):
        wanted = module.networks.state_dict()
        if not any(key.startswith(_GENERATOR) for key in state):  # TSIT's plugin keeps the generator alone
            state = {_GENERATOR + key: value for key, value in state.items() if _GENERATOR + key in _plain(wanted)}
        if "encoder" not in module.networks:
            state = {key: value for key, value in state.items() if not key.startswith(_ENCODER)}
        elif not any(key.startswith(_ENCODER) for key in state):
            _say(f"{path.name} holds no encoder: this run's begins untrained")
            own = module.networks["encoder"].state_dict()
            state |= _plain({_ENCODER + key: value for key, value in own.items()})
        state = _normed(state, wanted)
    elif isinstance(module, SceneRecipe):  # SPADE's plugin keeps networks by name
        state = below(state, _GENERATOR) or state
    _fill_generator(module, state, path)


def _fill_generator(module: Startable, state: State, init: Path) -> None:
    """The generator, its encoder, and their average, all alike."""
    network = module.networks if isinstance(module, SemanticRecipe) else module.generator
    if isinstance(module, SceneRecipe):
        state = with_room_for_things(state, network.state_dict())
    wrong = _misfit(network.state_dict(), state)
    if wrong:
        raise InputError(f"--init: {init} holds another network than this recipe's: {wrong}")
    network.load_state_dict(state)
    module.average.network.load_state_dict(state)


def _misfit(wanted: Mapping[str, Tensor], found: Mapping[str, Tensor]) -> str:
    """What does not fit, in words; nothing where all does."""
    for key, value in wanted.items():
        if key not in found:
            return f"it has no {key}"
        if value.shape != found[key].shape:
            return f"{key} is {_shape(found[key])} there and {_shape(value)} here"
    return next((f"{key} has no place here" for key in found if key not in wanted), "")


def _shape(value: Tensor) -> str:
    return "×".join(map(str, value.shape)) or "a number"


def _check_meaning(path: Path, facts: Mapping[str, Any], data: Data) -> None:
    """InputError where the file's channels stand for other labels or domains than this data's."""
    if isinstance(data, PairData) and "label_values" in facts:
        values = [] if data.labels.is_ours else list(data.labels.ours)
        if facts["label_values"] != values:
            raise InputError(f"--init: {path} draws other labels than this data has")
    source = data.source if isinstance(data, PictureData) else None
    if isinstance(source, AttributeSource) and facts.get("domains") not in (None, [], list(source.domains)):
        raise InputError(
            f"--init: {path} knows the domains {', '.join(facts['domains'])}, and this data has "
            f"{', '.join(source.domains)}"
        )


def _read(path: Path) -> tuple[dict[str, Any], State]:
    """What a weight file says of itself, and its tensors in float32."""
    try:
        with safe_open(path, framework="pt") as file:
            facts = json.loads((file.metadata() or {}).get("studio", "{}"))
            state = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
    except (SafetensorError, OSError, ValueError) as fault:
        raise InputError(f"--init: {path} holds no weights that can be read (.safetensors is wanted)") from fault
    return facts, {key: value.float() if value.is_floating_point() else value for key, value in state.items()}


def _plain(state: Mapping[str, Tensor]) -> State:
    """The names that tensors have when spectral norms are folded; a norm's own vectors are left out."""
    return {
        key.replace(_NORMED + "original", ".weight"): value
        for key, value in state.items()
        if _NORMED not in key or key.endswith("original")
    }


def _normed(state: State, wanted: Mapping[str, Tensor]) -> State:
    """Folded weights under spectral norm again: the norm of each is about 1, so that drawing with them is the same."""
    normed = dict(state)
    for key in wanted:
        stem, found, part = key.partition(_NORMED)
        if not found or part != "original" or f"{stem}.weight" not in normed:
            continue
        weight = normed.pop(f"{stem}.weight")
        normed[key] = weight
        normed[f"{stem}{_NORMED}0._u"], normed[f"{stem}{_NORMED}0._v"] = _singular_vectors(weight)
    return normed


def _singular_vectors(weight: Tensor) -> tuple[Tensor, Tensor]:
    """The left and right vector of the largest singular value, by the power method from a fixed start."""
    matrix = weight.flatten(1)
    left = F.normalize(torch.ones(len(matrix)), dim=0)
    for _ in range(_ITERATIONS):
        right = F.normalize(torch.mv(matrix.t(), left), dim=0)
        left = F.normalize(torch.mv(matrix, right), dim=0)
    return left, right


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
