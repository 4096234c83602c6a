"""What each field takes: default, limits and one example, one row a field.

Keyed by type and JSON name (`ServicePort.targetPort`), so that one row serves every place where the type appears.
The words stand in `tutor.words` under the same key.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.api.facts import backends, containers, objects, pods, services, workloads
from tutor.api.facts.model import Facts

FACTS: Mapping[str, Facts] = MappingProxyType(
    objects.FACTS | services.FACTS | backends.FACTS | pods.FACTS | containers.FACTS | workloads.FACTS
)
