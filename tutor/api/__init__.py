"""The Kubernetes API: types, codec, kinds, defaults, validation, refusals, patches."""
