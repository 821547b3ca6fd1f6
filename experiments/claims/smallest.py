"""The smallest model under which a verdict stays: what can be left out together, found by halving.

What can be left out is put in order, the mechanism first without which least of the effect goes; then halving tells how
many of them may go at once. Other orders might let another one go; none was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from experiments.analysis.ablation import removals
from experiments.claims.carriers import effects_by_variant, lost_without
from experiments.claims.file import Claim, Settings
from experiments.claims.judging import judge
from experiments.claims.trial import BARE, FULL, Trial, read_settings
from experiments.claims.trying import ABLATION, Trials
from experiments.claims.verdict import Word
from experiments.execution.experiment import Experiment

WORLDS = 48
"""Worlds in which a smaller model is tried: the first ones of the trial; in half as many, verdicts are often others."""
SMALLEST = "smallest"
Run = Callable[[Experiment], Any]


@dataclass(frozen=True)
class Smallest:
    """What a verdict needs.

    Parameters
    ----------
    claim : Claim
    word : str
        The verdict of the full model in these worlds, which the smaller one keeps.
    kept : sequence of str
        Mechanisms and motives that are left; all others may go together.
    """

    claim: Claim
    word: Word
    kept: tuple[str, ...]

    @property
    def needs(self) -> str:
        """What is left, in words."""
        return ", ".join(self.kept) or "nothing that can be left out"


@dataclass(frozen=True)
class Search:
    """A search for the smallest model of one claim.

    Parameters
    ----------
    trials : Trials
        Of which the claim is one; its ablation has run.
    claim : Claim
    run : callable
        Carries out an experiment; what is on disk already is not run again.
    removable : mapping
        What can be left out, and the settings that do it.
    """

    trials: Trials
    claim: Claim
    run: Run
    removable: Mapping[str, Settings]

    def word_without(self, names: Sequence[str]) -> Word:
        """Return the verdict of the model without some mechanisms."""
        left_out: dict[str, Any] = {}
        for name in names:
            left_out |= self.removable[name]
        variants: dict[str, Settings] = {FULL: left_out}
        if self.claim.settings["favouring"]:
            variants[BARE] = {**left_out, **self.claim.settings["favouring"]}
        worlds = replace(self.trials.worlds, points=self.trials.worlds.points.head(WORLDS))
        trial = Trial(self.claim, worlds, variants, 1, self.trials.seed)
        folder = self.folder_of(names)
        self.run(trial.experiment(folder, self.trials.engine, self.trials.command))
        return judge(self.claim, folder).verdict.word

    def folder_of(self, names: Sequence[str]) -> Path:
        """Return the results folder of the model without some mechanisms, the same for the same ones."""
        digest = sha256("\n".join(sorted(names)).encode()).hexdigest()[:12]
        return self.trials.folder_of(self.claim, SMALLEST) / digest

    def order(self) -> list[str]:
        """Return what can be left out, the one without which least of the effect goes first."""
        lost = lost_without(effects_by_variant(self.claim, self.trials.folder_of(self.claim, ABLATION)))
        return sorted(self.removable, key=lambda name: (abs(lost[name].value) if name in lost else 0.0, name))

    def found(self) -> Smallest:
        """Return the smallest model along the order of what matters least."""
        order, word = self.order(), self.word_without(())
        most = _longest(len(order), lambda count: self.word_without(order[:count]) == word)
        return Smallest(self.claim, word, tuple(sorted(order[most:])))


def _longest(count: int, holds: Callable[[int], bool]) -> int:
    """Return the largest number for which something holds that holds at 0, by halving.

    Examples
    --------
    >>> _longest(10, lambda number: number <= 7), _longest(10, lambda number: True)
    (7, 10)
    """
    if holds(count):
        return count
    low, high = 0, count
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low


def removable() -> dict[str, Settings]:
    """Return everything that can be left out of the model, and the settings that do it."""
    return {each.mechanism: read_settings(each.settings) for each in removals()}


def most_runs(trials: Trials) -> int:
    """Return the most runs that the search can take: the full model, all left out, the halvings, and the one model."""
    steps = 3 + len(removable()).bit_length()
    worlds = min(WORLDS, len(trials.worlds.points))
    return sum(
        steps * worlds * 2 * len(claim.conditions) * (2 if claim.settings["favouring"] else 1)
        for claim in trials.claims
    )


@dataclass(frozen=True)
class SmallestModels:
    """The smallest model of every claim, and the one that serves them all.

    Parameters
    ----------
    found : sequence of Smallest
    together : mapping
        By claim, the verdict in the one model that keeps only what some verdict needs.
    """

    found: tuple[Smallest, ...]
    together: Mapping[str, Word]

    @classmethod
    def of(cls, trials: Trials, run: Run) -> Self:
        """Search for them; the ablation of every claim must have run."""
        searches = [Search(trials, claim, run, removable()) for claim in trials.claims]
        found = tuple(search.found() for search in searches)
        names = tuple(left_out_by(found))
        return cls(found, {search.claim.id: search.word_without(names) for search in searches})

    @property
    def said(self) -> str:
        """How many verdicts stay in the one model."""
        lost = [each.claim.id for each in self.found if self.together[each.claim.id] != each.word]
        kept = len(self.found) - len(lost)
        return f"{kept} of {len(self.found)} verdicts stay" + (f", not {', '.join(lost)}." if lost else ".")

    def scenario_text(self) -> str:
        """Return the scenario that leaves out what no verdict needs, as TOML."""
        lines = [
            'extends = "today"',
            'title = "The smallest model"',
            f'description = "What {len(self.found)} verdicts on claims of the essay need, and nothing else."',
        ]
        settings = [pair for each in left_out_by(self.found).values() for pair in each.items()]
        section = ""
        for name, value in sorted(dict(settings).items()):
            head, _, field = name.rpartition(".")
            if head != section:
                lines += ["", f"[{head}]"]
                section = head
            lines.append(f"{field} = {str(value).lower()}")
        return "\n".join(lines) + "\n"


def left_out_by(found: Sequence[Smallest]) -> dict[str, Settings]:
    """Return what no verdict needs."""
    needed = {name for each in found for name in each.kept}
    return {name: settings for name, settings in removable().items() if name not in needed}
