"""What the shell itself says, in English."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType[str, str](
    {
        "shell.help": """\
kubectl get svc,endpoints,pods  what there is; also describe, logs
kubectl apply -f service.yaml   send a file to the cluster
curl http://10.233.0.1          connect from where you are; wget, nc, ping
ssh kube-node1 [COMMAND]        go to a node, or run one command there
kubectl exec -it POD -- sh      go into a pod; `exit` comes back
nslookup NAME, dig NAME         ask the name servers
why                             explain the last connection, hop by hop
sleep 5                         let the cluster's time pass; nobody waits
undo, redo                      take the last change back, bring it again
reset                           start a new cluster""",
        "shell.editor": (
            "{editor} has no screen here. Change {file} in the editor of tutor's window, or the object itself: kubectl edit"
        ),
        "shell.screen": "{name}   Ctrl+S save   Ctrl+X leave",
        "shell.screen-vi": "{name}   i insert   Esc back   :wq save and leave   :q! leave",
        "shell.welcome": "A simulated cluster of {count} nodes. `help` names ten commands; Ctrl-D leaves.",
        "shell.interrupted": "^C  the cluster is as it was before this line",
        "shell.why-nothing": "Nothing has been connected yet. Try: curl http://ADDRESS, then why.",
        "shell.undo": "Taken back: {command}",
        "shell.undo-nothing": "undo: nothing has been changed yet",
        "shell.redo": "Done again: {command}",
        "shell.redo-nothing": "redo: nothing was taken back",
        "shell.instead-jq": "jq is not installed here; kubectl -o jsonpath='{{.spec.ports[0].port}}' takes a value out",
        "shell.instead-helm": "helm is not simulated; kubectl apply -f FILE does the same with plain manifests",
        "shell.instead-man": "there are no manual pages here; kubectl explain and --help tell what there is",
        "shell.instead-tcpdump": "packets are not simulated; why shows the way of the last connection, hop by hop",
        "shell.instead-conntrack": "connection tracking is not simulated; why shows the way of the last connection",
        "shell.instead-docker": "the containers run under containerd on the nodes; kubectl get pods -o wide shows where",
        "shell.instead-crictl": "container runtimes are not simulated; kubectl get pods -A -o wide shows what runs on which node",
        "shell.instead-systemctl": "services of the machines are not simulated; node stop NAME switches a whole node off",
        "shell.instead-journalctl": "logs of the machines are not simulated; kubectl logs and kubectl events tell what happened",
        "shell.more": "--More-- (space: next screen, Enter: next line, q: enough)",
    }
)
