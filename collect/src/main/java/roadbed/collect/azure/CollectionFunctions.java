package roadbed.collect.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** The functions on arrays and objects, and those which take them as well as texts. */
final class CollectionFunctions {
  private CollectionFunctions() {}

  /** Calls one of them by its lower-case name; empty where it is none of them. */
  static Optional<Value> call(String name, Arguments given) {
    return switch (name) {
      case "array" -> Optional.of(given.value(0) instanceof Value.Items items ? items : new Value.Items(List.of(given.known(0))));
      case "createarray" -> Optional.of(new Value.Items(given.all()));
      case "createobject" -> Optional.of(createObject(given));
      case "concat" -> Optional.of(concat(given));
      case "union" -> Optional.of(union(given));
      case "intersection" -> Optional.of(intersection(given));
      case "shallowmerge" -> Optional.of(shallowMerge(given.items(0)));
      case "contains" -> Optional.of(Value.of(contains(given)));
      case "empty" -> Optional.of(Value.of(isEmpty(given)));
      case "length" -> Optional.of(Value.of(length(given)));
      case "first" -> Optional.of(end(given, true));
      case "last" -> Optional.of(end(given, false));
      case "skip" -> Optional.of(part(given, true));
      case "take" -> Optional.of(part(given, false));
      case "indexof" -> Optional.of(Value.of(indexOf(given, true)));
      case "lastindexof" -> Optional.of(Value.of(indexOf(given, false)));
      case "range" -> Optional.of(range(given));
      case "flatten" -> Optional.of(flatten(given.items(0)));
      case "items" -> Optional.of(items(given.fields(0)));
      case "objectkeys" -> Optional.of(Value.ofTexts(given.fields(0).values().keySet().stream().sorted(String.CASE_INSENSITIVE_ORDER).toList()));
      case "tryget" -> Optional.of(tryGet(given));
      case "indexfromend", "tryindexfromend" -> Optional.of(fromEnd(given, name.startsWith("try")));
      case "any" -> Optional.of(given.value(0));
      default -> Optional.empty();
    };
  }

