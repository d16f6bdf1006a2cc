"""What a person does with runs: begin, look, stop, go on, take the weights; each in its own process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from safetensors.numpy import load_file
from small_runs import Runs, ended, facts, until

from lightning_modules.config import KINDS_OF_GENERATOR
from studio.runs.folder import GENERATOR_OF_KIND
from studio.runs.state import DONE, INTERRUPTED, RUNNING

LONG = {"epochs": 2000}


@pytest.fixture
def long_run(runs: Runs) -> Runs:
    """One run that goes on until it is stopped."""
    runs.begin(**LONG)
    until(lambda: runs.run("mine").state().batch > 0)
    return runs


def test_a_run_goes_on_without_its_command_and_is_stopped_and_resumed(long_run: Runs) -> None:
    listed = facts(long_run.studio("runs", "list", "--json"))
    assert [(run["name"], run["status"], run["generator"]) for run in listed] == [("mine", RUNNING, "unet")]
    stopped = facts(long_run.studio("runs", "stop", "min", "--json"))  # the start of the name will do
    assert (stopped["status"], stopped["reason"][:16]) == (INTERRUPTED, "stopped as asked")
    assert "mine" in long_run.studio("runs", "list").stdout
    shown = facts(long_run.studio("runs", "show", "mine", "--json"))
    assert shown["config"]["recipe"]["network"] == "tiny"
    assert shown["preflight"]["batches_per_epoch"] == 10
    assert shown["metrics"]["batch"] == stopped["batch"]

    long_run.studio("runs", "resume", "mine", "--set", f"epochs={stopped['epoch'] + 2}")
    run = long_run.run("mine")
    assert ended(run).status == DONE
    assert run.state().note == f"went on from batch {stopped['batch']}"
    refused = long_run.studio("runs", "resume", "mine", check=False)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert "is done" in refused.stderr


def test_weights_can_be_taken_while_it_trains(long_run: Runs, tmp_path: Path) -> None:
    until((long_run.home / "mine" / "checkpoints" / "last.ckpt").is_file)
    long_run.studio("runs", "export", "mine", "-o", str(tmp_path / "mine.safetensors"))
    assert load_file(tmp_path / "mine.safetensors")
    assert json.loads((tmp_path / "mine.json").read_text())["network"] == "tiny"
    assert long_run.run("mine").state().status == RUNNING
    long_run.studio("runs", "stop", "mine")


def test_a_run_without_a_checkpoint_makes_one_to_be_exported(runs: Runs, tmp_path: Path) -> None:
    runs.begin(**LONG, checkpoint_minutes=60)
    until(lambda: runs.run("mine").state().batch > 0)
    assert not runs.run("mine").has_checkpoint()
    runs.studio("runs", "export", "mine", "-o", str(tmp_path / "mine.safetensors"))
    assert load_file(tmp_path / "mine.safetensors")
    runs.studio("runs", "stop", "mine")


def test_every_recipe_is_named_as_the_command_that_trains_it() -> None:
    kinds = {kind: generator for generator, kinds in KINDS_OF_GENERATOR.items() for kind in kinds}
    assert {kind: GENERATOR_OF_KIND.get(kind, kind) for kind in kinds} == kinds


def test_a_second_trainer_is_refused_and_two_may_look_on(long_run: Runs) -> None:
    for words in (["resume", "mine", "--foreground"], ["resume", "mine"]):
        refused = long_run.studio("runs", *words, check=False)
        assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
        assert "being trained already" in refused.stderr
    again = long_run.studio(*long_run.words("unet", "mine"), check=False)
    assert (again.returncode, "already holds a run" in again.stderr) == (2, True)
    looks = [facts(long_run.studio("runs", "show", "mine", "--json")) for _ in range(2)]
    assert [look["status"] for look in looks] == [RUNNING] * 2
    assert "preflight" not in long_run.studio("runs", "logs", "mine", "-n", "3").stderr
    long_run.studio("runs", "stop", "mine")
    assert "stopped as asked" in long_run.studio("runs", "logs", "mine", "-n", "2").stdout


def test_watching_a_run_ends_with_it(runs: Runs) -> None:
    runs.begin(epochs=3)
    watched = runs.studio("runs", "watch", "mine", "--json")
    last = json.loads(watched.stdout.splitlines()[-1])
    assert (last["status"], last["fraction"], last["batch"]) == (DONE, 1.0, 30)
    assert last["weights"].endswith("tiny.safetensors")
    assert "done" in watched.stderr


def test_a_run_that_is_not_there_is_told_with_those_that_are(runs: Runs) -> None:
    runs.begin(epochs=1)
    ended(runs.run("mine"))
    for words in (["show", "yours"], ["show", ""], ["stop", "mine"], ["export", "mine", "-o", "mine.ckpt"]):
        refused = runs.studio("runs", *words, check=False)
        assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
        assert "mine" in refused.stderr


def test_data_that_cannot_be_trained_on_is_refused_before_a_run_begins(runs: Runs, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    without = Runs(runs.home, {"unet": tmp_path / "nothing"})
    refused = without.studio(*without.words("unet", "mine"), check=False)
    assert refused.returncode == 2
    assert "no pairs" in refused.stderr
    assert not (runs.home / "mine").exists()
