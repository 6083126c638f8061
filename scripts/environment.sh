# Sourced by the commands in this folder: finds a Python, makes or refreshes .venv, and leaves $root and $python set.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 \
            && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer is needed and none was found on the PATH (PYTHON=/path/to/python names one)." >&2
    return 1
}

system_python="$(find_python)"
"$system_python" "$root/scripts/environment.py" "$root"
python="$root/.venv/bin/python"
# The code of this checkout, whichever checkout the environment was made from.
export PYTHONPATH="$root/scripts${PYTHONPATH:+:$PYTHONPATH}"
