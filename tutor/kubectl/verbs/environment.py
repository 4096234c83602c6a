"""`kubectl set env`: variables of containers, set, removed, listed or taken from a config map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tutor.api.kinds import CONFIG_MAP
from tutor.api.quoting import quote
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.envnames import environment_name_faults
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.podtemplates import Body, Change, Subject, change_all, containers_of, edit_named, pod_spec, subjects
from tutor.kubectl.resources import read_query, resolve

Variable = dict[str, Any]
_NO_RESOURCES = "one or more resources must be specified as <resource> <name> or <resource>/<name>"


def run_set_env(call: Call) -> None:
    """Set or remove environment variables of containers, or list them."""
    resources, words = _split(call.args)
    _check(call, resources)
    sets, removes = _parsed(call, (*call.flag("env"), *words))
    sets += _imported(call) if call.flag("from") else []
    rows = [{**one, "name": f"{call.flag('prefix')}{one['name']}"} for one in sets]

    def edit(subject: Subject, body: Body) -> list[Refusal]:
        wildcard = str(call.flag("containers"))
        containers = containers_of(pod_spec(subject, body), wildcard)
        if not containers:
            call.complain(
                f'Warning: {subject.kind.kind}/{subject.name} does not have any containers matching "{wildcard}"\n'
            )
        for container in containers:
            _update(call, container, rows, removes)
        return []

    failure = "failed to patch env update to pod template:"
    change = Change(edit=edit, operation="env updated", failure=failure)
    if call.flag("list"):
        _list(call, resources, change)
        return
    change_all(call, resources, change)


def _split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Mirrors SplitEnvironmentFromResources."""
    resources: list[str] = []
    variables: list[str] = []
    for word in words:
        is_variable = ("=" in word and not word.startswith("=")) or word.endswith("-")
        if variables and not is_variable:
            raise CommandError(f"all resources must be specified before environment changes: {' '.join(words)}")
        (variables if is_variable else resources).append(word)
    return resources, variables


def _check(call: Call, resources: Sequence[str]) -> None:
    """Mirrors EnvOptions.Validate."""
    if call.flag("all") and call.flag("selector"):
        raise CommandError("cannot set --all and --selector at the same time")
    if call.flag("local") and call.dry_run == "server":
        raise CommandError("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")
    if not resources and not call.flag("filename"):
        raise CommandError(_NO_RESOURCES)
    if call.flag("list") and call.flag("output"):
        raise CommandError("--list and --output may not be specified together")
    if call.flag("keys") and not call.flag("from"):
        raise CommandError("when specifying --keys, a configmap or secret must be provided with --from")


def _parsed(call: Call, words: Sequence[str]) -> tuple[list[Variable], list[str]]:
    """Variables to set and names to remove; `-` stands for lines of standard input. Mirrors ParseEnv."""
    sets: list[Variable] = []
    removes: list[str] = []
    for word in words:
        if word == "-":
            lines = (line.partition("#")[0].partition("=") for line in call.context.stdin.splitlines())
            sets += [_valued(name, value) for name, equals, value in lines if equals]
        elif "=" in word:
            sets.append(_variable(word))
        elif word.endswith("-"):
            removes.append(word[:-1])
        else:
            raise CommandError(f"unknown environment variable: {word}")
    if any(one["name"] in removes for one in sets):
        raise CommandError("can not both modify and remove the same environment variable in the same command")
    return sets, removes


def _variable(text: str) -> Variable:
    name, _, value = text.partition("=")
    faults = environment_name_faults(name)
    if faults:
        raise CommandError(f"{quote(name)} is not a valid key name: {';'.join(faults)}")
    return _valued(name, value)


def _valued(name: str, value: str) -> Variable:
    return {"name": name, "value": value} if value else {"name": name}


def _imported(call: Call) -> list[Variable]:
    """References to the keys of the config map that `--from` names."""
    found: list[Variable] = []
    for one in resolve(call, read_query(call, (str(call.flag("from")),))):
        if not isinstance(one, tuple):
            raise one
        target, obj = one
        if target.kind is not CONFIG_MAP:
            raise CommandError("unsupported resource specified in --from")
        wanted = call.flag("keys") or sorted(obj.data)
        found += [_reference(call, key, target.name) for key in sorted(obj.data) if key in wanted]
    return found


def _reference(call: Call, key: str, name: str) -> Variable:
    variable = re.sub("[^a-zA-Z0-9_]", "_", key).upper()
    if variable != key:
        call.complain(f"Warning: key {key} transferred to {variable}\n")
    return {"name": variable, "valueFrom": {"configMapKeyRef": {"key": key, "name": name}}}


def _update(call: Call, container: dict[str, Any], sets: Sequence[Variable], removes: Sequence[str]) -> None:
    """Mirrors updateEnv: what is known keeps its place, what is new comes last."""
    old: list[Variable] = container.get("env") or []
    new = {one["name"]: one for one in sets}
    for one in old:
        value = new.get(one["name"], one).get("value", "")
        if not call.flag("overwrite") and value != one.get("value", ""):
            raise CommandError(
                f"'{one['name']}' already has a value ({one.get('value', '')}), and --overwrite is false"
            )
    kept = [new.get(one["name"], one) for one in old if one["name"] not in removes]
    known = {one["name"] for one in old}
    container["env"] = [*kept, *(one for name, one in new.items() if name not in known)]
    if not container["env"]:
        del container["env"]


def _list(call: Call, resources: Sequence[str], change: Change) -> None:
    faults: list[Refusal] = []
    for subject in subjects(call, resources):
        if not isinstance(subject, Subject):
            faults.append(subject)
            continue
        edit_named(subject, subject.body, change)
        for container in containers_of(pod_spec(subject, subject.body), str(call.flag("containers"))):
            call.say(f"# {subject.kind.kind} {subject.name}, container {container['name']}\n")
            call.say("".join(f"{_line(_resolved(call, one))}\n" for one in container.get("env") or []))
    raise_all(faults)


def _resolved(call: Call, variable: Variable) -> Variable:
    """With `--resolve`, the value behind a reference to a config map, if it is there. Mirrors GetEnvVarRefValue."""
    source = (variable.get("valueFrom") or {}).get("configMapKeyRef")
    if not call.flag("resolve") or source is None:
        return variable
    try:
        value = call.client.find(CONFIG_MAP, source["name"], call.namespace).data.get(source["key"])
    except StatusError:
        return variable
    return variable if value is None else {"name": variable["name"], "value": value}


def _line(variable: Variable) -> str:
    """Mirrors GetEnvVarRefString for references."""
    source = variable.get("valueFrom")
    if not isinstance(source, dict):
        return f"{variable['name']}={variable.get('value', '')}"
    rows = {"configMapKeyRef": "configmap {name}, key {key}", "secretKeyRef": "secret {name}, key {key}"}
    for field, words in rows.items():
        if field in source:
            return f"# {variable['name']} from {words.format(**source[field])}"
    if "fieldRef" in source:
        return f"# {variable['name']} from field path {source['fieldRef'].get('fieldPath', '')}"
    return f"# {variable['name']} from invalid valueFrom"