  private static Value createObject(Arguments given) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < given.size(); i += 2) {
      fields.put(given.partial(i), given.value(i + 1));
    }
    return new Value.Fields(fields);
  }

  /** Arrays become one array, everything else one text. */
  private static Value concat(Arguments given) {
    if (given.size() > 0 && given.all().stream().anyMatch(Value.Items.class::isInstance)) {
      List<Value> all = new ArrayList<>();
      for (int i = 0; i < given.size(); i++) {
        all.addAll(given.items(i).values());
      }
      return new Value.Items(all);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < given.size(); i++) {
      TextFunctions.append(text, given.partial(i));
    }
    return Value.of(text.toString());
  }

  private static Value union(Arguments given) {
    if (given.known(0) instanceof Value.Fields first) {
      Value.Fields merged = first;
      for (int i = 1; i < given.size(); i++) {
        merged = merge(merged, given.fields(i));
      }
      return merged;
    }
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      for (Value item : given.items(i).values()) {
        if (!all.contains(item)) {
          all.add(item);
        }
      }
    }
    return new Value.Items(all);
  }

  /** Objects in objects are merged as well; of anything else the later counts. */
  private static Value.Fields merge(Value.Fields one, Value.Fields other) {
    Map<String, Value> merged = new LinkedHashMap<>(one.values());
    other
        .values()
        .forEach(
            (name, value) -> {
              String key = sameName(merged, name);
              merged.put(
                  key,
                  merged.get(key) instanceof Value.Fields before && value instanceof Value.Fields after
                      ? merge(before, after)
                      : value);
            });
    return new Value.Fields(merged);
  }

  private static String sameName(Map<String, Value> fields, String name) {
    if (fields.containsKey(name)) {
      return name;
    }
    return fields.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
  }

  private static Value intersection(Arguments given) {
    if (given.known(0) instanceof Value.Fields first) {
      Map<String, Value> common = new LinkedHashMap<>();
      first
          .values()
          .forEach(
              (name, value) -> {
                boolean everywhere = true;
                for (int i = 1; i < given.size(); i++) {
                  everywhere &= Evaluator.field(given.fields(i), name).filter(other -> same(value, other)).isPresent();
                }
                if (everywhere) {
                  common.put(name, value);
                }
              });
      return new Value.Fields(common);
    }
    List<Value> common = new ArrayList<>();
    for (Value item : given.items(0).values()) {
      boolean everywhere = true;
      for (int i = 1; i < given.size(); i++) {
        everywhere &= holds(given.items(i), item);
      }
      if (everywhere) {
        common.add(item);
      }
    }
    return new Value.Items(common);
  }

  private static Value shallowMerge(Value.Items objects) {
    Map<String, Value> merged = new LinkedHashMap<>();
    for (Value one : objects.values()) {
      if (!(one instanceof Value.Fields fields)) {
        throw Unresolved.because(Symbols.reason(one).orElse("an object was expected"));
      }
      merged.putAll(fields.values());
    }
    return new Value.Fields(merged);
  }

  /** Whether two values are equal, where that can be told. */
  static boolean same(Value one, Value other) {
    if (one.equals(other)) {
      if (hasSecret(one)) {
        throw Unresolved.secret();
      }
      return true;
    }
    if (Symbols.within(one) || Symbols.within(other)) {
      throw Unresolved.because(Symbols.reason(one).or(() -> Symbols.reason(other)).orElse("not known"));
    }
    if (hasSecret(one) || hasSecret(other)) {
      throw Unresolved.secret();
    }
    if (isNumber(one) && isNumber(other)) {
      return NumberFunctions.number(one).compareTo(NumberFunctions.number(other)) == 0;
    }
    return false;
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Whole || value instanceof Value.Decimal;
  }

  private static boolean hasSecret(Value value) {
    return switch (value) {
      case Value.Secret _ -> true;
      case Value.Items items -> items.values().stream().anyMatch(CollectionFunctions::hasSecret);
      case Value.Fields fields -> fields.values().values().stream().anyMatch(CollectionFunctions::hasSecret);
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _ -> false;
    };
  }

  private static boolean holds(Value.Items items, Value wanted) {
    Optional<Unresolved> unknown = Optional.empty();
    for (Value item : items.values()) {
      try {
        if (same(item, wanted)) {
          return true;
        }
      } catch (Unresolved unresolved) {
        unknown = Optional.of(unresolved);
      }
    }
    if (unknown.isPresent()) {
      throw unknown.get();
    }
    return false;
  }

  private static boolean contains(Arguments given) {
    return switch (given.known(0)) {
      case Value.Fields fields -> Evaluator.field(fields, given.text(1)).isPresent();
      case Value.Items items -> holds(items, given.known(1));
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {
        String part = given.text(1);
        String whole = given.partial(0);
        if (!Symbols.in(whole)) {
          yield whole.contains(part);
        }
        if (Symbols.display(whole).contains(part) && !part.isEmpty() && partOfKnown(whole, part)) {
          yield true;
        }
        throw Unresolved.because(Symbols.reason(given.value(0)).orElse("not known"));
      }
    };
  }

  private static boolean partOfKnown(String whole, String part) {
    boolean[] found = {false};
    String unused =
        Symbols.map(
            whole,
            known -> {
              found[0] |= known.contains(part);
              return known;
            },
            symbol -> symbol);
    return found[0] && !unused.isEmpty();
  }

  private static boolean isEmpty(Arguments given) {
    return switch (given.known(0)) {
      case Value.Null _ -> true;
      case Value.Text text -> text.value().isEmpty();
      case Value.Items items -> items.values().isEmpty();
      case Value.Fields fields -> fields.values().isEmpty();
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Unknown _, Value.Secret _ ->
          throw Unresolved.because("a text, array or object was expected");
    };
  }

  private static long length(Arguments given) {
    return switch (given.known(0)) {
      case Value.Items items -> items.values().size();
      case Value.Fields fields -> fields.values().size();
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          given.text(0).length();
    };
  }

  private static Value end(Arguments given, boolean first) {
    if (given.known(0) instanceof Value.Items items) {
      return items.values().isEmpty()
          ? Value.Null.INSTANCE
          : first ? items.values().getFirst() : items.values().getLast();
    }
    String text = given.text(0);
    return Value.of(text.isEmpty() ? "" : first ? text.substring(0, 1) : text.substring(text.length() - 1));
  }

  private static Value part(Arguments given, boolean skip) {
    int count = Math.max(0, given.count(1));
    if (given.known(0) instanceof Value.Items items) {
      int at = Math.min(count, items.values().size());
      return new Value.Items(skip ? items.values().subList(at, items.values().size()) : items.values().subList(0, at));
    }
    String text = given.partial(0);
    int known = Symbols.knownLength(text);
    if (!skip && count <= known) {
      return Value.of(text.substring(0, Math.min(count, text.length())));
    }
    String whole = given.text(0);
    int at = Math.min(count, whole.length());
    return Value.of(skip ? whole.substring(at) : whole.substring(0, at));
  }

  private static long indexOf(Arguments given, boolean first) {
    if (given.known(0) instanceof Value.Items items) {
      Value wanted = given.known(1);
      for (int i = 0; i < items.values().size(); i++) {
        int at = first ? i : items.values().size() - 1 - i;
        if (same(items.values().get(at), wanted)) {
          return at;
        }
      }
      return -1;
    }
    String text = given.text(0).toLowerCase(Locale.ROOT);
    String part = given.text(1).toLowerCase(Locale.ROOT);
    return first ? text.indexOf(part) : text.lastIndexOf(part);
  }

  private static Value range(Arguments given) {
    long start = given.whole(0);
    long count = given.whole(1);
    if (count < 0 || count > 10_000) {
      throw Unresolved.because("a range has at most 10000 numbers");
    }
    List<Value> numbers = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      numbers.add(Value.of(start + i));
    }
    return new Value.Items(numbers);
  }

  private static Value flatten(Value.Items items) {
    List<Value> flat = new ArrayList<>();
    for (Value item : items.values()) {
      if (!(item instanceof Value.Items inner)) {
        throw Unresolved.because(Symbols.reason(item).orElse("an array of arrays was expected"));
      }
      flat.addAll(inner.values());
    }
    return new Value.Items(flat);
  }

  private static Value items(Value.Fields fields) {
    List<Value> items = new ArrayList<>();
    fields.values().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(String.CASE_INSENSITIVE_ORDER))
        .forEach(
            field -> {
              Map<String, Value> item = new LinkedHashMap<>();
              item.put("key", Value.of(field.getKey()));
              item.put("value", field.getValue());
              items.add(new Value.Fields(item));
            });
    return new Value.Items(items);
  }

  /** A path of members and indexes; null as soon as one is missing. */
  private static Value tryGet(Arguments given) {
    Value here = given.value(0);
    for (int i = 1; i < given.size(); i++) {
      if (here instanceof Value.Null) {
        return here;
      }
      here = Evaluator.member(here, given.value(i)).orElse(Value.Null.INSTANCE);
    }
    return here;
  }

  private static Value fromEnd(Arguments given, boolean lenient) {
    Value.Items items = given.items(0);
    int at = items.values().size() - given.count(1);
    if (at >= 0 && at < items.values().size()) {
      return items.values().get(at);
    }
    if (lenient) {
      return Value.Null.INSTANCE;
    }
    throw Unresolved.because("the array is shorter");
  }
}
