#!/usr/bin/env bash
# Allocation of ten million lines by 200 rules with three steps of splitting.
. "$(dirname "$0")/lib.sh"
lines=${1:-10000000}
[ -n "${ROADBED_BUILT:-}" ] || mvn -q -B -ntp -f "$home/pom.xml" -DskipTests -pl app,bench -am package
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
{
  echo "# Allocation"
  echo
  echo "$(machine), load $(cut -d' ' -f1-3 /proc/loadavg). A month of lines as Parquet in the lake, memory of the engine 1 GB, of Java 2 GB."
  echo
  echo "| lines | rules | steps | charges | parts | classify and join, s | split, s | whole, s | total after all steps |"
  echo "|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
  "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx2g -cp "$(class_path)" roadbed.bench.AllocationBench "$folder" "$lines" 3 | grep '^|'
} | tee "$home/bench/results/allocation.md"
