"""A Postgres server of the tests' own, on loopback, with a password for everybody."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

OWNER, PASSWORD = "owner", "only for this test"


@dataclass(frozen=True)
class Server:
    """Where it listens."""

    port: int
    dbname: str = "postgres"


def program(name: str) -> str:
    """A program of the server, which Debian does not put on the path."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        pytest.skip("there is no Postgres server here: install the package postgresql")
    return found


def unprivileged() -> str | None:
    """Postgres does not run as root: then as this user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        if name in {entry.pw_name for entry in pwd.getpwall()}:
            return name
    pytest.skip("Postgres does not run as root, and there is no other user to run it")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running() -> Iterator[Server]:
    """Make a cluster, start it, and end it again."""
    initdb, pg_ctl, user = program("initdb"), program("pg_ctl"), unprivileged()
    folder = Path(mkdtemp(prefix="leakage-postgres-"))
    folder.chmod(0o755)
    data, password, log = folder / "data", folder / "password", folder / "log"
    data.mkdir(mode=0o700)
    password.write_text(PASSWORD + "\n")
    log.touch()
    if user:
        for path in (data, password, log):
            shutil.chown(path, user)

    def run(*command: str) -> None:
        subprocess.run(
            command, user=user, check=True, capture_output=True, cwd=folder, env={"PATH": os.environ["PATH"]}
        )

    port = free_port()
    try:
        run(
            initdb,
            "-D",
            str(data),
            "-U",
            OWNER,
            "-A",
            "scram-sha-256",
            f"--pwfile={password}",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        run(pg_ctl, "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        try:
            yield Server(port)
        finally:
            run(pg_ctl, "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
