"""Who may talk to the page: nobody from another site, although it may be open in the same browser.

The library of the page answers every origin, its channel of events included; the name under which it is asked
for does not tell one origin from another, as a foreign page asks for it by its right name.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

REFUSED = 1008
"""Code with which a channel is closed: against policy."""


class OwnOriginOnly:
    """Refuses what a browser asks for on behalf of another site, before anything is read or done.

    Parameters
    ----------
    app : what answers everybody else
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] not in {"http", "websocket"} or is_own(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": REFUSED})
        else:
            await PlainTextResponse("Another site may not ask for this page.", 403)(scope, receive, send)


def is_own(headers: Headers) -> bool:
    """Tell whether a request comes from the page itself, or from no page at all.

    Examples
    --------
    >>> is_own(Headers({"host": "localhost:8080", "origin": "http://localhost:8080"}))
    True
    >>> is_own(Headers({"host": "localhost:8080", "origin": "http://example.org"}))
    False
    """
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "")
