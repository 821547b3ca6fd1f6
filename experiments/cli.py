"""The ``multipartner`` command: what can be typed; what each command does is in ``experiments.commands``.

Nothing heavy is imported before a command needs it, so that ``--help`` and the first line of a run come at
once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from experiments.threads import one_thread_each

one_thread_each()

DONE, SOME_FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
HELP = (
    "Experiments with a model of multipolar and multipartner world order.\n\n"
    "[bold]multipartner run cooperative transactional --runs 100[/bold] compares two U.S. policies in a "
    "hundred random histories each, the same luck on both sides, and writes tables, figures and a report.\n\n"
    "Exit codes: 0 done, 1 some runs failed, 2 wrong use, 130 interrupted."
)

LISTS = "scenarios, rules, mechanisms, measures, actors, partnerships, filled or unresolved."

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Folder = Annotated[Path | None, typer.Argument(help="Results folder; by default the newest.", show_default=False)]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Change a value of every scenario; repeatable.", show_default=False
    ),
]
Years = Annotated[int | None, typer.Option(min=1, help="Length of the runs.", show_default="as the scenario says")]


@app.command(epilog="Example: multipartner run cooperative transactional --runs 200 --set us.transactionalism=0.8")
def run(
    scenarios: Annotated[
        list[str],
        typer.Argument(metavar="SCENARIO...", help="Names or files; the first is what others are compared with."),
    ],
    runs: Annotated[int, typer.Option(min=1, help="Random histories of each scenario.")] = 100,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the first history; the next has one more.")] = 0,
    years: Years = None,
    settings: Settings = None,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="Results folder.", show_default="results/<scenarios>")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes side by side; changes no number.", show_default="one a core"),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what the folder holds and start over.")] = False,
) -> None:
    """Run scenarios side by side in the same random histories; go on where an earlier run stopped."""
    from experiments.commands.run import Request, run_scenarios

    request = Request(tuple(scenarios), runs, seed, years, tuple(settings or ()), out, workers, fresh)
    raise typer.Exit(run_scenarios(request))


@app.command(epilog="Example: multipartner validate my_policy.toml scenarios/*.toml")
def validate(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files or names.")],
) -> None:
    """Check scenario files: every wrong one gets one line that says where and what to do."""
    from experiments.commands.inspect import validate_files

    raise typer.Exit(validate_files(files))


@app.command("list", epilog="Example: multipartner list scenarios")
def list_things(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help=LISTS)] = "scenarios",
) -> None:
    """List what the model knows."""
    from experiments.commands.inspect import list_topic

    list_topic(topic)


@app.command(epilog="Example: multipartner show transactional --set us.regard=0.1 --changed")
def show(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name or file.")],
    settings: Settings = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only what is not a default.")] = False,
) -> None:
    """Show every value of a scenario with unit, range, source, and where it was set."""
    from experiments.commands.inspect import show_scenario

    show_scenario(scenario, settings or [], changed=changed)


@app.command(epilog="Example: multipartner assumptions > assumptions.txt")
def assumptions() -> None:
    """List every number and equation that is assumed rather than taken from a source."""
    from experiments.commands.inspect import print_assumptions

    print_assumptions()


@app.command(epilog="Example: multipartner verify --all")
def verify(
    every: Annotated[bool, typer.Option("--all", help="Every result: published | ours | difference.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write docs/verification.md of a clone anew.")] = False,
) -> None:
    """Check the classic results that the engine contains: ours beside the published ones."""
    from experiments.commands.verify import verify as verify_rows

    raise typer.Exit(verify_rows(every=every, write=write))


@app.command(epilog="Example: multipartner plot results/us-policy")
def plot(folder: Folder = None) -> None:
    """Draw the figures of a results folder again, from its tables."""
    from experiments.commands.redo import redo_figures

    redo_figures(folder)


@app.command(epilog="Example: multipartner report results/us-policy")
def report(folder: Folder = None) -> None:
    """Write the report of a results folder again, and print the answer."""
    from experiments.commands.redo import redo_report

    redo_report(folder)


@app.command(epilog="Example: multipartner status results/us-policy")
def status(folder: Folder = None) -> None:
    """Say what of an experiment is done, missing and failed."""
    from experiments.commands.redo import print_status

    raise typer.Exit(print_status(folder))


def main() -> None:
    """Run the command line; a user's mistake is one line on standard error and exit code 2."""
    from simulation.core.errors import MultipartnerError

    try:
        app()
    except MultipartnerError as error:
        sys.stderr.write(f"multipartner: {error}\n")
        sys.exit(WRONG_USE)
    except OSError as error:
        sys.stderr.write(f"multipartner: {error.strerror or error}: {error.filename or 'no file named'}.\n")
        sys.exit(WRONG_USE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
