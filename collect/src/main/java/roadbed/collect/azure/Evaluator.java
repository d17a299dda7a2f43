package roadbed.collect.azure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.AttributePlaces;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * Evaluates the nodes of one template. What is not known is a symbol ({@link Symbols}); evaluation never fails, and
 * whatever cannot be evaluated is such a symbol as well.
 */
final class Evaluator {
  private final Scope scope;
  private final LambdaFunctions lambdas = new LambdaFunctions(this);

  Evaluator(Scope scope) {
    this.scope = scope;
  }

  /** Notes where the members of a node stand while it is evaluated. */
  record Noting(String file, AttributePlaces.Builder places) {
    void note(String path, Node node) {
      if (!path.isEmpty()) {
        places.add(path, file, node.line(), node.column());
      }
    }
  }

  Value value(Node node, Frame frame) {
    return value(node, frame, "", Optional.empty());
  }

  /** The value of a node; the places of what is inside are noted by paths that begin with {@code path}. */
  Value value(Node node, Frame frame, String path, Optional<Noting> noting) {
    noting.ifPresent(noted -> noted.note(path, node));
    try {
      scope.budget().enter();
      try {
        return switch (node) {
          case Node.Scalar scalar ->
              scalar.value() instanceof Value.Text text ? text(text, scalar, frame) : scalar.value();
          case Node.Sequence sequence -> {
            List<Value> items = new ArrayList<>(sequence.items().size());
            for (int i = 0; i < sequence.items().size(); i++) {
              items.add(value(sequence.items().get(i), frame, inside(path, Integer.toString(i)), noting));
            }
            yield new Value.Items(items);
          }
          case Node.Mapping mapping -> fields(mapping, frame, path, noting);
        };
      } finally {
        scope.budget().leave();
      }
    } catch (Unresolved bound) {
      return Symbols.of("…", bound.reason());
    }
  }

