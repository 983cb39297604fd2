# shellcheck shell=bash
# What `./pants` needs before Pants exists: interpreters found by running them, one environment per user, made once.
# Sourced by ./pants; every function reads like the step it is.

PANTS_VERSION="2.17.1"
PEX_VERSION="2.1.137"
NETRA_CACHE="${NETRA_CACHE:-${HOME}/.cache/netra}"
PANTS_ENVIRONMENT="${NETRA_CACHE}/pants-${PANTS_VERSION}"
PEX_TOOL="${NETRA_CACHE}/pex-${PEX_VERSION}"
SERVICE_TARGETS=(src/python/netra/auth:auth src/python/netra/backend:backend src/js/frontend:frontend)
LAUNCHER_TARGET="src/python/netra/dev:netra"
LAUNCHER="dist/src.python.netra.dev/netra.pex"
PACKAGES=("$LAUNCHER" dist/src.python.netra.auth/auth.pex dist/src.python.netra.backend/backend.pex
  dist/src.js.frontend/frontend.tar.gz)
PACKAGED_FROM="dist/packaged-from"
declare -A STEPS=()

say() { printf '%s\n' "$*" >&2; }
fail() { say "netra: $*"; exit 1; }

# A name on the PATH may be a version manager's shim that only prints an error, so each candidate is executed.
find_python() {
  local version="$1" candidate
  for candidate in "python${version}" \
    "${PYENV_ROOT:-${HOME}/.pyenv}"/versions/"${version}".*/bin/python \
    "${HOME}"/.local/share/uv/python/cpython-"${version}".*/bin/python \
    "/usr/local/bin/python${version}" "/opt/python/${version}/bin/python"; do
    if "$candidate" -c "import sys, venv; raise SystemExit('%d.%d' % sys.version_info[:2] != '${version}')" \
        >/dev/null 2>&1; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return 0
    fi
  done
  return 1
}

python_missing() {
  printf 'CPython %s is missing: install it with your package manager, `pyenv install %s` or `uv python install %s`.' \
    "$1" "$1" "$1"
}

require_python39() { PYTHON39="$(find_python 3.9)" || missing+=("$(python_missing 3.9) It runs the build tool."); }
require_python311() { PYTHON311="$(find_python 3.11)" || missing+=("$(python_missing 3.11) It runs Netra."); }

require_node() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 11) ? 0 : 1)' \
    >/dev/null 2>&1 || missing+=("Node 20.11 or newer is missing: install it from your package manager or with nvm. It runs the pages.")
  command -v npx >/dev/null 2>&1 || missing+=("npx is missing: it comes with npm, install that next to Node.")
}

