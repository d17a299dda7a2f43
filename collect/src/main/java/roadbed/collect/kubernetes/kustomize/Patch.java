package roadbed.collect.kubernetes.kustomize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;

/**
 * A patch: an object that is merged over others, or a list of operations of RFC 6902.
 *
 * @param content the object or the operations
 * @param target which objects it is for; null for the one that the object names itself
 */
record Patch(Value content, Value target) {
  /** What tells the elements of lists apart that are merged and not replaced. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "containers", List.of("name"),
          "initContainers", List.of("name"),
          "ephemeralContainers", List.of("name"),
          "volumes", List.of("name"),
          "env", List.of("name"),
          "imagePullSecrets", List.of("name"),
          "volumeMounts", List.of("mountPath"),
          "ports", List.of("containerPort", "port"),
          "hostAliases", List.of("ip"));

  private static final Set<String> DELETED = Set.of("delete");

  /** Whether the patch is for the object. */
  boolean isFor(Item item) {
    Value.Fields object = item.object();
    if (target instanceof Value.Fields wanted) {
      String name = wanted.text("name").orElse("");
      return matches(wanted.text("kind").orElse(""), object.text("kind").orElse(""))
          && item.isNamed(is -> matches(name, is))
          && matches(wanted.text("namespace").orElse(""), Texts.at(object, "metadata", "namespace").orElse(""))
          && selected(wanted.text("labelSelector").orElse(""), object);
    }
    return content instanceof Value.Fields own
        && own.text("kind").equals(object.text("kind"))
        && Texts.at(own, "metadata", "name").filter(name -> item.isNamed(name::equals)).isPresent();
  }

  private static boolean matches(String pattern, String text) {
    if (pattern.isEmpty() || pattern.equals(text)) {
      return true;
    }
    try {
      return pattern.length() < 200 && Pattern.matches(pattern, text);
    } catch (PatternSyntaxException malformed) {
      return false;
    }
  }

