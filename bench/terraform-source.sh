#!/usr/bin/env bash
# A scan of generated Terraform source, 5,000 files in 300 modules: parsed, evaluated, judged, with evidence; wall time, processor
# time and peak memory of the whole command. Limits: 10 s and 1.5 GB on two cores.
. "$(dirname "$0")/lib.sh"
mvn -q -B -ntp -f "$home/pom.xml" -DskipTests -pl app,bench -am package
"$home/roadbed" --version >/dev/null
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export ROADBED_STATE=$state
{
  echo "# Terraform source"
  echo
  echo "$(machine); load before: $(cut -d' ' -f1-3 /proc/loadavg)."
  echo
  echo "| modules | files | MiB | resources | seconds | processor seconds | peak resident MiB |"
  echo "|--:|--:|--:|--:|--:|--:|--:|"
  for modules in 30 300; do
    files=$((modules * 50 / 3))
    "$java" -cp "$(class_path)" roadbed.bench.MakeTerraform "$state/source" "$modules" "$files"
    size=$(du -s --apparent-size -m "$state/source" | cut -f1)
    /usr/bin/time -f '%e %U %S %M' -o "$state/time" "$home/roadbed" scan "$state/source" --format json -o "$state/report.json" || true
    resources=$(head -c 2000 "$state/report.json" | sed 's/.*"summary":{"resources":\([0-9]*\).*/\1/')
    tail -1 "$state/time" | awk -v m="$modules" -v f="$files" -v s="$size" -v r="$resources" \
      '{printf "| %d | %d | %d | %d | %.1f | %.1f | %.0f |\n", m, f, s, r, $1, $2 + $3, $4 / 1024}'
    rm -r "$state/source"
  done
} | tee "$home/bench/results/terraform-source.md"
