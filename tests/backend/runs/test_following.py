"""What each of a crowd has missed, reckoned from one read for all."""

from uuid import UUID, uuid4

from netra.backend.runs.domain import Cursors, furthest_behind, missed_of

RUN, OTHER = uuid4(), uuid4()
LAST = {RUN: 4, OTHER: 2}
STORED = {run: [f"{run}-{seq}" for seq in range(1, last + 1)] for run, last in LAST.items()}


def _missed(told: dict[UUID, int], lowest: dict[UUID, int]) -> dict[UUID, list[str]]:
    read = {run: STORED[run][seq:] for run, seq in lowest.items()}
    return dict(missed_of(Cursors(told).behind(LAST), lowest, read))


def test_each_is_told_what_follows_his_own_last_event() -> None:
    crowd: list[dict[UUID, int]] = [{}, {RUN: 1}, {RUN: 4, OTHER: 1}, {RUN: 4, OTHER: 2}, {RUN: 9}]
    lowest = furthest_behind(Cursors(told).behind(LAST) for told in crowd)
    assert lowest == {RUN: 0, OTHER: 0}
    for told in crowd:
        expected = {run: STORED[run][told.get(run, 0) :] for run in LAST if told.get(run, 0) < LAST[run]}
        assert _missed(told, lowest) == expected


def test_a_crowd_that_has_missed_nothing_reads_nothing() -> None:
    assert furthest_behind(Cursors(dict(LAST)).behind(LAST) for _ in range(3)) == {}
