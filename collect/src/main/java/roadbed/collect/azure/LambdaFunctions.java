package roadbed.collect.azure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** The functions that take a lambda. */
final class LambdaFunctions {
  private final Evaluator evaluator;

  LambdaFunctions(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** A lambda of the template where it stands. */
  private final class Lambda {
    private final List<String> names = new ArrayList<>();
    private final Expression body;
    private final Frame frame;
    private final Node at;

    Lambda(Expression expression, Frame frame, Node at) {
      this.frame = frame;
      this.at = at;
      if (!(expression instanceof Expression.Call call)
          || !call.name().equalsIgnoreCase("lambda")
          || call.arguments().isEmpty()) {
        throw Unresolved.because("a lambda was expected");
      }
      List<Expression> all = call.arguments();
      for (Expression name : all.subList(0, all.size() - 1)) {
        if (name instanceof Expression.Literal literal && literal.value() instanceof Value.Text text) {
          names.add(text.value().toLowerCase(Locale.ROOT));
        }
      }
      body = all.getLast();
    }

    Value apply(Value... values) {
      Map<String, Value> variables = new HashMap<>();
      for (int i = 0; i < Math.min(values.length, names.size()); i++) {
        variables.put(names.get(i), values[i]);
      }
      return evaluator.evaluate(body, frame.inLambda(variables), at);
    }

    boolean holds(Value... values) {
      return Arguments.truthOf(apply(values));
    }

    String key(Value item) {
      Value key = apply(item);
      if (key instanceof Value.Text text) {
        return text.value();
      }
      throw Unresolved.because("the lambda gives no text");
    }
  }

  /** Calls one of them by its lower-case name. */
  Value call(String name, List<Expression> given, Frame frame, Node at) {
    List<Value> shown = new ArrayList<>();
    try {
      if (given.size() < 2) {
        throw Unresolved.because("an argument is missing");
      }
      Value first = evaluator.evaluate(given.getFirst(), frame, at);
      shown.add(first);
      Arguments arguments = new Arguments(List.of(first));
      if (name.equals("reduce")) {
        if (given.size() < 3) {
          throw Unresolved.because("an argument is missing");
        }
        return reduce(arguments.items(0), evaluator.evaluate(given.get(1), frame, at), new Lambda(given.get(2), frame, at));
      }
      Lambda lambda = new Lambda(given.get(1), frame, at);
      return switch (name) {
        case "filter" -> filter(arguments.items(0), lambda);
        case "map" -> map(arguments.items(0), lambda);
        case "mapvalues" -> mapValues(arguments.fields(0), lambda);
        case "sort" -> sort(arguments.items(0), lambda);
        case "groupby" -> groupBy(arguments.items(0), lambda);
        default ->
            toObject(
                arguments.items(0),
                lambda,
                given.size() > 2 ? Optional.of(new Lambda(given.get(2), frame, at)) : Optional.empty());
      };
    } catch (Unresolved unresolved) {
      return unresolved.isSecret()
          ? Value.Secret.INSTANCE
          : Evaluator.symbol(name + " at " + at.line() + ":" + at.column(), shown, unresolved.reason());
    }
  }

  private static Value filter(Value.Items items, Lambda lambda) {
    List<Value> kept = new ArrayList<>();
    for (int i = 0; i < items.values().size(); i++) {
      if (lambda.holds(items.values().get(i), Value.of(i))) {
        kept.add(items.values().get(i));
      }
    }
    return new Value.Items(kept);
  }

  private static Value map(Value.Items items, Lambda lambda) {
    List<Value> mapped = new ArrayList<>();
    for (int i = 0; i < items.values().size(); i++) {
      mapped.add(lambda.apply(items.values().get(i), Value.of(i)));
    }
    return new Value.Items(mapped);
  }

  private static Value mapValues(Value.Fields fields, Lambda lambda) {
    Map<String, Value> mapped = new LinkedHashMap<>();
    fields.values().forEach((name, value) -> mapped.put(name, lambda.apply(value)));
    return new Value.Fields(mapped);
  }

  private static Value reduce(Value.Items items, Value initial, Lambda lambda) {
    Value result = initial;
    for (int i = 0; i < items.values().size(); i++) {
      result = lambda.apply(result, items.values().get(i), Value.of(i));
    }
    return result;
  }

  /** By insertion, as the lambda need not be an order and a library's sort may refuse that. */
  private static Value sort(Value.Items items, Lambda lambda) {
    if (items.values().size() > Budget.MOST_COPIES) {
      throw Unresolved.because("more than " + Budget.MOST_COPIES + " items are not sorted here");
    }
    List<Value> sorted = new ArrayList<>();
    for (Value item : items.values()) {
      int at = sorted.size();
      while (at > 0 && lambda.holds(item, sorted.get(at - 1))) {
        at--;
      }
      sorted.add(at, item);
    }
    return new Value.Items(sorted);
  }

  private static Value groupBy(Value.Items items, Lambda lambda) {
    Map<String, List<Value>> groups = new LinkedHashMap<>();
    for (Value item : items.values()) {
      groups.computeIfAbsent(lambda.key(item), _ -> new ArrayList<>()).add(item);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    groups.forEach((key, group) -> fields.put(key, new Value.Items(group)));
    return new Value.Fields(fields);
  }

  private static Value toObject(Value.Items items, Lambda key, Optional<Lambda> value) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Value item : items.values()) {
      fields.put(key.key(item), value.map(lambda -> lambda.apply(item)).orElse(item));
    }
    return new Value.Fields(fields);
  }
}
