"""`python -m tutor` and the command `tutor`."""

from __future__ import annotations

import sys

from tutor.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
