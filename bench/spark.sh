#!/usr/bin/env bash
# The same allocation by the command and on Spark in local mode: whole processes, and whether their rows are the same.
# Arguments: how many lines (1,000,000), how often (3).
. "$(dirname "$0")/lib.sh"
lines=${1:-1000000}
runs=${2:-3}
roadbed=${ROADBED:-$home/roadbed}
spark=${ROADBED_SPARK:-$home/roadbed-spark}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

awk -v lines="$lines" 'BEGIN {
  srand(1)
  print "ProviderName,InvoiceIssuerName,BillingAccountId,SubAccountId,SubAccountName,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ServiceCategory,RegionId,ResourceId,BillingCurrency,BilledCost,EffectiveCost,ListCost,ContractedCost,Tags"
  for (i = 0; i < lines; i++) {
    m = 1 + i % 3; d = 1 + int(rand() * 27); a = int(rand() * 40); s = int(rand() * 30); r = int(rand() * 12); c = int(rand() * 1000000007)
    printf "AWS,AWS,payer,%012d,account %d,2026-%02d-01T00:00:00Z,2026-%02d-01T00:00:00Z,2026-%02d-%02dT00:00:00Z,2026-%02d-%02dT00:00:00Z,Usage,service %d,Compute,region-%d,r-%d,%s,0.%09d,0.%09d,0.%09d,0.%09d,\"{\"\"team\"\":\"\"team-%d\"\",\"\"app\"\":\"\"app-%d\"\"}\"\n", a, a, m, m + 1, m, d, m, d + 1, s, r, int(rand() * 60000), (i % 10 ? "USD" : "EUR"), c, c, c, c, int(rand() * 60), int(rand() * 20)
  }
}' >"$folder/bill.csv"
awk 'BEGIN {
  print "apiVersion: roadbed.dev/v1\nkind: Allocation\nstandard: false\nrules:"
  for (i = 0; i < 20; i++) printf "  - {name: pool %d, when: {service: service %d, region: region-%d}, pool: %s}\n", i, i % 10, i % 12, (i % 3 == 0 ? "network" : i % 3 == 1 ? "platform" : "support")
  for (i = 0; i < 178; i++) printf "  - {name: rule %d, when: {tag: {team: team-%d}, account: \"*%d\"}, owner: owner-%d}\n", i, i % 60, i % 40, i % 30
  print "  - {name: team, when: {tag: {team: [\"team-1?\", \"team-2?\"]}}, owner: \"${tag.team}\"}"
  print "  - {name: rest, owner: \"${SubAccountName}\"}"
  print "splits:\n  - {name: one, pool: network, by: fixed, shares: {\"pool:platform\": 30, \"pool:support\": 70}}"
  print "  - {name: two, pool: platform, by: even}\n  - {name: three, pool: support, by: proportional}"
}' >"$folder/rules.yaml"

export ROADBED_STATE=$folder/state
"$roadbed" cost import "$folder/bill.csv" >"$folder/import" 2>&1 || { cat "$folder/import" >&2; exit 1; }
data=$ROADBED_STATE/billing

seconds() { # what it writes goes to the first argument
  local started=$(date +%s%N)
  "${@:2}" >"$1" 2>"$1.err"
  awk -v ns=$(($(date +%s%N) - started)) 'BEGIN {printf "%.1f", ns / 1e9}'
}
{
  echo "# Spark"
  echo
  echo "$(machine), load $(cut -d' ' -f1-3 /proc/loadavg). A lake of three months in two currencies, 200 rules, three steps; whole processes, start included."
  echo
  echo "| lines | run | roadbed cost allocate, s | roadbed-spark allocate, s | rows | the same |"
  echo "|--:|--:|--:|--:|--:|---|"
  for ((run = 1; run <= runs; run++)); do
    one=$(seconds "$folder/one.csv" "$roadbed" cost allocate --rules "$folder/rules.yaml" --by trail --csv)
    two=$(seconds "$folder/two.csv" "$spark" allocate --data "$data" --rules "$folder/rules.yaml" --by trail)
    same=no
    cmp -s "$folder/one.csv" "$folder/two.csv" && same=yes
    echo "| $lines | $run | $one | $two | $(($(wc -l <"$folder/one.csv") - 1)) | $same |"
  done
} | tee "$home/bench/results/spark.md"
