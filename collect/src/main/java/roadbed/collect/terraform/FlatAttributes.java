package roadbed.collect.terraform;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import roadbed.model.Value;

/**
 * The flat form in which Terraform before 0.12 keeps attributes: {@code ingress.#} is how many elements a list or
 * set has, {@code tags.%} how many a map, and everything is text. {@code true} and {@code false} become the truth
 * values; numbers stay texts, because account numbers are texts too.
 */
final class FlatAttributes {
  private static final int DEEPEST = 50;

  private final NavigableMap<String, Value> flat;

  private FlatAttributes(NavigableMap<String, Value> flat) {
    this.flat = flat;
  }

  /** The attributes as objects and arrays. */
  static Value.Fields nested(Value.Fields flat) {
    return new FlatAttributes(new TreeMap<>(flat.values())).object("", 0);
  }

  private Value.Fields object(String prefix, int depth) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (String name : names(prefix)) {
      fields.put(name, value(prefix + name, depth));
    }
    return new Value.Fields(fields);
  }

  private Value value(String key, int depth) {
    if (depth >= DEEPEST) {
      return new Value.Unknown("the flat form goes more than " + DEEPEST + " levels deep");
    }
    if (flat.containsKey(key + ".#")) {
      List<Value> items = new ArrayList<>();
      List<String> names = new ArrayList<>(names(key + "."));
      // A set's elements are named by their hashes, a list's by their position.
      names.sort(Comparator.comparing(FlatAttributes::position).thenComparing(Comparator.naturalOrder()));
      names.forEach(name -> items.add(value(key + "." + name, depth + 1)));
      return new Value.Items(items);
    }
    if (flat.containsKey(key + ".%")) {
      Map<String, Value> fields = new LinkedHashMap<>();
      String prefix = key + ".";
      below(prefix)
          .forEach(
              (name, value) -> {
                if (!name.equals(prefix + "%")) {
                  fields.put(name.substring(prefix.length()), value);
                }
              });
      return new Value.Fields(fields);
    }
    Value own = flat.get(key);
    if (own == null) {
      return object(key + ".", depth + 1);
    }
    return own instanceof Value.Text text
        ? switch (text.value()) {
          case "true" -> Value.Bool.TRUE;
          case "false" -> Value.Bool.FALSE;
          default -> own;
        }
        : own;
  }

  /** All that begins with a prefix: the character behind the dot is the first that no such key has. */
  private NavigableMap<String, Value> below(String prefix) {
    return prefix.isEmpty()
        ? flat
        : flat.subMap(prefix, true, prefix.substring(0, prefix.length() - 1) + '/', false);
  }

  private Set<String> names(String prefix) {
    Set<String> names = new LinkedHashSet<>();
    for (String key : below(prefix).keySet()) {
      int dot = key.indexOf('.', prefix.length());
      String name = dot < 0 ? key.substring(prefix.length()) : key.substring(prefix.length(), dot);
      if (!name.equals("#") && !name.equals("%") && !name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private static BigInteger position(String name) {
    return !name.isEmpty() && name.length() < 20 && name.chars().allMatch(Character::isDigit)
        ? new BigInteger(name)
        : BigInteger.TEN.pow(20);
  }
}
