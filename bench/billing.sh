#!/usr/bin/env bash
# Import of ten million lines of FOCUS from Parquet and from CSV, and questions to them; two cores, 4 GB.
# Arguments: lines, seed, a folder that keeps what is made (a temporary one otherwise).
. "$(dirname "$0")/lib.sh"
lines=${1:-10000000}
seed=${2:-42}
folder=${3:-$(mktemp -d)}
[ -n "${3:-}" ] || trap 'rm -rf "$folder"' EXIT
[ -n "${ROADBED_BUILT:-}" ] || mvn -q -B -ntp -f "$home/pom.xml" -DskipTests -pl app,bench -am package
{
  echo "# Billing"
  echo
  echo "$(machine), load $(cut -d' ' -f1-3 /proc/loadavg). Three months of one billing account, seed $seed, memory of the engine 2.5 GB, of Java 512 MB."
  echo
  "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx512m -Droadbed.duckdb.memory=2500MB -cp "$(class_path)" roadbed.bench.BillingBench "$folder" "$lines" "$seed" parquet csv
} | tee "$home/bench/results/billing.md"
