# What the benchmark scripts share: the project's folder, a JDK 25, the class path of the benchmarks, the machine's description.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -r "$jdk/release" ] && grep -qE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$jdk/release"; then
    java=$jdk/bin/java
    break
  fi
done
: "${java:?no JDK 25 found}"

class_path() {
  local path=$home/bench/target/classes:$home/testkit/target/classes jar
  for jar in "$home"/app/target/dist/lib/*.jar "$home"/app/target/dist/lib/server/*.jar "$home"/app/target/dist/lib/cel/*.jar; do path=$path:$jar; done
  echo "$path"
}

machine() {
  echo "$(date -u +%Y-%m-%d), $(nproc) cores, $(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo), $(uname -sm), $("$java" -version 2>&1 | sed -n 2p), commit $(git -C "$home" rev-parse --short HEAD)"
}

# Prints the milliseconds of one run of a command, its output thrown away.
milliseconds() {
  local started ended
  started=$(date +%s%N)
  "$@" >/dev/null 2>&1 || true
  ended=$(date +%s%N)
  echo $(((ended - started) / 1000000))
}

# Prints minimum, median and maximum of N runs of a command, in milliseconds.
spread() {
  local runs=$1 i
  shift
  for ((i = 0; i < runs; i++)); do milliseconds "$@"; done | sort -n | awk '{v[NR] = $1} END {print v[1], v[int((NR + 1) / 2)], v[NR]}'
}
