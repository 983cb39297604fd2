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
PACKAGED_FROM="dist/packaged-from"

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

check_pythons() {
  PYTHON39="$(find_python 3.9)" || missing+=("$(python_missing 3.9) It runs the build tool.")
  PYTHON311="$(find_python 3.11)" || missing+=("$(python_missing 3.11) It runs Netra.")
}

check_node() {
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

require_build_prerequisites() { missing=(); check_pythons; stop_if_missing; }
require_prerequisites() { missing=(); check_pythons; check_node; stop_if_missing; }

# Runs a command with its output in a log and a sign of life every two seconds; shows the log when it fails.
with_progress() {
  local what="$1" log started=$SECONDS pid; shift
  log="$(mktemp "${TMPDIR:-/tmp}/netra-build.XXXXXX")"
  say "  ${what} ..."
  "$@" >"$log" 2>&1 &
  pid=$!
  trap 'kill "$pid" 2>/dev/null; rm -f "$log"; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    (( SECONDS - started > 0 && (SECONDS - started) % 2 == 0 )) && [[ "${last_beat:-}" != "$SECONDS" ]] && {
      last_beat=$SECONDS; say "    ${what}: $((SECONDS - started)) s  $(tail -n1 "$log" | cut -c1-80)"; }
  done
  trap - INT TERM
  if ! wait "$pid"; then tail -n 40 "$log" >&2; rm -f "$log"; fail "${what} failed; the lines above say why."; fi
  rm -f "$log"
}

make_pants_environment() {
  local building="${PANTS_ENVIRONMENT}.building.$$"
  "$PYTHON39" -m venv "$building"
  "$building/bin/pip" install --quiet --disable-pip-version-check "pantsbuild.pants==${PANTS_VERSION}"
  sed -i "s|${building}|${PANTS_ENVIRONMENT}|g" "$building"/bin/* "$building/pyvenv.cfg" 2>/dev/null || true
  mv "$building" "$PANTS_ENVIRONMENT"
}

make_pex_tool() {
  local building="${PEX_TOOL}.building.$$"
  "$PYTHON311" -m venv "$building"
  "$building/bin/pip" install --quiet --disable-pip-version-check "pex==${PEX_VERSION}"
  "$building/bin/pex" "pex==${PEX_VERSION}" -c pex --venv --no-compile -o "${PEX_TOOL}.file.$$"
  rm -rf "$building"
  mv "${PEX_TOOL}.file.$$" "$PEX_TOOL"
}

make_tools_once() {
  [[ -x "${PANTS_ENVIRONMENT}/bin/pants" ]] || with_progress "installing Pants ${PANTS_VERSION} (once per user)" make_pants_environment
  [[ -f "$PEX_TOOL" ]] || with_progress "building the Pex tool ${PEX_VERSION} (once per user)" make_pex_tool
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
  export PANTS_PYTHON_BOOTSTRAP_SEARCH_PATH="[\"$(dirname "$PYTHON311")\", \"<PATH>\"]"
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
  PYTHONPATH=src/python "$PYTHON311" -m netra.dev.engines.download >"${NETRA_CACHE}/download.log" 2>&1 &
}

# What the packages were made from: a commit with nothing changed beside it. Silent where that cannot be told.
source_state() {
  [[ -z "$(git status --porcelain 2>/dev/null || echo unknown)" ]] && echo "$(git rev-parse HEAD) ${PYTHON311}"
}

# Asking Pants takes 2 s, and 15 s where its daemon must start first: too long where nothing can have changed.
packages_are_current() {
  local state; state="$(source_state)" || return 1
  [[ "$state" == "$(cat "$PACKAGED_FROM" 2>/dev/null)" ]] || return 1
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
  [[ -e dist/src.python.netra.dev/netra.pex ]] && return 0
  with_progress "packaging the launcher" run_pants --no-dynamic-ui package "$LAUNCHER_TARGET"
}

exec_launcher() { NETRA_CHECKOUT="$ROOT" exec "$PYTHON311" dist/src.python.netra.dev/netra.pex "$@"; }

run_packaged() {
  local folder="$1" name="$2"; shift 2
  with_progress "packaging ${name}" run_pants --no-dynamic-ui package "${folder}:${name}"
  exec "$PYTHON311" "dist/${folder//\//.}/${name}.pex" "$@"
}
