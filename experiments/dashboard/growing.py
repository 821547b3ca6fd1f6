"""An ensemble that grows under the hand: threads run the histories that pages want now, and drop all others.

Kernels let go of Python's lock, so threads of this process use every core and nothing is copied between processes.
Histories are kept for a while by scenario and seed: a policy that was not moved is not computed again.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Condition, Lock, Thread
from time import perf_counter

from experiments.design.equal import HeldEqual
from experiments.execution.engine import model_digest, outcome_measures
from experiments.execution.histories import History
from experiments.execution.recorded import RecordedWorld, purses_of
from experiments.storage.identity import Arm, Run, run_id
from experiments.storage.manifest import ArmRecord
from simulation.parameters import Scenario
from simulation.start.build import start_of

Key = tuple[str, int]
"""Digest of a scenario, and a seed."""
KEPT = 8
"""Scenarios whose histories are kept besides those that a page shows."""
PIECE = 4
"""Quarters that are run between two looks at whether the history is still wanted."""
GLIMPSE = 0.1
"""Seconds between two glimpses of a history that is shown while it runs."""


@dataclass(eq=False)
class Request:
    """Two policies over the same seeds, as one page wants them.

    Parameters
    ----------
    arms : sequence of Arm
    seed, histories : int
    on_change : callable
        Called from a worker thread whenever a history is there.

    Attributes
    ----------
    found : histories so far, by scenario and seed
    begun : the first history of a scenario as far as it has run, by scenario
    failures : what went wrong, a line each
    """

    arms: Sequence[Arm]
    seed: int
    histories: int
    on_change: Callable[[], None] = lambda: None
    found: dict[Key, History] = field(default_factory=dict)
    failures: dict[Key, str] = field(default_factory=dict)
    begun: dict[str, History] = field(default_factory=dict)
    is_superseded: bool = False

    def __post_init__(self) -> None:
        self.digests = [arm.digest for arm in self.arms]
        digests = dict.fromkeys(self.digests)
        self.keys: list[Key] = [(d, self.seed + k) for k in range(self.histories) for d in digests]
        self.scenarios: dict[str, Scenario | HeldEqual] = {arm.digest: arm.scenario for arm in self.arms}

    @cached_property
    def records(self) -> list[ArmRecord]:
        """What a manifest says of the arms."""
        return [ArmRecord.of(arm, self.histories, self.seed) for arm in self.arms]

    @property
    def is_done(self) -> bool:
        """Whether every history is there, or has failed."""
        return len(self.found) + len(self.failures) == len(self.keys)

    @property
    def there(self) -> tuple[object, ...]:
        """What there is, to tell whether it has become more."""
        quarters = sum(len(each.years) for each in self.begun.copy().values())
        return self, len(self.found), len(self.failures), quarters

    def pairs(self) -> list[list[History]]:
        """Return for each arm the histories that all arms have, in the order of their seeds, under the arm's name."""
        seeds = [seed for seed in range(self.seed, self.seed + self.histories) if self._has_all(seed)]
        return [[self._named(arm, seed) for seed in seeds] for arm in self.arms]

    def _has_all(self, seed: int) -> bool:
        return all((digest, seed) in self.found for digest in self.digests)

    def beginning(self) -> list[list[History]]:
        """Return for each arm its first history as far as all arms have it; nothing before the first quarters."""
        parts = [self.found.get((digest, self.seed)) or self.begun.get(digest) for digest in self.digests]
        if None in parts:
            return []
        known = [part for part in parts if part is not None]
        rows = min(len(part.outcomes) for part in known)
        return [[replace(part, outcomes=part.outcomes[:rows], years=part.years[:rows])] for part in known]

    @property
    def awaits_first(self) -> bool:
        """Whether the first pair is not there yet; further histories wait for it, and for what draws its beginning."""
        return any(key not in self.found and key not in self.failures for key in self.first_keys)

    @property
    def first_keys(self) -> list[Key]:
        """Keys of the first pair: they head the keys of all."""
        return self.keys[: len(self.scenarios)]

    def watches(self, key: Key) -> bool:
        """Whether a history is shown while it runs: it is the first, and there is no pair yet."""
        return key[1] == self.seed and key[0] in self.scenarios and key not in self.found

    def _named(self, arm: Arm, seed: int) -> History:
        run = Run(run_id(model_digest(), arm.digest, seed), arm.name, arm.digest, seed - self.seed, seed)
        return replace(self.found[arm.digest, seed], run=run)


def world_of(scenario: Scenario | HeldEqual, seed: int) -> RecordedWorld:
    """Return the world of one history; at equal money, one that spends what another spends in it."""
    if isinstance(scenario, HeldEqual):
        return RecordedWorld(scenario.scenario, seed, purses=purses_of(scenario.reference, seed))
    return RecordedWorld(scenario, seed)