stop_if_missing() {
  [[ ${#missing[@]} -eq 0 ]] && return 0
  say "Nothing was started. What is missing:"
  local sentence
  for sentence in "${missing[@]}"; do say "  - ${sentence}"; done
  exit 1
}

require_launcher_prerequisites() { missing=(); require_python311; stop_if_missing; }
require_build_prerequisites() { missing=(); require_python39; require_python311; stop_if_missing; }
require_prerequisites() { missing=(); require_python39; require_python311; require_node; stop_if_missing; }

# A job leads a process group of its own, so that Ctrl-C can end what it started in turn: pip, Pants, npm. Without
# one it would even ignore Ctrl-C, as background jobs of a script do.
start_job() {
  local log="$1"; shift
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  set +m
}

stop_jobs() {
  local leader
  for leader in $(jobs -pr); do kill -TERM -- "-$leader" 2>/dev/null || true; done
  rm -rf "${LOGS:-}"
  exit 130
}
trap stop_jobs INT TERM HUP

# begin TITLE COMMAND...: a step that works beside others; `finish` shows how they go on and waits for them.
begin() {
  local title="$1"; shift
  : "${LOGS:=$(mktemp -d "${TMPDIR:-/tmp}/netra-build.XXXXXX")}"
  say "  ${title} ..."
  start_job "${LOGS}/${title//\//-}" "$@"
  STEPS[$!]="$title"
}

finish() {
  local pid
  show_progress
  for pid in "${!STEPS[@]}"; do
    wait "$pid" || { tail -n 40 "${LOGS}/${STEPS[$pid]//\//-}" >&2; STEPS[$pid]+=" failed"; }
  done
  rm -rf "$LOGS"; unset LOGS
  for pid in "${!STEPS[@]}"; do
    [[ "${STEPS[$pid]}" == *" failed" ]] && fail "${STEPS[$pid]}; the lines above say why."
  done
  STEPS=()
}

# A sign of life every two seconds for as long as a step works.
show_progress() {
  local started=$SECONDS said=$SECONDS pid
  while [[ -n "$(jobs_of_steps)" ]]; do
    sleep 0.2
    (( SECONDS - said < 2 )) && continue
    said=$SECONDS
    for pid in $(jobs_of_steps); do
      say "    ${STEPS[$pid]}: $((SECONDS - started)) s  $(tail -n1 "${LOGS}/${STEPS[$pid]//\//-}" | cut -c1-80)"
    done
  done
}

jobs_of_steps() {
  local pid
  for pid in "${!STEPS[@]}"; do ! kill -0 "$pid" 2>/dev/null || echo "$pid"; done
}

with_progress() { begin "$@"; finish; }

make_pants_environment() {
  local building="${PANTS_ENVIRONMENT}.building"
  rm -rf "$building"
  "$PYTHON39" -m venv "$building"
  "$building/bin/pip" install --quiet --disable-pip-version-check "pantsbuild.pants==${PANTS_VERSION}"
  sed -i "s|${building}|${PANTS_ENVIRONMENT}|g" "$building"/bin/* "$building/pyvenv.cfg" 2>/dev/null || true
  mv "$building" "$PANTS_ENVIRONMENT"
}

make_pex_tool() {
  local building="${PEX_TOOL}.building"
  rm -rf "$building"
  "$PYTHON311" -m venv "$building"
  "$building/bin/pip" install --quiet --disable-pip-version-check "pex==${PEX_VERSION}"
  "$building/bin/pex" "pex==${PEX_VERSION}" -c pex --venv --no-compile -o "$building/pex.file"
  mv "$building/pex.file" "$PEX_TOOL"
  rm -rf "$building"
}

# Side by side, for neither needs the other: what is waited for is the network, then one core each.
make_tools_once() {
  [[ -x "${PANTS_ENVIRONMENT}/bin/pants" ]] || begin "installing Pants ${PANTS_VERSION} (once per user)" make_pants_environment
  [[ -f "$PEX_TOOL" ]] || begin "building the Pex tool ${PEX_VERSION} (once per user)" make_pex_tool
  finish
}

prepare_pants() {
  mkdir -p "$NETRA_CACHE"
  if [[ ! -x "${PANTS_ENVIRONMENT}/bin/pants" || ! -f "$PEX_TOOL" ]]; then
    exec 8>"${NETRA_CACHE}/tools.lock"
    flock -n 8 || { say "  another checkout is installing the build tools, waiting ..."; flock 8; }
    make_tools_once
    exec 8>&-
  fi
  point_pants_at_tools
}

point_pants_at_tools() {
  local digest size
  read -r digest _ < <(sha256sum "$PEX_TOOL")
  size="$(stat -c %s "$PEX_TOOL")"
  export PANTS_PEX_CLI_VERSION="v${PEX_VERSION}"
  export PANTS_PEX_CLI_KNOWN_VERSIONS="[\"v${PEX_VERSION}|linux_x86_64|${digest}|${size}\"]"
  export PANTS_PEX_CLI_URL_TEMPLATE="file://${PEX_TOOL}"
  # Exactly one: for each further CPython 3.11 that Pex finds it would download and install everything again.
  export PANTS_PYTHON_BOOTSTRAP_SEARCH_PATH="[\"${PYTHON311}\"]"
  if [[ -z "${NETRA_SHARED_DATA:-}" && -d "${ROOT}/../shared/data" ]]; then
    NETRA_SHARED_DATA="$(cd "${ROOT}/../shared/data" && pwd -P)"
    export NETRA_SHARED_DATA
  fi
}

run_pants() { PANTS_SHA='' "${PANTS_ENVIRONMENT}/bin/pants" "$@"; }
exec_pants() { exec "${PANTS_ENVIRONMENT}/bin/pants" "$@"; }

# The ClickHouse library is the one large download: it runs beside the packaging, and the launcher waits for it.
prefetch_engine() {
  [[ -n "${CLICKHOUSE_URL:-}" ]] && return 0
  PYTHONPATH=src/python start_job "${NETRA_CACHE}/download.log" "$PYTHON311" -m netra.dev.engines.download
}

# What the packages were made from: a commit with nothing changed beside it. Silent where that cannot be told.
source_state() {
  [[ -z "$(git status --porcelain 2>/dev/null || echo unknown)" ]] && echo "$(git rev-parse HEAD) ${PYTHON311}"
}

# Asking Pants takes 2 s, and 15 s where its daemon must start first: too long where nothing can have changed.
packages_are_current() {
  local state; state="$(source_state)" || return 1
  [[ "$state" == "$(cat "$PACKAGED_FROM" 2>/dev/null)" ]] || return 1
  local package
  for package in "${PACKAGES[@]}"; do [[ -e "$package" ]] || return 1; done
  [[ -z "$(find dist -mindepth 1 -maxdepth 1 -newer "$PACKAGED_FROM")" ]]
}

package_product() {
  prefetch_engine
  if ! packages_are_current; then
    with_progress "packaging the services" run_pants --no-dynamic-ui package "$LAUNCHER_TARGET" "${SERVICE_TARGETS[@]}"
    source_state >"$PACKAGED_FROM" || rm -f "$PACKAGED_FROM"
  fi
  export NETRA_PACKAGED=1
}

package_launcher() {
  require_build_prerequisites
  prepare_pants
  with_progress "packaging the launcher" run_pants --no-dynamic-ui package "$LAUNCHER_TARGET"
}

# What runs was started by the launcher that is there: looking at it and stopping it needs no newer one, no build
# tool and no Node.
use_packaged_launcher() {
  require_launcher_prerequisites
  [[ -e "$LAUNCHER" ]] || package_launcher
}

# What changes data must be the launcher of this commit, whatever was packaged before the last `git pull`.
use_current_launcher() {
  require_launcher_prerequisites
  packages_are_current || package_launcher
}

# From the folder of the person, who may name files relative to it.
exec_launcher() { cd "$CALLED_FROM"; NETRA_CHECKOUT="$ROOT" exec "$PYTHON311" "${ROOT}/${LAUNCHER}" "$@"; }

# run_packaged WORKING_FOLDER FOLDER NAME ARGUMENT...
run_packaged() {
  local working_folder="$1" folder="$2" name="$3"; shift 3
  with_progress "packaging ${name}" run_pants --no-dynamic-ui package "${folder}:${name}"
  cd "$working_folder"
  exec "$PYTHON311" "${ROOT}/dist/${folder//\//.}/${name}.pex" "$@"
}
