"""Plugins that nobody vouches for: listed without being imported, and no fault of theirs reaches another."""

from __future__ import annotations

import sys

import pytest
from toy_plugins import Install

from studio.errors import InputError
from studio.generators import foreign, host

GOOD = """
from studio.generators.hookspecs import hookimpl
from studio.generators.specs import Generator, Option

@hookimpl
def studio_generators():
    option = Option("size", "int", 3, "Size", "大小", low=1, high=9)
    return [Generator(id="NAME", en="Toy", zh="玩具", input="labels", factory="toy:load", options=(option,))]
"""


def good(generator_id: str) -> str:
    return GOOD.replace("NAME", generator_id)


def plugin(name: str) -> host.Plugin:
    return next(plugin for plugin in host.plugins() if plugin.name == name)


def test_a_strangers_plugin_is_listed_without_being_imported(install: Install) -> None:
    install("toy", good("toy"))
    found = plugin("toy")
    assert (found.source.origin, found.bundled, found.faults) == ("toy 1.0", False, ())
    assert host.find("toy").options[0].high == 9
    assert list(host.generators())[-1] == "toy"
    assert "toy_plugin" not in sys.modules


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import nothing_of_that_name", "nothing_of_that_name"),
        ("raise SystemExit(4)", "SystemExit: 4"),
        ("def broken(:", "SyntaxError"),
        ("import os; os._exit(3)", "exit 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "signal 11"),
        (good("Not An Id"), "its id must be"),
        (good("toy").replace("zh=", "api=2, zh="), "API 2"),
        (good("toy").replace("return [", "return 7 #"), "no list of generators"),
        (good("toy").replace("return [", "raise RuntimeError('gone wrong') #"), "gone wrong"),
        (good("toy").replace('"size", "int", 3', '"size", "int", 30'), "lies between 1 and 9"),
        (good("toy").replace("studio_generators()", "studio_generator()"), "unknown hook 'studio_generator'"),
    ],
    ids=lambda text: text.strip()[:20],
)
def test_a_broken_plugin_says_why_and_harms_nobody(install: Install, source: str, said: str) -> None:
    install("zebra", good("zebra"))
    install("broken", source)
    assert said in " ".join(fault.line for fault in plugin("broken").faults)
    assert plugin("broken").generators == ()
    assert {"world", "zebra"} <= set(host.generators())


def test_what_a_plugin_prints_at_import_does_not_spoil_its_description(
    install: Install, capfd: pytest.CaptureFixture[str]
) -> None:
    install("toy", "import os\nprint('hello')\nos.write(1, b'\\x1b]0;title\\x07')\n" + good("toy"))
    assert plugin("toy").faults == ()
    assert capfd.readouterr() == ("", "")


def test_a_plugin_that_loops_at_import_costs_its_deadline_once(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("loop", "while True: pass")
    monkeypatch.setattr(foreign, "DEADLINE_S", 1.0)
    assert plugin("loop").faults[0].line == "import took more than 1 s"
    monkeypatch.setattr(foreign.subprocess, "Popen", None)  # asking again would fail
    assert plugin("loop").faults[0].line == "import took more than 1 s"


def test_a_repaired_plugin_is_seen_when_faults_are_tried_again(install: Install) -> None:
    install("toy", "import missing_part")
    assert plugin("toy").faults
    install("toy", "import missing_part", missing_part="")
    assert plugin("toy").faults
    assert not [one for one in host.plugins(retry_faults=True) if one.name == "toy" and one.faults]


def test_an_id_claimed_before_is_refused_and_shown(install: Install) -> None:
    install("aaa", good("world"))
    install("bbb", good("toy"))
    install("ccc", good("toy"))
    assert plugin("aaa").faults[0].line == "generator world is refused: plugin world brought that id first"
    assert plugin("ccc").faults[0].line == "generator toy is refused: plugin bbb brought that id first"
    assert host.find("world").factory == "studio_world.render:load"


def test_an_upgrade_is_seen(install: Install) -> None:
    install("toy", good("toy-one"))
    assert "toy-one" in host.generators()
    install("toy", good("toy-two"), version="2.0")
    assert "toy-two" in host.generators()
    assert "toy-one" not in host.generators()


def test_an_unknown_generator_names_those_there_are_and_the_broken_plugins(install: Install) -> None:
    install("broken", "raise ValueError")
    with pytest.raises(InputError, match=r"(?s)no generator picasso; there are: .*world.*broken plugins: .*broken"):
        host.find("picasso")
