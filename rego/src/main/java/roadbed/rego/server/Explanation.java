package roadbed.rego.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** The notes that {@code trace} leaves while a request is evaluated, for a caller who asks to have it explained. */
final class Explanation {
  private static final Set<String> MODES = Set.of("notes", "fails", "full", "debug");

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  private Explanation() {}

  /** A new explanation; null where none is asked for. */
  static @Nullable Explanation asked(Parameters parameters) {
    return parameters.all("explain").stream().anyMatch(MODES::contains) ? new Explanation() : null;
  }

  /** The context of a snapshot's evaluations, with an ear for notes. */
  Supplier<CallContext.Builder> context(Snapshot snapshot) {
    return () -> snapshot.context().get().notes(notes::add);
  }

  /** What was noted: a list of events, or of lines for people. */
  Value value(boolean pretty) {
    List<Value> items = new ArrayList<>();
    for (String note : List.copyOf(notes)) {
      items.add(
          pretty
              ? StringValue.of("| Note " + Values.quote(note))
              : ObjectValue.builder(7)
                  .put("op", StringValue.of("note"))
                  .put("query_id", NumberValue.of(0))
                  .put("parent_id", NumberValue.of(0))
                  .put("type", StringValue.of("expr"))
                  .put("node", NullValue.NULL)
                  .put("locals", ArrayValue.EMPTY)
                  .put("message", StringValue.of(note))
                  .build());
    }
    return ArrayValue.of(items);
  }
}
