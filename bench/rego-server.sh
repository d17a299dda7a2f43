#!/usr/bin/env bash
# A server of decisions under load, over loopback: requests per second and times of answers by the number of connections.
. "$(dirname "$0")/lib.sh"
port=${1:-18281}
seconds=${2:-10}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; wait; rm -rf "$work"' EXIT
cat >"$work/rbac.rego" <<'REGO'
package rbac

default allow := false

allow if {
  some role in data.user_roles[input.user]
  some grant in data.role_grants[role]
  grant.action == input.action
  grant.type == input.type
}
REGO
cat >"$work/data.json" <<'JSON'
{"user_roles": {"ada": ["dev", "ops"], "bob": ["admin"]},
 "role_grants": {"admin": [{"action": "read", "type": "cat"}, {"action": "write", "type": "cat"}],
                 "dev": [{"action": "read", "type": "dog"}], "ops": [{"action": "read", "type": "cat"}]}}
JSON
"$home/roadbed" rego serve --addr "127.0.0.1:$port" "$work" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 200); do curl -sf -o /dev/null "http://127.0.0.1:$port/health" && break; sleep 0.05; done
{
  echo "# Server of decisions"
  echo
  echo "$(machine), load $(cut -d' ' -f1 /proc/loadavg). \`POST /v1/data/rbac/allow\` over loopback, server and client on the same machine, $seconds s each after half of that to warm up. Milliseconds."
  echo
  echo "| connections | requests/s | median | p99 | p99.9 |"
  echo "|--:|--:|--:|--:|--:|"
  for connections in 1 16 64; do
    "$java" -cp "$(class_path)" roadbed.bench.RegoServerLoad "$port" "$connections" "$seconds" /v1/data/rbac/allow \
      '{"input": {"user": "ada", "action": "read", "type": "cat"}}'
  done
} | tee "$home/bench/results/rego-server.md"
