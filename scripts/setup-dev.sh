#!/usr/bin/env bash
# From a fresh clone to a demo that answers: needs only npm (of any Node from 20 on) and make.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v npm > /dev/null || { echo 'npm is missing: install Node.js first' >&2; exit 1; }
make install
echo 'ready: make dev starts the demo, make setup your own phone, make test runs all checks'
