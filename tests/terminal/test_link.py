"""The line as it is measured: no queue, one frame at a time, and a fair idea of how fast it is."""

from __future__ import annotations

import pytest

from studio.terminal.link import FASTEST, FRAME_S, GUESS_REMOTE, LOST_AFTER_S, Link


class Line:
    """A line of a known speed, and the link that learns it."""

    def __init__(self, *, rate: float, rtt_s: float) -> None:
        self.rate, self.rtt_s = rate, rtt_s
        self.now, self.free_at = 100.0, 0.0
        self.link = Link(rtt_s=rtt_s, is_remote=True, answers=True)

    def send(self, count_bytes: int) -> None:
        self.link.sent(count_bytes, self.now)
        self.free_at = max(self.free_at, self.now) + count_bytes / self.rate

    def ask_and_wait(self) -> None:
        assert self.link.wants_word(self.now)
        self.link.asked(self.now)
        self.now = max(self.now, self.free_at) + self.rtt_s
        self.link.answered(self.now)

    def frame(self, count_bytes: int) -> None:
        """Send a frame as a picture is sent: in slices."""
        left = count_bytes
        while left > 0:
            slice_bytes = min(left, self.link.allowance(self.now))
            if slice_bytes:
                self.send(slice_bytes)
            left -= slice_bytes
            self.now += FRAME_S
        self.link.end_frame()
        self.ask_and_wait()


@pytest.mark.parametrize(("rate", "rtt_s"), [(125_000, 0.1), (30_000, 0.35), (1_250_000, 0.04)])
def test_the_speed_of_the_line_is_learnt_from_the_first_screen(rate: float, rtt_s: float) -> None:
    line = Line(rate=rate, rtt_s=rtt_s)
    line.send(20_000)
    line.ask_and_wait()
    assert line.link.rate == pytest.approx(rate, rel=0.2)


def test_a_line_that_becomes_slower_or_faster_is_followed() -> None:
    line = Line(rate=125_000, rtt_s=0.1)
    line.send(20_000)
    line.ask_and_wait()
    line.rate = 40_000
    for _ in range(8):
        line.frame(6000)
    assert line.link.rate == pytest.approx(40_000, rel=0.35)
    line.rate = 400_000
    for _ in range(30):
        line.frame(20_000)
    assert line.link.rate > 200_000


def test_pictures_never_wait_in_a_queue() -> None:
    line = Line(rate=125_000, rtt_s=0.1)
    line.send(20_000)
    line.ask_and_wait()
    for _ in range(20):
        line.frame(9000)
        assert line.free_at - line.now <= 2 * FRAME_S


def test_a_frame_that_should_be_shown_and_is_not_holds_up_the_next() -> None:
    link = Link(rtt_s=0.1, is_remote=True, answers=True)
    link.sent(1000, 1.0)
    link.end_frame()
    assert link.wants_word(1.0)
    link.asked(1.0)
    assert link.may_begin_frame(1.05), "it is on its way"
    assert not link.may_begin_frame(1.3), "it is late: there is a queue somewhere"
    link.answered(1.35)
    assert link.may_begin_frame(1.35)


def test_a_word_that_never_comes_does_not_stop_the_picture() -> None:
    link = Link(rtt_s=0.1, is_remote=True, answers=True)
    link.end_frame()
    link.asked(1.0)
    assert link.may_begin_frame(1.2 + LOST_AFTER_S)


def test_here_everything_is_sent_at_once_and_a_mute_terminal_is_never_asked() -> None:
    here = Link()
    assert here.is_fast
    assert here.rate == FASTEST
    mute = Link(is_remote=True)
    mute.sent(50_000, 1.0)
    mute.end_frame()
    assert not mute.wants_word(1.0)
    assert mute.rate == GUESS_REMOTE
