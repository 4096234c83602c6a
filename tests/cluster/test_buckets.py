"""Buckets that are shared by snapshots change for nobody else."""

from __future__ import annotations

from tutor.cluster.buckets import Buckets, Noted


def test_a_snapshot_stays_as_it_is_when_a_bucket_is_written_later() -> None:
    buckets: Buckets[str, str, int] = Buckets()
    buckets.put("a", "x", 1)
    before = buckets.snapshot()
    buckets.put("a", "x", 2)
    buckets.put("b", "y", 3)
    buckets.restore(before)
    assert (dict(buckets.bucket("a")), dict(buckets.bucket("b"))) == ({"x": 1}, {})


def test_two_snapshots_can_be_restored_in_any_order() -> None:
    buckets: Buckets[str, str, int] = Buckets()
    empty = buckets.snapshot()
    buckets.put("a", "x", 1)
    full = buckets.snapshot()
    buckets.restore(empty)
    buckets.put("a", "z", 9)
    buckets.restore(full)
    assert dict(buckets.bucket("a")) == {"x": 1}


def test_an_empty_bucket_is_no_bucket() -> None:
    buckets: Buckets[str, str, int] = Buckets()
    buckets.put("a", "x", 1)
    buckets.remove("a", "x")
    assert list(buckets.keys()) == []


def test_noted_buckets_hold_until_one_that_was_read_is_written() -> None:
    buckets: Buckets[str, str, int] = Buckets()
    buckets.put("a", "x", 1)
    before = buckets.snapshot()
    noted = Noted(buckets)
    assert dict(noted.bucket("a")) == {"x": 1}
    buckets.put("b", "y", 2)
    untouched = noted.hold()
    buckets.put("a", "x", 1)
    touched = noted.hold()
    buckets.restore(before)
    assert (untouched, touched, noted.hold()) == (True, False, True)


def test_what_is_read_of_a_bucket_that_is_being_written_cannot_be_kept() -> None:
    buckets: Buckets[str, str, int] = Buckets()
    buckets.put("a", "x", 1)
    noted, whole = Noted(buckets), Noted(buckets)
    noted.bucket("b")
    keepable = noted.keepable
    noted.bucket("a")
    assert (keepable, noted.keepable, list(whole.keys()), whole.keepable) == (True, False, ["a"], False)
