"""Lets atheris look for bytes that reach new code: `python -m tests.fuzz.guided TARGET [SECONDS]`, seeds kept."""

from __future__ import annotations

import sys
from pathlib import Path

try:
    import atheris
except ModuleNotFoundError:
    sys.exit("guided fuzzing needs atheris, which exists for Linux: pip install --group fuzz")

with atheris.instrument_imports(include=["tutor"]):
    from tests.fuzz.targets import TARGETS

KEPT = Path("build", "fuzz")  # each run goes on where the last one stopped
SECONDS = 60
MOST_BYTES = 20_000


def main() -> None:
    """Run one target for some seconds; what reached new code joins its seeds in `build/fuzz`."""
    name, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else SECONDS
    target = TARGETS[name]
    folder = KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        Path(folder, f"seed-{number}").write_bytes(seed)
    run = target.begin()
    words = [f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", "-seed=1", "-timeout=20", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *words, str(folder)], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
