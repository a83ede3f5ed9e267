"""The command line: what a person or a script starts. Imports wait until a command needs them."""

import io
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import click

from salescenter import __version__
from salescenter.domain.errors import SalesCenterError
from salescenter.i18n import _

_database = click.option(
    "--database",
    envvar="SALESCENTER_DATABASE",
    default="",
    metavar="URL",
    help="A SQLite file, sqlite:///FILE or postgresql://HOST/NAME. Without it: the demo store.",
)


class _Commands(click.Group):
    """Tells a refusal as a sentence instead of a traceback; the first Ctrl+C is enough."""

    def main(self, *args: Any, **options: Any) -> Any:
        before = signal.signal(signal.SIGINT, _break_off)
        try:
            return super().main(*args, **options)
        finally:
            if signal.getsignal(signal.SIGINT) is _break_off:
                signal.signal(signal.SIGINT, before)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SalesCenterError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # nobody reads on: click ends quietly
        except OSError as error:
            raise click.ClickException(_said(error)) from error


def _break_off(_signal: int, _frame: FrameType | None) -> None:
    """Break off once. A second Ctrl+C must not disturb the clearing up that this begins."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _said(error: OSError) -> str:
    place = error.filename or error.filename2 or _("A file")
    return _("{path} cannot be used: {detail}").format(path=place, detail=error.strerror or error)


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="Sales Center")
def main() -> None:
    """The desk of a customer service representative."""


@main.command()
@_database
@click.option("--tour", type=click.Path(path_type=Path), help="Play the main story, keep pictures.")
@click.option("--new", is_flag=True, help="Open another window of the same store.")
@click.option("--customer", metavar="NUMBER", help="Show this customer in the open window.")
@click.option("--phone", metavar="NUMBER", help="Show who has this telephone number.")
@click.option("--order", metavar="NUMBER", help="Show this order in the open window.")
def run(database: str, tour: Path | None, new: bool, **shown: str | None) -> None:
    """Open the desk, or reach the window that is open."""
    from salescenter import app

    if tour is not None:
        app.play_tour(tour)
        click.echo(_("The pictures are in {folder}.").format(folder=tour))
        return
    if not app.has_screen():
        raise click.ClickException(
            _("There is no screen here. --tour FOLDER plays the main story without one.")
        )
    call = _call_of(shown)
    address = _store_or_demo(database)
    sys.exit(app.run_window(address, another=new, call=call))


def _call_of(shown: dict[str, str | None]) -> Any:
    """Who is to be shown; None for nobody. Two at once are refused."""
    from salescenter.domain.screen_call import ScreenCall

    given = [(kind, number) for kind, number in shown.items() if number is not None]
    if len(given) > 1:
        raise click.UsageError(_("Name one of --customer, --phone and --order."))
    return ScreenCall(*given[0]) if given else None


def _store_or_demo(database: str) -> str:
    """The store to open; without one the demo store, made when there is none."""
    from salescenter import app
    from salescenter.settings import demo_address

    address = _checked(database) or demo_address()
    if not database and not app.has_store(address):
        click.echo(_("Making the demo store, once."))
        _show_report(_with_progress(app.make_demo, address, "small", reset=False))
    return address


@main.command()
@_database
@click.option("--size", type=click.Choice(["small", "medium", "large"]), default="small")
@click.option("--reset", is_flag=True, help="Replace a demo store that is there.")
def demo(database: str, size: str, reset: bool) -> None:
    """Create or reset a demo store."""
    from salescenter import app
    from salescenter.settings import demo_address

    address = _checked(database) or demo_address()
    _show_report(_with_progress(app.make_demo, address, size, reset=reset))


def _show_report(report: Any) -> None:
    click.echo(str(report))


@main.command()
@_database
@click.option("--login", prompt=True, help="The first administrator's id.")
@click.option("--name", prompt=True, help="The first administrator's name.")
@click.password_option(envvar="SALESCENTER_ADMIN_PASSWORD", help="Asked for when not given.")
def init(database: str, login: str, name: str, password: str) -> None:
    """Make an empty store and its first administrator."""
    from salescenter import app

    app.init_store(_required(database), login, name, password)
    click.echo(
        _("The store is ready. Import its data, then sign on as {login}.").format(login=login)
    )


@main.command()
@_database
def upgrade(database: str) -> None:
    """Bring a store's tables up to date."""
    from salescenter import app

    changed = app.upgrade_store(_required(database))
    click.echo(_("The store is up to date now.") if changed else _("The store was up to date."))