class Growing:
    """Worker threads, and what they have computed.

    Parameters
    ----------
    workers : int
        Threads.
    """

    def __init__(self, workers: int) -> None:
        self._wakes = Condition()
        self._building = Lock()
        self._requests: deque[Request] = deque()
        self._running: set[Key] = set()
        self._kept: OrderedDict[str, dict[int, History]] = OrderedDict()
        self._is_open = True
        self._threads = [Thread(target=self._work, daemon=True, name=f"histories {k}") for k in range(workers)]
        for thread in self._threads:
            thread.start()

    def ask(self, request: Request, instead_of: Request | None = None) -> Request:
        """Begin a request, and drop the one that it supersedes."""
        with self._wakes:
            self._drop(instead_of)
            for key in request.keys:
                if (held := self._kept.get(key[0], {}).get(key[1])) is not None:
                    request.found[key] = held
            self._requests.append(request)
            self._wakes.notify_all()
        if request.found:
            request.on_change()
        return request

    def drop(self, request: Request | None) -> None:
        """Stop work on a request."""
        with self._wakes:
            self._drop(request)

    def close(self) -> None:
        """Stop all work; threads end with the piece they are at."""
        with self._wakes:
            self._is_open = False
            for request in list(self._requests):
                self._drop(request)
            self._wakes.notify_all()
        for thread in self._threads:
            thread.join(10)

    def _drop(self, request: Request | None) -> None:
        if request is not None:
            request.is_superseded = True
            if request in self._requests:
                self._requests.remove(request)

    def _next(self) -> tuple[Key, Scenario | HeldEqual] | None:
        """Return the next history that some page wants, pages in turn; None when there is nothing to do."""
        for _ in range(len(self._requests)):
            request = self._requests[0]
            self._requests.rotate(-1)
            for key in request.first_keys if request.awaits_first else request.keys:
                if key not in request.found and key not in request.failures and key not in self._running:
                    return key, request.scenarios[key[0]]
        return None

    def _work(self) -> None:
        while True:
            with self._wakes:
                while (job := self._next()) is None and self._is_open:
                    self._wakes.wait()
                if job is None or not self._is_open:
                    return
                self._running.add(job[0])
            self._finish(job[0], *self._run(*job))

    def _run(self, key: Key, scenario: Scenario | HeldEqual) -> tuple[History | None, str]:
        """Return a history, or None where it is no longer wanted or failed, and what went wrong."""
        try:
            with self._building:
                start_of(scenario.scenario if isinstance(scenario, HeldEqual) else scenario)
            world = world_of(scenario, key[1])
            seen = 0.0
            while world.step < world.steps:
                if not self._is_wanted(key):
                    return None, ""
                world.advance(min(PIECE, world.steps - world.step))
                if perf_counter() - seen > GLIMPSE:
                    self._show_beginning(key, world)
                    seen = perf_counter()
            return self._history(key, world), ""
        except Exception as error:  # noqa: BLE001 - a thread that dies would leave the page waiting
            return None, f"Seed {key[1]}: {error}"

    @staticmethod
    def _history(key: Key, world: RecordedWorld) -> History:
        run = Run(run_id(model_digest(), *key), "", key[0], 0, key[1])
        return History.of(run, world, outcome_measures(), {})

    def _show_beginning(self, key: Key, world: RecordedWorld) -> None:
        """Give those who have no pair yet what there is of their first one."""
        with self._wakes:
            watching = [each for each in self._requests if each.watches(key)]
        if watching:
            rows = world.step + 1
            whole = self._history(key, world)
            begun = replace(whole, outcomes=whole.outcomes[:rows], years=whole.years[:rows])
        for request in watching:
            request.begun[key[0]] = begun
            request.on_change()

    def _is_wanted(self, key: Key) -> bool:
        digest, seed = key
        with self._wakes:
            return any(
                digest in each.scenarios and each.seed <= seed < each.seed + each.histories for each in self._requests
            )

    def _finish(self, key: Key, history: History | None, complaint: str) -> None:
        told: list[Request] = []
        with self._wakes:
            self._running.discard(key)
            if history is not None:
                self._keep(key, history)
            for request in self._requests:
                if key[0] in request.scenarios and request.seed <= key[1] < request.seed + request.histories:
                    if history is not None:
                        request.found[key] = history
                    elif complaint:
                        request.failures[key] = complaint
                    told.append(request)
            self._wakes.notify_all()
        for request in told:
            request.on_change()

    def _keep(self, key: Key, history: History) -> None:
        self._kept.setdefault(key[0], {})[key[1]] = history
        self._kept.move_to_end(key[0])
        shown = {digest for request in self._requests for digest in request.scenarios}
        for digest in [each for each in self._kept if each not in shown][: max(0, len(self._kept) - KEPT)]:
            del self._kept[digest]
