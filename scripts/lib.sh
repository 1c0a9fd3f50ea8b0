# shellcheck shell=bash
# What scripts/demo, scripts/test, scripts/nightly and .ci/run share: the environment in .venv.
#
# set_up [GROUP...]   makes .venv, installs the package with all extras and the dependency groups
#                     named, and does nothing that a finished run did before. Interrupted runs are
#                     repeated, two at once wait for each other.
# say ES EN           prints one sentence to stderr, in Spanish or English.
#
# Exit codes: 2 no usable Python, 4 the packages could not be fetched.

venv=.venv
stamp=$venv/.set-up

say() {
  case "${LOGGRO_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in
    es*) printf '%s\n' "$1" >&2 ;;
    *) printf '%s\n' "$2" >&2 ;;
  esac
}

is_recent() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  local name
  for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if is_recent "$name"; then
      printf '%s\n' "$name"
      return
    fi
  done
  say "Se necesita Python 3.11 o más nuevo. Instálelo (https://www.python.org/downloads/) o indique cuál usar: PYTHON=/ruta/a/python3 $0" \
      "Python 3.11 or newer is needed. Install it (https://www.python.org/downloads/) or say which to use: PYTHON=/path/to/python3 $0"
  exit 2
}

# Everything that makes an environment outdated: the declared dependencies, the interpreter, the
# folder (scripts inside an environment hold its full path).
fingerprint() {
  "$venv/bin/python" - <<'PY'
import hashlib, pathlib, sys
parts = (pathlib.Path("pyproject.toml").read_bytes(), sys.version.encode(), str(pathlib.Path.cwd()).encode())
print(hashlib.sha256(b"\0".join(parts)).hexdigest())
PY
}

make_environment() {
  local python
  if is_recent "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    return
  fi
  python=$(find_python) || exit
  say "Preparando el entorno $venv con $("$python" --version)…" "Making $venv with $("$python" --version)…"
  if ! "$python" -m venv --clear "$venv"; then
    say "Python no pudo crear un entorno virtual. En Debian y Ubuntu: sudo apt install python3-venv" \
        "Python could not make a virtual environment. On Debian and Ubuntu: sudo apt install python3-venv"
    exit 2
  fi
}

pip_install() {
  if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@" </dev/null; then
    say "No se pudieron instalar los paquetes. Revise la conexión a PyPI y repita el comando: continuará donde quedó." \
        "The packages could not be installed. Check the connection to PyPI and repeat the command: it goes on from there."
    exit 4
  fi
}

# Hold .venv.lock until unlock: the lock belongs to the open file, so it ends with this process.
lock() {
  local python=$venv/bin/python
  is_recent "$python" || python=$(find_python) || exit
  exec 9>"$venv.lock"
  if ! "$python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)' 2>/dev/null; then
    say "Otro proceso prepara el entorno; esperando…" "Another process is preparing the environment; waiting…"
    "$python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
  fi
}

unlock() {
  exec 9>&-
}

# The stamp holds the fingerprint, then one installed group a line.
is_done() {
  local group
  [ -f "$stamp" ] && [ -x "$venv/bin/python" ] || return 1
  [ "$(head -n 1 "$stamp")" = "$(fingerprint 2>/dev/null)" ] || return 1
  for group in "$@"; do
    grep -qx "$group" "$stamp" || return 1
  done
}

install_missing() {
  local wanted installed=() arguments=() group
  make_environment
  wanted=$(fingerprint)
  if [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" = "$wanted" ]; then
    while IFS= read -r group; do installed+=("$group"); done < <(tail -n +2 "$stamp")
  else
    rm -f "$stamp"
    say "Instalando paquetes (una sola vez, cerca de un minuto)…" "Installing packages (once, about a minute)…"
    # pip 23.2, which comes with Python 3.11, knows no --group
    pip_install --upgrade pip
    arguments=(--editable ".[all]")
  fi
  for group in "$@"; do
    case " ${installed[*]-} " in *" $group "*) continue ;; esac
    arguments+=(--group "$group")
    installed+=("$group")
  done
  [ ${#arguments[@]} -eq 0 ] || pip_install "${arguments[@]}"
  printf '%s\n' "$wanted" ${installed[@]+"${installed[@]}"} >"$stamp.new"
  mv "$stamp.new" "$stamp"
}

set_up() {
  is_done "$@" && return
  lock
  is_done "$@" || install_missing "$@"
  unlock
}
