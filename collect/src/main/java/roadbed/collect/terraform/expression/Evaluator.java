package roadbed.collect.terraform.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roadbed.collect.terraform.expression.Expression.Operator;
import roadbed.model.Value;

/**
 * Evaluates expressions. Unknown operands give unknown results and secret operands secret ones; what is wrong
 * is unknown too, with the reason. Bounded in steps and in the size of texts, so that no configuration can
 * hold up a scan.
 */
public final class Evaluator {
  private static final int MOST_STEPS = 200_000;
  private static final int CHARACTERS_A_STEP = 100;
  static final int LONGEST_TEXT = 1_000_000;

  private final Scope scope;
  private final boolean inTemplate;
  private int steps;

  /** How many {@code try} and {@code can} are around: in them a part that is wrong makes the whole wrong. */
  private int tries;

  public Evaluator(Scope scope) {
    this(scope, false);
  }

  /** An evaluator of a template that another expression renders, which may not render further ones. */
  Evaluator(Scope scope, boolean inTemplate) {
    this.scope = scope;
    this.inTemplate = inTemplate;
  }

  /** The value of an expression; never fails. */
  public Value evaluate(Expression expression) {
    try {
      return value(expression, Names.NONE);
    } catch (Undecided undecided) {
      return undecided.instead();
    }
  }

  /** The names that loops bind, innermost first. A name is bound to a value or to a reference. */
  private record Names(String name, Bound bound, @Nullable Names outer) {
    static final Names NONE = new Names("", new Bound.Known(Value.Null.INSTANCE), null);
    static final String ELEMENT = "*";

    Names with(String newName, Bound newBound) {
      return new Names(newName, newBound, this);
    }

    @Nullable Bound get(String wanted) {
      for (Names here = this; here != null; here = here.outer) {
        if (here.name.equals(wanted)) {
          return here.bound;
        }
      }
      return null;
    }
  }

  private sealed interface Bound {
    record Known(Value value) implements Bound {}

    record Path(String root, List<Value> path) implements Bound {}
  }

  private Value value(Expression expression, Names names) {
    if (++steps > MOST_STEPS) {
      throw Undecided.because(new Value.Unknown("the expression takes more than " + MOST_STEPS + " steps"));
    }
    return switch (expression) {
      case Expression.Literal literal -> literal.value();
      case Expression.Template template -> template(template, names);
      case Expression.TemplateFor loop -> templateFor(loop, names);
      case Expression.Root _, Expression.Element _, Expression.Attribute _, Expression.Index _ ->
          reference(expression, names);
      case Expression.Splat splat -> splat(splat, names);
      case Expression.Conditional conditional -> conditional(conditional, names);
      case Expression.Binary binary -> binary(binary, names);
      case Expression.Not not -> Value.of(!Conversions.truth(value(not.operand(), names)));
      case Expression.Negative negative ->
          Conversions.number(Conversions.decimal(value(negative.operand(), names)).negate());
      case Expression.Call call -> call(call, names);
      case Expression.ForTuple loop -> forTuple(loop, names);
      case Expression.ForObject loop -> forObject(loop, names);
      case Expression.TupleOf tuple ->
          new Value.Items(tuple.items().stream().map(item -> lenient(item, names)).toList());
      case Expression.ObjectOf object -> object(object, names);
    };
  }

  /** The value of an expression. @throws Undecided where it has none */
  Value strictly(Expression expression) {
    tries++;
    return value(expression, Names.NONE);
  }

  /** Whether this renders a template that another expression asked for. */
  boolean isInTemplate() {
    return inTemplate;
  }

  Scope scope() {
    return scope;
  }

  /** A part of a larger value: what is wrong with it makes only this part unknown. */
  private Value lenient(Expression expression, Names names) {
    try {
      return value(expression, names);
    } catch (Undecided undecided) {
      if (tries > 0 && undecided.isWrong()) {
        throw undecided;
      }
      return undecided.instead();
    }
  }

  private Value template(Expression.Template template, Names names) {
    StringBuilder text = new StringBuilder();
    Value.Unknown unknown = null;
    for (Expression part : template.parts()) {
      Value value = lenient(part, names);
      switch (value) {
        case Value.Secret _ -> {
          return value;
        }
        case Value.Unknown first -> unknown = unknown == null ? first : unknown;
        default -> text.append(Conversions.text(value));
      }
      if (text.length() > LONGEST_TEXT) {
        throw Undecided.because(new Value.Unknown("the text is longer than " + LONGEST_TEXT + " characters"));
      }
    }
    return unknown != null ? unknown : new Value.Text(text.toString());
  }

