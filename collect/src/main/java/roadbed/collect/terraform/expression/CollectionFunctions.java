package roadbed.collect.terraform.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.model.Value;

/** Functions of lists, sets and maps. A set is a list without repetition, in order of its texts. */
final class CollectionFunctions {
  private static final int MOST_ELEMENTS = 100_000;

  private CollectionFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("length", CollectionFunctions::length);
    all.put("merge", CollectionFunctions::merge);
    all.put("concat", CollectionFunctions::concat);
    all.put("lookup", CollectionFunctions::lookup);
    all.put("element", CollectionFunctions::element);
    all.put("contains", CollectionFunctions::contains);
    all.put("keys", a -> Value.ofTexts(new TreeMap<>(a.fields(0)).keySet()));
    all.put("values", a -> new Value.Items(List.copyOf(new TreeMap<>(a.fields(0)).values())));
    all.put("flatten", a -> new Value.Items(flatten(a.items(0), new ArrayList<>())));
    all.put("distinct", a -> new Value.Items(List.copyOf(distinct(a.items(0)))));
    all.put("compact", CollectionFunctions::compact);
    all.put("coalesce", CollectionFunctions::coalesce);
    all.put("coalescelist", CollectionFunctions::coalesceList);
    all.put("zipmap", CollectionFunctions::zipmap);
    all.put("one", CollectionFunctions::one);
    all.put("range", CollectionFunctions::range);
    all.put("reverse", CollectionFunctions::reverse);
    all.put("slice", CollectionFunctions::slice);
    all.put("sort", a -> Value.ofTexts(a.texts(0).stream().sorted().toList()));
    all.put("index", CollectionFunctions::index);
    all.put("setunion", CollectionFunctions::union);
    all.put("setintersection", CollectionFunctions::intersection);
    all.put("setsubtract", CollectionFunctions::subtract);
    all.put("setproduct", CollectionFunctions::product);
    all.put("chunklist", CollectionFunctions::chunks);
    all.put("alltrue", a -> Value.of(a.items(0).stream().allMatch(Conversions::truth)));
    all.put("anytrue", a -> Value.of(a.items(0).stream().anyMatch(Conversions::truth)));
    all.put("matchkeys", CollectionFunctions::matchKeys);
    all.put("tolist", a -> new Value.Items(list(a.at(0))));
    all.put("toset", a -> set(a.at(0)));
    all.put("tomap", a -> new Value.Fields(a.fields(0)));
    all.put("list", a -> new Value.Items(a.values()));
    all.put("map", CollectionFunctions::map);
  }

  private static List<Value> list(Value value) {
    return Conversions.items(value);
  }

  static Value set(Value value) {
    List<Value> items = new ArrayList<>(distinct(Conversions.items(value)));
    if (items.stream().allMatch(item -> item instanceof Value.Text)) {
      items.sort(Comparator.comparing(item -> ((Value.Text) item).value()));
    }
    return new Value.Items(items);
  }

  private static Set<Value> distinct(List<Value> items) {
    items.forEach(Conversions::whollyKnown);
    return new LinkedHashSet<>(items);
  }

  private static Value length(Arguments a) {
    return switch (Conversions.known(a.at(0))) {
      case Value.Text text -> Value.of(text.value().codePointCount(0, text.value().length()));
      case Value.Items items -> Value.of(items.values().size());
      case Value.Fields fields -> Value.of(fields.values().size());
      default -> throw Undecided.wrong("length takes a text, a list or a map");
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
    List<Value> all = new ArrayList<>();
    a.values().forEach(value -> all.addAll(Conversions.items(value)));
    return new Value.Items(all);
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
    if (items.isEmpty()) {
      throw Undecided.wrong("element of an empty list");
    }
    return items.get(Math.floorMod(a.integer(1), items.size()));
  }

  private static Value contains(Arguments a) {
    List<Value> items = a.items(0);
    Value wanted = Conversions.whollyKnown(a.at(1));
    if (items.contains(wanted)) {
      return Value.Bool.TRUE;
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

  private static Value compact(Arguments a) {
    List<Value> kept = new ArrayList<>();
    for (Value item : a.items(0)) {
      Conversions.known(item);
      if (!(item instanceof Value.Null) && !Conversions.text(item).isEmpty()) {
        kept.add(item);
      }
    }
    return new Value.Items(kept);
  }

  private static Value coalesce(Arguments a) {
    for (Value value : a.values()) {
      Conversions.known(value);
      boolean empty = value instanceof Value.Null || (value instanceof Value.Text text && text.value().isEmpty());
      if (!empty) {
        return value;
      }
    }
    throw Undecided.wrong("coalesce has no argument that is not null or empty");
  }

  private static Value coalesceList(Arguments a) {
    for (Value value : a.values()) {
      Conversions.known(value);
      if ((value instanceof Value.Items items && !items.values().isEmpty())
          || (value instanceof Value.Fields fields && !fields.values().isEmpty())) {
        return value;
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
    Map<String, Value> map = new LinkedHashMap<>();
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
    long start = a.count() > 1 ? a.integer(0) : 0;
    long end = a.count() > 1 ? a.integer(1) : a.integer(0);
    long step = a.count() > 2 ? a.integer(2) : start <= end ? 1 : -1;
    if (step == 0) {
      throw Undecided.wrong("range takes a step other than zero");
    }
    List<Value> numbers = new ArrayList<>();
    for (long n = start; step > 0 ? n < end : n > end; n += step) {
      if (numbers.size() >= MOST_ELEMENTS) {
        throw Undecided.because(new Value.Unknown("range gives more than " + MOST_ELEMENTS + " numbers"));
      }
      numbers.add(Value.of(n));
    }
    return new Value.Items(numbers);
  }

  private static Value reverse(Arguments a) {
    List<Value> items = new ArrayList<>(a.items(0));
    Collections.reverse(items);
    return new Value.Items(items);
  }

  private static Value slice(Arguments a) {
    List<Value> items = a.items(0);
    int from = a.integer(1);
    int to = a.integer(2);
    if (from < 0 || to < from || to > items.size()) {
      throw Undecided.wrong("slice goes beyond the list");
    }
    return new Value.Items(items.subList(from, to));
  }

  private static Value index(Arguments a) {
    a.items(0).forEach(Conversions::whollyKnown);
    int index = a.items(0).indexOf(Conversions.whollyKnown(a.at(1)));
    if (index < 0) {
      throw Undecided.wrong("the list has no such element");
    }
    return Value.of(index);
  }

  private static Value union(Arguments a) {
    List<Value> all = new ArrayList<>();
    a.values().forEach(value -> all.addAll(Conversions.items(value)));
    return set(new Value.Items(all));
  }

  private static Value intersection(Arguments a) {
    Set<Value> kept = new LinkedHashSet<>(distinct(a.items(0)));
    for (int i = 1; i < a.count(); i++) {
      kept.retainAll(distinct(a.items(i)));
    }
    return set(new Value.Items(List.copyOf(kept)));
  }

  private static Value subtract(Arguments a) {
    Set<Value> kept = new LinkedHashSet<>(distinct(a.items(0)));
    kept.removeAll(distinct(a.items(1)));
    return set(new Value.Items(List.copyOf(kept)));
  }

  private static Value product(Arguments a) {
    List<Value> rows = new ArrayList<>();
    rows.add(Value.Items.EMPTY);
    for (int i = 0; i < a.count(); i++) {
      List<Value> longer = new ArrayList<>();
      for (Value row : rows) {
        for (Value item : a.items(i)) {
          List<Value> extended = new ArrayList<>(Conversions.items(row));
          extended.add(item);
          longer.add(new Value.Items(extended));
          if (longer.size() > MOST_ELEMENTS) {
            throw Undecided.because(new Value.Unknown("setproduct gives more than " + MOST_ELEMENTS + " rows"));
          }
        }
      }
      rows = longer;
    }
    return new Value.Items(rows);
  }

  private static Value chunks(Arguments a) {
    List<Value> items = a.items(0);
    int size = a.integer(1);
    if (size < 1) {
      return new Value.Items(List.of(new Value.Items(items)));
    }
    List<Value> chunks = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      chunks.add(new Value.Items(items.subList(from, Math.min(items.size(), from + size))));
    }
    return new Value.Items(chunks);
  }

  private static Value matchKeys(Arguments a) {
    List<Value> values = a.items(0);
    List<Value> keys = a.items(1);
    List<Value> wanted = a.items(2);
    List<Value> matching = new ArrayList<>();
    for (int i = 0; i < Math.min(values.size(), keys.size()); i++) {
      if (wanted.contains(Conversions.whollyKnown(keys.get(i)))) {
        matching.add(values.get(i));
      }
    }
    return new Value.Items(matching);
  }

  private static Value map(Arguments a) {
    Map<String, Value> map = new LinkedHashMap<>();
    for (int i = 0; i + 1 < a.count(); i += 2) {
      map.put(a.text(i), a.at(i + 1));
    }
    return new Value.Fields(map);
  }
}
