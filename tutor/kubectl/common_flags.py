"""Flags that many commands share, as rows."""

from __future__ import annotations

from tutor.kubectl.flags import Flag

GLOBAL = (
    Flag(name="namespace", short="n"),
    Flag(name="context"),
    Flag(name="cluster"),
    Flag(name="user"),
    Flag(name="kubeconfig"),
    Flag(name="server", short="s"),
    Flag(name="request-timeout", default="0"),
    Flag(name="as"),
    Flag(name="as-group", type="array"),
    Flag(name="as-uid"),
    Flag(name="as-user-extra", type="array"),
    Flag(name="token"),
    Flag(name="username"),
    Flag(name="password"),
    Flag(name="cache-dir"),
    Flag(name="certificate-authority"),
    Flag(name="client-certificate"),
    Flag(name="client-key"),
    Flag(name="tls-server-name"),
    Flag(name="insecure-skip-tls-verify", type="bool"),
    Flag(name="disable-compression", type="bool"),
    Flag(name="match-server-version", type="bool"),
    Flag(name="warnings-as-errors", type="bool"),
    Flag(name="kuberc"),
    Flag(name="profile", default="none"),
    Flag(name="profile-output", default="profile.pprof"),
    Flag(name="log-flush-frequency", type="duration", default=5.0),
    Flag(name="vmodule"),
    Flag(name="v", short="v", type="int"),
    Flag(name="help", short="h", type="bool"),
)

OUTPUT = Flag(name="output", short="o")
PRINT = (
    OUTPUT,
    Flag(name="template"),
    Flag(name="allow-missing-template-keys", type="bool", default=True),
    Flag(name="show-managed-fields", type="bool"),
)
FILES = (
    Flag(name="filename", short="f", type="list"),
    Flag(name="kustomize", short="k"),
    Flag(name="recursive", short="R", type="bool"),
)
DRY_RUN = Flag(name="dry-run", default="none", bare="unchanged")
FIELD_MANAGER = Flag(name="field-manager")
SELECTOR = Flag(name="selector", short="l")
FIELD_SELECTOR = Flag(name="field-selector")
ALL = Flag(name="all", type="bool")
ALL_NAMESPACES = Flag(name="all-namespaces", short="A", type="bool")
VALIDATE = Flag(name="validate", default="strict", bare="strict")
SAVE_CONFIG = Flag(name="save-config", type="bool")
LOCAL = Flag(name="local", type="bool")
SUBRESOURCE = Flag(name="subresource")
RECORD = Flag(name="record", type="bool", deprecated="--record will be removed in the future")
CHUNK_SIZE = Flag(name="chunk-size", type="int", default=500)
OVERWRITE = Flag(name="overwrite", type="bool")
TIMEOUT = Flag(name="timeout", type="duration")
IGNORE_NOT_FOUND = Flag(name="ignore-not-found", type="bool")
LEAVING = (
    Flag(name="cascade", default="background", bare="background"),
    Flag(name="force", type="bool"),
    Flag(name="grace-period", type="int", default=-1),
    TIMEOUT,
)
