#!/usr/bin/env bash
# The admission webhook over HTTP with the guardrails that are shipped: about a thousand reviews a second from twenty
# connections, then as many as four connections get through. Wants wrk; ROADBED names the program, this checkout's otherwise.
. "$(dirname "$0")/lib.sh"
command -v wrk >/dev/null || { echo "skipped: wrk is not installed" >&2; exit 0; }
port=${1:-7392}
roadbed=${ROADBED:-$home/roadbed}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; wait; rm -rf "$work"' EXIT

cat >"$work/review.lua" <<'LUA'
local body = [[{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-%d","operation":"CREATE",
"kind":{"group":"apps","version":"v1","kind":"Deployment"},"resource":{"group":"apps","version":"v1","resource":"deployments"},
"name":"web-%d","namespace":"shop","userInfo":{"username":"jane"},"object":{"apiVersion":"apps/v1","kind":"Deployment",
"metadata":{"name":"web-%d","namespace":"shop","labels":{"app":"web","owner":"shop"}},"spec":{"replicas":3,
"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{
"automountServiceAccountToken":false,"containers":[{"name":"web","image":"registry.example/shop/web:1.4.2","ports":[{"containerPort":8080}],
"resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"cpu":"500m","memory":"256Mi"}},
"securityContext":{"runAsNonRoot":true,"allowPrivilegeEscalation":false,"readOnlyRootFilesystem":true,"capabilities":{"drop":["ALL"]}}}]}}}}}}]]
local number = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
function request()
  number = number + 1
  return wrk.format(nil, "/admission/validate?timeout=3s", nil, body:format(number, number, number))
end
if os.getenv("PAUSE") then
  function delay() return tonumber(os.getenv("PAUSE")) end
end
LUA

"$roadbed" serve --port "$port" --state "$work/state" --admission-callers anybody >"$work/log" 2>&1 &
server=$!
for ((tries = 0; tries < 3000; tries++)); do
  curl -sf -o /dev/null "http://127.0.0.1:$port/health/ready" && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.05
done

# Prints reviews a second, 50th and 99th percentile, and answers that were none.
measured() {
  wrk -t1 -c"$1" -d"$2" --latency -s "$work/review.lua" "http://127.0.0.1:$port" |
    awk '/50%/ {p50 = $2} /99%/ {p99 = $2} /Requests\/sec/ {rate = $2} /Non-2xx|Socket errors/ {bad = $0} END {print rate, p50, p99, (bad == "" ? 0 : bad)}'
}

measured 4 15s >/dev/null
read -r rate p50 p99 bad < <(PAUSE=18 measured 20 15s)
read -r most most50 most99 mostbad < <(measured 4 15s)
{
  echo "# Admission webhook"
  echo
  echo "$(machine), load $(cut -d' ' -f1 /proc/loadavg). A Deployment of 1 KB, judged by the shipped guardrails, over HTTP on the same machine, after 15 s to warm up; the load generator shares the cores."
  echo
  echo "| | reviews a second | 50th percentile | 99th | failed | aim |"
  echo "|---|--:|--:|--:|--:|--:|"
  echo "| paced, 20 connections | $rate | $p50 | $p99 | $bad | 1000, 20 ms |"
  echo "| as fast as 4 connections get through | $most | $most50 | $most99 | $mostbad | |"
} | tee "$home/bench/results/admission.md"
