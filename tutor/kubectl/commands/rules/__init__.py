"""The rules that a node's kube-proxy has written, in each of its modes, for those who look under the floor."""
