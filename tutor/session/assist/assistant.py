"""One learner's cluster and language, asked about a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tutor.cluster.cluster import Cluster
from tutor.session.assist.against import Difference, added, differences
from tutor.session.assist.complete import Completions, completions_at
from tutor.session.assist.field import Explained, explain_at
from tutor.session.assist.repairs import Fix, cleaned, likeliest_repair, repairs_of
from tutor.session.views import Diagnostic
from tutor.values import frozen


@frozen(kw_only=False)
class Assistant:
    """Answers for the editor; lines and columns count from 1. Without `fixes` the learner mends every fault alone."""

    cluster: Cluster
    locale: str
    fixes: bool = True

    def explain(self, text: str, line: int, column: int) -> Explained | None:
        """The field at a place."""
        return explain_at(text, line, column, self.locale)

    def complete(self, text: str, line: int, column: int) -> Completions:
        """What the word before a place could become."""
        return completions_at(text, line, column, self.cluster, self.locale)

    def differences(self, text: str) -> tuple[Difference, ...]:
        """What an apply of a text would change, object by object."""
        return differences(text, self.cluster)

    def added(self, text: str) -> Mapping[int, str]:
        """What the server fills in by itself, by the line that it belongs to."""
        return added(text, self.cluster)

    def clean(self, text: str) -> Fix | None:
        """The clean-up of what came along with copy and paste; None where nothing did."""
        return cleaned(text, self.locale)

    def repair(self, text: str, fault: Diagnostic) -> Fix | None:
        """The likeliest quick fix of a fault."""
        return likeliest_repair(text, fault, self.locale) if self.fixes else None

    def repairs(self, text: str, faults: Sequence[Diagnostic]) -> tuple[Fix, ...]:
        """The quick fixes of all faults of a text, in their order; where they are several, all at once comes last."""
        return repairs_of(text, faults, self.locale) if self.fixes else ()
