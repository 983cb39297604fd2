#!/usr/bin/env bash
# `./pants lock` (which names PYTHON311 and NETRA_CACHE): pins and hashes 3rdparty/python/*.in. The locks name no registry, so a mirror serves as well as the original.
set -euo pipefail
UV_VERSION="0.13.9"
cd "$(dirname "${BASH_SOURCE[0]}")/../3rdparty/python"
uv="${NETRA_CACHE}/uv-${UV_VERSION}/bin/uv"
[[ -x "$uv" ]] || { "$PYTHON311" -m venv "${uv%/bin/uv}" && "${uv%/uv}/pip" install --quiet "uv==${UV_VERSION}"; }
for name in default pytest mypy ruff; do
  "$uv" pip compile --quiet --no-annotate --no-header --generate-hashes --python-version 3.11 \
    --no-emit-index-url --no-emit-find-links "$@" "${name}.in" -o "${name}.lock"
done
