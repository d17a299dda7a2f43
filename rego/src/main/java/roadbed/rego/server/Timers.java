package roadbed.rego.server;

import java.util.LinkedHashMap;
import java.util.Map;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;

/** How long the parts of one request took, under OPA's names. */
final class Timers {
  static final String HANDLER = "server_handler";
  static final String INPUT_PARSE = "rego_input_parse";
  static final String QUERY_PARSE = "rego_query_parse";
  static final String QUERY_COMPILE = "rego_query_compile";
  static final String QUERY_EVALUATION = "rego_query_eval";
  static final String PARTIAL_EVALUATION = "rego_partial_eval";
  static final String MODULE_COMPILE = "rego_module_compile";

  private final Map<String, Long> started = new LinkedHashMap<>();
  private final Map<String, Long> taken = new LinkedHashMap<>();

  Timers start(String name) {
    started.put(name, System.nanoTime());
    return this;
  }

  void stop(String name) {
    Long from = started.remove(name);
    if (from != null) {
      taken.merge(name, System.nanoTime() - from, Long::sum);
    }
  }

  /** Those that ended, in nanoseconds. */
  ObjectValue value() {
    ObjectValue.Builder out = ObjectValue.builder(taken.size());
    taken.forEach((name, nanos) -> out.put("timer_" + name + "_ns", NumberValue.of(nanos)));
    return out.build();
  }
}
