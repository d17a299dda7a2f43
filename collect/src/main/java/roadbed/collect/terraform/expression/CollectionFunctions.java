package roadbed.collect.terraform.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.model.Value;
import roadbed.model.Value.Items.Kind;

/** Functions of lists and maps. */
final class CollectionFunctions {
  /** So many numbers does the language itself allow in one range. */
  private static final int LONGEST_RANGE = 1_024;

  static final int MOST_ELEMENTS = 100_000;

  private CollectionFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("length", CollectionFunctions::length);
    all.put("merge", CollectionFunctions::merge);
    all.put("concat", CollectionFunctions::concat);
    all.put("lookup", CollectionFunctions::lookup);
    all.put("element", CollectionFunctions::element);
    all.put("contains", CollectionFunctions::contains);
    all.put("keys", a -> new Value.Items(texts(new TreeMap<>(a.fields(0)).keySet()), Kind.LIST));
    all.put("values", a -> new Value.Items(List.copyOf(new TreeMap<>(a.fields(0)).values())));
    all.put("flatten", a -> new Value.Items(flatten(a.items(0), new ArrayList<>())));
    all.put("distinct", CollectionFunctions::distinct);
    all.put("compact", CollectionFunctions::compact);
    all.put("coalesce", CollectionFunctions::coalesce);
    all.put("coalescelist", CollectionFunctions::coalesceList);
    all.put("zipmap", CollectionFunctions::zipmap);
    all.put("one", CollectionFunctions::one);
    all.put("range", CollectionFunctions::range);
    all.put("reverse", CollectionFunctions::reverse);
    all.put("slice", CollectionFunctions::slice);
    all.put("sort", CollectionFunctions::sort);
    all.put("index", CollectionFunctions::index);
    all.put("chunklist", CollectionFunctions::chunks);
    all.put("alltrue", a -> truths(a, true));
    all.put("anytrue", a -> truths(a, false));
    all.put("matchkeys", CollectionFunctions::matchKeys);
    all.put("transpose", CollectionFunctions::transpose);
    all.put("tolist", a -> converted(a, new Type.ListOf(Type.ANY)));
    all.put("toset", a -> converted(a, new Type.SetOf(Type.ANY)));
    all.put("tomap", a -> converted(a, new Type.MapOf(Type.ANY)));
    all.put("list", a -> new Value.Items(a.values()));
    all.put("map", CollectionFunctions::map);
  }

  private static List<Value> texts(Iterable<String> texts) {
    return Value.ofTexts(texts).values();
  }

  private static Value converted(Arguments a, Type type) {
    return Conversions.convert(Conversions.known(a.at(0)), type);
  }

  private static Value length(Arguments a) {
    return switch (Conversions.known(a.at(0))) {
      case Value.Text text -> Value.of(Graphemes.count(text.value()));
      case Value.Items items -> Value.of(items.values().size());
      case Value.Fields fields -> Value.of(fields.values().size());
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          throw Undecided.wrong("length takes a text, a list or a map");
    };
  }

  private static Value merge(Arguments a) {
    Map<String, Value> merged = new LinkedHashMap<>();
    for (Value value : a.values()) {
      if (!(value instanceof Value.Null)) {
        merged.putAll(Conversions.fields(value));
      }
    }
    return new Value.Fields(merged);
  }

  private static Value concat(Arguments a) {
    if (a.count() == 0) {
      throw Undecided.wrong("concat takes at least one list");
    }
    List<Value> all = new ArrayList<>();
    boolean lists = true;
    for (int i = 0; i < a.count(); i++) {
      all.addAll(a.items(i));
      if (a.kind(i) == Kind.SET) {
        throw Undecided.wrong("concat takes lists and no set");
      }
      lists &= a.kind(i) == Kind.LIST;
    }
    Value.Items joined = new Value.Items(all);
    return lists ? Conversions.convert(joined, new Type.ListOf(Type.ANY)) : joined;
  }

  private static Value lookup(Arguments a) {
    Value found = a.fields(0).get(a.text(1));
    if (found != null) {
      return found;
    }
    if (a.has(2)) {
      return a.at(2);
    }
    throw Undecided.wrong("the map has no such key");
  }

  private static Value element(Arguments a) {
    List<Value> items = a.items(0);
    int index = a.integer(1);
    if (items.isEmpty() || index < 0 || a.kind(0) == Kind.SET) {
      throw Undecided.wrong(
          a.kind(0) == Kind.SET ? "element takes no set" : index < 0 ? "element takes no negative position" : "element of an empty list");
    }
    return items.get(index % items.size());
  }

  private static Value contains(Arguments a) {
    List<Value> items = a.items(0);
    Value wanted = Conversions.whollyKnown(a.at(1));
    if (wanted instanceof Value.Null) {
      throw Undecided.wrong("contains does not look for null");
    }
    for (Value item : items) {
      if (Conversions.same(item, wanted)) {
        return Value.Bool.TRUE;
      }
    }
    items.forEach(Conversions::whollyKnown);
    return Value.Bool.FALSE;
  }

  private static List<Value> flatten(List<Value> items, List<Value> into) {
    for (Value item : items) {
      if (item instanceof Value.Items inner) {
        flatten(inner.values(), into);
      } else {
        into.add(item);
      }
    }
    return into;
  }

  private static Value distinct(Arguments a) {
    List<Value> kept = new ArrayList<>();
    Set<Value> seen = new HashSet<>();
    for (Value item : a.list(0)) {
      if (seen.add(Conversions.whollyKnown(item))) {
        kept.add(item);
      }
    }
    return new Value.Items(kept, Kind.LIST);
  }

  private static Value compact(Arguments a) {
    List<Value> kept = new ArrayList<>();
    for (Value item : a.items(0)) {
      Conversions.known(item);
      if (!(item instanceof Value.Null) && !Conversions.text(item).isEmpty()) {
        kept.add(new Value.Text(Conversions.text(item)));
      }
    }
    return new Value.Items(kept, Kind.LIST);
  }

  /** All arguments convert to one type, by which the chosen one is converted. */
  private static Value coalesce(Arguments a) {
    Type type =
        Type.common(a.values())
            .orElseThrow(() -> Undecided.wrong("the arguments of coalesce must have one type"));
    for (Value value : a.values()) {
      Conversions.known(value);
      boolean empty = value instanceof Value.Null || (value instanceof Value.Text text && text.value().isEmpty());
      if (!empty) {
        return Conversions.convert(value, type);
      }
    }
    throw Undecided.wrong("coalesce has no argument that is not null or empty");
  }

  private static Value coalesceList(Arguments a) {
    for (int i = 0; i < a.count(); i++) {
      if (a.kind(i) == Kind.SET) {
        throw Undecided.wrong("coalescelist takes no set");
      }
      if (!a.items(i).isEmpty()) {
        return a.at(i);
      }
    }
    throw Undecided.wrong("coalescelist has no argument that is not empty");
  }

  private static Value zipmap(Arguments a) {
    List<String> keys = a.texts(0);
    List<Value> values = a.items(1);
    if (keys.size() != values.size()) {
      throw Undecided.wrong("zipmap takes as many values as keys");
    }
    Map<String, Value> map = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return new Value.Fields(map);
  }

  private static Value one(Arguments a) {
    List<Value> items = a.items(0);
    if (items.size() > 1) {
      throw Undecided.wrong("one takes a list of at most one element");
    }
    return items.isEmpty() ? Value.Null.INSTANCE : items.getFirst();
  }

  private static Value range(Arguments a) {
    BigDecimal zero = BigDecimal.ZERO;
    BigDecimal start = a.count() > 1 ? Conversions.decimal(a.at(0)) : zero;
    BigDecimal end = Conversions.decimal(a.at(a.count() > 1 ? 1 : 0));
    boolean up = start.compareTo(end) <= 0;
    BigDecimal step =
        a.count() > 2
            ? Conversions.decimal(a.at(2))
            : up ? BigDecimal.ONE : BigDecimal.ONE.negate();
    if (step.signum() == 0 || (start.compareTo(end) != 0 && (step.signum() > 0) != up)) {
      throw Undecided.wrong("range takes a step that leads from its start to its end");
    }
    List<Value> numbers = new ArrayList<>();
    for (BigDecimal n = start; n.compareTo(end) * step.signum() < 0; n = Conversions.decimal(Numbers.add(n, step))) {
      if (numbers.size() >= LONGEST_RANGE) {
        throw Undecided.wrong("range gives more than " + LONGEST_RANGE + " numbers");
      }
      numbers.add(Conversions.number(n));
    }
    return new Value.Items(numbers, Kind.LIST);
  }

  private static Value reverse(Arguments a) {
    List<Value> items = new ArrayList<>(a.items(0));
    Collections.reverse(items);
    return new Value.Items(items, a.kind(0) == Kind.TUPLE ? Kind.TUPLE : Kind.LIST);
  }

  private static Value slice(Arguments a) {
    List<Value> items = a.items(0);
    int from = a.integer(1);
    int to = a.integer(2);
    if (a.kind(0) == Kind.SET || from < 0 || to < from || to > items.size()) {
      throw Undecided.wrong("slice goes beyond the list");
    }
    return new Value.Items(items.subList(from, to), a.kind(0));
  }

  private static Value sort(Arguments a) {
    List<String> texts = new ArrayList<>(a.texts(0));
    texts.sort(SetOrder::codePoints);
    return new Value.Items(texts(texts), Kind.LIST);
  }

  private static Value index(Arguments a) {
    List<Value> items = a.items(0);
    Value wanted = Conversions.whollyKnown(a.at(1));
    for (int i = 0; i < items.size(); i++) {
      if (Conversions.same(Conversions.whollyKnown(items.get(i)), wanted)) {
        return Value.of(i);
      }
    }
    throw Undecided.wrong("the list has no such element");
  }

  private static Value chunks(Arguments a) {
    List<Value> items = a.list(0);
    int size = a.integer(1);
    if (size < 0) {
      throw Undecided.wrong("chunklist takes no negative size");
    }
    List<Value> chunks = new ArrayList<>();
    int step = size == 0 ? Math.max(1, items.size()) : size;
    for (int from = 0; from < items.size(); from += step) {
      chunks.add(new Value.Items(items.subList(from, Math.min(items.size(), from + step)), Kind.LIST));
    }
    return new Value.Items(chunks, Kind.LIST);
  }

  /** Whether all or any are true; null is not. One that decides does so whatever the others are. */
  private static Value truths(Arguments a, boolean all) {
    Value unknown = null;
    for (Value item : a.items(0)) {
      switch (item) {
        case Value.Null _ -> {
          if (all) {
            return Value.Bool.FALSE;
          }
        }
        case Value.Unknown _, Value.Secret _ -> unknown = item;
        default -> {
          if (Conversions.truth(item) != all) {
            return Value.of(!all);
          }
        }
      }
    }
    if (unknown != null) {
      throw Undecided.because(unknown);
    }
    return Value.of(all);
  }

  private static Value matchKeys(Arguments a) {
    List<Value> values = a.list(0);
    List<Value> keys = a.list(1);
    List<Value> wanted = a.list(2);
    if (values.size() != keys.size()) {
      throw Undecided.wrong("matchkeys takes as many keys as values");
    }
    List<Value> matching = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value key = Conversions.whollyKnown(keys.get(i));
      if (wanted.stream().anyMatch(one -> Conversions.same(Conversions.whollyKnown(one), key))) {
        matching.add(values.get(i));
      }
    }
    return new Value.Items(matching, Kind.LIST);
  }

  private static Value transpose(Arguments a) {
    Map<String, List<String>> turned = new TreeMap<>();
    new TreeMap<>(a.fields(0))
        .forEach(
            (key, value) -> {
              for (Value item : Conversions.items(value)) {
                turned.computeIfAbsent(Conversions.text(item), _ -> new ArrayList<>()).add(key);
              }
            });
    Map<String, Value> map = new LinkedHashMap<>();
    turned.forEach((key, keys) -> map.put(key, new Value.Items(texts(keys), Kind.LIST)));
    return new Value.Fields(map);
  }

  private static Value map(Arguments a) {
    Map<String, Value> map = new LinkedHashMap<>();
    for (int i = 0; i + 1 < a.count(); i += 2) {
      map.put(a.text(i), a.at(i + 1));
    }
    return new Value.Fields(map);
  }
}
