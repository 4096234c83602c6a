"""The words after `tutor grade` and `tutor regrade`, and which of them go together."""

from __future__ import annotations

import argparse

from tutor.cli.misuse import Misuse, parser_of
from tutor.grading.formats import FORMATS

_WHAT = {
    "grade": ("Grade a file or a folder of answers.", "  tutor grade answers/ -l clusterip -f jsonl"),
    "regrade": (
        "Grade again, and list who moves against an earlier run, and why.",
        "  tutor regrade answers/ --against old.jsonl",
    ),
}


def options_of(command: str, words: list[str]) -> argparse.Namespace:
    """Read the words; those that make no sense together are wrong use."""
    args = _parse(command, words)
    if args.jobs < 1:
        raise Misuse(f"-j {args.jobs} is too few", "tutor grade PATH -j 1")
    if args.resume and not args.output:
        raise Misuse("--resume goes on with a file", "tutor grade PATH -o FILE --resume")
    if args.against and args.format and not args.output:
        raise Misuse("with --against the list goes to stdout and results to a file", "tutor regrade PATH ... -o FILE")
    if args.json and not args.against:
        raise Misuse("--json is for the list of --against", "tutor grade PATH -f json")
    args.format = list(dict.fromkeys(args.format or ["jsonl" if args.against else "text"]))
    return args


def _parse(command: str, words: list[str]) -> argparse.Namespace:
    parser = parser_of(command, *_WHAT[command])
    add = parser.add_argument
    add("path", nargs="+", metavar="PATH", help="a file, a folder or a zip of answers; - is stdin")
    add("-l", "--lesson", metavar="LESSON", help="the lesson, when the path does not name it")
    add("--learner", default="", metavar="NAME", help="whose answers these are, where the path does not say")
    add("-p", "--pack", action="append", default=[], metavar="PACK", help="another lesson pack; may be repeated")
    formats = ", ".join(FORMATS)
    add("-f", "--format", action="append", choices=FORMATS, metavar="FORMAT", help=f"{formats}; several with -o")
    add("-o", "--output", metavar="FILE", help="write there; each of several formats adds its ending")
    add("-j", "--jobs", type=int, default=1, metavar="N", help="how many processes grade a folder")
    add("--scheduler", metavar="URL", help="grade on the Dask cluster of tcp://HOST:PORT (extra dask)")
    add("--resume", action="store_true", help="go on where an interrupted run with -o stopped")
    add("--policy", metavar="FILE", help="rules for late answers and attempts, see docs/grading.md")
    old = "rows of an earlier run (-f jsonl): list who moves, and why"
    add("--against", metavar="OLD.jsonl", required=command == "regrade", help=old)
    add("--json", action="store_true", help="write that list as one JSON document")
    return parser.parse_args(words)
