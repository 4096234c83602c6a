"""kubectl create, run and patch make what kubectl makes, and refuse what it refuses."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said, talk

DRY = "--dry-run=client -o yaml"
USAGE = "See 'kubectl run -h' for help and examples\n"
RULE = "host/path=svcname:svcport[,tls[=secret]]"
KEY = (
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  "
    "or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
)
ATTACHED = "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("create svc clusterip a --tcp=x", 'error: strconv.ParseUint: parsing "x": invalid syntax\n'),
        ("create svc clusterip a --tcp=70000", 'error: strconv.ParseUint: parsing "70000": value out of range\n'),
        ("create svc clusterip a --tcp=80:70000", "error: must be between 1 and 65535, inclusive\n"),
        ("create svc clusterip a --tcp=80:-bad", "error: must not begin or end with a hyphen\n"),
        ("create svc externalname a --external-name=x..com", "error: invalid service external name x..com\n"),
        ("create cm c --from-literal=a", "error: invalid literal source a, expected key=value\n"),
        ("create cm c --from-file=k=.", "error: cannot give a key name for a directory path\n"),
        ("create cm c --from-file=a=b=c", "error: key names or file paths cannot contain '='\n"),
        ("create cm c --from-file==a", "error: key name for file path a missing\n"),
        ("create cm c --from-file=a=", "error: file path for key name a missing\n"),
        ("create cm c --from-file=nope", "error: error reading nope: no such file or directory\n"),
        (
            "create cm c --from-literal=a=1 --from-literal=a=2",
            'error: cannot add key "a", another key by that name already exists in Data for ConfigMap "c"\n',
        ),
        (
            "create cm c --from-env-file=e.env --from-literal=a=b",
            "error: from-env-file cannot be combined with from-file or from-literal\n",
        ),
        ("create secret generic s --from-literal='a b=c'", f'error: "a b" is not valid key name for a Secret {KEY}\n'),
        (
            "create ing i --rule=x",
            "error: rule x is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]\n",
        ),
        ("create ing i --default-backend=x", "error: default-backend should be in format servicename:serviceport\n"),
        ("create pdb p --selector=a=b --min-available=x", "error: invalid format specified for min-available\n"),
        ("create pdb p --min-available=1", "error: a selector must be specified\n"),
        ("create quota q --hard=cpu", "error: Invalid argument syntax cpu, expected <resource>=<value>\n"),
        ("create rolebinding r --user=me", "error: exactly one of clusterrole or role must be specified\n"),
        (
            "create rolebinding r --role=x --serviceaccount=bad",
            "error: serviceaccount must be <namespace>:<name>\n",
        ),
        ("run a --image=", "error: --image is required\n"),
        ("run a --image='bad image'", 'error: Invalid image name "bad image": invalid reference format\n'),
        ("run a --image=nginx --env='1 a=x'", "error: invalid env: 1 a=x\n"),
        ("run a --image=nginx --annotations=x", "error: invalid annotations format: x\n"),
        ("run a --image=nginx -t", f"error: -i/--stdin is required for containers with -t/--tty=true\n{USAGE}"),
        ("run a --image=nginx -i", f"error: {ATTACHED}\n{USAGE}"),
        ("run a --image=nginx --rm", f"error: --rm should only be used for attached containers\n{USAGE}"),
        ("run a --image=nginx --restart=never", f"error: invalid restart policy: never\n{USAGE}"),
        ("run a --image=nginx --image-pull-policy=x", f"error: invalid image pull policy: x\n{USAGE}"),
        (
            "run a --image=nginx --cascade=x",
            'error: invalid cascade value (x). Must be "background", "foreground", or "orphan"\n',
        ),
        ("run a --image=nginx --overrides='{bad'", "error: Invalid JSON Patch\n"),
        (
            """run a --image=nginx --overrides='{"apiVersion":"v2"}'""",
            'error: no kind "Pod" is registered for version "v2" in scheme "pkg/scheme/scheme.go:28"\n',
        ),
        (
            """run a --image=nginx --overrides='{"spec":5}'""",
            "error: json: cannot unmarshal number into Go struct field Pod.spec of type v1.PodSpec\n",
        ),
        ("run a --image=nginx --overrides='{}' --override-type=x", "error: invalid override type: x\n"),
    ],
)
def test_what_cannot_be_made_is_refused(command: str, words: str) -> None:
    assert said(f"kubectl {command} {DRY}", e_env="A=1\n") == words


def test_a_config_map_comes_from_folders_and_env_files() -> None:
    text = said(f"kubectl create cm c --from-env-file=e.env {DRY}", e_env="A=1\n# not this\n\n  B=two words\n")
    assert text == 'apiVersion: v1\ndata:\n  A: "1"\n  B: two words\nkind: ConfigMap\nmetadata:\n  name: c\n'
    text = said(f"kubectl create cm c --from-file=. {DRY}", dep_yml="x", svc_yml="y")
    assert text == 'apiVersion: v1\ndata:\n  dep.yml: x\n  svc.yml: "y"\nkind: ConfigMap\nmetadata:\n  name: c\n'


def test_a_hash_of_the_content_ends_the_name() -> None:
    said_ = said("kubectl create cm c --from-literal=a=b --append-hash --dry-run=client -o name")
    assert said_ == "configmap/c-m4h6ctkgb2\n"


def test_json_of_what_kubectl_made_has_the_order_of_go() -> None:
    text = said("kubectl create ns x --dry-run=client -o json --save-config")
    kept = r'"{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"x\"},\"spec\":{},\"status\":{}}\n"'
    assert text == (
        '{\n    "kind": "Namespace",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "x",\n'
        '        "annotations": {\n            "kubectl.kubernetes.io/last-applied-configuration": '
        f'{kept}\n        }}\n    }},\n    "spec": {{}},\n    "status": {{}}\n}}\n'
    )


def test_overrides_change_what_run_makes() -> None:
    override = """--overrides='{"spec":{"nodeName":"kube-node1"}}'"""
    text = said(f"kubectl run a --image=nginx {override} {DRY}")
    assert "  nodeName: kube-node1\n" in text


def test_a_service_is_exposed_only_with_its_pod() -> None:
    run = "kubectl run web --image=nginx --port=80 --expose"
    assert said(run) == "service/web created\npod/web created\n"
    assert said("kubectl run web --image=nginx", run, "kubectl get svc web --ignore-not-found") == ""


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ("""-p '{"spec":{"type":"NodePort"}}'""", "service/web patched\n"),
        ("-p '{}'", "service/web patched (no change)\n"),
        ("-p 'spec: {type: NodePort}'", "service/web patched\n"),
        ("-p '{bad'", "error: invalid JSON document\n"),
        ("-p foo", "error: invalid JSON document\n"),
        (
            """--type=json -p '[{"op":"test","path":"/metadata/name","value":"z"}]'""",
            "error: testing value /metadata/name failed: test failed\n",
        ),
        ("--type=foo -p '{}'", 'error: --type must be one of [json merge strategic], not "foo"\n'),
    ],
)
def test_a_file_is_patched_in_print_only(patch: str, words: str) -> None:
    assert said(f"kubectl patch --local -f svc.yml {patch}") == words


def test_a_dry_run_of_the_client_shows_the_patched_object() -> None:
    patch = """kubectl patch svc kubernetes -p '{"metadata":{"labels":{"a":"b"}}}' --dry-run=client"""
    assert said(patch) == "service/kubernetes patched\n"
    assert "    a: b\n" in said(f"{patch} -o yaml")
    assert said(patch, "kubectl get svc kubernetes -o jsonpath='{.metadata.labels.a}'") == ""


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (
            "kubectl expose svc kubernetes --name=z --port=1",
            (
                "error: couldn't retrieve selectors via --selector flag or introspection: the service has no "
                "pod selector set\n"
            ),
        ),
        ("kubectl expose svc kubernetes --name=z --port=1 --selector=a=b", "service/z exposed\n"),
        ("kubectl expose node kube-node1", "error: cannot expose a Node\n"),
        (
            "kubectl delete svc kubernetes -i",
            (
                "You are about to delete the following 1 resource(s):\nservice/kubernetes\n"
                "Do you want to continue? (y/N): deletion is cancelled\n"
            ),
        ),
        (
            "kubectl delete ns kube-node-lease -n default",
            (
                'namespace "kube-node-lease" deleted\n'
                "Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n"
            ),
        ),
        ("kubectl get --raw /healthz", "ok"),
        (
            "kubectl get svc --output-watch-events",
            "error: --output-watch-events option can only be used with --watch or --watch-only\n",
        ),
        ("kubectl get ns default -w --watch-only", ""),
        ("kubectl get ns default kube-system -w -o jsonpath={.kind}", "NamespaceNamespace"),
        ("kubectl get ns default -w --output-watch-events -o jsonpath={.type}{.object.kind}", "ADDEDNamespace"),
        (
            "kubectl get svc --watch-only --sort-by=.x",
            "warning: --watch-only requested, --sort-by will be ignored\n",
        ),
        (
            "kubectl get svc,ns --server-print=false --sort-by=.kind --no-headers -o name | tail -n 1",
            "service/kubernetes\n",
        ),
        ("kubectl get svc --server-print=false", "NAME         AGE\nkubernetes   5d6h\n"),
        ("kubectl get ns default -w --output-watch-events -o json | cut -c -25", '{"type":"ADDED","object":\n'),
        ("kubectl get /x", "error: arguments in resource/name form must have a single resource and name\n"),
        (
            "kubectl apply -f svc.yml -l 'a b'",
            (
                'error: the provided selector "a b" is not valid: unable to parse requirement: '
                "found 'b', expected: in, notin, =, ==, !=, gt, lt\n"
            ),
        ),
        (
            "kubectl get -k svc.yml",
            "must build at directory: 'svc.yml': file is not directory\n",
        ),
    ],
)
def test_what_is_exposed_deleted_and_watched_is_told_in_upstream_words(command: str, words: str) -> None:
    assert said(command) == words


JOB = """\
apiVersion: batch/v1
kind: Job
metadata:
  name: j
