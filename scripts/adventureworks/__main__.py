"""What ``scripts/import_adventureworks.py`` starts once the environment is there."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from salescenter.db.engine import Database
from salescenter.db.migrations import migrate
from salescenter.domain.errors import SalesCenterError
from salescenter.domain.user import Limit, User
from salescenter.services.demo.users import TEAMS, USERS, demo_users
from salescenter.services.passwords import Passwords
from salescenter.services.transfer import ImportReport, import_folder
from salescenter.settings import data_folder
from scripts.adventureworks.conversion import Conversion, convert
from scripts.adventureworks.source import SourceMissing

_LIMIT = Limit(None, 50_000)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--database",
    envvar="SALESCENTER_DATABASE",
    default="",
    metavar="URL",
    help="A SQLite file or postgresql://HOST/NAME; without it a file in the user's data folder.",
)
@click.option("--shift-dates", is_flag=True, help="Bring the dates of orders and offers to today.")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Keep the converted files."
)
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Write the report here too."
)
@click.option("--with-demo-users", is_flag=True, help="Add three users whose passwords are shown.")
def main(
    folder: Path,
    database: str,
    shift_dates: bool,
    keep: Path | None,
    report: Path | None,
    with_demo_users: bool,
) -> None:
    """Convert the AdventureWorks sample data of FOLDER and import it into an own store."""
    if "://" in database and urlsplit(database).password:
        raise click.UsageError("No password in the address: use PGPASSWORD or a password file.")
    address = database or str(_own_file())
    try:
        outcome = run(folder, address, shift_dates=shift_dates, keep=keep, users=with_demo_users)
    except (SalesCenterError, SourceMissing) as error:
        raise click.ClickException(str(error)) from error
    click.echo(outcome.text)
    if report is not None:
        report.write_text(outcome.text + "\n", encoding="utf-8")
    if not outcome.imported.written:
        raise SystemExit(1)


def _own_file() -> Path:
    """Where the store is made when nobody says where."""
    data_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    return data_folder() / "adventureworks.db"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was converted and imported, and all of it as text."""

    conversion: Conversion
    imported: ImportReport
    text: str


def run(
    folder: Path,
    address: str,
    *,
    shift_dates: bool = False,
    keep: Path | None = None,
    users: bool = False,
    today: date | None = None,
) -> Outcome:
    """Convert, import, and tell everything as text. Raises SourceMissing, or a refusal."""
    conversion = convert(folder, today or date.today(), shift_dates=shift_dates)  # noqa: DTZ011
    database = Database.open(address)
    try:
        migrate(database)
        with tempfile.TemporaryDirectory(prefix="adventureworks-") as folder_name:
            made = keep or Path(folder_name)
            conversion.tables.write(made)
            imported = import_folder(database, made)
        if users and imported.written:
            _add_users(database)
        people = _people(database, users=users)
        text = "\n".join(_told(conversion, imported, people, database.address))
        return Outcome(conversion, imported, text)
    finally:
        database.close()


def _add_users(database: Database) -> None:
    """The users of the demo store, where there is nobody yet."""
    passwords = Passwords()
    hashes = {user.id: passwords.hash(user.password) for user in USERS}
    with database.write() as uow:
        if uow.users.all():
            return
        teams = {number: uow.users.add_team(name, [_LIMIT]) for number, name in TEAMS}
        for each in USERS:
            user = User(0, each.login, each.name, each.role, True, teams[each.team_id])
            uow.users.insert(user, hashes[each.id])


def _people(database: Database, *, users: bool) -> str:
    """Who may sign on, or how to make somebody."""
    with database.read() as uow:
        there = uow.users.all()
    if users and {user.login for user in there} == {user.login for user in USERS}:
        return f"Sign on as one of these:\n{demo_users()}"
    if there:
        return "Sign on as before: " + ", ".join(user.login for user in there)
    return (
        f"Nobody can sign on yet. “salescenter init --database {database.address}” makes the first "
        "administrator, --with-demo-users of this script three users for trying out."
    )


def _told(
    conversion: Conversion, imported: ImportReport, people: str, address: str
) -> Iterator[str]:
    yield f"AdventureWorks in {address}"
    yield ""
    yield "Put right, left out or decided while converting:"
    yield from conversion.repairs.lines()
    yield ""
    yield from imported.lines()
    yield ""
    yield people


if __name__ == "__main__":
    sys.exit(main())
