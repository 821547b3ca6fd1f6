"""Options that several commands have, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulation.core.errors import MultipartnerError

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
    int | None,
    typer.Option(min=1, help="Number of parallel processes; does not affect results.", show_default="one per core"),
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Hand the work to the Dask scheduler at this address.", show_default=False),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Discard what the folder holds and start over.")]
Retry = Annotated[bool, typer.Option("--retry-failed", help="Retry runs that failed with this version of the model.")]
ParameterSets = Annotated[
    int,
    typer.Option(
        "--ensemble",
        metavar="N",
        min=0,
        help="Each history draws one of N sets of parameters and choices that the record allows, the same for all.",
        show_default="0, the shipped values",
    ),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        metavar="MEASURE[:REDUCTION]",
        help="Outcomes to examine, such as level_disease:mean,damage:total; repeatable.",
        show_default="levels, damage, money",
    ),
]
Years = Annotated[int | None, typer.Option(min=1, help="Length of the runs.", show_default="as the scenario says")]
WhichScenario = Annotated[
    str | None, typer.Option(help="Which scenario or point of a results folder.", show_default="the first")
]
Date = Annotated[
    float | None,
    typer.Option(
        help="Date up to which to run: 2026 for the start of 2026, 2026.25 for the end of its first quarter.",
        show_default="end of the run",
    ),
]
HistoryNumber = Annotated[int, typer.Option(min=0, help="Number of the random history.")]
FirstSeed = Annotated[int, typer.Option(min=0, help="Seed of the first history.")]
WhoseWorld = Annotated[str, typer.Option(help="Scenario whose world and parameters are used.")]


def typed(settings: list[str] | None, sets: int) -> tuple[str, ...]:
    """Return what was typed after --set; --ensemble is a short way to say one of them."""
    return (*(settings or ()), *([f"parameter_sets={sets}"] if sets else ()))


def joined(typed: list[str] | None) -> str:
    """Return what was typed after an option that takes a list divided by commas, and may be given again.

    Raises
    ------
    MultipartnerError
        When nothing stands behind the option.
    """
    if typed and not all(map(str.strip, typed)):
        raise MultipartnerError("An option for a list was given nothing: name what is wanted, or leave the option out.")
    return ",".join(typed or ())


def workers_get_ready(workers: int | None, cluster: str | None) -> None:
    """Let worker processes load what they need while this process does.

    Raises
    ------
    MultipartnerError
        When both are given.
    """
    if cluster is not None and workers is not None:
        raise MultipartnerError("--workers is for this machine and --cluster for others; give only one of them.")
    if cluster is None and workers != 1:
        from experiments.execution.pool import get_ready

        get_ready()
