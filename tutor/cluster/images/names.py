"""Image names: what registry, repository and tag a short name stands for."""

from __future__ import annotations

import re
from functools import lru_cache

from tutor.values import frozen

_HEXADECIMAL = re.compile(r"[a-f0-9]{64}")
_PART = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_HOST_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_HOST = rf"(?:{_HOST_LABEL}(?:\.{_HOST_LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_DIGEST = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}"
_REFERENCE = re.compile(rf"{_HOST}/{_PART}(?:/{_PART})*(?::\w[\w.-]{{0,127}})?(?:@{_DIGEST})?", re.ASCII)
_FORMAT = "invalid reference format"


@frozen
class ImageName:
    """A name in full; `repository` includes the registry."""

    repository: str
    tag: str = "latest"
    digest: str = ""

    @property
    def path(self) -> str:
        """The repository without its registry and without Docker's `library/`."""
        return self.repository.partition("/")[2].removeprefix("library/")

    @property
    def full(self) -> str:
        """The name as the container runtime reports it."""
        return f"{self.repository}@{self.digest}" if self.digest else f"{self.repository}:{self.tag}"


@lru_cache(maxsize=1024)
def parse_image(image: str) -> ImageName:
    """Normalise `nginx` to docker.io/library/nginx:latest, as container runtimes do."""
    name, _, digest = image.strip().partition("@")
    head, slash, last = name.rpartition("/")
    last, _, tag = last.partition(":")
    name = head + slash + last
    first, slash, rest = name.partition("/")
    if not slash or not ("." in first or ":" in first or first == "localhost"):
        first, rest = "docker.io", name if slash else f"library/{name}"
    return ImageName(repository=f"{first}/{rest}", tag=tag or "latest", digest=digest)


@lru_cache(maxsize=1024)
def reference_fault(image: str) -> str:
    """What is wrong with an image's name, "" when nothing is. Mirrors ParseNormalizedNamed."""
    if _HEXADECIMAL.fullmatch(image):
        return f"invalid repository name ({image}), cannot specify 64-byte hexadecimal strings"
    domain, slash, remainder = image.partition("/")
    if not slash or not (set(domain) & set(".:") or domain == "localhost" or domain.lower() != domain):
        domain, remainder = "docker.io", image
    if domain in {"docker.io", "index.docker.io"} and "/" not in remainder:
        domain, remainder = "docker.io", f"library/{remainder}"
    remote = remainder.partition(":")[0]
    if remote.lower() != remote:
        return f"{_FORMAT}: repository name ({remote}) must be lowercase"
    return "" if _REFERENCE.fullmatch(f"{domain}/{remainder}") else _FORMAT
