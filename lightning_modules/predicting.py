"""Rendering by Lightning's Trainer.predict: the generators that plugins bring, behind one LightningModule."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytorch_lightning as pl
import torch
from torch.utils.data import DataLoader

from lightning_modules.lightning_trainer import lightning_hints_off, quiet_trainer
from studio.errors import StudioError
from studio.generators.host import owner_of
from studio.generators.specs import Request, Result
from studio.render.asking import draw_file
from studio.render.contained import ContainedGenerator
from studio.render.folder_job import Drawing, Job, Task
from studio.render.worker import plugins_with_render_hooks
from studio.sketch.picture_files import save_picture

_ANY = ("auto", "ddp")


class Rendering(pl.LightningModule):
    """Draws files: `predict_step` takes a task's number, writes its picture, and reports what has become of it.

    Every generator that a chain names is loaded once, by its plugin's own factory, with all plugins' render hooks
    around it, as in a render worker. Each process draws its own share of the tasks.
    """

    allow_zero_length_dataloader_with_multiple_devices = True

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        self._hooks = plugins_with_render_hooks()
        self._loaded: dict[str, ContainedGenerator] = {}
        self._links = job.asked.links()
        for link in self._links:
            self._generator(link.generator.id)

    def predict_dataloader(self) -> DataLoader[int]:
        """The numbers of this process's tasks, one after another."""
        mine = range(self.trainer.global_rank, len(self._job.tasks), self.trainer.world_size)
        return DataLoader(mine, batch_size=None)  # type: ignore[arg-type]

    def predict_step(self, number: int, batch_idx: int) -> Drawing:
        """Draw one file. What is wrong with it, or with its generator, is a line of the report."""
        task = self._job.tasks[number]
        drawing = Drawing(str(task.source), self._fault_of(task))
        with self._job.report(self.trainer.global_rank).open("a", encoding="utf-8") as report:
            report.write(json.dumps(asdict(drawing)) + "\n")
        return drawing

    def _fault_of(self, task: Task) -> str:
        try:
            drawn = draw_file(task.source, self._job.asked, self._links, draw=self._drawn)
            task.picture.parent.mkdir(parents=True, exist_ok=True)
            save_picture(task.picture, drawn.sketch, drawn.picture)
        except (StudioError, OSError) as fault:
            said = " ".join(str(fault).split()) or type(fault).__name__
            return said.removeprefix(f"{task.source}: ")
        return ""

    def _drawn(self, request: Request, progress: Callable[[float], None]) -> Result:
        # As in a worker of its own: a generator may want gradients, and must not be given tensors without any.
        with torch.inference_mode(False), torch.enable_grad():
            return self._generator(request.generator).render(request, progress)

    def _generator(self, name: str) -> ContainedGenerator:
        if name not in self._loaded:
            self._loaded[name] = ContainedGenerator.load(owner_of(name), name, self._hooks)
        return self._loaded[name]


def predict(out: Path) -> None:
    """Draw all tasks of the job in the folder `out`; StudioError where a generator that all need can't be loaded."""
    job = Job.read(out)
    module = Rendering(job)
    with lightning_hints_off():
        trainer = quiet_trainer("fp32", [], inference_mode=False, use_distributed_sampler=False, **_devices(job))
        trainer.predict(module, return_predictions=False)


def _devices(job: Job) -> dict[str, Any]:
    """Where the trainer draws: on cards where there are as many, otherwise in as many processes."""
    if job.devices * job.nodes == 1:
        return {}
    accelerator = "cuda" if torch.cuda.device_count() >= job.devices else "cpu"
    strategy = "ddp" if job.strategy in _ANY else job.strategy
    return {"accelerator": accelerator, "devices": job.devices, "num_nodes": job.nodes, "strategy": strategy}
