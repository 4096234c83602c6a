"""An image that no registry gives: the pod waits, and says why."""

from __future__ import annotations

from tests.kubectl.conversations import said

RUN = "kubectl run web --image=registry.invalid/shop/web:1.2"


def test_a_registry_that_does_not_exist_keeps_the_pod_waiting() -> None:
    pods = "kubectl get pods --no-headers -o custom-columns=S:.status.containerStatuses[0].state.waiting.reason"
    assert said(RUN, "sleep 20", pods) == "ImagePullBackOff\n"


def test_the_events_say_what_was_looked_for_and_where() -> None:
    events = said(RUN, "sleep 20", "kubectl get events --no-headers -o custom-columns=R:.reason,M:.message")
    image = "registry.invalid/shop/web:1.2"
    looked = (
        'Head "https://registry.invalid/v2/shop/web/manifests/1.2": dial tcp: lookup registry.invalid: no such host'
    )
    assert (
        f'Failed to pull image "{image}": failed to pull and unpack image "{image}": failed to resolve reference '
        f'"{image}": failed to do request: {looked}'
    ) in events
    assert 'Back-off pulling image "registry.invalid/shop/web:1.2"' in events


def test_a_better_image_ends_the_waiting() -> None:
    mended = (RUN, "sleep 20", "kubectl set image pod/web web=nginx", "sleep 30")
    assert said(*mended, "kubectl get pods --no-headers -o custom-columns=P:.status.phase") == "Running\n"
