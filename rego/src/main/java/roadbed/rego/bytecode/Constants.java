package roadbed.rego.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import roadbed.rego.value.StringValue;

/** The constants of one class, in the order of their numbers; equal texts are one, anything else only if it is the same object. */
final class Constants {
  private final List<Object> table = new ArrayList<>();
  private final IdentityHashMap<Object, Integer> same = new IdentityHashMap<>();
  private final Map<StringValue, Integer> texts = new HashMap<>();

  /** The number of a constant. */
  int number(Object constant) {
    Integer known = constant instanceof StringValue text ? texts.get(text) : same.get(constant);
    if (known != null) {
      return known;
    }
    int number = table.size();
    table.add(constant);
    if (constant instanceof StringValue text) {
      texts.put(text, number);
    } else {
      same.put(constant, number);
    }
    return number;
  }

  List<Object> table() {
    return table;
  }
}
