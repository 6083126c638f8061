"""Builds the marts beside the published data set, and publishes them by one rename."""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from leakage.breaches import Finding, print_findings, read_findings
from leakage.project import ROOT, LeakageError, resolve_target

STRICT_TARGETS = {"ci", "prod"}
"""Targets that publish nothing while a test fails."""


@dataclass(frozen=True)
class BuildOptions:
    """What to build, from what, where to."""

    database: Path
    target: str | None = None
    raw_dir: Path | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    selector: str | None = None
    unit_tests: bool = False
    verbose: bool = False

    @property
    def is_partial(self) -> bool:
        """Only some nodes: they are built into a copy of the published data set."""
        return bool(self.select or self.exclude or self.selector)

    def dbt_arguments(self) -> list[str]:
        """The options as dbt takes them."""
        arguments = ["--target", self.target] if self.target else []
        if self.variables:
            arguments += ["--vars", json.dumps(self.variables)]
        for flag, names in (("--select", self.select), ("--exclude", self.exclude)):
            arguments += [flag, *names] if names else []
        if not self.unit_tests:
            arguments += ["--exclude-resource-type", "unit_test"]
        if self.selector:
            return [*arguments, "--selector", self.selector]
        # of a part, only the tests whose tables are all there
        return arguments + (["--indirect-selection", "buildable"] if self.is_partial else [])


@dataclass
class Outcome:
    """How a build ended."""

    exit_code: int
    summarised: Path | None
    """The database a summary can be read from."""
    closing: list[str]

    def print_closing(self, console: Console) -> None:
        """Where the marts are and how to ask them."""
        console.print()
        for line in self.closing:
            console.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def only_build_of(database: Path) -> Iterator[None]:
    """Hold the lock of a database file; the kernel lets it go however this process ends."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{database}.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise LeakageError(
                f"Another build of {database} is running (process {lock.read().strip() or 'unknown'})."
                " Wait for it, or name another file in LEAKAGE_DB."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def beside(database: Path, state: str) -> Path:
    """The file of an unpublished data set: `.building` while it is made, `.failed` where a strict target refused it."""
    return database.with_name(f"{database.name}.{state}")


def remove_database(path: Path) -> None:
    """A DuckDB file with what the engine may have left beside it."""
    for suffix in ("", ".wal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    shutil.rmtree(f"{path}.tmp", ignore_errors=True)


def move_database(source: Path, destination: Path) -> None:
    """Put a closed database in the place of another: readers keep what they have open, new ones see the new."""
    Path(f"{destination}.wal").unlink(missing_ok=True)
    os.replace(source, destination)


def run_dbt(arguments: list[str], environment: dict[str, str], console: Console, verbose: bool) -> list[str]:
    """Run dbt as a process of its own, with a progress bar from its log; returns its error messages."""
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", *arguments]
    process = subprocess.Popen(
        [*command, "--log-format", "json"] if not verbose else command,
        cwd=ROOT,
        env=environment,
        stdout=None if verbose else subprocess.PIPE,
        text=True,
    )
    errors: list[str] = []
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )
    try:
        if process.stdout is None:
            process.wait()
            return errors
        with bar:
            task = bar.add_task("reading the project", total=None)
            for line in process.stdout:
                try:
                    event = json.loads(line)
                except ValueError:
                    console.print(line.rstrip(), markup=False)
                    continue
                follow(event, bar, task, errors)
        process.wait()
    except BaseException:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise
    return errors


def follow(event: dict[str, Any], bar: Progress, task: Any, errors: list[str]) -> None:
    """Advance the bar by one event of dbt's log, and keep what went wrong."""
    name, data = event["info"]["name"], event["data"]
    if name == "LogStartLine":
        bar.update(task, description="building and testing", total=data["total"])
    elif name.startswith("Log") and name.endswith("Result") and "index" in data:
        bar.update(task, completed=data["index"])
    elif event["info"]["level"] == "error":
        errors.append(event["info"]["msg"])


