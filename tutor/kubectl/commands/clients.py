"""Programs that connect: curl, wget, nc, ping."""

from __future__ import annotations

from types import MappingProxyType

from tutor.kubectl.commands.call import Program, Programs

_ROWS: dict[str, Program] = {}
CLIENTS: Programs = MappingProxyType(_ROWS)
