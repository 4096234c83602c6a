"""What the tests of kubectl's commands share: a conversation with a fresh cluster, of which the last answer counts."""

from __future__ import annotations

from tests.begun import begin
from tutor.kubectl.files import Files
from tutor.kubectl.output import Output
from tutor.kubectl.shell.terminal import Shell

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: {app: web}
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}]
"""


def sit_down(**files: str) -> Shell:
    """A shell at a fresh cluster; `svc_yml="…"` lies in the folder as `svc.yml`, beside what lies there anyway."""
    known = {"svc_yml": SERVICE, "dep_yml": DEPLOYMENT} | files
    written = {f"/home/learner/{name.replace('_', '.')}": body.encode() for name, body in known.items()}
    return Shell(begin=begin, files=Files(written=written))


def talk(*commands: str, **files: str) -> Output:
    """Say the commands one after another, and give the last answer."""
    shell = sit_down(**files)
    answers = [shell.run(command) for command in commands]
    return answers[-1]


def said(*commands: str, **files: str) -> str:
    """What the last command printed, standard output first."""
    answer = talk(*commands, **files)
    return answer.stdout + answer.stderr
