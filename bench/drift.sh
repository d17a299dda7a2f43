#!/usr/bin/env bash
# Drift of a generated estate: code, state and a snapshot of AWS Config, of which one resource in a hundred was changed by hand;
# wall time, processor time and peak memory of the whole command, guardrails of what drifted included.
. "$(dirname "$0")/lib.sh"
mvn -q -B -ntp -f "$home/pom.xml" -DskipTests -pl app,bench -am package
"$home/roadbed" --version >/dev/null
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export ROADBED_STATE=$state
{
  echo "# Drift"
  echo
  echo "$(machine); load before: $(cut -d' ' -f1-3 /proc/loadavg)."
  echo
  echo "| resources on each side | sides | drift | seconds | processor seconds | peak resident MiB |"
  echo "|--:|---|--:|--:|--:|--:|"
  for count in 10000 85000; do
    "$java" -cp "$(class_path)" roadbed.bench.MakeDrift "$state/estate" "$count"
    for sides in code+state+live state+live; do
      declared=()
      if [ "$sides" = code+state+live ]; then declared=(--declared "$state/estate/code"); fi
      /usr/bin/time -f '%e %U %S %M' -o "$state/time" \
        "$home/roadbed" drift "${declared[@]}" --state "$state/estate/terraform.tfstate" --live "$state/estate/live" >"$state/report" || true
      drift=$(sed -n 's/^Drift: \(.*\), [0-9,]* in step.*/\1/p' "$state/report")
      tail -1 "$state/time" | awk -v c="$count" -v s="$sides" -v d="$drift" '{printf "| %d | %s | %s | %.1f | %.1f | %.0f |\n", c, s, d, $1, $2 + $3, $4 / 1024}'
    done
    rm -r "$state/estate"
  done
} | tee "$home/bench/results/drift.md"
