"""The conformance suite: what every generator promises, tried as users would come across it."""

from __future__ import annotations

import hashlib
import json
import tempfile
import unittest
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np

from studio.generators.spec_json import from_json, to_json
from studio.generators.specs import Blend, Request
from studio.generators.validation import faults_of
from studio.terminal.safe_text import clean
from studio.testing.bench import HEAVY, Bench, check_picture
from studio.testing.short_training import ShortTraining
from studio.testing.weight_checks import weight_faults

MOST_GROWTH_BYTES = 20 * 2**20
SLOW_S = 1.0
"""A picture that takes longer must say how far it is, so that it can be cancelled."""


class GeneratorContract:
    """Inherit it and name the generator; pytest, or `studio plugins check`, does the rest.

    generator: its id. training: what `studio train` gets beside the budget for two small batches; None leaves training
    out. Tests that can't apply (no options, no style, no trainer) are skipped with the reason.
    """

    generator: ClassVar[str] = ""
    training: ClassVar[tuple[str, ...] | None] = ("--set", "batch=2")
    _bench: ClassVar[Bench | None] = None

    @classmethod
    def bench(cls) -> Bench:
        """The generator at work, shared by the tests of one class."""
        if cls._bench is None:
            cls._bench = Bench(cls.generator)
        return cls._bench

    @classmethod
    def teardown_class(cls) -> None:
        """End what was started."""
        if cls._bench is not None:
            cls._bench.close()
        cls._bench = None

    def test_listing_imports_nothing_heavy(self) -> None:
        """Its specs are read by people who wait."""
        heavy = self.bench().imported_by_listing() & set(HEAVY)
        assert not heavy, f"its plugin module imports {', '.join(sorted(heavy))}: import them where they are needed"

    def test_metadata_is_complete(self) -> None:
        """Titles in both languages, no control characters, and the same after a trip through JSON."""
        spec = self.bench().spec
        assert faults_of(spec) == ""
        assert not self.bench().plugin.faults, self.bench().plugin.faults[0].line
        assert from_json(json.loads(json.dumps(to_json(spec)))) == spec
        texts = [spec.en, spec.zh, spec.summary, *spec.domains]
        texts += [title for titles in spec.domain_titles for title in titles]
        texts += [text for option in (*spec.options, *spec.settings) for text in (option.en, option.zh)]
        assert all(texts[:3]), "it needs a title in English and Chinese, and a summary"
        unsafe = [text for text in texts if clean(text) != text]
        assert not unsafe, f"control characters in {unsafe[0]!r}"

    def test_weights_are_as_declared(self) -> None:
        """Safetensors with the sha256 that the spec says, and a card."""
        spec = self.bench().spec
        if not spec.weights:
            raise unittest.SkipTest("it comes without weights")
        assert weight_faults(spec) == []

    def test_every_size_that_it_names(self) -> None:
        """And exactly that size."""
        spec = self.bench().spec
        self._draws((f"size {size}", self.bench().requests.usual(size=size)) for size in spec.sizes)

    def test_every_label(self) -> None:
        """Alone, and all of them together; unpainted maps too."""
        self._draws(self.bench().requests.of_every_label())

    def test_odd_maps(self) -> None:
        """One pixel, tall, long, and no multiple of anything."""
        self._draws(self.bench().requests.odd())

    def test_every_domain(self) -> None:
        """That it can be asked for."""
        requests = self.bench().requests
        if "domain" not in self.bench().spec.needs:
            raise unittest.SkipTest("it has no domains")
        self._draws((f"domain {domain}", requests.usual(domain=domain)) for domain in requests.domains)

    def test_options_at_their_ends(self) -> None:
        """And every choice."""
        if not self.bench().spec.options:
            raise unittest.SkipTest("it has no options")
        self._draws(self.bench().requests.of_options())

    def test_options_out_of_range_are_refused(self) -> None:
        """As the user's mistake, in one line."""
        for what, request in self.bench().requests.out_of_range():
            said = self.bench().refusal(request, what)
            assert len(said.splitlines()) == 1, f"{what}: {said}"

    def test_a_style_of_any_size(self) -> None:
        """Where it takes one at all."""
        if "style" not in self.bench().spec.needs:
            raise unittest.SkipTest("it takes no style")
        self._draws(self.bench().requests.styled())

    def test_a_missing_style_is_no_crash(self) -> None:
        """It draws in a usual style, or refuses in one line."""
        if "style" not in self.bench().spec.needs:
            raise unittest.SkipTest("it takes no style")
        try:
            self.bench().draw(self.bench().requests.usual())
        except AssertionError:
            assert len(self.bench().refusal(self.bench().requests.usual()).splitlines()) == 1

    def test_equal_requests_give_equal_bytes(self) -> None:
        """Also with another one in between, and in another process."""
        bench = self.bench()
        first = bench.draw(bench.requests.usual())
        bench.draw(bench.requests.usual(seed=1, size=48))
        again = bench.draw(bench.requests.usual())
        assert first.tobytes() == again.tobytes(), "the same request gave another picture the second time"
        assert hashlib.sha256(first.tobytes()).hexdigest() == bench.watched["picture"], (
            "the same request gave another picture in another process"
        )

    def test_the_seed_counts_where_it_says_so(self) -> None:
        """And nowhere else."""
        bench = self.bench()
        ways = [bench.requests.usual(), *(request for _, request in bench.requests.of_options())]
        counts = any(bench.draw(way).tobytes() != bench.draw(replace(way, seed=1)).tobytes() for way in ways)
        if bench.spec.checkpoints and not bench.spec.weights:
            # Of imported weights, some have noise and some have none; the spec speaks for all of them.
            assert "seed" in bench.spec.needs or not counts, "seeds change the picture with these weights"
        elif "seed" in bench.spec.needs:
            assert counts, "it needs a seed, and seeds change nothing, whatever its options"
        else:
            assert not counts, "seeds change the picture: say needs=frozenset({'seed'})"

    def test_a_blend_goes_from_one_seed_to_the_other(self) -> None:
        """Its ends are the seeds' own pictures, byte for byte; between them lies another one."""
        if "blend" not in self.bench().spec.needs:
            raise unittest.SkipTest("it blends no seeds")
        bench = self.bench()
        first, second = (bench.draw(bench.requests.usual(seed=seed)) for seed in (1, 2))
        ways = {share: bench.draw(bench.requests.usual(seed=1, blend=Blend(2, share))) for share in (0.0, 0.5, 1.0)}
        assert ways[0.0].tobytes() == first.tobytes(), "a blend without the second seed is not the first seed's picture"
        assert ways[1.0].tobytes() == second.tobytes(), "a blend of the second seed alone is not its picture"
        if first.tobytes() != second.tobytes():
            ends = (first.tobytes(), second.tobytes())
            assert ways[0.5].tobytes() not in ends, "half a blend is the picture of one of the seeds"

    def test_the_map_counts(self) -> None:
        """Another drawing, another picture."""
        bench = self.bench()
        turned = np.ascontiguousarray(bench.requests.usual().image[::-1])
        upside_down = bench.requests.usual(image=turned)
        assert bench.draw(bench.requests.usual()).tobytes() != bench.draw(upside_down).tobytes()

    def test_the_input_stays_untouched(self) -> None:
        """Arrays of a request are read-only for a reason."""
        assert self.bench().watched["untouched"]

    def test_it_can_be_cancelled(self) -> None:
        """`progress` raises Cancelled when nobody waits any more; one that never calls it must be quick."""
        seen = self.bench().watched
        if seen["asked"]:
            assert seen["cancelled"], "it swallows Cancelled, which progress raises: catch Exception at most"
        else:
            assert seen["seconds"] < SLOW_S, f"it takes {seen['seconds']:.1f} s and never calls progress"

    def test_it_writes_nothing(self) -> None:
        """Outside of the cache and the temporary folder."""
        assert not self.bench().watched["writes"], f"it wrote {self.bench().watched['writes'][0]}"

    def test_it_asks_no_network_and_starts_nothing(self) -> None:
        """A picture is made of its request alone."""
        seen = self.bench().watched
        assert not seen["network"], f"it used the network: {seen['network'][0]}"
        assert not seen["processes"], f"it started {seen['processes'][0]}"

    def test_it_prints_nothing(self) -> None:
        """Standard output is not its own."""
        assert not self.bench().watched["printed"], f"it printed {self.bench().watched['printed'][:80]!r}"

    def test_memory_does_not_grow(self) -> None:
        """Twenty pictures after five."""
        grown = self.bench().watched["grown_bytes"]
        assert grown < MOST_GROWTH_BYTES, f"twenty pictures left {grown / 2**20:.0f} MiB behind"

    def test_a_short_training_resumes(self) -> None:
        """Two batches, and two more after resuming, give the weights of four batches at once."""
        spec = self.bench().spec
        if not spec.trainer or self.training is None:
            raise unittest.SkipTest("it has no trainer" if not spec.trainer else "training is left out")
        with tempfile.TemporaryDirectory() as scratch:
            training = ShortTraining(self.generator, Path(scratch), self.training)
            at_once = training.begin("at-once", 4)
            training.begin("resumed", 2)
            resumed = training.resume("resumed", 4)
        assert at_once == resumed, "four batches at once and two twice give different weights"

    def _draws(self, named: Iterable[tuple[str, Request]]) -> None:
        bench = self.bench()
        for what, request in named:
            check_picture(bench.draw(request, what), request, bench.spec, what)
