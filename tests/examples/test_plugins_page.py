"""docs/plugins.md says what the example and the code say."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from studio.generators import hookspecs
from studio.generators.foreign import DEADLINE_S as IMPORT_S
from studio.generators.specs import Generator
from studio.render.once import DEADLINE_S as RENDER_S

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "examples" / "studio-contour"
PAGE = (ROOT / "docs" / "plugins.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_tutorial_shows_the_example_as_it_is() -> None:
    shown = [(PLUGIN / "studio_contour" / name).read_text() for name in ("__init__.py", "training.py")]
    assert blocks("python")[:2] == shown
    assert blocks("toml") == [(PLUGIN / "pyproject.toml").read_text()]


def test_the_readme_of_the_example_gives_the_same_commands() -> None:
    assert f"```sh\n{blocks('sh')[1]}```" in (PLUGIN / "README.md").read_text()


def test_every_field_of_a_generator_is_explained_and_no_other() -> None:
    table = PAGE.partition("| field | what it is |")[2].partition("\n\n")[0]
    explained = {
        name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.partition("| ")[2].split("|")[0])
    }
    assert explained == {field.name for field in dataclasses.fields(Generator)}


def test_every_hook_is_named() -> None:
    names = [name for name, hook in vars(hookspecs).items() if hasattr(hook, f"{hookspecs.PROJECT}_spec")]
    assert len(names) == 5
    assert [name for name in names if f"`{name}" not in PAGE] == []


def test_the_deadlines_are_those_of_the_code() -> None:
    assert f"with {IMPORT_S:g} s and" in PAGE
    assert f"`studio render` waits {RENDER_S:g} s" in PAGE
