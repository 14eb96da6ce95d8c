#!/usr/bin/env bash
# From a fresh clone to a demo that answers: needs only npm (of any Node from 20 on) and make.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v npm > /dev/null || { echo 'npm is missing: install Node.js first' >&2; exit 1; }
make install
[ -f .env ] || { cp .env.example .env && echo 'wrote .env: fill in its first five variables to use your own phone'; }
echo 'ready: make dev starts the demo, make test runs all checks'