@main.command(name="import")
@_database
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be refused.")
@click.option("--keep-good", is_flag=True, help="Import the rows that are right.")
def import_folder(database: str, folder: Path, dry_run: bool, keep_good: bool) -> None:
    """Import CSV files, one a noun; all or nothing by default."""
    from salescenter import app

    report = _with_progress(
        app.import_folder, _required(database), folder, dry_run=dry_run, keep_good=keep_good
    )
    click.echo(str(report))
    if not report.is_clean and not keep_good:
        raise SystemExit(1)


@main.command()
@_database
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(database: str, folder: Path) -> None:
    """Write everything but orders as CSV files that the import reads."""
    from salescenter import app

    report = _with_progress(app.export_folder, _required(database), folder)
    click.echo(str(report))


@main.command()
@_database
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(database: str, file: Path) -> None:
    """Copy a store into FILE while others work on; a manifest lies beside it."""
    from salescenter import app

    made = _with_progress(app.back_up, _required(database), file)
    text = _("The backup is in {path}: {size} bytes, SHA-256 {hash}.")
    click.echo(text.format(path=file, size=made.size, hash=made.sha256))
    if made.seal is not None:
        text = _("Keep this last seal somewhere else: {hash}")
        click.echo(text.format(hash=made.seal.hash))


@main.command()
@_database
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(database: str, file: Path) -> None:
    """Put the backup in FILE in place of a store; what was there is kept in a copy."""
    from salescenter import app

    safety = _with_progress(app.restore, _required(database), file)
    click.echo(_("The store is what the backup {path} holds.").format(path=file))
    if safety is not None:
        click.echo(_("What was there before is in {path}.").format(path=safety))


@main.command()
@_database
def doctor(database: str) -> None:
    """Look whether everything is sound: program, file, tables, journal, sums."""
    from salescenter import app

    findings = app.examine(_store_of(database))
    for finding in findings:
        click.echo(str(finding))
    if any(finding.is_trouble for finding in findings):
        raise SystemExit(1)


@main.command()
@_database
def driver(database: str) -> None:
    """Work a desk without a window: JSON lines in, JSON lines out."""
    from salescenter import app

    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            # JSON is UTF-8 whatever the machine is set to; other bytes are answered, not fatal.
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    app.run_driver(_store_of(database), sys.stdin, sys.stdout)


def _store_of(database: str) -> str:
    from salescenter.settings import demo_address

    return _checked(database) or demo_address()


def _required(database: str) -> str:
    if not _checked(database):
        raise click.UsageError(_("Say which store: --database, or SALESCENTER_DATABASE."))
    return database


def _checked(database: str) -> str:
    """The address; a password in it is refused, since every user of the machine can read it."""
    from salescenter.domain.refusals import sentence
    from salescenter.settings import names_password

    if names_password(database):
        raise click.UsageError(sentence("database.password", {}))
    if database and not database.strip():
        raise click.UsageError(_("The address is blank. Leave it out, or say which store."))
    return database


def _with_progress(call: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """Call with a progress bar; breaking off leaves no harm behind."""
    with click.progressbar(length=1000, label=_("Working"), file=sys.stderr) as bar:
        done = 0

        def progress(share: float, label: str = "") -> None:
            nonlocal done
            bar.label = label or bar.label
            reached = min(1000, int(share * 1000))
            bar.update(max(0, reached - done))
            done = max(done, reached)

        answer = call(*args, progress=progress, **options)
        progress(1.0)
    return answer
