#!/usr/bin/env bash
# Start of the server as a whole process, through the launcher, until it says that it is ready: state is there, the AOT
# cache made, PostgreSQL started anew each time.
. "$(dirname "$0")/lib.sh"
port=${1:-7391}
work=$(mktemp -d)
export ROADBED_CACHE=$work/cache
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; wait; rm -rf "$work"' EXIT

# Prints the milliseconds from the call to the first 200 of /health/ready; stops the server again.
until_ready() {
  local started ended tries
  started=$(date +%s%N)
  "$home/roadbed" serve --port "$port" --state "$work/state" >>"$work/log" 2>&1 &
  server=$!
  for ((tries = 0; tries < 3000; tries++)); do
    curl -sf -o /dev/null "http://127.0.0.1:$port/health/ready" && break
    kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.02
  done
  ended=$(date +%s%N)
  kill "$server"
  wait "$server" 2>/dev/null || true
  server=
  echo $(((ended - started) / 1000000))
}

spread_of_starts() {
  local i
  for ((i = 0; i < $1; i++)); do until_ready; done | sort -n | awk '{v[NR] = $1} END {print v[1], v[int((NR + 1) / 2)], v[NR]}'
}

ROADBED_NO_AOT=1 "$home/roadbed" --version >/dev/null
first=$(ROADBED_NO_AOT=1 until_ready)
read -r least_without median_without most_without < <(ROADBED_NO_AOT=1 spread_of_starts 5)
until_ready >/dev/null
for _ in $(seq 120); do ls "$ROADBED_CACHE"/aot/server-*.aot >/dev/null 2>&1 && break; sleep 1; done
read -r least median most < <(spread_of_starts 7)
{
  echo "# Start of the server"
  echo
  echo "$(machine), load $(cut -d' ' -f1 /proc/loadavg). Milliseconds from \`roadbed serve\` to the first 200 of \`/health/ready\`, with the embedded PostgreSQL."
  echo
  echo "| start | minimum | median | maximum | aim |"
  echo "|---|--:|--:|--:|--:|"
  echo "| the first: PostgreSQL unpacked and made, no AOT cache | | $first | | |"
  echo "| state is there, no AOT cache (5 runs) | $least_without | $median_without | $most_without | |"
  echo "| state is there, AOT cache (7 runs) | $least | $median | $most | 5000 |"
} | tee "$home/bench/results/serve.md"
