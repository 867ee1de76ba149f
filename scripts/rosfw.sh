#!/usr/bin/env bash
# Runs the command line of this checkout, for the GitHub Action and the pre-commit hooks. It is built on first use, from
# what the lock file names with its checksums: nothing of ours is fetched by its name from a registry.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# On Linux the lock file brings a Node of its own, which may be newer than the one of the machine.
export PATH="$root/node_modules/.bin:$PATH"
if [ ! -f "$root/dist/cli.bundle.mjs" ]; then
  (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund && node scripts/build.ts --cli) >&2
fi
exec node "$root/dist/cli.js" "$@"
