"""A cluster that is served to the machine's own kubectl, with a web server and a client in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.serving import Served, serving

WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: nginx
        image: nginx
        ports:
        - containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
"""


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "web.yaml").write_text(WEB)
    with serving(folder) as found:
        assert found.kubectl("apply", "-f", str(folder / "web.yaml")).stdout == (
            "deployment.apps/web created\nservice/web created\n"
        )
        found.kubectl("run", "client", "--image=busybox", "--restart=Never", "--", "sleep", "3600")
        for name in ("deployment/web", "pod/client"):
            condition = "Available" if name.startswith("deployment") else "Ready"
            assert found.kubectl("wait", f"--for=condition={condition}", name, "--timeout=30s").code == 0
        yield found
