#!/usr/bin/env bash
# A local stand-in for node:24-bookworm-slim, where no registry of images can be reached: Debian's smallest
# system, the Node of this project and the npm of this machine, as a tree in $1.
set -euo pipefail
root=$1
node=$2

mmdebstrap --mode=root --variant=minbase --include=ca-certificates bookworm "$root" > "$root.log" 2>&1
cp -L "$node" "$root/usr/local/bin/node"

npm_folder=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
mkdir -p "$root/usr/local/lib/node_modules"
cp -a "$npm_folder" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"

# Whatever lets this machine reach its package registry lets the build reach it, too.
if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then cp "$NODE_EXTRA_CA_CERTS" "$root/etc/ssl/extra.pem"; fi
settings=$(npm config get userconfig --loglevel=error)
if [ -f "$settings" ]; then cp "$settings" "$root/root/.npmrc"; fi
