"""pix2pix's PatchGAN as published (Isola et al. 2017, section 6.1.2), its modules named as its checkpoints are."""

from __future__ import annotations

from pathlib import Path

from torch import Tensor, nn

from studio.errors import InputError
from studio_torch.fitting import fit, shape_of
from studio_torch.reading import read_state
from studio_unet.pix2pix import Norm, initialise, norm_of


class PatchGan(nn.Module):
    """Condition and picture as one (N, inputs, H, W) → patch scores (N, 1, h, w); 256² gives 30×30 with 3 layers."""

    def __init__(self, inputs: int, *, channels: int = 64, layers: int = 3, norm: Norm = "batch") -> None:
        super().__init__()
        bias = norm == "instance"
        width = channels
        model: list[nn.Module] = [nn.Conv2d(inputs, width, 4, 2, 1), nn.LeakyReLU(0.2)]
        for number in range(1, layers + 1):
            narrow, width = width, channels * min(2**number, 8)
            stride = 1 if number == layers else 2
            model += [nn.Conv2d(narrow, width, 4, stride, 1, bias=bias), norm_of(norm, width), nn.LeakyReLU(0.2)]
        model.append(nn.Conv2d(width, 1, 4, 1, 1))
        self.model = nn.Sequential(*model)
        self.apply(initialise)

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.model(x)
        return scores


def read_patchgan(path: Path) -> PatchGan:
    """The discriminator of an official `*_net_D.pth`, in eval mode; InputError where the file is none."""
    state = read_state(path)
    channels, inputs = shape_of(state, "model.0.weight", path)[:2]
    # Every hidden layer is three modules, so the score's convolution is number 3 · layers + 2.
    last = max((int(key.split(".")[1]) for key in state if key.startswith("model.")), default=0)
    if last % 3 != 2:
        raise InputError(f"{path} is no PatchGAN: its last layer is number {last}")
    norm: Norm = "batch" if "model.3.weight" in state else "instance" if "model.2.bias" in state else "none"
    return fit(PatchGan(inputs, channels=channels, layers=last // 3, norm=norm), state, path)
