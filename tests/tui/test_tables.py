"""kubectl's tables stay tables in a narrow console."""

from __future__ import annotations

from tutor.tui.tables import fit_tables

ENDPOINTS = """NAME                              ENDPOINTS                                                  AGE
endpoints/kubernetes              192.168.56.11:6443                                         4h33m
endpoints/testapp-svc-clusterip   10.233.101.76:8080,10.233.103.68:8080,10.233.76.103:8080   11m"""


def test_a_table_that_fits_is_left_alone() -> None:
    assert fit_tables(ENDPOINTS, 120) == ENDPOINTS


def test_long_cells_fold_at_their_commas_and_columns_stay_in_line() -> None:
    assert fit_tables(ENDPOINTS, 64).split("\n") == [
        "NAME                         ENDPOINTS                     AGE",
        "endpoints/kubernetes         192.168.56.11:6443            4h33m",
        "endpoints/testapp-svc-       10.233.101.76:8080,           11m",
        "clusterip                    10.233.103.68:8080,",
        "                             10.233.76.103:8080",
    ]


def test_a_table_that_does_not_fold_that_far_takes_more_lines_a_row_and_breaks_no_word() -> None:
    wide = """NAME     READY   STATUS    RESTARTS   AGE   IP              NODE         NOMINATED NODE   READINESS GATES
client   1/1     Running   0          5m    10.233.101.76   kube-node1   <none>           <none>"""
    assert fit_tables(wide, 44).split("\n") == [
        "NAME    READY  STATUS   RESTARTS  AGE",
        "  IP             NODE        NOMINATED NODE",
        "  READINESS GATES",
        "client  1/1    Running  0         5m",
        "  10.233.101.76  kube-node1  <none>",
        "  <none>",
    ]


def test_lines_that_are_no_table_are_left_alone() -> None:
    text = "curl: (7) Failed to connect to 10.233.47.5 port 80 after 0 ms: Could not connect to server"
    assert fit_tables(text, 20) == text
