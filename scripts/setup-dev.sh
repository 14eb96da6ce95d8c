#!/usr/bin/env bash
# Prepares a fresh clone for the demo: needs only make and npm (of Node 20 or newer).
set -euo pipefail
cd "$(dirname "$0")/.."
command -v npm > /dev/null || { echo 'npm is missing: install Node.js first' >&2; exit 1; }
make install
echo 'Ready: make dev starts the demo, make setup configures your phone, make test runs all checks.'
