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
            "{editor} has no screen here. Write {file} in the window (tutor LESSON) or with your own editor, "
            "or change the object: kubectl edit"
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
    }
)
