package roadbed.assess.policy.admission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/** A JSON patch (RFC 6902) that adds defaults to an object; what is there stays. */
public final class ObjectPatch {
  private static final int MOST = 1_000;

  private final ObjectValue object;
  private final List<Operation> operations = new ArrayList<>();
  private final Set<String> added = new HashSet<>();

  ObjectPatch(ObjectValue object) {
    this.object = object;
  }

  /** An addition. */
  public record Operation(String pointer, Value value) {}

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  void add(AdmissionTerms.Default one) {
    add(object, "", List.of(one.path().split("\\.", -1)), one.value());
  }

  private void add(@Nullable Value here, String pointer, List<String> path, Value value) {
    String step = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    boolean each = step.endsWith("[]");
    String name = each ? step.substring(0, step.length() - 2) : step;
    String place = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    Value there = here instanceof ObjectValue fields ? fields.get(name) : null;
    if (each) {
      if (there instanceof ArrayValue items) {
        for (int i = 0; i < items.size() && !rest.isEmpty(); i++) {
          add(items.get(i), place + "/" + i, rest, value);
        }
      }
      return;
    }
    if (!rest.isEmpty()) {
      boolean missing = there == null && !added.contains(place);
      // Into a list that is not there, nothing goes.
      if (missing && rest.stream().noneMatch(more -> more.endsWith("[]"))) {
        put(place, ObjectValue.EMPTY);
      }
      if (there == null ? added.contains(place) : there instanceof ObjectValue) {
        add(Optional.ofNullable(there).orElse(ObjectValue.EMPTY), place, rest, value);
      }
    } else if (there == null && !added.contains(place)) {
      put(place, value);
    }
  }

  private void put(String place, Value value) {
    if (operations.size() < MOST) {
      operations.add(new Operation(place, value));
      added.add(place);
    }
  }
}
