"""The server of the page, for this machine alone: the model is warm before the port opens."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version as installed
from pathlib import Path

from nicegui import app, ui
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request as HttpRequest

from experiments.dashboard.documents import DOCUMENTS, IMAGES, document, folder_of_documents
from experiments.dashboard.growing import Growing
from experiments.dashboard.own_origin import OwnOriginOnly
from experiments.dashboard.page import Page
from experiments.execution.engine import model_digest
from simulation.world import World

HOST = "127.0.0.1"
NAMES = ("127.0.0.1", "localhost")
"""Under what name the page may be asked for: another site cannot pass for it."""
PATIENCE = 60.0
"""Seconds that a page may take to come up, or be out of touch, before it is begun anew: the machine is busy."""


def version() -> str:
    """Return the version of the package and the code: links say by which they were made."""
    return f"{installed('multipartner')}-{model_digest()[:8]}"


def warm_up() -> None:
    """Run a short history and explain a decision, so that nobody who looks at the page waits for a compiler."""
    world = World("today")
    world.advance(4)
    world.explain("USA", world.partnership_ids[0])


def add_pages(growing: Growing) -> None:
    """Declare the page."""
    here = Path(__file__).parent
    style, script = ((here / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    folder = folder_of_documents()
    if folder is not None:
        app.add_static_files(IMAGES, folder / "images")
    for name, title in DOCUMENTS.items():
        ui.page(f"/{name}", response_timeout=PATIENCE)(partial(show_document, name, title, style))

    @ui.page("/", response_timeout=PATIENCE, reconnect_timeout=PATIENCE)
    async def index(request: HttpRequest) -> None:
        ui.add_css(style)
        ui.add_head_html(f'<script type="module">{script}</script>')
        page = Page(growing, request.url.query, version())
        await ui.context.client.connected()  # who fetches the page without looking at it costs no history
        page.begin()


def show_document(name: str, title: str, style: str) -> None:
    """Show a document as a page of its own."""
    ui.add_css(style)
    ui.dark_mode(None)
    ui.page_title(f"multipartner: {title}")
    with ui.column().classes("document w-full").props('role="main"'):
        ui.link("Move a lever, see the world answer", "/")
        ui.markdown(document(name), extras=["tables", "fenced-code-blocks", "header-ids", "code-friendly"])


def serve(port: int, workers: int, *, show: bool) -> None:
    """Serve the page until it is stopped."""
    warm_up()
    growing = Growing(workers)
    app.on_shutdown(growing.close)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(NAMES))
    app.add_middleware(OwnOriginOnly)
    add_pages(growing)
    ui.run(
        host=HOST,
        port=port,
        title="multipartner",
        show=show,
        dark=None,
        reload=False,
        show_welcome_message=False,
        tailwind=False,  # the page brings the few classes that it uses
    )
