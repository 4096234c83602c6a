"""A crowd of kubectls on one server, and watchers who must miss nothing: `python -m tests.server.crowd [--minutes N]`.

Each worker makes, changes, looks at and deletes objects of its own, one kubectl after the other; each watcher must see
each object come, change and go, once. Prints what was asked and lost, and what memory the server holds, every minute.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.server.serving import Served, serving
from tutor.values import frozen

AT_ONCE, WATCHERS = 20, 4
EVENTS = ("ADDED", "MODIFIED", "DELETED")
WATCH = ("get", "configmaps", "-w", "--watch-only", "--output-watch-events", "--no-headers")
SETTLED = 3.0  # seconds for the last events to arrive


@frozen
class Counted:
    """What a crowd did: kubectls that ran, those that failed, the names of objects that lived and died."""

    asked: int
    failed: tuple[str, ...]
    names: frozenset[str]


def work(served: Served, number: int, until: Callable[[], bool]) -> Counted:
    """One worker's objects, one after the other."""
    asked, failed = 0, list[str]()
    names: set[str] = set()
    while not until():
        name = f"c-{number}-{len(names)}"
        names.add(name)
        for words in (
            ("create", "configmap", name, "--from-literal=a=b"),
            ("patch", "configmap", name, "-p", '{"data":{"a":"c"}}'),
            ("get", "configmap", name, "-o", "jsonpath={.data.a}"),
            ("delete", "configmap", name),
        ):
            said = served.kubectl(*words)
            asked += 1
            if said.code or (words[0] == "get" and said.stdout != "c"):
                failed.append(f"{' '.join(words)}: {said.stdout}{said.stderr}")
    return Counted(asked=asked, failed=tuple(failed), names=frozenset(names))


def memory(pid: int) -> float:
    """Megabytes that a process holds."""
    rows = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("VmRSS:")) / 1024


def missed(seen: str, names: frozenset[str]) -> int:
    """How many events of these objects a watcher did not see exactly once."""
    found = Counter(tuple(line.split()[:2]) for line in seen.splitlines())
    return sum(found[event, name] != 1 for name in names for event in EVENTS)


def run(served: Served, seconds: float) -> int:
    """Let the crowd work; 1 when something was lost."""
    watchers = [served.start(*WATCH) for _ in range(WATCHERS)]
    time.sleep(SETTLED)
    begun = time.monotonic()
    print(f"begin: {memory(served.pid):.1f} MB", flush=True)
    with ThreadPoolExecutor(AT_ONCE + WATCHERS) as pool:
        readers = [pool.submit(one.communicate) for one in watchers]
        workers = [
            pool.submit(work, served, number, lambda: time.monotonic() - begun > seconds) for number in range(AT_ONCE)
        ]
        while time.monotonic() - begun < seconds:
            time.sleep(min(60.0, seconds))
            print(f"{time.monotonic() - begun:.0f} s: {memory(served.pid):.1f} MB", flush=True)
        done = [worker.result() for worker in workers]
        time.sleep(SETTLED)
        for one in watchers:
            one.terminate()
        seen = [reader.result()[0] for reader in readers]
    names = frozenset().union(*(one.names for one in done))
    lost = [missed(text, names) for text in seen]
    failed = [line for one in done for line in one.failed]
    print(
        f"{sum(one.asked for one in done)} kubectls, {AT_ONCE} at a time; {len(failed)} failed; {len(names)} objects; "
        f"events that {WATCHERS} watchers missed: {lost}; {memory(served.pid):.1f} MB"
    )
    print("\n".join(failed[:5]))
    return int(bool(failed or any(lost)))


def main() -> int:
    """Serve and let the crowd in."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=1.0)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        return run(served, minutes * 60)


if __name__ == "__main__":
    raise SystemExit(main())
