package roadbed.collect.cloudformation;

import java.util.List;
import roadbed.model.Value;

/**
 * A value that has a name: a parameter, or an output of a nested stack.
 *
 * @param value the value
 * @param targets the resources that it is made from
 */
record Bound(Value value, List<Target> targets) {
  Bound {
    targets = List.copyOf(targets);
  }

  /** A resource, and which attribute of it; the attribute is empty where the resource as such is meant. */
  record Target(String address, String attribute) {}

  static Bound of(Value value) {
    return new Bound(value, List.of());
  }
}
