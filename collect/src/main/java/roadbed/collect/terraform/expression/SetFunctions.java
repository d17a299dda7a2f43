package roadbed.collect.terraform.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.model.Value;
import roadbed.model.Value.Items.Kind;

/** Functions of sets. Their elements convert to one type first. */
final class SetFunctions {
  private SetFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("setunion", SetFunctions::union);
    all.put("setintersection", SetFunctions::intersection);
    all.put("setsubtract", SetFunctions::subtract);
    all.put("setproduct", SetFunctions::product);
  }

  /** The arguments as sets whose elements have one type. */
  private static List<Set<Value>> sets(Arguments a) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < a.count(); i++) {
      all.addAll(a.items(i));
    }
    all.forEach(Conversions::whollyKnown);
    Type element =
        Type.common(all).orElseThrow(() -> Undecided.wrong("the elements of the sets must have one type"));
    List<Set<Value>> sets = new ArrayList<>();
    for (int i = 0; i < a.count(); i++) {
      Set<Value> set = new TreeSet<>(SetOrder.INSTANCE);
      a.items(i).forEach(item -> set.add(Conversions.convert(item, element)));
      sets.add(set);
    }
    return sets;
  }

  private static Value set(Set<Value> elements) {
    return new Value.Items(List.copyOf(elements), Kind.SET);
  }

  private static Value union(Arguments a) {
    Set<Value> all = new TreeSet<>(SetOrder.INSTANCE);
    sets(a).forEach(all::addAll);
    return set(all);
  }

  private static Value intersection(Arguments a) {
    List<Set<Value>> sets = sets(a);
    Set<Value> kept = sets.getFirst();
    sets.subList(1, sets.size()).forEach(other -> kept.removeIf(element -> !other.contains(element)));
    return set(kept);
  }

  private static Value subtract(Arguments a) {
    List<Set<Value>> sets = sets(a);
    Set<Value> kept = sets.getFirst();
    kept.removeAll(sets.get(1));
    return set(kept);
  }

  private static Value product(Arguments a) {
    if (a.count() < 2) {
      throw Undecided.wrong("setproduct takes at least two sets");
    }
    List<List<Value>> rows = List.of(List.of());
    boolean sets = true;
    for (int i = 0; i < a.count(); i++) {
      List<Value> items = a.items(i);
      sets &= a.kind(i) == Kind.SET;
      if ((long) rows.size() * items.size() > CollectionFunctions.MOST_ELEMENTS) {
        throw Undecided.because(
            new Value.Unknown("setproduct gives more than " + CollectionFunctions.MOST_ELEMENTS + " rows"));
      }
      List<List<Value>> longer = new ArrayList<>(rows.size() * items.size());
      for (List<Value> row : rows) {
        for (Value item : items) {
          List<Value> extended = new ArrayList<>(row);
          extended.add(item);
          longer.add(extended);
        }
      }
      rows = longer;
    }
    List<Value> tuples = rows.stream().<Value>map(Value.Items::new).toList();
    return new Value.Items(tuples, sets ? Kind.SET : Kind.LIST);
  }
}
