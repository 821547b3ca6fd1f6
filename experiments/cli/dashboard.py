"""``multipartner dashboard``: the page, served to this machine alone."""

from __future__ import annotations

import socket
from importlib.util import find_spec

from experiments.cli.terminal import screen
from simulation.core.errors import MultipartnerError

HOST = "127.0.0.1"


def show_page(port: int, workers: int | None, *, browser: bool) -> int:
    """Serve the page until Ctrl-C.

    Raises
    ------
    MultipartnerError
        When the extra is not installed, or the port is taken.
    """
    if find_spec("nicegui") is None:
        raise MultipartnerError(
            "The dashboard needs nicegui, which is not installed. Run: pip install 'multipartner[dashboard]'."
        )
    refuse_taken(port)
    from experiments.dashboard.server import serve
    from experiments.execution.experiment import default_workers
    from experiments.execution.watching import compile_first

    console = screen()
    compile_first(lambda line: console.print(line, highlight=False))
    console.print(
        f"The page will be at http://{HOST}:{port}, for this machine only. Press Ctrl-C to end it.", highlight=False
    )
    serve(port, default_workers() if workers is None else workers, show=browser)
    return 0


def refuse_taken(port: int) -> None:
    """Say in one line that a port is taken, before anything is loaded."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise MultipartnerError(
                f"Port {port} cannot be used ({error.strerror}). Try another: multipartner dashboard --port {port + 1}"
            ) from None
