package roadbed.collect.kubernetes.kustomize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Writes a value that one object has, or that is written out, into fields of others. */
final class Replacements {
  private static final int MOST_STEPS = 100;

  private final List<Value.Fields> replacements;
  private final Consumer<String> told;

  /**
   * @param replacements as a kustomization has them
   * @param told what is told of one whose source is not there
   */
  Replacements(List<Value.Fields> replacements, Consumer<String> told) {
    this.replacements = List.copyOf(replacements);
    this.told = told;
  }

  /** The objects with all replacements made, one after another. */
  List<Item> apply(List<Item> items) {
    List<Item> all = items;
    for (Value.Fields replacement : replacements) {
      Optional<Value> value = source(replacement, all);
      if (value.isEmpty()) {
        told.accept("a replacement's source is not among the objects; what it writes is left as it is");
        continue;
      }
      List<Item> replaced = new ArrayList<>();
      for (Item item : all) {
        replaced.add(replaced(item, Texts.objects(replacement.values().get("targets")), value.get()));
      }
      all = replaced;
    }
    return all;
  }

  private static Optional<Value> source(Value.Fields replacement, List<Item> items) {
    Optional<Value> literal = replacement.get("sourceValue");
    if (literal.isPresent()) {
      return literal;
    }
    if (!(replacement.values().get("source") instanceof Value.Fields source)) {
      return Optional.empty();
    }
    for (Item item : items) {
      if (selects(source, item)) {
        Optional<Value> value = at(item.object(), steps(source.text("fieldPath").orElse("metadata.name")), 0);
        Optional<String> delimiter = options(source).text("delimiter");
        if (value.isPresent() && delimiter.isPresent() && value.get() instanceof Value.Text(String text)) {
          String[] parts = text.split(Pattern.quote(delimiter.get()), -1);
          int index = index(source);
          return index >= 0 && index < parts.length ? Optional.of(Value.of(parts[index])) : Optional.empty();
        }
        return value;
      }
    }
    return Optional.empty();
  }

  private static Value.Fields options(Value.Fields of) {
    return of.values().get("options") instanceof Value.Fields options ? options : Value.Fields.EMPTY;
  }

  private static int index(Value.Fields of) {
    return options(of).values().get("index") instanceof Value.Whole(long index) ? Math.clamp(index, -1, MOST_STEPS) : 0;
  }

  /** Whether a selector means an object; what it does not say may be anything. */
  private static boolean selects(Value.Fields selector, Item item) {
    String apiVersion = item.object().text("apiVersion").orElse("");
    int slash = apiVersion.indexOf('/');
    return says(selector, "kind", item.kind())
        && says(selector, "namespace", Texts.at(item.object(), "metadata", "namespace").orElse(""))
        && says(selector, "group", slash < 0 ? "" : apiVersion.substring(0, slash))
        && says(selector, "version", apiVersion.substring(slash + 1))
        && selector.text("name").map(name -> item.isNamed(name::equals)).orElse(true);
  }

  private static boolean says(Value.Fields selector, String key, String is) {
    return selector.text(key).map(is::equals).orElse(true);
  }

  private static Item replaced(Item item, List<Value.Fields> targets, Value value) {
    Item changed = item;
    for (Value.Fields target : targets) {
      boolean selected =
          target.values().get("select") instanceof Value.Fields select
              && selects(select, changed)
              && Texts.objects(target.values().get("reject")).stream().noneMatch(reject -> selects(reject, item));
      if (selected) {
        List<String> paths = Texts.of(target.values().get("fieldPaths"));
        for (String path : paths.isEmpty() ? List.of("metadata.name") : paths) {
          if (put(changed.object(), steps(path), 0, value, target) instanceof Value.Fields object) {
            changed = changed.with(object);
          }
        }
      }
    }
    return changed;
  }

