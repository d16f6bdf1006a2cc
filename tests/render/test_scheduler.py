"""Latest wins: a burst of strokes never queues up, and what is shown in the end is what was drawn last."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.render.scheduler import LatestWins

OFFERS = st.integers(0, 4)
STEPS = st.lists(st.one_of(OFFERS, st.sampled_from(["finished", "failed", "worker died"])), max_size=60)


def test_only_the_newest_of_a_burst_is_drawn() -> None:
    scheduler: LatestWins[str] = LatestWins()
    assert scheduler.offer("a") == (1, "a")
    assert [scheduler.offer(name) for name in "bcd"] == [None, None, None]
    assert scheduler.finished(1) == (2, "d")
    assert scheduler.finished(2) is None
    assert scheduler.is_idle


def test_what_is_shown_or_on_its_way_is_not_drawn_again() -> None:
    scheduler: LatestWins[str] = LatestWins()
    scheduler.offer("a")
    assert scheduler.offer("a") is None
    assert scheduler.finished(1) is None
    assert scheduler.offer("a") is None


def test_an_undo_during_a_render_drops_what_waits() -> None:
    scheduler: LatestWins[str] = LatestWins()
    scheduler.offer("a")
    scheduler.offer("b")
    scheduler.offer("a")
    assert scheduler.finished(1) is None


def test_after_a_failure_the_same_request_may_be_tried_again() -> None:
    scheduler: LatestWins[str] = LatestWins()
    scheduler.offer("a")
    assert scheduler.failed(None) is None
    assert scheduler.offer("a") == (2, "a")


def test_an_answer_to_a_ticket_that_is_not_in_flight_changes_nothing() -> None:
    scheduler: LatestWins[str] = LatestWins()
    scheduler.offer("a")
    scheduler.offer("b")
    assert scheduler.finished(9) is None
    assert scheduler.failed(9) is None
    assert scheduler.finished(1) == (2, "b")


@given(STEPS)
def test_one_job_at_a_time_and_the_last_offer_wins(steps: list[int | str]) -> None:
    scheduler: LatestWins[int] = LatestWins()
    in_flight: tuple[int, int] | None = None
    shown: int | None = None
    wanted: int | None = None
    tickets: list[int] = []

    for step in [*steps, *["finished"] * 3]:
        if isinstance(step, int):
            wanted = step
            sent = scheduler.offer(step)
            assert sent is None or in_flight is None
        elif in_flight is None:
            continue
        elif step == "finished":
            shown = in_flight[1]
            sent = scheduler.finished(in_flight[0])
            in_flight = None
        else:
            if wanted == in_flight[1]:
                wanted = None  # the failure is told; nobody tries by itself
            shown = None
            sent = scheduler.failed(in_flight[0] if step == "failed" else None)
            in_flight = None
        if sent:
            assert sent[1] != shown
            in_flight = sent
            tickets.append(sent[0])
        assert scheduler.is_idle == (in_flight is None)

    assert tickets == sorted(set(tickets))
    assert scheduler.is_idle
    assert wanted is None or shown == wanted
