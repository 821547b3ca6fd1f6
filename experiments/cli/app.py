"""The ``multipartner`` command: what can be typed; what each command does is in ``experiments.cli``.

Nothing heavy is imported before a command needs it, so that ``--help`` and the first line of a run come at
once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from experiments.cli import completion
from experiments.cli.exit_codes import DONE, INTERRUPTED, NOBODY_READS, WRONG_USE
from experiments.execution.threads import one_thread_each
from simulation.core.errors import MultipartnerError, OutOfMemoryError

one_thread_each()

UsageError: Any = typer.BadParameter.__base__
"""What Typer raises for a mistake in options; it has no public name in the newer versions."""
HELP = (
    "Experiments with a model of multipolar and multipartner world order.\n\n"
    "[bold]multipartner run cooperative transactional --runs 100[/bold] compares two U.S. policies in a "
    "hundred random histories each, the same luck on both sides, and writes tables, figures and a report.\n\n"
    "Exit codes: 0 done, 1 some runs failed, 2 wrong use, 130 interrupted."
)

AS_SAID = "as the design says"
TABLES_BY_QUARTER = "actors, partnerships, memberships, threats, events, edges"
LISTS = (
    "scenarios, designs, rules, equations, mechanisms, measures; of a scenario's world: actors, partnerships, groups, "
    "filled or unresolved."
)

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON instead of a table.")]
Folder = Annotated[Path | None, typer.Argument(help="Results folder; by default the newest.", show_default=False)]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Change a value of every scenario; repeatable.", show_default=False
    ),
]
Out = Annotated[Path | None, typer.Option(file_okay=False, help="Results folder.", show_default="results/<names>")]
WorkerCount = Annotated[
    int | None, typer.Option(min=1, help="Processes side by side; changes no number.", show_default="one a core")
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Give the work to the Dask scheduler there.", show_default=False),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Forget what the folder holds and start over.")]
Retry = Annotated[bool, typer.Option("--retry-failed", help="Try runs again that failed with this very model.")]
ParameterSets = Annotated[
    int,
    typer.Option(
        "--ensemble",
        metavar="N",
        min=0,
        help="Each history draws one of N parameter sets that the record allows, the same in every scenario.",
        show_default="0, the shipped values",
    ),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        metavar="MEASURE[:REDUCTION]",
        help="What is looked at, such as level_disease:mean,damage:total; repeatable.",
        show_default="levels, damage, money",
    ),
]
Years = Annotated[int | None, typer.Option(min=1, help="Length of the runs.", show_default="as the scenario says")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            sys.stdout.write(f"multipartner {version('multipartner')}\n")
        except PackageNotFoundError:
            raise MultipartnerError("multipartner runs without being installed, and has no version.") from None
        raise typer.Exit(DONE)


@app.callback()
def options_of_all(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Write what happens to standard error, line by line.")
    ] = False,
) -> None:
    """Hear what holds for every command."""
    del version
    from experiments.cli.terminal import log_to_standard_error

    log_to_standard_error(verbose=verbose)


def _typed(settings: list[str] | None, sets: int) -> tuple[str, ...]:
    """Return what was typed after --set; --ensemble is a short way to say one of them."""
    return (*(settings or ()), *([f"parameter_sets={sets}"] if sets else ()))


def _joined(typed: list[str] | None) -> str:
    """Return what was typed after an option that takes a list divided by commas, and may be given again."""
    return ",".join(typed or ())


def _workers_get_ready(workers: int | None, cluster: str | None) -> None:
    """Let worker processes load what they need while this process does."""
    if cluster is None and workers != 1:
        from experiments.execution.pool import get_ready

        get_ready()


@app.command(epilog="Example: multipartner run cooperative transactional --runs 200 --set us.transactionalism=0.8")
def run(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO...",
            help="Names or files; the first is what others are compared with.",
            autocompletion=completion.scenarios,
        ),
    ],
    runs: Annotated[int, typer.Option(min=1, help="Random histories of each scenario.")] = 100,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the first history; the next has one more.")] = 0,
    years: Years = None,
    settings: Settings = None,
    sets: ParameterSets = 0,
    out: Out = None,
    workers: WorkerCount = None,
    cluster: Cluster = None,
    tables: Annotated[
        list[str] | None,
        typer.Option(metavar="TABLE,...", help=f"By quarter: {TABLES_BY_QUARTER}; repeatable.", show_default=False),
    ] = None,
    detailed: Annotated[int, typer.Option(min=1, help="Histories of each scenario with --tables.")] = 1,
    outcomes: Outcomes = None,
    csv: Annotated[
        str,
        typer.Option("--csv", metavar="plain|excel", help="excel: semicolons and decimal commas, for a spreadsheet."),
    ] = "plain",
    equal: Annotated[
        str | None,
        typer.Option(
            metavar="MEASURE",
            help="Hold money equal to the first scenario's, to tell purse and manner apart: us_spending.",
            show_default=False,
        ),
    ] = None,
    fresh: Fresh = False,
    retry_failed: Retry = False,
) -> None:
    """Run scenarios side by side in the same random histories; go on where an earlier run stopped."""
    _workers_get_ready(workers, cluster)
    from experiments.cli.run import Request, run_scenarios
    from experiments.cli.session import Options
    from experiments.execution.extra_tables import chosen
    from experiments.storage.csv_text import dialect_of

    options = Options(out, workers, cluster, fresh, retry_failed)
    names = chosen(_joined(tables)) if tables else ()
    request = Request(
        tuple(scenarios),
        runs,
        seed,
        years,
        _typed(settings, sets),
        names,
        detailed,
        _joined(outcomes),
        dialect_of(csv),
        options,
        equal,
    )
    raise typer.Exit(run_scenarios(request))


@app.command(epilog="Example: multipartner sweep transactional_regard --runs 4")
def sweep(
    design: Annotated[
        str,
        typer.Argument(
            metavar="DESIGN",
            help="Name or file; see: multipartner list designs.",
            autocompletion=completion.designs,
        ),
    ],
    runs: Annotated[
        int | None, typer.Option(min=1, help="Random histories of each point.", show_default=AS_SAID)
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of history 0.", show_default=AS_SAID)] = None,
    samples: Annotated[int | None, typer.Option(min=1, help="Size of the sample.", show_default=AS_SAID)] = None,
    years: Years = None,
    settings: Settings = None,
    sets: ParameterSets = 0,
    out: Out = None,
    workers: WorkerCount = None,
    cluster: Cluster = None,
    fresh: Fresh = False,
    retry_failed: Retry = False,
) -> None:
    """Run the points of a design, each in several random histories; go on where an earlier sweep stopped."""
    _workers_get_ready(workers, cluster)
    from experiments.cli.session import Options
    from experiments.cli.sweep import SweepRequest, run_sweep

    options = Options(out, workers, cluster, fresh, retry_failed)
    request = SweepRequest(design, runs, seed, years, samples, _typed(settings, sets), options)
    raise typer.Exit(run_sweep(request))


@app.command(epilog="Example: multipartner explain transactional --actor IND --partnership gavi --year 2030")
def explain(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN",
            help="Scenario name, scenario file, or results folder.",
            autocompletion=completion.scenarios,
        ),
    ],
    actor: Annotated[
        str,
        typer.Option(
            help="Whose decisions, such as IND or gates.", show_default=False, autocompletion=completion.actors
        ),
    ],
    partnership: Annotated[
        str | None,
        typer.Option(
            help="One partnership, such as gavi.",
            show_default="all it is in or considers",
            autocompletion=completion.partnerships,
        ),
    ] = None,
    year: Annotated[float | None, typer.Option(help="Date to run to.", show_default="end of the run")] = None,
    scenario: Annotated[
        str | None, typer.Option(help="Which scenario or point of a results folder.", show_default="the first")
    ] = None,
    history: Annotated[int, typer.Option(min=0, help="Number of the random history.")] = 0,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed instead of a history.", show_default=False)] = None,
    settings: Settings = None,
    as_json: AsJson = False,
) -> None:
    """Say why an actor is in its partnerships or out of them: the terms of each decision."""
    from experiments.cli.explain import Question
    from experiments.cli.explain import explain as answer

    answer(Question(run, actor, partnership, year, scenario, history, seed, tuple(settings or ())), as_json=as_json)


@app.command(epilog="Example: multipartner network today --year 2030 --out today-2030.graphml")
def network(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Scenario name, scenario file, or results folder.")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="New GraphML file.", show_default=False)],
    year: Annotated[float | None, typer.Option(help="Date to run to.", show_default="end of the run")] = None,
    every: Annotated[bool, typer.Option("--all", help="All ties, not just the 2,000 strongest.")] = False,
    scenario: Annotated[
        str | None, typer.Option(help="Which scenario or point of a results folder.", show_default="the first")
    ] = None,
    history: Annotated[int, typer.Option(min=0, help="Number of the random history.")] = 0,
    settings: Settings = None,
) -> None:
    """Write who sits with whom at a date, with names and kinds, for programs that draw networks."""
    from experiments.cli.explain import Question
    from experiments.cli.network import write_network

    question = Question(run, "", None, year, scenario, history, None, tuple(settings or ()))
    write_network(question, out, every=every)


@app.command(epilog="Example: multipartner validate my_policy.toml scenarios/*.toml")
def validate(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files or names.")],
) -> None:
    """Check scenario files: what is wrong, in a line each; what they add to the world, and what is filled how."""
    from experiments.cli.inspect import validate_files

    raise typer.Exit(validate_files(files))


@app.command("list", epilog="Example: multipartner list scenarios")
def list_things(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help=LISTS, autocompletion=completion.topics)] = "scenarios",
    scenario: Annotated[
        str | None, typer.Argument(metavar="[SCENARIO]", help="Whose world.", show_default="today")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what the model knows, or what the world of a scenario holds."""
    from experiments.cli.inspect import list_topic

    list_topic(topic, scenario, as_json=as_json)


