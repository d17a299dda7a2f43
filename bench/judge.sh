#!/usr/bin/env bash
# Judging with all guardrails: whole commands on plans of 340, 3,400 and 100,000 resources, and one change in an estate
# of a million. The plan of 340 resources is given as first argument; the larger ones are made here.
. "$(dirname "$0")/lib.sh"
plan=${1:?the plan of 340 resources}
[ -n "${ROADBED_BUILT:-}" ] || mvn -q -B -ntp -f "$home/pom.xml" -DskipTests -pl app,bench -am package
"$home/roadbed" --version >/dev/null
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export ROADBED_STATE=$state
"$java" -cp "$(class_path)" roadbed.bench.TenfoldPlan "$plan" "$state/tenfold.json" 10
"$java" -cp "$(class_path)" roadbed.bench.MakePlan "$state/large.json" 100000
{
  echo "# Judge"
  echo
  echo "$(machine), load $(cut -d' ' -f1-3 /proc/loadavg). $("$home/roadbed" policy list | tail -n +3 | wc -l) guardrails, \`roadbed scan PLAN --no-evidence --format json\`, whole process through the launcher."
  echo
  echo "| plan | runs | seconds: least | median | most | limit | Checkov | OPA with 275 files |"
  echo "|---|--:|--:|--:|--:|--:|--:|--:|"
  row() {
    local name=$1 file=$2 runs=$3 rest=$4
    spread "$runs" "$home/roadbed" scan "$file" --no-evidence --format json -o "$state/report.json" |
      awk -v n="$name" -v r="$runs" -v rest="$rest" '{printf "| %s | %d | %.2f | %.2f | %.2f | %s |\n", n, r, $1 / 1000, $2 / 1000, $3 / 1000, rest}'
  }
  row "340 resources" "$plan" 7 "1.2 | 5 to 8 | 1.6"
  row "3,400 resources" "$state/tenfold.json" 5 "3 | 77 | 16.2"
  row "100,000 resources" "$state/large.json" 1 "15 | | "
  echo
  echo "The peers' figures were measured on a machine of the same size, once. One changed resource in an estate that was"
  echo "judged, in milliseconds (limit 50):"
  echo
  echo "| resources | judging all | one change: median | most |"
  echo "|--:|--:|--:|--:|"
  "$java" -Xmx6g -cp "$(class_path)" roadbed.bench.ContinuousBench 1000000
} | tee "$home/bench/results/judge.md"
