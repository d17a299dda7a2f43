package roadbed.rego.server;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How many requests took how long, as Prometheus reads it. */
final class Measurements {
  private static final double[] BOUNDS = {1e-6, 5e-6, 1e-5, 5e-5, 1e-4, 5e-4, 1e-3, 0.01, 0.1, 1};

  private static final String[] BOUND_TEXTS = {
    "1e-06", "5e-06", "1e-05", "5e-05", "0.0001", "0.0005", "0.001", "0.01", "0.1", "1", "+Inf"
  };

  private final Map<String, Histogram> durations = new ConcurrentSkipListMap<>();

  private static final class Histogram {
    final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
    final LongAdder nanos = new LongAdder();
  }

  void add(String handler, String method, int status, long nanos) {
    String labels = "code=\"" + status + "\",handler=\"" + handler + "\",method=\"" + method + "\"";
    Histogram histogram = durations.computeIfAbsent(labels, _ -> new Histogram());
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos / 1e9 > BOUNDS[bucket]) {
      bucket++;
    }
    histogram.counts.incrementAndGet(bucket);
    histogram.nanos.add(nanos);
  }

  String text(String version) {
    StringBuilder out = new StringBuilder(1024);
    out.append("# HELP opa_info What answers.\n# TYPE opa_info gauge\nopa_info{version=\"")
        .append(version)
        .append("\"} 1\n");
    out.append("# HELP http_request_duration_seconds A histogram of duration for requests.\n");
    out.append("# TYPE http_request_duration_seconds histogram\n");
    durations.forEach(
        (labels, histogram) -> {
          long sum = 0;
          for (int i = 0; i <= BOUNDS.length; i++) {
            sum += histogram.counts.get(i);
            line(out, "bucket", labels + ",le=\"" + BOUND_TEXTS[i] + "\"").append(sum).append('\n');
          }
          line(out, "sum", labels).append(histogram.nanos.sum() / 1e9).append('\n');
          line(out, "count", labels).append(sum).append('\n');
        });
    Runtime runtime = Runtime.getRuntime();
    out.append("# HELP jvm_memory_used_bytes Memory of the heap that is in use.\n")
        .append("# TYPE jvm_memory_used_bytes gauge\njvm_memory_used_bytes ")
        .append(runtime.totalMemory() - runtime.freeMemory())
        .append('\n');
    return out.toString();
  }

  private static StringBuilder line(StringBuilder out, String what, String labels) {
    return out.append("http_request_duration_seconds_").append(what).append('{').append(labels).append("} ");
  }
}