@app.command(epilog="Example: multipartner show transactional --set us.regard=0.1 --changed")
def show(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Name or file.", autocompletion=completion.scenarios)
    ],
    settings: Settings = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only what is not a default.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show every value of a scenario with unit, range, source, and where it was set."""
    from experiments.cli.inspect import show_scenario

    show_scenario(scenario, settings or [], changed=changed, as_json=as_json)


@app.command(epilog="Example: multipartner template partnership --out mine.toml")
def template(
    topic: Annotated[
        str, typer.Argument(metavar="TOPIC", help="actor, partnership, membership, dyad, issue, scenario or design.")
    ],
    kind: Annotated[
        str, typer.Option(help="Kind of actor: state, company, ngo, philanthropy, organisation, city.")
    ] = "",
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="New file.", show_default="the screen")] = None,
) -> None:
    """Write a commented file of your own to begin with: what must be said, and what may be."""
    from experiments.cli.templates import print_template

    print_template(topic, kind, out)


@app.command(epilog="Example: multipartner export my_world")
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", file_okay=False, help="New or empty folder.")],
    scenario: Annotated[str, typer.Option(help="Whose world.")] = "today",
) -> None:
    """Write the whole world as files of your own: read back, they give the same numbers to the last bit."""
    from experiments.cli.templates import export_world

    export_world(folder, scenario)


@app.command(epilog="Example: multipartner assumptions > assumptions.txt")
def assumptions() -> None:
    """List every number and equation that is assumed rather than taken from a source."""
    from experiments.cli.inspect import print_assumptions

    print_assumptions()


@app.command(epilog="Example: multipartner ablation today --runs 20 --years 10")
def ablation(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO]...", help="Names or files.", show_default="today, multipartner"),
    ] = None,
    runs: Annotated[int, typer.Option(min=2, help="Random histories of each arm.")] = 50,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the first history.")] = 0,
    years: Years = None,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="Results folder.", show_default="results/ablation")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes side by side.", show_default="one a core")
    ] = None,
    page: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Page to write the tables into.", show_default="none")
    ] = None,
) -> None:
    """Leave out one mechanism after another, in the same random histories, and tell what moves."""
    from experiments.cli.ablation import Ablation, ablate
    from experiments.cli.terminal import screen
    from experiments.storage.folders import folder_for

    where = out or folder_for(["ablation"], years=years, seed=seed or None)
    request = Ablation(tuple(scenarios or ()), runs, seed, years, workers, where, page)
    raise typer.Exit(ablate(request, screen()))


@app.command(epilog="Example: multipartner decompose multipolar multipartner --runs 20")
def decompose(
    a: Annotated[str, typer.Argument(metavar="A", help="Name or file of the scenario to start from.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Name or file of the scenario to arrive at.")],
    runs: Annotated[int, typer.Option(min=2, help="Random histories of each mix of the two.")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the first history.")] = 0,
    group: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=SETTING,...",
            help="Settings that change together, such as 'who sits=order.seats,order.partner_filter'; repeatable.",
            show_default="each by itself, or sections where they are many",
        ),
    ] = None,
    years: Years = None,
    settings: Settings = None,
    outcomes: Outcomes = None,
    out: Out = None,
    workers: WorkerCount = None,
    cluster: Cluster = None,
    fresh: Fresh = False,
    retry_failed: Retry = False,
) -> None:
    """Say which differences between two scenarios make the difference: Shapley values over groups of settings."""
    _workers_get_ready(workers, cluster)
    from experiments.cli.decompose import Asked
    from experiments.cli.decompose import decompose as answer
    from experiments.cli.session import Options
    from experiments.cli.terminal import screen

    options = Options(out, workers, cluster, fresh, retry_failed)
    asked = Asked(a, b, runs, seed, years, tuple(settings or ()), tuple(group or ()), _joined(outcomes), options)
    raise typer.Exit(answer(asked, screen()))


@app.command(epilog="Example: multipartner verify --all")
def verify(
    every: Annotated[bool, typer.Option("--all", help="Every result: published | ours | difference.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write docs/verification.md of a clone anew.")] = False,
) -> None:
    """Check the classic results that the engine contains: ours beside the published ones."""
    from experiments.cli.verify import verify as verify_rows

    raise typer.Exit(verify_rows(every=every, write=write))


@app.command(epilog="Example: multipartner predict my_partnership.toml")
def predict(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="TOML of one partnership, or CSV of many: id, started, issue, form, lead, founders, recipients, "
            "roster_role, political, social, economic; blank what is unknown but founders or lead.",
        ),
    ],
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="CSV for all odds.", show_default="none")] = None,
    members: Annotated[
        Path | None,
        typer.Option(
            help="CSV of real members (partnership, actor): scored against, and the burden is shared by them.",
            show_default="none",
        ),
    ] = None,
    scenario: Annotated[str, typer.Option(help="Whose world and parameters decide.")] = "today",
) -> None:
    """Predict who would sit in a partnership that you describe, how many, and why."""
    from experiments.cli.predict import predict as answer
    from experiments.cli.terminal import screen

    raise typer.Exit(answer(file, scenario, out, members, screen()))


@app.command(epilog="Example: multipartner evidence --only p1")
def evidence(
    out: Annotated[Path | None, typer.Option(file_okay=False, help="Folder.", show_default="results/evidence")] = None,
    only: Annotated[list[str] | None, typer.Option(help="One protocol; repeatable.", show_default="all")] = None,
    page: Annotated[bool, typer.Option("--page", help="Write docs/evidence.md of a clone anew.")] = False,
    scenario: Annotated[str, typer.Option(help="Whose world and parameters decide.")] = "today",
) -> None:
    """Hold the decision against real lists of members, beside two plain baselines."""
    from experiments.cli.evidence import gather
    from experiments.cli.terminal import screen
    from experiments.storage.folders import RESULTS

    raise typer.Exit(gather(out or RESULTS / "evidence", scenario, only or [], screen(), with_page=page))


@app.command(epilog="Example: multipartner calibrate motives")
def calibrate(
    stage: Annotated[str, typer.Argument(metavar="STAGE", help="What to fit: motives or dynamics.")],
    draws: Annotated[int, typer.Option(min=2, help="Draws of the bootstrap.")] = 200,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="Folder.", show_default="the project's own data")
    ] = None,
) -> None:
    """Fit motives to real lists, with a bootstrap, or match dynamics to the record in waves that resume."""
    from experiments.cli.evidence import fit
    from experiments.cli.terminal import screen

    raise typer.Exit(fit(stage, draws, out, screen()))


@app.command(epilog="Example: multipartner claims seats filter --quick; multipartner claims new")
def claims(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CLAIM]...", help="Names or files; 'new' writes one to fill in.", show_default="all"),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer worlds, one history, no ablation.")] = False,
    worlds: Annotated[
        int | None,
        typer.Option(min=2, max=10_000, help="Worlds drawn from what nobody knows.", show_default="64, quick 24"),
    ] = None,
    runs: Annotated[
        int | None, typer.Option(min=1, help="Histories of each world.", show_default="as the claim says")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the worlds and of the first history.")] = 0,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="Folder of the trials.", show_default="results/claims")
    ] = None,
    workers: WorkerCount = None,
    cluster: Cluster = None,
    page: Annotated[bool, typer.Option("--page", help="Write docs/claims.md of a clone anew.")] = False,
    fresh: Fresh = False,
    retry_failed: Retry = False,
) -> None:
    """Try claims of the essay over worlds that nobody can tell apart, and give each a verdict by stated rules."""
    _workers_get_ready(workers, cluster)
    from experiments.cli.claims import ClaimsRequest, carry_out
    from experiments.cli.session import Options
    from experiments.cli.terminal import screen

    options = Options(out, workers, cluster, fresh, retry_failed)
    request = ClaimsRequest(tuple(names or ()), quick, worlds, runs, seed, page, options)
    raise typer.Exit(carry_out(request, screen()))


@app.command(epilog="Example: multipartner dashboard --port 8081")
def dashboard(
    port: Annotated[int, typer.Option(min=1024, max=65535, help="Port on this machine.")] = 8080,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Histories side by side.", show_default="one a core")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
) -> None:
    """Open the page on which levers can be moved, for this machine alone: two policies side by side."""
    from experiments.cli.dashboard import show_page

    raise typer.Exit(show_page(port, workers, browser=browser))


@app.command(epilog="Example: multipartner plot results/us-policy")
def plot(folder: Folder = None) -> None:
    """Draw the figures of a results folder again, from its tables."""
    from experiments.cli.redraw import redo_figures

    redo_figures(folder)


@app.command(epilog="Example: multipartner report results/us-policy")
def report(folder: Folder = None) -> None:
    """Write the report of a results folder again, and print the answer."""
    from experiments.cli.redraw import redo_report

    redo_report(folder)


@app.command(epilog="Example: multipartner status results/us-policy")
def status(folder: Folder = None, as_json: AsJson = False) -> None:
    """Say what of an experiment is done, missing, failed and stale."""
    from experiments.cli.status import print_status

    raise typer.Exit(print_status(folder, as_json=as_json))


def main() -> None:
    """Run the command line; a user's mistake is one line on standard error and exit code 2."""
    from experiments.cli.terminal import plain_matplotlib, steady_streams

    steady_streams()
    plain_matplotlib()
    sys.exit(exit_code(sys.argv[1:]))


