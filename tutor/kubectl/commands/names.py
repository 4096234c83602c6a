"""Programs that ask name servers: dig, nslookup, getent, host."""

from __future__ import annotations

from types import MappingProxyType

from tutor.kubectl.commands.call import Program, Programs

_ROWS: dict[str, Program] = {}
NAMES: Programs = MappingProxyType(_ROWS)
