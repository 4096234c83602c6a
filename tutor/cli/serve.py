"""`tutor serve`: Kubernetes' API for a real kubectl, on this machine's loopback."""

from __future__ import annotations

import argparse
import errno
import math
import os
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tutor.cli.beside import check_extra
from tutor.cli.choose import lesson_named, packs_at
from tutor.cli.learner import own_lesson
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse, parser_of
from tutor.cli.streams import NO_ROOM
from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings
from tutor.grading.world import prepare
from tutor.progress import data_folder

FASTEST = 3600.0


def run(words: list[str]) -> int:
    """Serve until Ctrl-C; 2 for wrong use, 3 where the port or the file cannot be used."""
    args = _parse(words)
    check_extra("serve")
    from tutor.server.run import serve

    path = _place(args.kubeconfig)
    try:
        serve(_cluster(args.lesson), port=args.port, path=path, speed=args.speed, ready=partial(_tell, path))
    except BrokenPipeError:  # whoever was to read the address is gone
        raise
    except OSError as fault:
        raise _refusal(fault, args.port) from fault
    except KeyboardInterrupt:
        return 0
    return 0


def _refusal(fault: OSError, port: int) -> OSError | Misuse:
    """The words for what the system refuses: a file, a folder, the port; the output's own fault stays one."""
    reason = os.strerror(fault.errno) if fault.errno else "not possible"
    if fault.filename:
        again = "tutor serve --kubeconfig FILE, in a folder that can be written"
        return Misuse(f"cannot write {fault.filename}: {reason}", again, UNUSABLE_INPUT)
    if fault.errno in NO_ROOM:
        return fault
    if fault.errno == errno.ENOENT:  # of all that needs no name: tempfile's
        said = "cannot write a temporary file: no folder for those can be written"
        return Misuse(said, "TMPDIR=FOLDER tutor serve", UNUSABLE_INPUT)
    return Misuse(f"cannot serve on port {port}: {reason}", "tutor serve", UNUSABLE_INPUT)


def _parse(words: list[str]) -> argparse.Namespace:
    parser = parser_of(
        "serve",
        "Kubernetes' API of a simulated cluster for a real kubectl, on 127.0.0.1.",
        "  tutor serve -l clusterip",
    )
    parser.add_argument("--port", type=int, default=0, metavar="N", help="the port; a free one without it")
    parser.add_argument("-l", "--lesson", metavar="LESSON", help="start in the world of a lesson")
    parser.add_argument("--kubeconfig", metavar="FILE", help="where the kubeconfig is written (mode 0600)")
    parser.add_argument("--speed", type=float, default=1.0, metavar="X", help="how fast the cluster's time runs")
    args = parser.parse_args(words)
    if not 0 <= args.port <= 65535:
        raise Misuse(f"there is no port {args.port}", "tutor serve --port 6443")
    if not (math.isfinite(args.speed) and 0 < args.speed <= FASTEST):
        raise Misuse(f"time cannot run at the speed {args.speed}", "tutor serve --speed 10")
    return args


def _place(asked: str | None) -> Path:
    """Where the kubeconfig goes: never to where kubectl keeps the person's own."""
    path = Path(asked) if asked else data_folder(os.environ) / "serve" / "kubeconfig"
    path, own = (Path(os.path.expanduser(one)).resolve() for one in (path, "~/.kube"))  # noqa: PTH111 - a person may have no home
    if own == path or own in path.parents:
        raise Misuse(f"{path} belongs to your own kubectl", "tutor serve --kubeconfig ./kubeconfig")
    return path


def _cluster(lesson: str | None) -> Cluster:
    """A cluster whose epoch is now: kubectl reckons ages by the clock of this machine."""
    now = datetime.now(UTC).replace(microsecond=0)
    if lesson is None:
        return Cluster.start(Settings(epoch=now))
    found = own_lesson(*lesson_named(packs_at(()), lesson))
    return prepare(found, lambda settings: Cluster.start(replace(settings, epoch=now)))


def _tell(path: Path, address: str) -> None:
    print(f"Serving {address}; Ctrl-C ends it. In another terminal:")
    print(f"export KUBECONFIG={path}")
    print(f"kubectl --kubeconfig {path} get pods", flush=True)
