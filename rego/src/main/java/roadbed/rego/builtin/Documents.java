package roadbed.rego.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Parts of documents by path: {@code json.filter}, {@code json.remove}, {@code json.patch}. */
final class Documents {
  private static final int MAX_DEPTH = 1_000;

  private Documents() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "json.filter" -> (_, args) -> Objects.keep(Operands.object(args, 1), tree(paths(args)));
      case "json.remove" -> (_, args) -> remove(args);
      case "json.patch" -> Documents::patch;
      default -> null;
    };
  }

  private static Value remove(Value[] args) {
    ObjectValue object = Operands.object(args, 1);
    Value rest = without(object, tree(paths(args)));
    return rest == null ? ObjectValue.EMPTY : rest;
  }

  private static List<ArrayValue> paths(Value[] args) {
    List<ArrayValue> paths = new ArrayList<>();
    for (Value path : Operands.items(args, 2, "set", "array")) {
      paths.add(path(path));
    }
    return paths;
  }

  private static ArrayValue path(Value path) {
    return switch (path) {
      case StringValue string when string.value().isEmpty() -> ArrayValue.EMPTY;
      case StringValue string -> {
        String text = string.value();
        int from = 0;
        while (from < text.length() && text.charAt(from) == '/') {
          from++;
        }
        List<Value> keys = new ArrayList<>();
        for (String key : text.substring(from).split("/", -1)) {
          keys.add(StringValue.of(key.replace("~1", "/").replace("~0", "~")));
        }
        yield ArrayValue.of(keys);
      }
      case ArrayValue array -> array;
      default ->
          throw BuiltinException.operand(
              2,
              "must be one of {set, array} containing string paths or array of path segments but got "
                  + path.typeName());
    };
  }

  /** The paths as one tree of objects with null at their ends; what lies below another path's end is dropped. */
  private static ObjectValue tree(List<ArrayValue> paths) {
    Value tree = ObjectValue.EMPTY;
    for (ArrayValue path : paths) {
      if (path.size() > MAX_DEPTH) {
        throw BuiltinException.limit("path of more than " + MAX_DEPTH + " segments");
      }
      if (!path.isEmpty()) {
        tree = planted(tree, path, 0);
      }
    }
    return (ObjectValue) tree;
  }

  private static Value planted(Value tree, ArrayValue path, int at) {
    if (at == path.size()) {
      return NullValue.NULL;
    }
    if (!(tree instanceof ObjectValue object)) {
      return tree;
    }
    Value below = object.get(path.get(at));
    return object.toBuilder().put(path.get(at), planted(below == null ? ObjectValue.EMPTY : below, path, at + 1)).build();
  }

  private static @Nullable Value without(Value value, @Nullable Value tree) {
    if (tree == null) {
      return value;
    }
    if (!(tree instanceof ObjectValue paths)) {
      return null;
    }
    return switch (value) {
      case ObjectValue object -> {
        ObjectValue.Builder rest = ObjectValue.builder(object.size());
        for (int i = 0; i < object.size(); i++) {
          Value part = without(object.valueAt(i), paths.get(object.keyAt(i)));
          if (part != null) {
            rest.put(object.keyAt(i), part);
          }
        }
        yield rest.build();
      }
      case SetValue set -> {
        SetValue.Builder rest = SetValue.builder(set.size());
        for (Value element : set) {
          Value part = without(element, paths.get(element));
          if (part != null) {
            rest.add(part);
          }
        }
        yield rest.build();
      }
      case ArrayValue array -> {
        List<Value> rest = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          Value part = without(array.get(i), paths.get(Integer.toString(i)));
          if (part != null) {
            rest.add(part);
          }
        }
        yield ArrayValue.of(rest);
      }
      default -> value;
    };
  }

  /** A patch that does not apply makes the call undefined. */
  private static @Nullable Value patch(CallContext context, Value[] args) {
    ArrayValue operations = Operands.array(args, 2);
    Value document = args[0];
    for (Value operation : operations) {
      context.checkTime();
      if (!(operation instanceof ObjectValue object)) {
        return null;
      }
      document = apply(document, object);
      if (document == null) {
        return null;
      }
    }
    return document;
  }

  private static @Nullable Value apply(Value document, ObjectValue operation) {
    if (!(operation.get("op") instanceof StringValue name) || operation.get("path") == null) {
      return null;
    }
    ArrayValue path = pathOf(operation, "path");
    ArrayValue from = pathOf(operation, "from");
    Value value = operation.get("value");
    if (path == null) {
      return null;
    }
    return switch (name.value()) {
      case "add" -> value == null ? null : insert(document, path, 0, value);
      case "remove" -> delete(document, path, 0);
      case "replace" -> {
        Value rest = value == null ? null : path.isEmpty() ? document : delete(document, path, 0);
        yield rest == null || value == null ? null : insert(rest, path, 0, value);
      }
      case "move" -> {
        Value moved = from == null ? null : find(document, from);
        Value rest = moved == null || from == null ? null : delete(document, from, 0);
        yield rest == null || moved == null ? null : insert(rest, path, 0, moved);
      }
      case "copy" -> {
        Value copied = from == null ? null : find(document, from);
        yield copied == null ? null : insert(document, path, 0, copied);
      }
      case "test" -> {
        Value found = find(document, path);
        yield found != null && value != null && found.equals(value) ? document : null;
      }
      default -> null;
    };
  }

  private static @Nullable ArrayValue pathOf(ObjectValue operation, String name) {
    Value path = operation.get(name);
    if (!(path instanceof StringValue || path instanceof ArrayValue)) {
      return null;
    }
    ArrayValue keys = path(path);
    return keys.size() > MAX_DEPTH ? null : keys;
  }

  private static @Nullable Value find(Value document, ArrayValue path) {
    Value found = document;
    for (Value key : path) {
      found = child(found, key);
      if (found == null) {
        return null;
      }
    }
    return found;
  }

  private static @Nullable Value child(Value parent, Value key) {
    if (parent instanceof ArrayValue array) {
      int index = index(array.size(), key);
      return index >= 0 && index < array.size() ? array.get(index) : null;
    }
    return parent.get(key);
  }

  /** An index given as a whole number, as its text, or as {@code -} for the place after the end; -1 for any other. */
  private static int index(int size, Value key) {
    String text =
        switch (key) {
          case NumberValue number when number.isLong() && number.isWrittenAsInteger() -> number.toString();
          case StringValue string -> string.value();
          default -> "";
        };
    if (text.equals("-")) {
      return size;
    }
    boolean digits = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && (text.length() == 1 || text.charAt(0) != '0') ? Integer.parseInt(text) : -1;
  }

  private static @Nullable Value insert(Value parent, ArrayValue path, int at, Value value) {
    if (at == path.size()) {
      return value;
    }
    Value key = path.get(at);
    boolean last = at == path.size() - 1;
    if (last) {
      return switch (parent) {
        case ObjectValue object -> object.toBuilder().put(key, value).build();
        case SetValue set -> {
          if (!key.equals(value)) {
            yield null;
          }
          SetValue.Builder more = set.toBuilder();
          more.add(value);
          yield more.build();
        }
        case ArrayValue array -> {
          int index = index(array.size(), key);
          if (index < 0 || index > array.size()) {
            yield null;
          }
          List<Value> items = new ArrayList<>(Arrays.asList(array.toArray()));
          items.add(index, value);
          yield ArrayValue.of(items);
        }
        default -> null;
      };
    }
    Value below = child(parent, key);
    Value changed = below == null ? null : insert(below, path, at + 1, value);
    return changed == null || below == null ? null : replaced(parent, key, below, changed);
  }

  private static @Nullable Value delete(Value parent, ArrayValue path, int at) {
    if (at == path.size()) {
      return null;
    }
    Value key = path.get(at);
    Value below = child(parent, key);
    if (below == null) {
      return null;
    }
    if (at < path.size() - 1) {
      Value changed = delete(below, path, at + 1);
      return changed == null ? null : replaced(parent, key, below, changed);
    }
    return switch (parent) {
      case ObjectValue object -> {
        ObjectValue.Builder rest = ObjectValue.builder(object.size());
        for (int i = 0; i < object.size(); i++) {
          if (!object.keyAt(i).equals(key)) {
            rest.put(object.keyAt(i), object.valueAt(i));
          }
        }
        yield rest.build();
      }
      case SetValue set -> Sets.difference(set, SetValue.of(below));
      case ArrayValue array -> {
        List<Value> items = new ArrayList<>(Arrays.asList(array.toArray()));
        items.remove(index(array.size(), key));
        yield ArrayValue.of(items);
      }
      default -> null;
    };
  }

  private static Value replaced(Value parent, Value key, Value below, Value changed) {
    return switch (parent) {
      case ObjectValue object -> object.toBuilder().put(key, changed).build();
      case SetValue set -> {
        SetValue.Builder elements = Sets.difference(set, SetValue.of(below)).toBuilder();
        elements.add(changed);
        yield elements.build();
      }
      case ArrayValue array -> {
        Value[] items = array.toArray();
        items[index(array.size(), key)] = changed;
        yield ArrayValue.of(items);
      }
      default -> parent;
    };
  }
}
