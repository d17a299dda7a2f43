#!/usr/bin/env bash
# Cold start of commands as whole processes, through the launcher: a fresh process each time, the AOT cache made.
. "$(dirname "$0")/lib.sh"
mvn -q -B -ntp -f "$home/pom.xml" -DskipTests -pl app,bench -am package
"$home/roadbed" --version >/dev/null
plan=$(mktemp --suffix .json)
state=$(mktemp -d)
policies=$(mktemp -d)
trap 'rm -rf "$plan" "$state" "$policies"' EXIT
"$java" -cp "$(class_path)" roadbed.bench.MakePlan "$plan" 50
"$java" -cp "$(class_path)" roadbed.bench.MakePolicies "$policies" 1000
printf 'package a\n\nallow if input.x == 1\n' >"$state/a.rego"
cache=${ROADBED_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/roadbed}/aot
for _ in $(seq 60); do ls "$cache/command-$(<"$home/app/target/dist/build.id")"*.aot >/dev/null 2>&1 && break; sleep 1; done
export ROADBED_STATE=$state
{
  echo "# Start-up"
  echo
  echo "$(machine). Milliseconds of wall time, 21 runs; the limits are what the issues aim for."
  echo
  echo "| command | minimum | median | maximum | limit |"
  echo "|---|--:|--:|--:|--:|"
  read -r least median most < <(spread 21 "$home/roadbed" --version)
  echo "| \`roadbed --version\` | $least | $median | $most | 100 |"
  read -r least median most < <(spread 21 "$home/roadbed" scan "$plan")
  echo "| \`roadbed scan\` of a plan with 50 resources | $least | $median | $most | 400 |"
  read -r least median most < <(ROADBED_NO_AOT=1 spread 5 "$java" -XX:+UseSerialGC -cp "$(class_path)" roadbed.app.Main scan "$plan")
  echo "| the same without the AOT cache | $least | $median | $most | |"
  read -r least median most < <(spread 21 "$home/roadbed" rego eval -d "$state/a.rego" data.a.allow)
  echo "| \`roadbed rego eval\` of a small policy | $least | $median | $most | 250 |"
  read -r least median most < <(spread 5 "$home/roadbed" rego check "$policies")
  echo "| \`roadbed rego check\` of 1,000 files, 71,000 lines | $least | $median | $most | 2,000 |"
  read -r least median most < <(spread 21 "$java" -Xshare:auto -version)
  echo "| \`java -version\`, for comparison | $least | $median | $most | |"
} | tee "$home/bench/results/start-up.md"