def exit_code(words: list[str]) -> int:
    """Carry out what was typed after ``multipartner``; say in one line what was wrong with it."""
    from experiments.cli.terminal import complain

    try:
        code = _carried_out(words)
        sys.stdout.flush()
    except MultipartnerError as error:
        complain(str(error))
        code = WRONG_USE
    except MemoryError:
        complain(str(OutOfMemoryError()))
        code = WRONG_USE
    except BrokenPipeError:  # whoever read the output has stopped
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = NOBODY_READS
    except OSError as error:
        complain(f"{error.strerror or error}: {error.filename or 'no file named'}.")
        code = WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    return code


def _carried_out(words: list[str]) -> int:
    """Carry out a command and return its exit code; what is wrong with its options is a mistake like any other."""
    for word in words:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            raise MultipartnerError(f"What is typed must be text in UTF-8, found '{word}'.")
    try:
        return app(words, prog_name="multipartner", standalone_mode=False) or DONE
    except UsageError as error:
        if not words:
            sys.stdout.write(error.format_message())
            return WRONG_USE
        said, found = error.format_message().rstrip(" .\n"), _found(error, words)
        said += f", found '{found}'" if found and f"'{found}'" not in said else ""
        known = {each.name or getattr(each.callback, "__name__", "") for each in app.registered_commands}
        command = f"multipartner {words[0]}" if words[0] in known else "multipartner"
        raise MultipartnerError(f"{said}. What is allowed: {command} --help") from None


def _found(error: Any, words: list[str]) -> str:
    """Return what was typed for the option that an error is about, or ''."""
    for option in getattr(getattr(error, "param", None), "opts", ()):
        for word, following in zip(words, [*words[1:], ""], strict=True):
            if word == option:
                return following
            if word.startswith(f"{option}="):
                return word.partition("=")[2]
    return ""


if __name__ == "__main__":
    main()
