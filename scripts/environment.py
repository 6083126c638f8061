"""Makes `.venv` from requirements.lock, once: standard library only, because it runs before anything is installed.

The environment is skipped when its stamp agrees with the lock. The project's own package is put on the path by a
`.pth` file and a launcher, so that installing it needs no build tool.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

UV_SECONDS = 600
"""uv needs seconds where the network is fast; on a slow one it may take minutes, and pip would take longer."""

GUARD = ".set-up.lock"
"""Not `.lock`: that name in an environment is uv's own lock."""

LAUNCHER = """#!{python}
from leakage.cli import main

main()
"""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def runs(python: Path) -> bool:
    """The environment's Python is there and starts (it does not after the project was moved)."""
    try:
        return subprocess.run([python, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def finishes(command: list[str], seconds: int) -> bool:
    """The command ends well and in time: a stalled download or a held cache must not stall the set-up."""
    try:
        return subprocess.run(command, timeout=seconds).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def install_lock(python: Path, lock: Path) -> None:
    """Install the lock with uv (seconds), or with pip where uv is not to be had or cannot reach the index."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    locked = ["--no-deps", "--require-hashes", "-r", str(lock)]
    if finishes([*pip, "--timeout", "15", "uv"], seconds=60):
        uv = [str(python), "-m", "uv", "pip", "install", "--quiet", "--python", str(python)]
        if finishes([*uv, *locked], seconds=UV_SECONDS):
            return
    say("uv could not install the environment; installing it with pip ...")
    if subprocess.run([*pip, *locked]).returncode != 0:
        raise SystemExit("The environment could not be installed: is the package index reachable?")


def link_project(python: Path, scripts: Path) -> None:
    """Make `import leakage` and the command `leakage` work inside the environment."""
    query = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(query, check=True, capture_output=True, text=True).stdout.strip())
    (packages / "revenue_leakage.pth").write_text(f"{scripts}\n")
    launcher = python.parent / "leakage"
    launcher.write_text(LAUNCHER.format(python=python))
    launcher.chmod(0o755)


def make_environment(root: Path) -> None:
    home = root / ".venv"
    python = home / "bin" / "python"
    lock = root / "requirements.lock"
    stamp = home / "requirements.sha256"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()

    if stamp.is_file() and stamp.read_text() == wanted and runs(python):
        return
    began = time.monotonic()
    say(f"Installing the environment from {lock.name} into {home.name} ...")
    stamp.unlink(missing_ok=True)
    if not runs(python):
        if home.is_dir():
            for entry in home.iterdir():
                if entry.name != GUARD:
                    shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        try:
            venv.create(home, with_pip=True)
        except (subprocess.CalledProcessError, ImportError) as error:
            raise SystemExit(f"Python's venv module cannot make an environment here ({error}).") from error
    install_lock(python, lock)
    link_project(python, root / "scripts")
    stamp.write_text(wanted)
    say(f"Environment ready after {time.monotonic() - began:.0f} s.")


def main() -> None:
    root = Path(sys.argv[1]).resolve()
    (root / ".venv").mkdir(exist_ok=True)
    with open(root / ".venv" / GUARD, "w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)  # two commands started at once install once
        make_environment(root)


if __name__ == "__main__":
    os.umask(0o022)
    main()
