"""The launcher's commands."""

import errno
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import click
from rich.console import Console

from netra.dev.doctor import diagnose
from netra.dev.down import down as stop_all
from netra.dev.errors import INTERRUPTED, LauncherError, sentence
from netra.dev.explain import explain
from netra.dev.folders import home_folder
from netra.dev.home import Home
from netra.dev.interrupts import StopRequested
from netra.dev.logs import log_names, show
from netra.dev.run import clear_leftovers
from netra.dev.stack import Options
from netra.dev.status import rows
from netra.dev.up import up as run_up
from netra.dev.up import up_detached
from netra.dev.voice import ConsoleVoice
from netra.shared.environment import get_env

NOT_RUNNING: Final = 3
CommandT = TypeVar("CommandT", bound=Callable[..., None])


class Sentences(click.Group):
    """A group whose commands end with one sentence where something is wrong, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (LauncherError, OSError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            click.echo(f"netra: {sentence(error)}", err=True)
            sys.exit(1)
        except StopRequested:
            click.echo("netra: stopped.", err=True)
            sys.exit(INTERRUPTED)


def home_option(command: CommandT) -> CommandT:
    """`--home DIR`, the folder of the installation."""
    return click.option(
        "--home",
        "home_path",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder of this installation's data (default: NETRA_HOME or ~/.local/share/netra).",
    )(command)


def chosen_home(given: Path | None) -> Home:
    return Home((given or home_folder()).expanduser().absolute())


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Netra on this machine: start it, look at it, stop it, save it."""


@cli.command()
@click.option("--detach", is_flag=True, help="Return once everything is ready; `down` stops it.")
@click.option("--ports", type=click.Choice(["default", "auto"]), default="default", show_default=True)
@home_option
@click.option("--no-sample", is_flag=True, help="Do not put sample projects in.")
@click.option("--reload", is_flag=True, help="Package and restart what changes in the sources.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line when ready, on standard output.")
def up(
    detach: bool, ports: str, home_path: Path | None, no_sample: bool, reload: bool, as_json: bool
) -> None:
    """Start everything and keep it running."""
    options = Options(automatic_ports=ports == "auto", sample=not no_sample, reload=reload)
    start = up_detached if detach else run_up
    sys.exit(start(chosen_home(home_path), options, ConsoleVoice(as_json=as_json)))


@cli.command()
@home_option
def down(home_path: Path | None) -> None:
    """Stop what `up` started, and nothing else."""
    home = chosen_home(home_path)
    stopped = stop_all(home, ConsoleVoice())
    click.echo(f"Stopped: {', '.join(stopped)}." if stopped else f"Nothing was running on {home.folder}.")


@cli.command()
@home_option
def status(home_path: Path | None) -> None:
    """Show what runs, where, and with how much memory; exit code 3 when nothing does."""
    home = chosen_home(home_path)
    lines = rows(home)
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo(f"Nothing is running on {home.folder}.")
        sys.exit(NOT_RUNNING)


@cli.command()
@click.argument("service", required=False)
@click.option("--follow", "-f", is_flag=True, help="Go on with what is written from now on.")
@click.option("--lines", default=100, show_default=True, help="How much of the past.")
@home_option
def logs(service: str | None, follow: bool, lines: int, home_path: Path | None) -> None:
    """Show the log of one service, or of all."""
    home = chosen_home(home_path)
    names = [service] if service else log_names(home)
    for line in show(home, names, lines=lines, follow=follow, sleep=time.sleep):
        click.echo(line)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@home_option
def backup(file: Path, home_path: Path | None) -> None:
    """Save all data in one FILE, which is as secret as the data."""
    from netra.dev.backup import back_up

    back_up(chosen_home(home_path), file.absolute(), ConsoleVoice())


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@home_option
def restore(file: Path, home_path: Path | None) -> None:
    """Replace all data by those of a backup FILE, after checking it."""
    from netra.dev.restore import restore as put_back

    put_back(chosen_home(home_path), file.absolute(), ConsoleVoice())


@cli.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
def reset(yes: bool, home_path: Path | None) -> None:
    """Remove all data of this installation; asks first."""
    home = chosen_home(home_path)
    if home.format() is None:
        raise LauncherError(f"{home.folder} holds no installation of Netra.")
    with home.locked():
        if not yes:
            click.confirm(f"Remove all data in {home.folder} for good?", abort=True)
        clear_leftovers(home, ConsoleVoice())
        home.erase()
    click.echo(f"Removed the data in {home.folder}.")


@cli.command("explain-config")
@home_option
def explain_config(home_path: Path | None) -> None:
    """Show every setting of the launcher and of the services, and where it comes from."""
    source = "--home" if home_path else get_env().source_of("NETRA_HOME") or "default"
    for line in explain(chosen_home(home_path), source):
        click.echo(line)


@cli.command()
@home_option
def doctor(home_path: Path | None) -> None:
    """Look for what is missing or wrong; exit code 1 when something is."""
    console = Console(soft_wrap=True, markup=False, highlight=False)
    findings = diagnose(chosen_home(home_path))
    for title, problem in findings.items():
        console.print(
            f"{'ok' if problem is None else '!!'}  {title}{'' if problem is None else f': {problem}'}"
        )
    if any(findings.values()):
        sys.exit(1)


if __name__ == "__main__":
    cli()
