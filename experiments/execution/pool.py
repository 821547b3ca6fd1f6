"""The default pool of worker processes: deaf to Ctrl-C, and gone when their parent is gone.

On Linux workers are forked, in no time, from a process that has everything loaded and has no threads; elsewhere each
is a fresh process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.process import BaseProcess
from threading import Thread
from time import sleep
from typing import Any, ParamSpec, TypeVar

from experiments.execution.threads import one_thread_each
from simulation.core.errors import MultipartnerError
from simulation.core.numba.kernel_cache import cache_folder, compiling_is_on

P = ParamSpec("P")
R = TypeVar("R")
METHOD = "forkserver" if sys.platform == "linux" else "spawn"
LOADED = f"{__name__.rpartition('.')[0]}.preload"
"""What the process has imported from which workers are forked."""
PAUSES = (0.1, 0.3, 1.0, 3.0, 10.0)
"""Seconds after which a worker is started again whose start has failed."""
_Context: Any = type(multiprocessing.get_context(METHOD))


@contextmanager
def _main_out_of_sight() -> Iterator[None]:
    """Keep a new process from importing the user's script again.

    What workers do never lives in ``__main__``, so a plain script needs no ``if __name__ == "__main__"``.
    """
    main = sys.modules["__main__"]
    hidden: dict[str, Any] = {
        name: main.__dict__.pop(name) for name in ("__file__", "__spec__") if name in main.__dict__
    }
    main.__spec__ = None
    try:
        yield
    finally:
        main.__dict__.update(hidden)


class WorkersError(MultipartnerError):
    """There can be no worker processes."""


class _Worker(_Context.Process):  # type: ignore[misc]
    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:
        for pause in PAUSES:
            try:
                with _main_out_of_sight():
                    return _Context.Process._Popen(process_obj)  # noqa: SLF001
            except (EOFError, ConnectionError) as error:  # whoever forks workers was killed; it is started anew
                reason = type(error).__name__
                sleep(pause)
        raise WorkersError(f"Worker processes end before they begin ({reason}); --workers 1 does without them.")


class _WorkerContext(_Context):  # type: ignore[misc]
    Process = _Worker


def get_ready() -> None:
    """Start the process from which workers will be forked, which loads everything while this one goes on."""
    one_thread_each()
    if compiling_is_on():
        cache_folder()  # where it is a temporary one, worker processes are told by their environment
    if METHOD == "forkserver":
        forkserver.set_forkserver_preload([LOADED])
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # the new process keeps it so
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def may_have_children() -> bool:
    """Tell whether this process may start others; one that is itself a daemonic worker may not."""
    return not multiprocessing.current_process().daemon


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_exit_with_parent, daemon=True).start()


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of processes.

    Workers hold both ends of their own queue and would outlive a killed parent: each watches for that.
    """
    get_ready()
    return ProcessPoolExecutor(workers, mp_context=_WorkerContext(), initializer=_start_worker)


class SameProcess(Executor):
    """Does the work at once, here: for one worker, for debugging, for tests."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Call `fn` now and return a future that is done."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed to whoever asks for the result
            future.set_exception(error)
        return future


def stop(executor: Executor, patience: float = 5.0) -> None:
    """Stop a pool: let its present work end, then end its processes. Everything on disk stays whole."""
    if not isinstance(executor, ProcessPoolExecutor):
        executor.shutdown(wait=True, cancel_futures=True)
        return
    processes = list((executor._processes or {}).values())  # noqa: SLF001 - no public list of workers
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.join(patience)
        if process.is_alive():
            process.terminate()