  private Value templateFor(Expression.TemplateFor loop, Names names) {
    StringBuilder text = new StringBuilder();
    for (Names inner : iterate(loop.collection(), loop.key(), loop.value(), names)) {
      text.append(Conversions.text(value(loop.body(), inner)));
      if (text.length() > LONGEST_TEXT) {
        throw Undecided.because(new Value.Unknown("the text is longer than " + LONGEST_TEXT + " characters"));
      }
    }
    return new Value.Text(text.toString());
  }

  // References.

  /** A reference is resolved as a whole, as far as its steps go. */
  private Value reference(Expression expression, Names names) {
    List<Value> path = new ArrayList<>();
    Expression start = start(expression, path, names);
    Bound bound =
        switch (start) {
          case Expression.Root root -> names.get(root.name());
          case Expression.Element _ -> names.get(Names.ELEMENT);
          default -> new Bound.Known(value(start, names));
        };
    if (bound == null) {
      if (start instanceof Expression.Root root) {
        return scope.resolve(root.name(), path);
      }
      throw Undecided.wrong("a splat's element stands outside a splat");
    }
    return switch (bound) {
      case Bound.Path known -> {
        List<Value> whole = new ArrayList<>(known.path());
        whole.addAll(path);
        yield scope.resolve(known.root(), whole);
      }
      case Bound.Known known -> {
        Value here = known.value();
        for (Value key : path) {
          here = Conversions.step(here, key);
        }
        yield here;
      }
    };
  }

  /** Collects the steps of a chain and gives what it starts with. */
  private Expression start(Expression expression, List<Value> path, Names names) {
    return switch (expression) {
      case Expression.Attribute attribute -> {
        Expression start = start(attribute.of(), path, names);
        path.add(new Value.Text(attribute.name()));
        yield start;
      }
      case Expression.Index index -> {
        Expression start = start(index.of(), path, names);
        path.add(lenient(index.key(), names));
        yield start;
      }
      default -> expression;
    };
  }

  private Optional<Bound.Path> path(Expression expression, Names names) {
    List<Value> path = new ArrayList<>();
    Expression start = start(expression, path, names);
    Bound bound =
        switch (start) {
          case Expression.Root root -> {
            Bound named = names.get(root.name());
            yield named == null ? new Bound.Path(root.name(), List.of()) : named;
          }
          case Expression.Element _ -> names.get(Names.ELEMENT);
          default -> null;
        };
    if (bound instanceof Bound.Path known) {
      List<Value> whole = new ArrayList<>(known.path());
      whole.addAll(path);
      return Optional.of(new Bound.Path(known.root(), whole));
    }
    return Optional.empty();
  }

  private Value splat(Expression.Splat splat, Names names) {
    List<Value> results = new ArrayList<>();
    Optional<Bound.Path> path = path(splat.of(), names);
    Optional<List<Value>> elements = path.flatMap(p -> scope.elements(p.root(), p.path()));
    if (elements.isPresent()) {
      for (Value key : elements.get()) {
        results.add(lenient(splat.each(), names.with(Names.ELEMENT, stepped(path.get(), key))));
      }
      return new Value.Items(results);
    }
    Value source = value(splat.of(), names);
    Conversions.known(source);
    List<Value> items =
        switch (source) {
          case Value.Items list -> list.values();
          case Value.Null _ -> List.of();
          default -> List.of(source);
        };
    for (Value item : items) {
      results.add(lenient(splat.each(), names.with(Names.ELEMENT, new Bound.Known(item))));
    }
    boolean typed = source instanceof Value.Items list && list.kind() != Value.Items.Kind.TUPLE;
    return new Value.Items(results, typed ? Value.Items.Kind.LIST : Value.Items.Kind.TUPLE);
  }

  private static Bound.Path stepped(Bound.Path path, Value key) {
    List<Value> steps = new ArrayList<>(path.path());
    steps.add(key);
    return new Bound.Path(path.root(), steps);
  }

  // Loops.

