package roadbed.inventory.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;

/**
 * A path in a document: names with dots between, for example {@code NodeToNodeEncryptionOptions.Enabled}. A plain step
 * through a list goes through its first item; a name that ends with {@code []} gathers what lies behind all of them,
 * for example {@code IpRanges[].CidrIp}. A name that ends with a question mark is a step that a document may leave out:
 * what is meant lies behind it, or else where it would stand. The empty path is the document itself.
 */
record Path(List<Step> steps) {
  Path {
    steps = List.copyOf(steps);
  }

  /** One name, whether all items of its list are meant, and whether a document may leave it out. */
  record Step(String name, boolean all, boolean optional) {
    @Override
    public String toString() {
      return all ? name + "[]" : name;
    }
  }

  /** What was found, and the place in the document: with indexes, as far as it is a single one. */
  record Found(String place, Value value) {}

  static Path parse(String text) {
    List<Step> steps = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int dot = text.indexOf('.', from);
      String name = text.substring(from, dot < 0 ? text.length() : dot);
      boolean all = name.endsWith("[]");
      boolean optional = name.endsWith("?");
      int end = name.length() - (all ? 2 : optional ? 1 : 0);
      steps.add(new Step(name.substring(0, end), all, optional));
      from = dot < 0 ? text.length() : dot + 1;
    }
    return new Path(steps);
  }

  /** The value at this path, null where there is none; what is not known or secret on the way is the answer. */
  @Nullable Found in(Value document, String place) {
    Value here = document;
    StringBuilder at = new StringBuilder(place);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      while (here instanceof Value.Items items) {
        if (items.values().isEmpty()) {
          return null;
        }
        here = items.values().getFirst();
        append(at, "0");
      }
      if (here instanceof Value.Unknown || here instanceof Value.Secret) {
        return new Found(at.toString(), here);
      }
      Value next = here instanceof Value.Fields fields ? fields.values().get(step.name()) : null;
      if (step.optional()) {
        return around(here, next, new Path(steps.subList(i + 1, steps.size())), step.name(), at.toString());
      }
      if (next == null) {
        return null;
      }
      append(at, step.name());
      here = next;
      if (step.all() && here instanceof Value.Items items) {
        return gathered(items, new Path(steps.subList(i + 1, steps.size())), at.toString());
      }
    }
    return new Found(at.toString(), here);
  }

  /** Behind a step that may be left out, else where it would stand; what is not known there may be anything. */
  private static @Nullable Found around(Value here, @Nullable Value behind, Path rest, String name, String place) {
    Found found = behind instanceof Value.Fields ? rest.in(behind, join(place, name)) : null;
    if (found == null) {
      found = rest.in(here, place);
    }
    return found == null && behind instanceof Value.Unknown ? new Found(join(place, name), behind) : found;
  }

  private static @Nullable Found gathered(Value.Items items, Path rest, String place) {
    List<Value> values = new ArrayList<>(items.values().size());
    for (Value item : items.values()) {
      Found found = rest.in(item, "");
      if (found != null && found.value() instanceof Value.Items inner && !rest.steps.isEmpty()) {
        values.addAll(inner.values());
      } else if (found != null && !(found.value() instanceof Value.Null)) {
        values.add(found.value());
      }
    }
    return values.isEmpty() && !items.values().isEmpty() ? null : new Found(place, new Value.Items(values));
  }

  static void append(StringBuilder place, String step) {
    if (!place.isEmpty()) {
      place.append('.');
    }
    place.append(step);
  }

  static String join(String place, String step) {
    return place.isEmpty() ? step : step.isEmpty() ? place : place + "." + step;
  }

  /** This path, then the other. */
  Path then(Path rest) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(rest.steps);
    return new Path(all);
  }

  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining("."));
  }
}
