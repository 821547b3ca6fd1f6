"""``multipartner claims``: claims of the essay, or one's own, tried over worlds and given a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shlex import join

from rich.console import Console
from rich.table import Table

from experiments.claims.carriers import Ablated, ablated
from experiments.claims.judging import Judgement
from experiments.claims.page import body, write_page
from experiments.claims.smallest import SmallestModels, most_runs
from experiments.claims.trial import FULL
from experiments.claims.trying import ABLATION, Trials
from experiments.claims.verdict import Verdict
from experiments.claims.wording import effect_shown, produced, quotable, shares_shown
from experiments.cli.exit_codes import DONE, INTERRUPTED, SOME_FAILED
from experiments.cli.session import Interrupted, Options, check_out, conduct
from experiments.execution.engine import MODEL, Engine
from experiments.execution.experiment import Experiment, default_workers
from experiments.execution.progress import duration
from experiments.execution.timing import seconds_of
from experiments.execution.watching import compile_first
from experiments.report.claims_folder import write_claims
from experiments.storage.folders import RESULTS
from experiments.storage.ownership import claim_shelf
from experiments.storage.parts import write_whole
from simulation.core.errors import MultipartnerError

TIMED, RUNS_PER_TIMED = 12, 20
"""Runs that are timed beforehand at most, and for how many planned ones each of them stands at least."""
NEW = "new"
NEW_FILE = Path("my_claim.toml")
TEMPLATE = Path(__file__).resolve().parents[1] / "claims" / "template.toml"


@dataclass(frozen=True)
class ClaimsRequest:
    """What was typed after ``multipartner claims``."""

    names: tuple[str, ...] = ()
    quick: bool = False
    worlds: int | None = None
    runs: int | None = None
    seed: int = 0
    page: bool = False
    options: Options = field(default_factory=Options)
    smallest: bool = False

    @property
    def folder(self) -> Path:
        """Where the trials are kept."""
        return self.options.out or RESULTS / ("claims-quick" if self.quick else "claims")

    @property
    def command(self) -> str:
        """The command that asks for the same."""
        given = {"--worlds": self.worlds, "--runs": self.runs, "--seed": self.seed or None}
        numbers = [part for name, value in given.items() if value is not None for part in (name, str(value))]
        flags = [word for word, is_set in (("--quick", self.quick), ("--smallest", self.smallest)) if is_set]
        return join(["multipartner", "claims", *self.names, *flags, *numbers])


def carry_out(request: ClaimsRequest, console: Console, engine: Engine = MODEL) -> int:
    """Try claims, print their verdicts, write the page if asked; return the exit code."""
    if request.names[:1] == (NEW,):
        return write_new(console)
    if request.quick and request.smallest:
        raise MultipartnerError("--smallest starts from the ablation, which --quick leaves out; give only one of them.")
    check_out(request.options.out)
    trials = Trials.of(
        request.names,
        request.folder,
        worlds=request.worlds,
        runs=request.runs,
        seed=request.seed,
        is_quick=request.quick,
        engine=engine,
        command=request.command,
    )
    if request.options.out is not None:  # trials lie in folders of their own inside it
        claim_shelf(request.folder)
    experiments = list(trials.experiments())
    more = most_runs(trials) if request.smallest else 0
    _announce(experiments, request, console, engine, more)
    try:
        failed = sum(conduct(each, request.options, console).manifest.failed for each in experiments)
        smaller = find_smallest(trials, request, console) if request.smallest else None
    except Interrupted:
        return INTERRUPTED
    found = trials.judged()
    full = [] if request.quick else trials.claims
    ablations = {claim.id: ablated(claim, trials.folder_of(claim, ABLATION)) for claim in full}
    tell(found, ablations, console)
    first = trials.folder_of(trials.claims[0])
    report = write_claims(found, ablations, trials.worlds.said, request.folder, first)
    console.print(f"\nReport: {report}", highlight=False)
    if request.page:
        console.print(
            f"written: {write_page(body(found, ablations, trials.worlds.said, _mode(request), smaller))}",
            highlight=False,
        )
    return SOME_FAILED if failed else DONE


def find_smallest(trials: Trials, request: ClaimsRequest, console: Console) -> SmallestModels:
    """Find what each verdict needs, and the one model that serves all; print it, and write it as a scenario."""

    def run(experiment: Experiment) -> None:
        conduct(experiment, request.options, console)

    models = SmallestModels.of(trials, run)
    for each in models.found:
        console.print(f"{each.claim.id}: “{each.word}” needs {each.needs}.", highlight=False, markup=False)
    place = request.folder / "minimal.toml"
    write_whole(place, models.scenario_text().encode())
    console.print(f"The smallest model that serves all: {place}; {models.said}", highlight=False)
    return models


def _mode(request: ClaimsRequest) -> str:
    quick = "A quick trial, without ablation and with fewer worlds: " if request.quick else "A full trial: "
    return quick + f"`{request.command}`."


def _announce(trials: list[Experiment], request: ClaimsRequest, console: Console, engine: Engine, more: int) -> None:
    """Say how many runs there are, at most ``more`` of them in a search, and how long they take, timing a few."""
    planned = sum(trial.planned for trial in trials) + more
    if engine is MODEL:
        compile_first(lambda line: console.print(line, highlight=False))
    workers = request.options.workers or default_workers()
    seconds = planned * seconds_of_a_run(trials, engine) / workers
    count = f"{'at most ' if more else ''}{planned:,} runs in all"
    said = f"{count}, about {duration(seconds)} from scratch with {workers} workers; "
    console.print(said + f"what is done is kept in {request.folder}.", highlight=False)


def seconds_of_a_run(trials: Sequence[Experiment], engine: Engine) -> float:
    """Return how long a run takes [s]: drawn worlds differ tenfold, so a few are run, spread over the trials."""
    planned = sum(trial.planned for trial in trials)
    runs = min(TIMED, max(planned // RUNS_PER_TIMED, 1))
    seconds_of(engine, trials[0].arms[0].scenario, 0)  # loads what the others only use
    whole = weight = 0.0
    for k in range(runs):
        trial = trials[k * len(trials) // runs]
        scenario = trial.arms[(2 * k + 1) * len(trial.arms) // (2 * runs)].scenario
        whole += trial.planned * seconds_of(engine, scenario, trial.seed)
        weight += trial.planned
    return whole / weight


def tell(found: list[Judgement], ablations: Mapping[str, Ablated], console: Console) -> None:
    """Print the verdicts and a sentence for each."""
    shown = Table("claim", "verdict", "effect (interval)", "sign / matters", box=None)
    for each in found:
        full = each.effects[FULL]
        shown.add_row(each.claim.id, each.verdict.word, effect_shown(full, each), shares_shown(full))
    console.print(shown)
    for each in found:
        console.print(f"\n{each.claim.said.statement}", highlight=False, markup=False, style="bold")
        console.print(f"  {_sentence(each.verdict)} {quotable(each)}", highlight=False, markup=False)
        if (ablation := ablations.get(each.claim.id)) is not None:
            console.print(f"  {produced(ablation, each)}", highlight=False, markup=False)


def _sentence(verdict: Verdict) -> str:
    text = str(verdict)
    return text[0].upper() + text[1:] + "."


def write_new(console: Console, place: Path = NEW_FILE) -> int:
    """Write the commented file of a new claim into the current folder."""
    try:
        with place.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE.read_text(encoding="utf-8"))
    except FileExistsError:
        raise MultipartnerError(f"'{place}' already exists; rename it first.") from None
    console.print(f"Written: {place}. Change it, then: multipartner claims {place}", highlight=False)
    return DONE