  private static boolean selected(String selector, Value.Fields object) {
    for (String term : selector.split(",", -1)) {
      int equals = term.indexOf('=');
      if (equals > 0
          && !Texts.at(object, "metadata", "labels", term.substring(0, equals).strip())
              .filter(term.substring(equals + 1).replace("=", "").strip()::equals)
              .isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** The object with the patch on it; null where the patch deletes it. */
  @Nullable Value apply(Value.Fields object) {
    if (content instanceof Value.Items operations) {
      Value patched = object;
      for (Value.Fields operation : Texts.objects(operations)) {
        patched = operate(patched, operation);
      }
      return patched;
    }
    if (content instanceof Value.Fields own) {
      if (own.text("$patch").filter(DELETED::contains).isPresent()) {
        return null;
      }
      // Its name and kind only say what it is for.
      Value merged = merge(object, own, 0);
      return merged instanceof Value.Fields fields
          ? Texts.with(
              Texts.with(fields, object.get("kind").orElse(Value.Null.INSTANCE), "kind"),
              object.at("metadata", "name").orElse(Value.Null.INSTANCE),
              "metadata",
              "name")
          : object;
    }
    return object;
  }

  private static Value merge(Value below, Value above, int depth) {
    if (!(below instanceof Value.Fields under) || !(above instanceof Value.Fields over) || depth > 100) {
      return above;
    }
    if (over.text("$patch").filter("replace"::equals).isPresent()) {
      Map<String, Value> only = new LinkedHashMap<>(over.values());
      only.remove("$patch");
      return new Value.Fields(only);
    }
    Map<String, Value> merged = new LinkedHashMap<>(under.values());
    over.values()
        .forEach(
            (name, value) -> {
              Value old = merged.get(name);
              if (value instanceof Value.Null) {
                merged.remove(name);
              } else if (old instanceof Value.Items items && value instanceof Value.Items more && KEYS.containsKey(name)) {
                merged.put(name, mergedList(items, more, KEYS.getOrDefault(name, List.of()), depth));
              } else {
                merged.put(name, old == null ? value : merge(old, value, depth + 1));
              }
            });
    return new Value.Fields(merged);
  }

  private static Value mergedList(Value.Items below, Value.Items above, List<String> keys, int depth) {
    List<Value> all = new ArrayList<>(below.values());
    List<Value> more = new ArrayList<>();
    for (Value item : above.values()) {
      int found = -1;
      for (int i = 0; i < all.size() && found < 0; i++) {
        found = same(all.get(i), item, keys) ? i : -1;
      }
      boolean deletes =
          item instanceof Value.Fields fields && fields.text("$patch").filter(DELETED::contains).isPresent();
      if (found >= 0 && deletes) {
        all.remove(found);
      } else if (found >= 0) {
        all.set(found, merge(all.get(found), item, depth + 1));
      } else if (!deletes) {
        more.add(item);
      }
    }
    // What a patch adds stands before what is there.
    more.addAll(all);
    return new Value.Items(more);
  }

  private static boolean same(Value a, Value b, List<String> keys) {
    if (!(a instanceof Value.Fields left) || !(b instanceof Value.Fields right)) {
      return a.equals(b);
    }
    for (String key : keys) {
      if (right.get(key).isPresent()) {
        return left.get(key).equals(right.get(key));
      }
    }
    return false;
  }

  private static Value operate(Value document, Value.Fields operation) {
    List<String> path = steps(operation.text("path").orElse(""));
    return switch (operation.text("op").orElse("")) {
      case "add" -> changed(document, path, 0, operation.get("value").orElse(Value.Null.INSTANCE), true);
      case "replace" -> changed(document, path, 0, operation.get("value").orElse(Value.Null.INSTANCE), false);
      case "remove" -> changed(document, path, 0, null, false);
      case "copy" -> changed(document, path, 0, at(document, steps(operation.text("from").orElse(""))), true);
      case "move" -> {
        List<String> from = steps(operation.text("from").orElse(""));
        Value moved = at(document, from);
        yield changed(changed(document, from, 0, null, false), path, 0, moved, true);
      }
      default -> document;
    };
  }

  private static List<String> steps(String pointer) {
    List<String> steps = new ArrayList<>();
    String[] parts = pointer.split("/", -1);
    for (int i = 1; i < parts.length; i++) {
      steps.add(parts[i].replace("~1", "/").replace("~0", "~"));
    }
    return steps;
  }

  private static Value at(Value document, List<String> path) {
    Value here = document;
    for (String step : path) {
      Value next =
          here instanceof Value.Fields fields
              ? fields.values().get(step)
              : here instanceof Value.Items items && index(step, items.values().size()) < items.values().size()
                  ? items.values().get(index(step, items.values().size()))
                  : null;
      if (next == null) {
        return Value.Null.INSTANCE;
      }
      here = next;
    }
    return here;
  }

  private static int index(String step, int size) {
    return step.equals("-") || !step.matches("\\d{1,6}") ? size : Integer.parseInt(step);
  }

  /** The document with the value put, or what is there removed, at a path; a path that leads nowhere changes nothing. */
  private static Value changed(Value document, List<String> path, int depth, @Nullable Value value, boolean add) {
    if (depth == path.size()) {
      return value == null ? Value.Null.INSTANCE : value;
    }
    String step = path.get(depth);
    boolean last = depth == path.size() - 1;
    if (document instanceof Value.Fields fields) {
      Map<String, Value> changed = new LinkedHashMap<>(fields.values());
      Value inner = changed.get(step);
      if (last && value == null) {
        changed.remove(step);
      } else if (last && value != null) {
        changed.put(step, value);
      } else if (inner != null) {
        changed.put(step, changed(inner, path, depth + 1, value, add));
      }
      return new Value.Fields(changed);
    }
    if (document instanceof Value.Items items) {
      List<Value> changed = new ArrayList<>(items.values());
      int index = index(step, changed.size());
      if (last && value != null && add && index <= changed.size()) {
        changed.add(index, value);
      } else if (index < changed.size()) {
        if (last && value == null) {
          changed.remove(index);
        } else {
          changed.set(index, changed(changed.get(index), path, depth + 1, value, add));
        }
      }
      return new Value.Items(changed);
    }
    return document;
  }
}
