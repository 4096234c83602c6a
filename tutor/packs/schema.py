"""The shapes of pack.yaml, lesson.yaml, feedback.yaml and glossary.yaml."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.packs.faults import FAULTS, PLANNED
from tutor.packs.shape import Anything, Either, Entries, Items, Record, Shape, Text, Truth, Whole
from tutor.packs.vocabulary import CHECK_KINDS, FIELD, ID, NAME, REF, WHEN

FORMAT = 1
LOCALE = r"[a-z]{2}(-[A-Z]{2})?"
FILE = Text(pattern=r"(?!.*\.\.)[a-z0-9_][a-z0-9._/-]{0,99}", what="a relative file name (a-z, 0-9, . _ / -)")
TITLE = Entries(of=Text(pattern=r"[^\n]{1,120}", what="one line of at most 120 characters"), key=LOCALE, least=1)
LINE = Text(pattern=r"[^\n]{0,200}", what="one line")
URL = Text(pattern=r"https://[^\s]{1,300}", what="an https:// address")
_NODE = Text(pattern=NAME, what="a node's name")
_VISIBILITY = Text(words=("visible", "hidden", "after_due_date", "after_published"))

PACK = Record(
    fields={
        "format": Whole(low=1),
        "id": ID,
        "title": TITLE,
        "version": Text(pattern=r"\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?", what="a version such as 1.4.0"),
        "license": LINE,
        "authors": Items(of=Record(fields={"name": LINE, "email": LINE, "url": URL}, required=frozenset({"name"}))),
        "engine": Text(
            pattern=r"(>=|<=|==|<|>)\d+(\.\d+)*(,(>=|<=|==|<|>)\d+(\.\d+)*)*", what="a range such as >=1.2,<2"
        ),
        "locales": Items(of=Text(pattern=LOCALE, what="a language such as ko"), least=1),
        "default-locale": Text(pattern=LOCALE, what="a language such as ko"),
        "lessons": Items(of=ID, least=1),
        "docs": Entries(of=URL, key=r"[a-z0-9][a-z0-9-]{0,31}"),
    },
    required=frozenset({"format", "id", "version", "locales", "lessons"}),
)

META = Record(
    fields={
        "level": Text(words=("basic", "intermediate", "advanced")),
        "minutes": Whole(low=1, high=240),
        "teaches": Items(of=LINE),
        "requires": Items(of=ID),
    }
)
_PORT = Whole(low=1, high=65535)
_PORTS = Either(shapes=(_PORT, Items(of=_PORT, least=1, most=8)))
_LISTEN = Record(fields={"tcp": _PORTS, "udp": _PORTS})
WORLD = Record(
    fields={
        "nodes": Items(of=_NODE, least=1, most=20),
        "objects": FILE,
        "apps": Items(
            of=Record(
                fields={
                    "pods": Entries(of=Text(), least=1),
                    "listen": _LISTEN,
                    "reply": Text(words=("hostname", "myweb", "whoami", "netexec")),
                },
                required=frozenset({"pods", "listen"}),
            )
        ),
        "load-balancer": Text(words=("none", "metallb")),
        "seed": Whole(),
        "faults": PLANNED,
    }
)
SUBMISSION = Record(
    fields={
        "files": Items(of=FILE, least=1, most=8),
        "starter": Either(shapes=(FILE, Entries(of=FILE))),
        "allow": Record(
            fields={
                "kinds": Items(of=Text(pattern=r"[a-z0-9./]*v[0-9a-z]+/[A-Z][A-Za-z0-9]*", what="VERSION/KIND")),
                "objects": Items(of=REF),
                "documents": Whole(low=1, high=100),
            }
        ),
    }
)
_STEPS: Mapping[str, Shape] = {
    "apply": Either(shapes=(FILE,)),
    "create": FILE,
    "delete": REF,
    "settle": Truth(),
    "wait": Whole(low=1, high=100_000),
    **FAULTS,
}
TASK = Record(fields={"title": TITLE, "checks": Items(of=ID)}, required=frozenset({"title", "checks"}))
_PARTIAL = Record(
    fields={"points": Whole(low=1, high=100), "ready-at-least": Whole(low=1), "served-at-least": Whole(low=1)},
    required=frozenset({"points"}),
    one_of=("ready-at-least", "served-at-least"),
)


def _judged(extra: Mapping[str, Shape], required: frozenset[str]) -> Record:
    """Shape a check or a guard: exactly one check kind, its expectation and what both share."""
    shared: Mapping[str, Shape] = {"id": ID, "title": TITLE, "needs": Items(of=ID), "docs": ID, "expect": Anything()}
    return Record(fields={**shared, **CHECK_KINDS, **extra}, required=required | {"id"}, one_of=tuple(CHECK_KINDS))


GUARD = _judged({"cap": Whole(high=1000)}, frozenset({"cap"}))
CHECK = _judged(
    {"points": Whole(high=1000), "visibility": _VISIBILITY, "partial": Items(of=_PARTIAL)}, frozenset({"points"})
)
FEEDBACK = Record(fields={"id": ID, "when": WHEN, "docs": ID, "at": FIELD}, required=frozenset({"id", "when"}))
_WORD = Text(pattern=r"[a-z]([-a-z0-9]{0,28}[a-z0-9])?", what="a name (a-z, 0-9, -; at most 30)")
_NUMBER = Whole(low=0, high=65535)
PERSONAL = Entries(
    of=Record(
        fields={"words": Items(of=_WORD, least=1), "from": _NUMBER, "to": _NUMBER},
        one_of=("words", "from"),
    ),
    key=r"[a-z][a-z0-9-]{0,31}",
)
_OUTCOME = Record(
    fields={
        "score": Whole(high=10_000),
        "fails": Items(of=ID),
        "guard": ID,
        "feedback": ID,
        "status": Text(words=("graded", "rejected")),
        "code": Text(pattern=r"[A-Z_]{1,40}", what="a code"),
    }
)
_MISTAKE = Record(fields={**_OUTCOME.fields, "also": Items(of=FILE)})
PROOF = Record(
    fields={
        "starter": _OUTCOME,
        "solution": _OUTCOME,
        "also-passes": Items(of=FILE),
        "mistakes": Entries(of=_MISTAKE, key=FILE.pattern),
    }
)
LESSON = Record(
    fields={
        "format": Whole(low=1),
        "id": ID,
        "uuid": Text(pattern=r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", what="a UUID"),
        "rev": Whole(low=1),
        "status": Text(words=("wip", "beta", "active", "deprecated")),
        "title": TITLE,
        "meta": META,
        "behaviour": Record(
            fields={"kubernetes": Text(words=("1.36",)), "proxy": Text(words=("ipvs", "iptables", "nftables"))}
        ),
        "evidence": Items(of=LINE),
        "personal": PERSONAL,
        "prose": Text(pattern=r"prose/\{locale\}/[a-z0-9._-]{1,60}", what="prose/{locale}/NAME.md"),
        "world": WORLD,
        "submission": SUBMISSION,
        "script": Items(of=Record(fields=_STEPS, one_of=tuple(_STEPS))),
        "tasks": Entries(of=TASK, key=r"[1-9]\d?", least=1),
        "guards": Items(of=GUARD),
        "checks": Items(of=CHECK, least=1),
        "feedback": Items(of=FEEDBACK),
        "hints": Record(
            fields={
                "levels": Whole(low=1, high=5),
                "cost": Items(of=Whole(high=100), most=5),
                "last-shows-solution": Truth(),
            }
        ),
        "assist": Record(fields={"fixes": Truth()}),
        "solution": Either(shapes=(FILE, Entries(of=FILE))),
        "proof": PROOF,
    },
    required=frozenset({"format", "id", "title", "checks"}),
)
FEEDBACK_TEXTS = Entries(of=Text(), key=ID.pattern)
GLOSSARY = Entries(
    of=Text(pattern=r"[\s\S]{1,600}", what="a text of at most 600 characters"),
    key=r"[^\n{}\[\]`*]{1,40}",
)