  /** A path at its dots; one behind a backslash, or within brackets, belongs to a step. */
  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    StringBuilder step = new StringBuilder();
    int brackets = 0;
    for (int i = 0; i < path.length() && steps.size() < MOST_STEPS; i++) {
      char c = path.charAt(i);
      brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == '\\' && i + 1 < path.length()) {
        step.append(path.charAt(++i));
      } else if (c == '.' && brackets <= 0) {
        steps.add(step.toString());
        step.setLength(0);
      } else {
        step.append(c);
      }
    }
    steps.add(step.toString());
    return steps;
  }

  /** The elements of a list that a step means, by their positions. */
  private static List<Integer> meant(List<Value> items, String step) {
    List<Integer> meant = new ArrayList<>();
    int equals = step.indexOf('=');
    for (int i = 0; i < items.size(); i++) {
      boolean wanted =
          step.equals("*")
              || step.equals(Integer.toString(i))
              || (step.startsWith("[")
                  && equals > 0
                  && items.get(i) instanceof Value.Fields fields
                  && fields.get(step.substring(1, equals)).map(Replacements::text).filter(wanted(step)::equals).isPresent());
      if (wanted) {
        meant.add(i);
      }
    }
    return meant;
  }

  private static String wanted(String step) {
    return step.substring(step.indexOf('=') + 1, step.endsWith("]") ? step.length() - 1 : step.length());
  }

  private static String text(Value value) {
    return value instanceof Value.Text(String text) ? text : ValueJson.text(value);
  }

  private static Optional<Value> at(Value from, List<String> steps, int step) {
    if (step == steps.size()) {
      return Optional.of(from);
    }
    return switch (from) {
      case Value.Fields fields -> fields.get(steps.get(step)).flatMap(inner -> at(inner, steps, step + 1));
      case Value.Items items ->
          meant(items.values(), steps.get(step)).stream().findFirst().flatMap(i -> at(items.values().get(i), steps, step + 1));
      default -> Optional.empty();
    };
  }

  private static Value put(Value into, List<String> steps, int step, Value value, Value.Fields target) {
    if (step == steps.size()) {
      return written(into, value, target);
    }
    boolean create = Value.Bool.TRUE.equals(options(target).values().get("create"));
    String name = steps.get(step);
    return switch (into) {
      case Value.Fields fields when name.equals("*") -> {
        Map<String, Value> changed = new LinkedHashMap<>(fields.values());
        changed.replaceAll((_, inner) -> put(inner, steps, step + 1, value, target));
        yield new Value.Fields(changed);
      }
      case Value.Fields fields when create || fields.values().containsKey(name) -> {
        Map<String, Value> changed = new LinkedHashMap<>(fields.values());
        changed.put(name, put(fields.get(name).orElse(fresh(steps, step + 1)), steps, step + 1, value, target));
        yield new Value.Fields(changed);
      }
      case Value.Items items -> {
        List<Value> changed = new ArrayList<>(items.values());
        List<Integer> meant = meant(changed, name);
        meant.forEach(i -> changed.set(i, put(changed.get(i), steps, step + 1, value, target)));
        if (meant.isEmpty() && create && name.startsWith("[") && name.indexOf('=') > 0) {
          Value.Fields made = new Value.Fields(Map.of(name.substring(1, name.indexOf('=')), Value.of(wanted(name))));
          changed.add(put(made, steps, step + 1, value, target));
        }
        yield new Value.Items(changed);
      }
      default -> into;
    };
  }

  /** What is made where nothing is: a list where the next step looks for one of its elements. */
  private static Value fresh(List<String> steps, int next) {
    return next == steps.size()
        ? Value.Null.INSTANCE
        : steps.get(next).startsWith("[") ? Value.Items.EMPTY : Value.Fields.EMPTY;
  }

  /** The value, or the text that is there with a part of it replaced. */
  private static Value written(Value before, Value value, Value.Fields target) {
    Optional<String> delimiter = options(target).text("delimiter");
    if (delimiter.isEmpty() || !(before instanceof Value.Text(String text))) {
      return value;
    }
    if (!(value instanceof Value.Text) && !(value instanceof Value.Whole) && !(value instanceof Value.Bool)) {
      return value instanceof Value.Unknown ? value : before;
    }
    List<String> parts = new ArrayList<>(List.of(text.split(Pattern.quote(delimiter.get()), -1)));
    int index = index(target);
    if (index < 0) {
      parts.addFirst(text(value));
    } else if (index >= parts.size()) {
      parts.add(text(value));
    } else {
      parts.set(index, text(value));
    }
    return Value.of(String.join(delimiter.get(), parts));
  }
}
