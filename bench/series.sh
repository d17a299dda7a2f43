#!/usr/bin/env bash
# Forecasts, anomalies and commitments: how well on series whose future or labels are known, and how fast for many. The folder
# of the shared data is the argument.
. "$(dirname "$0")/lib.sh"
data=${1:?the folder of the shared data}
[ -n "${ROADBED_BUILT:-}" ] || mvn -q -B -ntp -f "$home/pom.xml" -DskipTests -pl app,bench -am package
run() { "$java" -cp "$(class_path)" "$@"; }
{
  echo "# Series"
  echo
  echo "$(machine), load $(cut -d' ' -f1-3 /proc/loadavg)."
  echo
  echo "## Forecast"
  echo
  run roadbed.bench.SeriesBench "$data/forecast"
  echo
  cat "$home/bench/series-references.md"
  echo
  echo "## Anomalies"
  echo
  echo "Numenta Anomaly Benchmark, the part at hand, \`roadbed conformance nab --list-failed\`:"
  echo
  echo '```'
  run roadbed.app.Main conformance nab "$data/nab" --list-failed || true
  echo '```'
  echo
  echo "Daily billing with injected anomalies (\`roadbed.bench.InjectedAnomalies\`, made from a seed):"
  echo
  run roadbed.bench.InjectedAnomalies
  echo
  echo "## Commitments"
  echo
  echo "\`roadbed cost commitments --backtest --price-ratio 0.6\` over three years of hourly demand, the part at hand:"
  echo
  echo '```'
  run roadbed.app.Main cost commitments --backtest "$data/commitments/hourly-demand.csv.gz" --price-ratio 0.6
  echo '```'
} | tee "$home/bench/results/series.md"
