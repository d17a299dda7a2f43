#!/usr/bin/env bash
# Reads twenty million texts that are almost right with every reader of the engine: rego/fuzz.sh [HOW_MANY] [SEED].
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -pl rego -am test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Drego.fuzz="${1:-20000000}" -Drego.fuzz.seed="${2:-$RANDOM}"
