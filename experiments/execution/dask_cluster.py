"""The workers of a Dask cluster, behind the same interface as a pool of processes.

The address is all that is needed: how scheduler and workers are started (by hand, SLURM, Kubernetes, MPI) is
Dask's own business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from socket import create_connection
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from experiments.execution.scheduler import ExecutorLost, Workers
from experiments.storage.ownership import claim
from simulation.core.errors import MultipartnerError

PROTOCOLS = ("tcp", "tls")
PATIENCE = 10.0
"""Seconds to wait for the scheduler to answer, and for workers that have gone before that is said."""


class ClusterError(MultipartnerError):
    """The cluster cannot be used as it is."""


@contextmanager
def cluster_workers(address: str, folder: Path, tell: Callable[[str], None]) -> Iterator[Workers]:
    """Connect to a running Dask scheduler, for as long as this lasts.

    Parameters
    ----------
    address : str
        Such as ``tcp://127.0.0.1:8786``.
    folder : Path
        Results folder; every worker must see it under the same path.
    tell : callable
        Hears a line when all workers have gone, and when the first is back.

    Raises
    ------
    ClusterError
        When Dask is not installed, nobody answers, there are no workers, or they do not see the folder.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise ClusterError("--cluster needs Dask: pip install 'multipartner[cluster]'.") from None
    _check_address(address)
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as error:  # noqa: BLE001 - what a stranger's greeting does to Dask is anything
        raise _nobody(address, error) from None
    try:
        threads = _threads(client)
        if not threads:
            raise ClusterError(f"The cluster at '{address}' has no workers. Start some: dask worker {address}")
        _check_folder(client, folder)
        deadly = (BrokenExecutor, KilledWorker)
        yield Workers(threads, lambda: _ClusterExecutor(client), deadly, _Watch(client, address, tell))
    finally:
        client.close()


def _nobody(address: str, error: Exception) -> ClusterError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return ClusterError(
        f"No Dask scheduler answers at '{address}' ({reason}). Start one: dask scheduler --host 127.0.0.1; dask worker "
        f"{address}"
    )


def _check_address(address: str) -> None:
    """Refuse at once what is no address, or where nobody listens: Dask would try on, and fail at length."""
    protocol, _, place = address.rpartition("://")
    try:
        parts = urlsplit(f"//{place}")
        host, port, rest = parts.hostname, parts.port, parts.path + parts.query + parts.fragment
    except ValueError:
        host, port, rest = None, None, ""
    if protocol not in {"", *PROTOCOLS} or not host or not port or rest:
        raise ClusterError(
            f"--cluster must be protocol ({' or '.join(PROTOCOLS)}), machine and port of a Dask scheduler, such as "
            f"tcp://127.0.0.1:8786; found '{address}'."
        )
    try:
        create_connection((host, port), PATIENCE).close()
    except (OSError, UnicodeError) as error:
        raise _nobody(address, error) from None


class _ClusterExecutor(Executor):
    """Dask's own executor, which knows nothing of cancelling at its end and waits for a scheduler that is gone."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.inner = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a call to the cluster."""
        future: Future[Any] = self.inner.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for what is in work, or let go of it."""
        if self.client.status == "running":
            self.inner.shutdown(wait=wait and not cancel_futures)


def _threads(client: Any) -> int:
    """Return how many runs the workers that are there now can do side by side."""
    return sum(worker["nthreads"] for worker in client.scheduler_info(-1)["workers"].values())


class _Watch:
    """Looks after a cluster from which nothing comes; Dask itself would wait without a word.

    A scheduler that stays out of reach ends the sweep. Workers may come back: their absence is told, once.
    """

    def __init__(self, client: Any, address: str, tell: Callable[[str], None]) -> None:
        self.client, self.address, self.tell = client, address, tell
        self.scheduler_seen = self.workers_seen = monotonic()
        self.is_told = False

    def __call__(self) -> None:
        """Raise when the scheduler has gone; tell when its workers have."""
        if self.client.status == "running":
            self.scheduler_seen = monotonic()
            self._look_for_workers()
        elif monotonic() - self.scheduler_seen > PATIENCE:
            raise ExecutorLost(
                f"The scheduler at '{self.address}' is gone. What is finished is kept; start it and the run again."
            )

    def _look_for_workers(self) -> None:
        if threads := _threads(self.client):
            if self.is_told:
                self.tell(f"Workers are back ({threads} at a time); the runs go on.")
            self.workers_seen, self.is_told = monotonic(), False
        elif not self.is_told and monotonic() - self.workers_seen > PATIENCE:
            self.is_told = True
            self.tell(
                f"No workers are left at '{self.address}'. What is finished is kept, and the rest waits: start some "
                f"(dask worker {self.address}), or press Ctrl-C and run the same command later."
            )


def _check_folder(client: Any, folder: Path) -> None:
    """Refuse workers that would write where this machine does not look."""
    claim(folder)
    probe = folder / f".probe-{token_hex(4)}"
    probe.touch()
    try:
        blind = [address for address, sees in client.run(Path.exists, probe).items() if not sees]
    finally:
        probe.unlink()
    if blind:
        raise ClusterError(
            f"{len(blind)} workers do not see the folder '{folder}' ({blind[0]}); give --out a folder that all "
            "machines share."
        )