spec:
  template:
    metadata: {}
    spec:
      containers:
      - command:
        - date
        image: busybox
        name: j
        resources: {}
      restartPolicy: Never
status: {}
"""


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("sa x", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: x\n"),
        (
            "secret generic s --from-literal=b=2 --from-literal=a=b",
            "apiVersion: v1\ndata:\n  a: Yg==\n  b: Mg==\nkind: Secret\nmetadata:\n  name: s\n",
        ),
        (
            "secret generic s --from-literal=a=b --append-hash",
            "apiVersion: v1\ndata:\n  a: Yg==\nkind: Secret\nmetadata:\n  name: s-7fd2tm89d8\n",
        ),
        (
            "ing i --rule=a.b/x*=web:http,tls=sec --rule=a.b/y=web:80",
            (
                "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: i\nspec:\n  rules:\n"
                "  - host: a.b\n"
                "    http:\n      paths:\n      - backend:\n          service:\n            name: web\n"
                "            port:\n              name: http\n        path: /x\n        pathType: Prefix\n"
                "      - backend:\n          service:\n            name: web\n            port:\n"
                "              number: 80\n        path: /y\n        pathType: Exact\n  tls:\n  - hosts:\n    - a.b\n"
                "    secretName: sec\nstatus:\n  loadBalancer: {}\n"
            ),
        ),
        (
            "quota q --hard=cpu=1000m,pods=2 --scopes=BestEffort",
            (
                'apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: q\nspec:\n  hard:\n    cpu: "1"\n'
                '    pods: "2"\n  scopes:\n  - BestEffort\nstatus: {}\n'
            ),
        ),
        (
            "pdb p --selector=app=x --max-unavailable=50%",
            (
                "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: p\nspec:\n  maxUnavailable: 50%\n"
                "  selector:\n    matchLabels:\n      app: x\nstatus:\n  currentHealthy: 0\n  desiredHealthy: 0\n"
                "  disruptionsAllowed: 0\n  expectedPods: 0\n"
            ),
        ),
        (
            "pc p --value=5",
            (
                "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: p\n"
                "preemptionPolicy: PreemptLowerPriority\nvalue: 5\n"
            ),
        ),
        (
            "clusterrolebinding r --clusterrole=x --user=me",
            (
                "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: r\nroleRef:\n"
                "  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: x\nsubjects:\n"
                "- apiGroup: rbac.authorization.k8s.io\n  kind: User\n  name: me\n"
            ),
        ),
        (
            "job j --image=busybox -- date",
            JOB,
        ),
    ],
)
def test_kinds_that_are_not_simulated_are_drafted(command: str, words: str) -> None:
    head, dashes, tail = command.partition(" -- ")
    assert said(f"kubectl create {head} --dry-run=client -o yaml{dashes}{tail}") == words
    refused = said(f"kubectl create {command}")
    assert refused.startswith("error: kubectl create ")
    assert refused.endswith(" is not part of the simulated cluster\n")


def test_a_job_needs_an_image_or_a_cron_job() -> None:
    assert said("kubectl create job j") == "error: either --image or --from must be specified\n"


def test_old_ways_to_ask_for_a_dry_run_are_taken_with_a_warning() -> None:
    old = talk("kubectl create ns x --dry-run")
    assert old.stdout == "namespace/x created (dry run)\n"
    assert old.stderr.endswith(
        "   30082 helpers.go:719] --dry-run is deprecated and can be replaced with --dry-run=client.\n"
    )
    assert talk("kubectl create ns x --dry-run=false").stderr.endswith(
        " --dry-run=false is deprecated (boolean value) and can be replaced with --dry-run=none.\n"
    )
    assert said("kubectl create ns x --dry-run=maybe") == (
        'error: Invalid dry-run value (maybe). Must be "none", "server", or "client".\n'
    )


def test_kyaml_quotes_what_could_be_read_otherwise_and_folds_lines() -> None:
    literals = "--from-literal=1.5=x --from-literal=no=x --from-literal=a.b=x --from-literal=a.=x --from-file=e.env"
    assert said(f"kubectl create cm c {literals} --dry-run=client -o kyaml", e_env="A=1\n B=2\n") == (
        '---\n{\n  kind: "ConfigMap",\n  apiVersion: "v1",\n  metadata: {\n    name: "c",\n  },\n  data: {\n'
        '    "1.5": "x",\n    "a.": "x",\n    a.b: "x",\n'
        '    e.env: "\\\n       A=1\\n\\\n      \\ B=2\\n\\\n      ",\n    "no": "x",\n  },\n}\n'
    )