  private static String inside(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Value.Fields fields(Node.Mapping mapping, Frame frame, String path, Optional<Noting> noting) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Node> field : mapping.fields().entrySet()) {
      if (field.getKey().equalsIgnoreCase("copy") && field.getValue() instanceof Node.Sequence loops && isLoops(loops)) {
        for (Node loop : loops.items()) {
          if (loop instanceof Node.Mapping one) {
            copies(one, frame, path, noting, fields);
          }
        }
      } else {
        String name = name(field.getKey(), field.getValue(), frame);
        fields.put(name, value(field.getValue(), frame, inside(path, name), noting));
      }
    }
    return new Value.Fields(fields);
  }

  /** A loop over the values of a property. */
  private static boolean isLoops(Node.Sequence loops) {
    return !loops.items().isEmpty()
        && loops.items().stream()
            .allMatch(loop -> loop instanceof Node.Mapping one && one.get("count").isPresent() && one.get("input").isPresent());
  }

  private void copies(
      Node.Mapping loop, Frame frame, String path, Optional<Noting> noting, Map<String, Value> into) {
    String name = loop.text("name").orElse("copy");
    Node input = loop.get("input").orElseThrow();
    Value count = value(loop.get("count").orElseThrow(), frame);
    noting.ifPresent(noted -> noted.note(inside(path, name), loop));
    if (!(count instanceof Value.Whole whole)) {
      into.put(
          name,
          Symbols.of("copy " + name, Symbols.reason(count).orElse("the number of its items is not a whole number")));
      return;
    }
    int size = Math.clamp(whole.value(), 0, Budget.MOST_COPIES);
    if (size < whole.value()) {
      scope.problem(loop.line(), loop.column(), "a loop of " + whole.value() + " items is more than Azure takes; the first " + size + " are read");
    }
    List<Value> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(value(input, frame.inCopy(name, Value.of(i)), inside(inside(path, name), Integer.toString(i)), noting));
    }
    into.put(name, new Value.Items(items));
  }

  /** Names of members may be expressions too. */
  private String name(String name, Node at, Frame frame) {
    if (!ExpressionParser.isExpression(name)) {
      return name.startsWith("[[") ? name.substring(1) : name;
    }
    Value value = text(new Value.Text(name), at, frame);
    return value instanceof Value.Text text ? text.value() : name;
  }

  private Value text(Value.Text text, Node at, Frame frame) {
    String written = text.value();
    if (!ExpressionParser.isExpression(written)) {
      return written.startsWith("[[") ? new Value.Text(written.substring(1)) : text;
    }
    try {
      return evaluate(ExpressionParser.parse(written), frame, at);
    } catch (ExpressionParser.Malformed malformed) {
      scope.problem(at.line(), at.column(), "the expression cannot be read: " + malformed.said());
      return Symbols.of(written, "the expression cannot be read");
    }
  }

  /** Evaluates an expression that stands at a node. */
  Value evaluate(Expression expression, Frame frame, Node at) {
    try {
      scope.budget().enter();
      try {
        return switch (expression) {
          case Expression.Literal literal -> literal.value();
          case Expression.Access access -> access(access, frame, at);
          case Expression.Call call -> call(call, frame, at);
        };
      } finally {
        scope.budget().leave();
      }
    } catch (Unresolved bound) {
      return bound.isSecret() ? Value.Secret.INSTANCE : Symbols.of("…", bound.reason());
    }
  }

  private Value access(Expression.Access access, Frame frame, Node at) {
    Value target = evaluate(access.target(), frame, at);
    Value key = evaluate(access.key(), frame, at);
    return member(target, key)
        .orElseGet(
            () -> Symbols.of(shown(target) + "." + shown(key), "there is no " + Symbols.display(shown(key)) + " in it"));
  }

  /** A member or item; empty where a known thing has none. */
  static Optional<Value> member(Value target, Value key) {
    if (target instanceof Value.Secret) {
      return Optional.of(target);
    }
    if (Symbols.is(target)) {
      String dot = key instanceof Value.Whole ? "[" + shown(key) + "]" : "." + shown(key);
      return Optional.of(
          Symbols.of(shown(target) + dot, Symbols.reason(target).orElse("not known")));
    }
    if (Symbols.isIn(key)) {
      return Optional.of(Symbols.of(shown(target) + "[" + shown(key) + "]", Symbols.reason(key).orElse("not known")));
    }
    if (target instanceof Value.Fields fields && key instanceof Value.Text name) {
      return field(fields, name.value());
    }
    if (target instanceof Value.Items items && key instanceof Value.Whole index) {
      return index.value() >= 0 && index.value() < items.values().size()
          ? Optional.of(items.values().get((int) index.value()))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** A member of an object, its exact name before any case. */
  static Optional<Value> field(Value.Fields fields, String name) {
    Value exact = fields.values().get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return fields.values().entrySet().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** A value as it is named inside a symbol. */
  static String shown(Value value) {
    return switch (value) {
      case Value.Text text -> {
        String display = Symbols.display(text.value());
        yield Symbols.is(value) ? display.substring(1, display.length() - 1) : display;
      }
      case Value.Items _, Value.Fields _ -> "…" + Integer.toHexString(value.hashCode());
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          ValueJson.text(value);
    };
  }

  private Value call(Expression.Call call, Frame frame, Node at) {
    String name = call.name().toLowerCase(Locale.ROOT);
    List<Expression> given = call.arguments();
    switch (name) {
      case "if" -> {
        return choose(given, frame, at);
      }
      case "and", "or" -> {
        return junction(name.equals("or"), given, frame, at);
      }
      case "coalesce" -> {
        for (Expression one : given) {
          Value value = evaluate(one, frame, at);
          if (!(value instanceof Value.Null)) {
            return value;
          }
        }
        return Value.Null.INSTANCE;
      }
      case "filter", "map", "mapvalues", "reduce", "sort", "toobject", "groupby" -> {
        return lambdas.call(name, given, frame, at);
      }
      case "lambda" -> {
        return Symbols.of("lambda", "a lambda is no value");
      }
      default -> {}
    }
    List<Value> values = new ArrayList<>(given.size());
    for (Expression one : given) {
      values.add(evaluate(one, frame, at));
    }
    return strict(name, call.name(), values, frame, at);
  }

  private Value choose(List<Expression> given, Frame frame, Node at) {
    if (given.size() != 3) {
      return Symbols.of("if", "if has a condition and two values");
    }
    Value condition = evaluate(given.getFirst(), frame, at);
    try {
      return evaluate(given.get(Arguments.truthOf(condition) ? 1 : 2), frame, at);
    } catch (Unresolved unknown) {
      Value then = evaluate(given.get(1), frame, at);
      Value otherwise = evaluate(given.get(2), frame, at);
      return then.equals(otherwise)
          ? then
          : Symbols.of(
              "if(" + shown(condition) + ", " + shown(then) + ", " + shown(otherwise) + ")", unknown.reason());
    }
  }

  /** What is decided by one side stays decided, whatever the other is. */
  private Value junction(boolean decides, List<Expression> given, Frame frame, Node at) {
    Optional<String> unknown = Optional.empty();
    List<String> shown = new ArrayList<>();
    for (Expression one : given) {
      Value value = evaluate(one, frame, at);
      try {
        if (Arguments.truthOf(value) == decides) {
          return Value.of(decides);
        }
      } catch (Unresolved reason) {
        unknown = unknown.or(() -> Optional.of(reason.reason()));
        shown.add(shown(value));
      }
    }
    return unknown.isPresent()
        ? Symbols.of((decides ? "or(" : "and(") + String.join(", ", shown) + ")", unknown.get())
        : Value.of(!decides);
  }

  private Value strict(String name, String written, List<Value> values, Frame frame, Node at) {
    Arguments arguments = new Arguments(values);
    try {
      Optional<Value> answer =
          surroundings(name, arguments, frame)
              .or(() -> TextFunctions.call(name, arguments))
              .or(() -> CollectionFunctions.call(name, arguments))
              .or(() -> NumberFunctions.call(name, arguments))
              .or(() -> DateFunctions.call(name, arguments))
              .or(() -> NetworkFunctions.call(name, arguments))
              .or(() -> ResourceFunctions.call(name, arguments, scope));
      if (answer.isPresent()) {
        return bounded(answer.get(), written);
      }
      Optional<Node.Mapping> own = scope.function(name);
      if (own.isPresent()) {
        return ownFunction(own.get(), values);
      }
      scope.problem(at.line(), at.column(), "there is no function " + written);
      return symbol(written, values, "there is no function " + written);
    } catch (Unresolved unresolved) {
      return unresolved.isSecret() ? Value.Secret.INSTANCE : symbol(written, values, unresolved.reason());
    }
  }

  private static Value bounded(Value value, String function) {
    if (value instanceof Value.Text text && text.value().length() > Budget.LONGEST_TEXT) {
      return Symbols.of(function, "a text of more than " + Budget.LONGEST_TEXT + " characters would come of it");
    }
    if (value instanceof Value.Items items && items.values().size() > Budget.MOST_ITEMS) {
      return Symbols.of(function, "an array of more than " + Budget.MOST_ITEMS + " items would come of it");
    }
    return value;
  }

  /** The symbol of a call that cannot be evaluated: the same for the same arguments. */
  static Value symbol(String function, List<Value> values, String reason) {
    List<String> shown = new ArrayList<>(values.size());
    for (Value value : values) {
      shown.add(value instanceof Value.Text && !Symbols.is(value) ? "'" + shown(value) + "'" : shown(value));
    }
    return Symbols.of(function + "(" + String.join(", ", shown) + ")", reason);
  }

  private Optional<Value> surroundings(String name, Arguments arguments, Frame frame) {
    return switch (name) {
      case "parameters" ->
          Optional.of(
              frame
                  .parameters()
                  .map(own -> ownParameter(own, arguments.text(0)))
                  .orElseGet(() -> scope.parameter(arguments.text(0))));
      case "variables" -> Optional.of(scope.variable(arguments.text(0)));
      case "copyindex" -> Optional.of(copyIndex(arguments, frame));
      case "lambdavariables" ->
          Optional.of(
              Optional.ofNullable(frame.lambda().get(arguments.text(0).toLowerCase(Locale.ROOT)))
                  .orElseThrow(() -> Unresolved.because("no lambda has a variable " + arguments.text(0))));
      case "resourcegroup", "subscription", "tenant", "managementgroup", "deployment", "environment", "deployer" ->
          Optional.of(scope.surroundings(name));
      case "utcnow", "newguid" ->
          throw Unresolved.because("made anew with every deployment");
      case "uniquestring", "guid" ->
          throw Unresolved.because("made from where it is deployed to");
      case "pickzones", "providers", "tologicalzone", "tologicalzones", "tophysicalzone", "tophysicalzones" ->
          throw Unresolved.because("Azure answers it when it is deployed");
      case "fail" -> throw Unresolved.because("the deployment fails here");
      default ->
          name.startsWith("list") && arguments.size() >= 1 && !name.equals("list")
              ? Optional.of(Value.Secret.INSTANCE)
              : Optional.empty();
    };
  }

  private static Value ownParameter(Map<String, Value> own, String name) {
    return Optional.ofNullable(own.get(name.toLowerCase(Locale.ROOT)))
        .orElseThrow(() -> Unresolved.because("the function has no parameter " + name));
  }

  private static Value copyIndex(Arguments arguments, Frame frame) {
    boolean named = arguments.size() > 0 && arguments.value(0) instanceof Value.Text;
    Optional<Value> index =
        named
            ? Optional.ofNullable(frame.copies().get(arguments.text(0).toLowerCase(Locale.ROOT)))
            : frame.innermost();
    int offsetAt = named ? 1 : 0;
    long offset = arguments.size() > offsetAt ? arguments.whole(offsetAt) : 0;
    Value found = index.orElseThrow(() -> Unresolved.because("no such loop is around it"));
    return found instanceof Value.Whole whole ? Value.of(whole.value() + offset) : found;
  }

  private Value ownFunction(Node.Mapping function, List<Value> values) {
    Map<String, Value> own = new HashMap<>();
    List<Node> declared = function.items("parameters");
    for (int i = 0; i < declared.size(); i++) {
      if (declared.get(i) instanceof Node.Mapping parameter) {
        own.put(
            parameter.text("name").orElse("").toLowerCase(Locale.ROOT),
            i < values.size() ? values.get(i) : Symbols.of("parameter " + i, "the call has too few arguments"));
      }
    }
    return function
        .mapping("output")
        .flatMap(output -> output.get("value"))
        .map(value -> value(value, Frame.inFunction(own)))
        .orElseThrow(() -> Unresolved.because("the function has no output"));
  }
}