def dbt_environment(options: BuildOptions, database: Path) -> dict[str, str]:
    """The environment that dbt runs in: which database, which raw exports, this checkout's package."""
    environment = dict(os.environ)
    environment["LEAKAGE_DB"] = str(database)
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "scripts"), *filter(None, [environment.get("PYTHONPATH")])])
    environment.setdefault("DBT_TARGET_PATH", str(ROOT / "target"))
    raw_dir = options.raw_dir or environment.get("LEAKAGE_RAW_DIR") or None
    if raw_dir:
        environment["LEAKAGE_RAW_DIR"] = str(Path(raw_dir).expanduser().resolve())
    return environment


def run_build(options: BuildOptions, console: Console) -> Outcome:
    """Build, test, publish; never touches the published data set unless it can be replaced whole."""
    target, engine = resolve_target(options.target)
    if engine != "duckdb":
        return build_in_warehouse(options, target, engine, console)
    with only_build_of(options.database), stoppable():
        building = beside(options.database, "building")
        remove_database(building)
        if options.is_partial and options.database.is_file():
            shutil.copyfile(options.database, building)
        try:
            return build_and_publish(options, target, building, console)
        finally:
            remove_database(building)


@contextmanager
def stoppable() -> Iterator[None]:
    """A request to terminate ends the build like Ctrl-C: dbt is stopped and the half-built file removed."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run_and_read(
    options: BuildOptions, database: Path, console: Console
) -> tuple[list[Finding], list[str], dict[str, str]]:
    """Run `dbt build` into a database; returns what did not pass, dbt's error messages and the environment used."""
    environment = dbt_environment(options, database)
    results = Path(environment["DBT_TARGET_PATH"]) / "run_results.json"
    results.unlink(missing_ok=True)
    errors = run_dbt(["build", *options.dbt_arguments()], environment, console, options.verbose)
    if not results.is_file():
        raise BuildFailed(errors or ["dbt ended before it built anything."])
    return read_findings(results, database), errors, environment


class BuildFailed(LeakageError):
    """dbt could not start building: the project or its input does not compile."""

    def __init__(self, errors: list[str]):
        super().__init__("Nothing was built.\n" + "\n".join(dict.fromkeys(map(plain, errors))))


def plain(message: str) -> str:
    """A message of dbt without colours, without its own frame and without the macros it went through."""
    lines = [re.sub(r"\x1b\[\d*m", "", line) for line in message.splitlines()]
    frame = r"\s*(>|\(\./|Runtime Error|Compilation Error|\[ERROR\]|$)"
    return "\n".join(line for line in lines if not re.match(frame, line))


def build_and_publish(options: BuildOptions, target: str, building: Path, console: Console) -> Outcome:
    """The DuckDB build: into a file of its own, published by a rename."""
    findings, _, _ = run_and_read(options, building, console)
    print_findings(findings, console)
    unbuilt = [finding for finding in findings if finding.is_unbuilt]
    failed = [finding for finding in findings if finding.is_failure]
    database = options.database

    if unbuilt:
        kept = "The data set published before is unchanged." if database.is_file() else "Nothing was published."
        return Outcome(1, None, [f"{len(unbuilt)} models were not built. {kept}"])
    if failed and target in STRICT_TARGETS:
        refused = beside(database, "failed")
        move_database(building, refused)
        return Outcome(
            1,
            refused,
            [
                f"{len(failed)} tests failed, and target {target} publishes no data set with failing tests.",
                f"It is kept for inspection at {refused}",
            ],
        )
    move_database(building, database)
    remove_database(beside(database, "failed"))
    closing = [
        f"The marts are in {database}",
        f"  .venv/bin/leakage summary --db {database}",
        f"  .venv/bin/python -c \"import duckdb; duckdb.connect('{database}', read_only=True)"
        ".table('fct_leakage_items').show()\"",
    ]
    if failed:
        closing.insert(
            0, f"{len(failed)} tests failed (listed above); all models were built, so the data set is published."
        )
    return Outcome(1 if failed else 0, database, closing)


def build_in_warehouse(options: BuildOptions, target: str, engine: str, console: Console) -> Outcome:
    """A build in a warehouse: dbt replaces each mart there itself."""
    findings, _, _ = run_and_read(options, options.database, console)
    print_findings(findings, console)
    failed = any(finding.is_failure or finding.is_unbuilt for finding in findings)
    return Outcome(int(failed), None, [f"The marts are in the schema of target {target} ({engine})."])
