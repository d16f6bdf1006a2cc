"""The line to the terminal, measured as it is used: how fast it is, and what may be sent now without a queue.

What waits in a queue can't be overtaken: a stroke behind a whole picture appears when the picture has gone through. So
strokes are sent at once, and pictures in slices, no faster than the line carries them; and when the terminal is late to
say that it shows a frame, the next one waits.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

FRAME_S = 1 / 60
"""Pictures are sent in slices that the line carries in about this time, which is as long as a stroke waits for one."""

FASTEST = 20_000_000.0
SLOWEST = 2_000.0
GUESS_REMOTE = 60_000.0
"""Bytes a second: what is taken for no limit, for the least, and for a line that has not been measured yet."""

TELLING_BYTES = 3000
"""A burst of fewer bytes says nothing of how fast the line is."""

LATE_S = 0.04
"""A word later than this behind a small frame: something else is on the line."""

PAUSE_S = 0.05
"""A longer pause ends what is measured together."""

MOST_ASKED = 16
GROWTH, SHRINKING = 1.15, 0.9
LEAST_CORRECTION, MOST_CORRECTION = 0.3, 3.0
LOST_AFTER_S = 3.0


@dataclass(frozen=True)
class Passage:
    """What was sent without a pause up to a question: when that began, how much it is, when the question was asked,
    and when the line should have carried it all."""

    began: float
    count_bytes: int
    asked: float
    expected: float


class Link:
    """Bytes out, words back. All times are `time.monotonic()`'s, handed in.

    `answers` says whether the terminal gives the word; without it the line is never measured, and the guess stays.
    """

    def __init__(self, *, rtt_s: float = 0.0, is_remote: bool = False, answers: bool = False) -> None:
        self.rtt_s = rtt_s
        self.rate = GUESS_REMOTE if is_remote else FASTEST
        self.answers = answers
        self.is_measured = not is_remote
        self._free_at = 0.0
        self._began = 0.0
        self._count_bytes = 0
        self._asked: deque[Passage] = deque()
        self._wants_word = False

    @property
    def is_fast(self) -> bool:
        """Whether whole pictures at the best quality are no burden."""
        return self.rate >= FASTEST / 10

    @property
    def is_asked(self) -> bool:
        """Whether the terminal was asked and hasn't answered."""
        return bool(self._asked)

    def sent(self, count_bytes: int, now: float) -> None:
        """This much is on its way."""
        if now >= self._free_at + PAUSE_S:
            self._began, self._count_bytes = now, 0
        self._count_bytes += count_bytes
        self._free_at = max(self._free_at, now) + count_bytes / self.rate

    def wait_s(self, now: float) -> float:
        """How long what is sent now waits for what was sent before."""
        return max(0.0, self._free_at - now)

    def allowance(self, now: float) -> int:
        """How many bytes of a picture may be sent now."""
        return max(0, int((FRAME_S - self.wait_s(now)) * self.rate))

    def frame_budget(self) -> int:
        """How many bytes a frame of the live picture may have to stay live."""
        return max(6000, int(self.rate * 0.1))

    def may_begin_frame(self, now: float) -> bool:
        """Whether the terminal shows the last frame, or may still be about to say so; one that should have been shown
        and isn't holds up the next. (A word that never comes is given up.)"""
        while self._asked and now - self._asked[0].asked > LOST_AFTER_S + self.rtt_s:
            self._asked.popleft()
        return not self._asked or now <= self._asked[0].expected + self.rtt_s + LATE_S

    def end_frame(self) -> None:
        """The frame is complete with what is sent next: ask the terminal to say when it shows it."""
        self._wants_word = self.answers

    def wants_word(self, now: float) -> bool:
        """Whether the terminal should be asked now, behind what is being sent."""
        telling = not self.is_measured and not self._asked and self._count_bytes >= TELLING_BYTES
        return self.answers and len(self._asked) < MOST_ASKED and (self._wants_word or telling)

    def asked(self, now: float) -> None:
        """The terminal was asked, behind everything that was sent so far."""
        self._wants_word = False
        self._asked.append(Passage(min(self._began, now), self._count_bytes, now, max(now, self._free_at)))
        self._began, self._count_bytes = max(now, self._free_at), 0

    def answered(self, now: float) -> None:
        """The terminal shows everything up to the question."""
        if not self._asked:
            return
        asked = self._asked.popleft()
        took_s = now - asked.asked
        self.rtt_s = min(self.rtt_s, took_s) if self.rtt_s else took_s
        carried = now - self.rtt_s
        if asked.count_bytes < TELLING_BYTES:
            if carried - asked.expected > LATE_S:
                self._correct(SHRINKING)
            return
        ratio = max(asked.expected - asked.began, 1e-3) / max(carried - asked.began, 1e-3)
        if not self.is_measured:
            self.is_measured = True
            self._correct(ratio)
        else:
            # As fast as we sent it: the line may well be faster, we would never see it.
            self._correct(min(max(ratio, LEAST_CORRECTION), MOST_CORRECTION) if ratio < 1 / GROWTH else GROWTH)

    def _correct(self, factor: float) -> None:
        self.rate = min(max(self.rate * factor, SLOWEST), FASTEST)