  /** The names within a loop, for each element of what it goes over. */
  private List<Names> iterate(Expression collection, Optional<String> key, String value, Names names) {
    List<Names> all = new ArrayList<>();
    Optional<Bound.Path> path = path(collection, names);
    Optional<List<Value>> elements = path.flatMap(p -> scope.elements(p.root(), p.path()));
    if (elements.isPresent()) {
      for (Value element : elements.get()) {
        all.add(bind(names, key, element, value, stepped(path.get(), element)));
      }
      return all;
    }
    Value source = Conversions.known(value(collection, names));
    if (source instanceof Value.Fields fields) {
      // Maps are walked in the order of their keys.
      new TreeMap<>(fields.values())
          .forEach(
              (name, field) -> all.add(bind(names, key, new Value.Text(name), value, new Bound.Known(field))));
      return all;
    }
    List<Value> items = Conversions.items(source);
    boolean set = ((Value.Items) source).kind() == Value.Items.Kind.SET;
    for (int i = 0; i < items.size(); i++) {
      // An element of a set is its own key.
      Value keyValue = set ? items.get(i) : new Value.Whole(i);
      all.add(bind(names, key, keyValue, value, new Bound.Known(items.get(i))));
    }
    return all;
  }

  private static Names bind(Names names, Optional<String> key, Value keyValue, String value, Bound bound) {
    Names inner = key.isPresent() ? names.with(key.get(), new Bound.Known(keyValue)) : names;
    return inner.with(value, bound);
  }

  private Value forTuple(Expression.ForTuple loop, Names names) {
    List<Value> items = new ArrayList<>();
    for (Names inner : iterate(loop.collection(), loop.key(), loop.value(), names)) {
      if (loop.condition().isEmpty() || Conversions.truth(value(loop.condition().get(), inner))) {
        items.add(lenient(loop.body(), inner));
      }
    }
    return new Value.Items(items);
  }

