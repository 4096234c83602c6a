"""The ReplicaSet and the Service that the course's notes begin with, which many tests apply."""

from __future__ import annotations

REPLICA_SET = """\
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: testapp-replicaset
spec:
  replicas: 3
  selector:
    matchLabels:
      app: testapp-rs
  template:
    metadata:
      labels:
        app: testapp-rs
    spec:
      containers:
      - name: testapp
        image: c1t1d0s7/myweb
        ports:
        - containerPort: 8080
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: testapp-svc-clusterip
spec:
  ports:
  - port: 80
    targetPort: 8080
  selector:
    app: testapp-rs
"""
