#!/usr/bin/env bash
# The six reference policies, a process each: microseconds of the whole process's CPU for a decision, warm, from a parsed
# input and from JSON bytes. SECONDS_EACH is the time to warm up; five rounds of a fifth of it follow.
. "$(dirname "$0")/lib.sh"
mvn -q -B -ntp -f "$home/pom.xml" -DskipTests -pl app,bench -am package
{
  echo "# Rego"
  echo
  echo "$(machine), load $(cut -d' ' -f1 /proc/loadavg). Microseconds of CPU for one decision, garbage collection and JIT threads"
  echo "included, median of five rounds after warming up; the figures of OPA 1.19 are those of issue 3, for policies of the same"
  echo "kinds on a machine like this one, and the target is a factor of them from JSON bytes."
  echo
  echo "| policy | input bytes | OPA parsed | OPA JSON | parsed | JSON | times less | target | met |"
  echo "|---|--:|--:|--:|--:|--:|--:|--:|---|"
  for policy in ${*:-RBAC LABELS CAPABILITIES TERRAFORM CHECKS LINTER}; do
    "$java" -XX:+UseSerialGC -Xmx1g -Dseconds="${SECONDS_EACH:-8}" -cp "$(class_path)" roadbed.bench.RegoBench "$policy"
  done
  echo
  echo "Loading, a fresh process for each row: compiling, the whole process until then, its CPU, and what the policies keep."
  echo
  echo "| files | compile ms | process ms | CPU ms | heap MiB |"
  echo "|---|--:|--:|--:|--:|"
  for way in together apart; do
    "$java" -XX:+UseSerialGC -cp "$(class_path)" roadbed.bench.RegoLoad "$way" 1000
  done
} | tee "$home/bench/results/rego.md"
