"""Another site that is open in the same browser gets nothing from the page, nor from its channel of events."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from experiments.dashboard import server
from experiments.dashboard.own_origin import OwnOriginOnly


def asked(kind, origin, host=b"127.0.0.1:8080"):
    """Ask for the page, or for its channel; return whether it was reached, and what came back."""
    reached, sent = [], []

    async def behind(scope, receive, send):
        reached.append(scope["type"])

    async def receive():
        return {"type": f"{kind}.connect"}

    async def send(message):
        sent.append(message)

    headers = [(b"host", host), *([(b"origin", origin)] if origin is not None else [])]
    asyncio.run(OwnOriginOnly(behind)({"type": kind, "headers": headers, "method": "GET"}, receive, send))
    return bool(reached), sent


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("origin", [None, b"http://127.0.0.1:8080"])
def test_the_page_itself_and_what_is_no_page_may_ask(kind, origin):
    assert asked(kind, origin) == (True, [])


@pytest.mark.parametrize(
    "origin", [b"http://evil.example", b"null", b"http://127.0.0.1:9999", b"http://localhost:8080", b""]
)
def test_another_site_may_not(origin):
    is_reached, sent = asked("http", origin)
    assert not is_reached
    assert sent[0]["status"] == 403
    assert not [name for name, _ in sent[0]["headers"] if name.startswith(b"access-control")]
    assert asked("websocket", origin) == (False, [{"type": "websocket.close", "code": 1008}])


def test_the_page_is_served_behind_it(monkeypatch):
    added = []
    app = SimpleNamespace(on_shutdown=lambda _: None, add_middleware=lambda kind, **_: added.append(kind))
    monkeypatch.setattr(server, "app", app)
    monkeypatch.setattr(server, "ui", SimpleNamespace(run=lambda **_: None))
    for name in ("warm_up", "add_pages", "Growing"):
        monkeypatch.setattr(server, name, lambda *_: SimpleNamespace(close=None))
    server.serve(8080, 1, show=False)
    assert OwnOriginOnly in added
