"""The ``multipartner`` command: what can be typed; what each command does is in ``experiments.cli``.

Nothing heavy is imported before a command needs it, so that ``--help`` and the first line of a run come at
once.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from experiments.cli.commands import (
    ablation,
    assumptions,
    calibrate,
    claims,
    dashboard,
    decompose,
    evidence,
    explain,
    export,
    listed,
    network,
    plot,
    predict,
    report,
    run,
    show,
    status,
    sweep,
    template,
    validate,
    verify,
)
from experiments.cli.exit_codes import DONE, INTERRUPTED, NOBODY_READS, SOME_FAILED, WRONG_USE
from experiments.execution.threads import check_compiler_settings, one_thread_each
from simulation.core.errors import MultipartnerError, OutOfMemoryError

one_thread_each()

UsageError: Any = typer.BadParameter.__base__
"""What Typer raises for a mistake in options; it has no public name in the newer versions."""
HELP = (
    "Experiments with a model of multipolar and multipartner world order.\n\n"
    "[bold]multipartner run cooperative transactional --runs 100[/bold] compares two U.S. policies in a "
    "hundred random histories each, the same luck on both sides, and writes tables, figures and a report.\n\n"
    "Exit codes: 0 done, 1 some runs failed, 2 wrong use, 130 interrupted, 141 the reader of a listing left."
)


app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
        bool, typer.Option("--verbose", "-v", help="Report progress on standard error, line by line.")
    ] = False,
) -> None:
    """Hear what holds for every command."""
    del version
    from experiments.cli.terminal import log_to_standard_error

    log_to_standard_error(verbose=verbose)


COMMANDS = {
    "run": run,
    "sweep": sweep,
    "explain": explain,
    "network": network,
    "validate": validate,
    "list": listed,
    "show": show,
    "template": template,
    "export": export,
    "assumptions": assumptions,
    "ablation": ablation,
    "decompose": decompose,
    "verify": verify,
    "predict": predict,
    "evidence": evidence,
    "calibrate": calibrate,
    "claims": claims,
    "dashboard": dashboard,
    "plot": plot,
    "report": report,
    "status": status,
}
"""In the order in which the help lists them."""
for _name, _module in COMMANDS.items():
    app.command(_name, epilog=f"Example: {_module.EXAMPLE}")(_module.command)


def main() -> None:
    """Run the command line; a user's mistake is one line on standard error and exit code 2."""
    from experiments.cli.terminal import interruptible, plain_matplotlib, sound_surroundings, steady_streams

    interruptible()
    steady_streams()
    sound_surroundings()
    plain_matplotlib()
    sys.exit(exit_code(sys.argv[1:]))


def exit_code(words: list[str]) -> int:
    """Carry out what was typed after ``multipartner``; say in one line what was wrong with it."""
    from experiments.cli.terminal import complain, is_here, nobody_reads

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
        nobody_reads()
        code = NOBODY_READS
    except OSError as error:
        gone = "The current folder no longer exists; change to another one."
        complain(f"{error.strerror or error}: {error.filename or 'no file named'}." if is_here() else gone)
        code = WRONG_USE
    except typer.Abort as error:
        code = INTERRUPTED
        if isinstance(error.__cause__, EOFError):  # nothing here asks anything: a module was cut short
            complain(
                "A file of compiled Python is damaged; delete the __pycache__ folders of the installation and repeat."
            )
            code = WRONG_USE
    except KeyboardInterrupt:
        code = INTERRUPTED
    return code


def _carried_out(words: list[str]) -> int:
    """Carry out a command and return its exit code; what is wrong with its options is a mistake like any other."""
    for word in words:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            raise MultipartnerError(f"Arguments must be text in UTF-8, found '{word}'.")
    check_compiler_settings()
    try:
        return app(words, prog_name="multipartner", standalone_mode=False) or DONE
    except SystemExit as error:
        if error.code != SOME_FAILED:
            raise
        raise BrokenPipeError from None  # the libraries' answer where whoever read the output has stopped
    except UsageError as error:
        if not words:
            sys.stdout.write(error.format_message())
            return WRONG_USE
        said, found = error.format_message().rstrip(" .\n"), _found(error, words)
        said += f", found '{found}'" if found and f"'{found}'" not in said else ""
        command = f"multipartner {words[0]}" if words[0] in COMMANDS else "multipartner"
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
