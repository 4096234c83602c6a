"""Volumes of vendors and of old plugins; checked on the way in, kept as JSON."""

from __future__ import annotations

from tutor.api.affinity import LocalObjectReference
from tutor.api.claims import PersistentVolumeClaimSpec
from tutor.api.forms import form
from tutor.api.meta import ObjectMeta

GCE_DISK = form("GCEPersistentDiskVolumeSource", "pdName! fsType partition:int32 readOnly:bool")
AWS_STORE = form("AWSElasticBlockStoreVolumeSource", "volumeID! fsType partition:int32 readOnly:bool")
ISCSI = form(
    "ISCSIVolumeSource",
    "targetPortal! iqn! lun:int32! iscsiInterface fsType readOnly:bool portals:[]string chapAuthDiscovery:bool"
    " chapAuthSession:bool secretRef:* initiatorName:*string",
    secretRef=LocalObjectReference,
)
GLUSTERFS = form("GlusterfsVolumeSource", "endpoints! path! readOnly:bool")
RBD = form(
    "RBDVolumeSource",
    "monitors:[]string! image! fsType pool user keyring secretRef:* readOnly:bool",
    secretRef=LocalObjectReference,
)
FLEX = form("FlexVolumeSource", "driver! fsType secretRef:* readOnly:bool options:map", secretRef=LocalObjectReference)
CINDER = form("CinderVolumeSource", "volumeID! fsType readOnly:bool secretRef:*", secretRef=LocalObjectReference)
CEPHFS = form(
    "CephFSVolumeSource",
    "monitors:[]string! path user secretFile secretRef:* readOnly:bool",
    secretRef=LocalObjectReference,
)
FLOCKER = form("FlockerVolumeSource", "datasetName datasetUUID")
FC = form("FCVolumeSource", "targetWWNs:[]string lun:*int32 fsType readOnly:bool wwids:[]string")
AZURE_FILE = form("AzureFileVolumeSource", "secretName! shareName! readOnly:bool")
VSPHERE = form("VsphereVirtualDiskVolumeSource", "volumePath! fsType storagePolicyName storagePolicyID")
QUOBYTE = form("QuobyteVolumeSource", "registry! volume! readOnly:bool user group tenant")
AZURE_DISK = form(
    "AzureDiskVolumeSource",
    "diskName! diskURI! cachingMode:*v1.AzureDataDiskCachingMode fsType:*string readOnly:*bool"
    " kind:*v1.AzureDataDiskKind",
)
PHOTON = form("PhotonPersistentDiskVolumeSource", "pdID! fsType")
PORTWORX = form("PortworxVolumeSource", "volumeID! fsType readOnly:bool")
SCALE_IO = form(
    "ScaleIOVolumeSource",
    "gateway! system! secretRef:*! sslEnabled:bool protectionDomain storagePool storageMode volumeName fsType"
    " readOnly:bool",
    secretRef=LocalObjectReference,
)
STORAGEOS = form(
    "StorageOSVolumeSource",
    "volumeName volumeNamespace fsType readOnly:bool secretRef:*",
    secretRef=LocalObjectReference,
)
CSI = form(
    "CSIVolumeSource",
    "driver! readOnly:*bool fsType:*string volumeAttributes:map nodePublishSecretRef:*",
    nodePublishSecretRef=LocalObjectReference,
)
CLAIM_TEMPLATE = form(
    "PersistentVolumeClaimTemplate", "metadata spec!", metadata=ObjectMeta, spec=PersistentVolumeClaimSpec
)
EPHEMERAL = form("EphemeralVolumeSource", "volumeClaimTemplate:*", volumeClaimTemplate=CLAIM_TEMPLATE)
