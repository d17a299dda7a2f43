#!/usr/bin/env bash
# Scans of generated plans of 1,000, 10,000 and 100,000 resources: phases, wall time and peak memory, a process each.
. "$(dirname "$0")/lib.sh"
mvn -q -B -ntp -f "$home/pom.xml" -DskipTests -pl app,bench -am package
"$home/roadbed" --version >/dev/null
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export ROADBED_STATE=$state
{
  echo "# Scan"
  echo
  echo "$(machine). Generated plan JSON, all shipped guardrails, interpreter. Limits for 100,000 resources: 20 s, 2 GB."
  echo
  echo "Phases in one process, milliseconds, first run (cold), heap as it comes with -Xmx1600m:"
  echo
  echo "| resources | plan MiB | parse | normal form | judge | all | verdicts | peak heap MiB |"
  echo "|--:|--:|--:|--:|--:|--:|--:|--:|"
  for size in 1000 10000 100000; do
    "$java" -XX:+UseSerialGC -Xmx1600m --enable-native-access=ALL-UNNAMED -cp "$(class_path)" roadbed.bench.ScanPhases "$size"
  done
  echo
  echo "Whole command through the launcher, \`roadbed scan plan.json --format json\`, evidence included:"
  echo
  echo "| resources | seconds | peak resident MiB |"
  echo "|--:|--:|--:|"
  for size in 1000 10000 100000; do
    plan=$state/plan-$size.json
    "$java" -cp "$(class_path)" roadbed.bench.MakePlan "$plan" "$size"
    /usr/bin/time -f '%e %M' -o "$state/time" "$home/roadbed" scan "$plan" --format json -o "$state/report.json" || true
    tail -1 "$state/time" | awk -v n="$size" '{printf "| %d | %.1f | %.0f |\n", n, $1, $2 / 1024}'
    rm "$plan"
  done
} | tee "$home/bench/results/scan.md"