  private Value forObject(Expression.ForObject loop, Names names) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Names inner : iterate(loop.collection(), loop.key(), loop.value(), names)) {
      if (loop.condition().isPresent() && !Conversions.truth(value(loop.condition().get(), inner))) {
        continue;
      }
      String key = Conversions.text(value(loop.newKey(), inner));
      Value body = lenient(loop.body(), inner);
      if (loop.grouped()) {
        List<Value> group =
            new ArrayList<>(fields.get(key) instanceof Value.Items items ? items.values() : List.of());
        group.add(body);
        fields.put(key, new Value.Items(group));
      } else if (fields.put(key, body) != null) {
        throw Undecided.wrong("two elements have the same key; three dots behind the value would group them");
      }
    }
    return new Value.Fields(fields);
  }

  private Value object(Expression.ObjectOf object, Names names) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Expression.Entry entry : object.entries()) {
      fields.put(Conversions.text(value(entry.key(), names)), lenient(entry.value(), names));
    }
    return new Value.Fields(fields);
  }

  // Operators and calls.

  private Value conditional(Expression.Conditional conditional, Names names) {
    Value condition = value(conditional.condition(), names);
    if (condition instanceof Value.Unknown) {
      Value then = lenient(conditional.then(), names);
      Value otherwise = lenient(conditional.otherwise(), names);
      if (then instanceof Value.Secret || otherwise instanceof Value.Secret) {
        return Value.Secret.INSTANCE;
      }
      return then.equals(otherwise) ? then : condition;
    }
    boolean truth = Conversions.truth(condition);
    Value chosen = value(truth ? conditional.then() : conditional.otherwise(), names);
    Expression other = truth ? conditional.otherwise() : conditional.then();
    if (chosen instanceof Value.Null || chosen instanceof Value.Unknown || chosen instanceof Value.Secret) {
      return chosen;
    }
    Type type = Type.of(chosen);
    Type beside = typeBeside(other, names);
    if (beside.equals(Type.ANY) || beside.equals(type)) {
      return chosen;
    }
    return Type.unified(List.of(type, beside))
        .map(common -> Conversions.convert(chosen, common))
        .orElseThrow(() -> Undecided.wrong("the two results of a condition must have one type"));
  }

  /**
   * The type of what a condition does not choose, to which the chosen one is converted. What refers to resources is
   * not looked at for it: it would count as a reference.
   */
  private Type typeBeside(Expression expression, Names names) {
    if (expression instanceof Expression.Literal literal) {
      return Type.of(literal.value());
    }
    if (!Selfcontained.is(expression, name -> names.get(name) instanceof Bound.Known)) {
      return Type.ANY;
    }
    int before = tries;
    tries = 0;
    try {
      return Type.of(lenient(expression, names));
    } finally {
      tries = before;
    }
  }

  private Value binary(Expression.Binary binary, Names names) {
    Value left = lenient(binary.left(), names);
    Value right = lenient(binary.right(), names);
    if (left instanceof Value.Secret || right instanceof Value.Secret) {
      return Value.Secret.INSTANCE;
    }
    Operator operator = binary.operator();
    // One operand can decide these two, whatever the other is.
    if (operator == Operator.AND || operator == Operator.OR) {
      boolean deciding = operator == Operator.OR;
      for (Value operand : List.of(left, right)) {
        if (!(operand instanceof Value.Unknown) && Conversions.truth(operand) == deciding) {
          return Value.of(deciding);
        }
      }
      Conversions.known(left);
      Conversions.known(right);
      return Value.of(!deciding);
    }
    if (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL) {
      // An unknown attribute of something may be anything save null.
      Conversions.whollyKnown(left);
      Conversions.whollyKnown(right);
      return Value.of(Conversions.same(left, right) == (operator == Operator.EQUAL));
    }
    BigDecimal a = Conversions.decimal(left);
    BigDecimal b = Conversions.decimal(right);
    return switch (operator) {
      case PLUS -> Numbers.add(a, b);
      case MINUS -> Numbers.subtract(a, b);
      case TIMES -> Numbers.multiply(a, b);
      case DIVIDED -> {
        if (b.signum() == 0) {
          throw Undecided.wrong("a division by zero");
        }
        yield Numbers.divide(a, b);
      }
      case MODULO -> Numbers.remainder(a, b);
      case LESS -> Value.of(a.compareTo(b) < 0);
      case GREATER -> Value.of(a.compareTo(b) > 0);
      case LESS_OR_EQUAL -> Value.of(a.compareTo(b) <= 0);
      case GREATER_OR_EQUAL -> Value.of(a.compareTo(b) >= 0);
      case AND, OR, EQUAL, NOT_EQUAL -> throw new AssertionError(operator);
    };
  }

  private Value call(Expression.Call call, Names names) {
    switch (call.name()) {
      case "templatestring" -> {
        if (call.arguments().isEmpty() || !isReference(call.arguments().getFirst())) {
          throw Undecided.wrong("templatestring takes a reference to where the template is written");
        }
      }
      case "try" -> {
        return attempt(call, names);
      }
      case "can" -> {
        if (call.arguments().size() != 1) {
          throw Undecided.wrong("can takes one argument");
        }
        tries++;
        try {
          Conversions.known(value(call.arguments().getFirst(), names));
          return Value.Bool.TRUE;
        } catch (Undecided undecided) {
          if (undecided.isWrong()) {
            return Value.Bool.FALSE;
          }
          throw undecided;
        } finally {
          tries--;
        }
      }
      default -> {}
    }
    List<Value> arguments = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      arguments.add(lenient(argument, names));
    }
    if (call.expand()) {
      arguments.addAll(Conversions.items(Conversions.known(arguments.removeLast())));
    }
    return charged(Functions.call(call.name(), arguments, this));
  }

  /** What a function makes takes as many steps as it has elements, so that loops around it are bounded, too. */
  private Value charged(Value made) {
    steps +=
        switch (made) {
          case Value.Items items -> items.values().size();
          case Value.Fields fields -> fields.values().size();
          case Value.Text text -> text.value().length() / CHARACTERS_A_STEP;
          case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> 0;
        };
    if (steps > MOST_STEPS) {
      throw Undecided.because(new Value.Unknown("the expression takes more than " + MOST_STEPS + " steps"));
    }
    return made;
  }

  private static boolean isReference(Expression expression) {
    return switch (expression) {
      case Expression.Root _, Expression.Element _ -> true;
      case Expression.Attribute attribute -> isReference(attribute.of());
      case Expression.Index index -> isReference(index.of());
      default -> false;
    };
  }

  private Value attempt(Expression.Call call, Names names) {
    Undecided last = Undecided.wrong("try has no argument");
    tries++;
    try {
      for (Expression argument : call.arguments()) {
        try {
          return value(argument, names);
        } catch (Undecided undecided) {
          if (!undecided.isWrong()) {
            throw undecided;
          }
          last = undecided;
        }
      }
    } finally {
      tries--;
    }
    throw last;
  }
}
