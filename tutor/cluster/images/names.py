"""Image names: what registry, repository and tag a short name stands for."""

from __future__ import annotations

from functools import lru_cache

from tutor.values import frozen


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
