"""The programs of the simulated places, by name."""

from __future__ import annotations

from types import MappingProxyType

from tutor.kubectl.commands.archives import ARCHIVES
from tutor.kubectl.commands.awk import AWK
from tutor.kubectl.commands.builtins import BUILTINS
from tutor.kubectl.commands.call import Programs
from tutor.kubectl.commands.columns import COLUMNS
from tutor.kubectl.commands.conditions import CONDITIONS
from tutor.kubectl.commands.counting import COUNTING
from tutor.kubectl.commands.curl import CURL
from tutor.kubectl.commands.dates import DATES
from tutor.kubectl.commands.dig import DIG
from tutor.kubectl.commands.echo import ECHO
from tutor.kubectl.commands.filters import FILTERS
from tutor.kubectl.commands.folders import FOLDERS
from tutor.kubectl.commands.grep import GREP
from tutor.kubectl.commands.ip import IP
from tutor.kubectl.commands.jobs import JOBS
from tutor.kubectl.commands.kubespray import KUBESPRAY
from tutor.kubectl.commands.listening import LISTENING
from tutor.kubectl.commands.machines import MACHINES
from tutor.kubectl.commands.names import NAMES
from tutor.kubectl.commands.ping import PING
from tutor.kubectl.commands.power import POWER
from tutor.kubectl.commands.processes import PROCESSES
from tutor.kubectl.commands.rulesets import RULESETS
from tutor.kubectl.commands.sed import SED
from tutor.kubectl.commands.session import SESSION
from tutor.kubectl.commands.sleep import SLEEP
from tutor.kubectl.commands.sockets import SOCKETS
from tutor.kubectl.commands.traceroute import TRACEROUTE
from tutor.kubectl.commands.wget import WGET
from tutor.kubectl.commands.wrappers import WRAPPERS

ANYWHERE: Programs = MappingProxyType({**BUILTINS, **CONDITIONS, **ECHO, **SLEEP, **SESSION, **JOBS})
PROGRAMS: Programs = MappingProxyType(
    {
        **FILTERS,
        **COUNTING,
        **GREP,
        **PING,
        **AWK,
        **ARCHIVES,
        **FOLDERS,
        **SED,
        **WRAPPERS,
        **CURL,
        **WGET,
        **SOCKETS,
        **NAMES,
        **DATES,
        **DIG,
        **RULESETS,
        **KUBESPRAY,
        **POWER,
        **COLUMNS,
        **IP,
        **LISTENING,
        **PROCESSES,
        **TRACEROUTE,
        **MACHINES,
    }
)
