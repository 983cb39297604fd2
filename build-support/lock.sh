#!/usr/bin/env bash
# `./pants lock`: pins and hashes 3rdparty/python/*.in. The locks name no registry, so a mirror serves as well as the original.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../3rdparty/python"
uv="${NETRA_CACHE:-${HOME}/.cache/netra}/uv/bin/uv"
[[ -x "$uv" ]] || { python3.11 -m venv "${uv%/bin/uv}" && "${uv%/uv}/pip" install --quiet uv; }
for name in default pytest mypy ruff; do
  "$uv" pip compile --quiet --no-annotate --no-header --generate-hashes --python-version 3.11 \
    --no-emit-index-url --no-emit-find-links "$@" "${name}.in" -o "${name}.lock"
done
