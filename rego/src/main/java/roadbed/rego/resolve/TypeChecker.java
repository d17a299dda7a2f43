package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Signature;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.types.Type;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Finds expressions that can never hold because of the types of what they put together. It knows what OPA's checker
 * knows, and where that guesses it lets pass: a policy that OPA takes has no type error here.
 */
final class TypeChecker {
  /** What was found; an error that comes of a type that another error left open is the lesser one. */
  private record Finding(RegoError error, boolean ofOpenType) {}

  private final RuleTypes rules;
  private final Consumer errors;
  private boolean isQuery;
  private final TypeUnifier unifier = new TypeUnifier(this::type);
  private final IdentityHashMap<Node.Comprehension, Type> comprehensions = new IdentityHashMap<>();

  /** Takes the errors. */
  @FunctionalInterface
  interface Consumer {
    void accept(RegoError error);
  }

  TypeChecker(RuleTypes rules, Consumer errors) {
    this.rules = rules;
    this.errors = errors;
  }

  /** Checks a definition with its alternatives; the rules that it uses were checked before. */
  void check(RuleNode rule, Definition definition) {
    for (Definition one = definition; one != null; one = one.orElse()) {
      TypeScope scope = new TypeScope(null);
      List<RegoError> found = body(scope, one.body());
      if (found.isEmpty()) {
        rules.add(rule, ruleType(scope, rule, one));
      } else {
        found.forEach(errors::accept);
        rules.giveUp(rule);
      }
    }
  }

  /** Checks a query's body. */
  void check(Body query) {
    isQuery = true;
    body(new TypeScope(null), query).forEach(errors::accept);
  }

  private Type ruleType(TypeScope scope, RuleNode rule, Definition definition) {
    Type value = closed(type(scope, definition.value()));
    if (rule.kind() == RuleNode.Kind.FUNCTION) {
      List<Type> arguments = definition.parameters().stream().map(p -> closed(scope.get(p))).toList();
      return new Type.Function(arguments, null, value);
    }
    if (definition.member()) {
      value = new Type.SetOf(value);
    }
    for (Node key : definition.path().reversed()) {
      value = new Type.ObjectOf(List.of(), closed(type(scope, key)), value);
    }
    return value;
  }

  private static Type closed(Type type) {
    return type.hasUnbound() ? Type.AnyOf.ANYTHING : type;
  }

  private List<RegoError> body(TypeScope scope, Body body) {
    List<RegoError> found = new ArrayList<>();
    for (Goal goal : body.goals()) {
      goal(scope, goal, found);
    }
    return found;
  }

  private void goal(TypeScope scope, Goal goal, List<RegoError> found) {
    int before = found.size();
    closures(scope, goal, found);
    references(scope, goal, found);
    boolean explained = found.size() > before;
    switch (goal) {
      case Goal.Unify unify -> add(found, match(scope, unify.at(), unify.left(), unify.right()), explained);
      case Goal.Invoke invoke when isComparison(invoke) ->
          add(found, match(scope, invoke.at(), invoke.args().get(0), invoke.args().get(1)), explained);
      case Goal.Invoke invoke -> add(found, call(scope, invoke), explained);
      case Goal.Absent absent when absent.closed() -> found.addAll(body(new TypeScope(scope), absent.body()));
      case Goal.Absent absent -> absent.body().goals().forEach(inner -> goal(scope, inner, found));
      case Goal.Holds _, Goal.ForAll _ -> {
        // Their references were looked at.
      }
    }
  }

  /** Whether it is a rule's {@code a == b}, of values that could never be equal; in a query that is just false. */
  private boolean isComparison(Goal.Invoke invoke) {
    return !isQuery && invoke.result() == null && invoke.args().size() == 2
        && invoke.callee() instanceof Callee.Native called && called.name().equals("equal");
  }

  private @Nullable Finding match(TypeScope scope, Location at, Node one, Node other) {
    if (unifier.both(scope, one, other)) {
      return null;
    }
    Type left = type(scope, one);
    Type right = type(scope, other);
    return new Finding(TypeFindings.match(at, left, right), left.hasUnbound() || right.hasUnbound());
  }

  private static void add(List<RegoError> found, @Nullable Finding finding, boolean explained) {
    if (finding != null && !(finding.ofOpenType() && explained)) {
      found.add(finding.error());
    }
  }

  private @Nullable Finding call(TypeScope scope, Goal.Invoke invoke) {
    Callee callee = invoke.callee();
    if (!(function(callee) instanceof Type.Function function)) {
      return null;
    }
    List<Node> given = new ArrayList<>(invoke.args());
    if (invoke.result() != null) {
      given.add(invoke.result());
    }
    List<Type> wanted = new ArrayList<>(function.arguments());
    Type result = function.result();
    if (result != null) {
      wanted.add(result);
    }
    for (int i = 0; i < given.size(); i++) {
      Type type = i < wanted.size() ? wanted.get(i) : function.variadic();
      if (type != null && !unifier.one(scope, given.get(i), type, false)) {
        List<Type> have = given.stream().map(node -> type(scope, node)).toList();
        return new Finding(
            TypeFindings.arguments(invoke.at(), callee.name(), "invalid argument(s)", have, function),
            have.stream().anyMatch(Type::hasUnbound));
      }
    }
    return null;
  }

  private Type function(Callee callee) {
    return switch (callee) {
      case Callee.Native called -> signature(called.builtin().signature());
      case Callee.Defined defined -> {
        Type type = rules.of(defined.node());
        yield type == null ? Type.AnyOf.ANYTHING : type;
      }
    };
  }

  private static Type.Function signature(Signature signature) {
    return new Type.Function(
        signature.arguments().stream().map(TypeChecker::declared).toList(),
        signature.variadic() == null ? null : declared(signature.variadic()),
        signature.result() == null ? null : declared(signature.result()));
  }

  /** A builtin's declared type as a type of expressions. */
  private static Type declared(roadbed.rego.builtin.Type type) {
    return switch (type) {
      case roadbed.rego.builtin.Type.AnyType _ -> Type.AnyOf.ANYTHING;
      case roadbed.rego.builtin.Type.Scalar scalar -> Type.Scalar.valueOf(scalar.name());
      case roadbed.rego.builtin.Type.ArrayType array ->
          new Type.ArrayOf(
              array.items().stream().map(TypeChecker::declared).toList(),
              array.rest() == null ? null : declared(array.rest()));
      case roadbed.rego.builtin.Type.SetType set -> new Type.SetOf(declared(set.of()));
      case roadbed.rego.builtin.Type.ObjectType object ->
          new Type.ObjectOf(
              object.members().entrySet().stream()
                  .map(member -> new Type.Member(StringValue.of(member.getKey()), declared(member.getValue())))
                  .toList(),
              object.key() == null ? null : declared(object.key()),
              object.value() == null ? null : declared(object.value()));
      case roadbed.rego.builtin.Type.OneOf one -> {
        Type union = Type.Unbound.TYPE;
        for (roadbed.rego.builtin.Type option : one.of()) {
          union = Type.or(union, declared(option));
        }
        yield union;
      }
    };
  }

  /** The comprehensions in a goal, each in a scope of its own. */
  private void closures(TypeScope scope, Goal goal, List<RegoError> found) {
    for (Node node : nodes(goal)) {
      closures(scope, node, found);
    }
  }

  private void closures(TypeScope scope, Node node, List<RegoError> found) {
    switch (node) {
      case Node.Comprehension comprehension -> {
        TypeScope inner = new TypeScope(scope);
        List<RegoError> own = body(inner, comprehension.body());
        found.addAll(own);
        comprehensions.put(comprehension, own.isEmpty() ? made(inner, comprehension) : Type.Unbound.TYPE);
      }
      case Node.ArrayNode array -> array.items().forEach(item -> closures(scope, item, found));
      case Node.SetNode set -> set.items().forEach(item -> closures(scope, item, found));
      case Node.ObjectNode object -> object.values().forEach(value -> closures(scope, value, found));
      case Node.Constant _, Node.Local _, Node.Reference _ -> {
        // No body in it.
      }
    }
  }

  private Type made(TypeScope scope, Node.Comprehension comprehension) {
    Type value = closed(type(scope, comprehension.value()));
    Node key = comprehension.key();
    Type made = switch (comprehension.kind()) {
      case ARRAY -> new Type.ArrayOf(List.of(), value);
      case SET -> new Type.SetOf(value);
      case OBJECT -> new Type.ObjectOf(List.of(), key == null ? Type.AnyOf.ANYTHING : closed(type(scope, key)), value);
    };
    return made.bounded();
  }

  private static List<Node> nodes(Goal goal) {
    return switch (goal) {
      case Goal.Holds holds -> List.of(holds.term());
      case Goal.Unify unify -> List.of(unify.left(), unify.right());
      case Goal.Invoke invoke -> {
        List<Node> nodes = new ArrayList<>(invoke.args());
        if (invoke.result() != null) {
          nodes.add(invoke.result());
        }
        yield nodes;
      }
      case Goal.ForAll every -> List.of(every.domain());
      case Goal.Absent _ -> List.of();
    };
  }

  private void references(TypeScope scope, Goal goal, List<RegoError> found) {
    nodes(goal).forEach(node -> references(scope, node, found));
    if (goal instanceof Goal.ForAll every) {
      TypeScope inner = new TypeScope(scope);
      every(inner, every);
      every.body().goals().forEach(one -> everyBody(inner, one, found));
    }
  }

  private static void every(TypeScope scope, Goal.ForAll every) {
    scope.put(every.value(), Type.AnyOf.ANYTHING);
    Variable key = every.key();
    if (key != null) {
      scope.put(key, Type.AnyOf.ANYTHING);
    }
  }

  /** In the body of {@code every} only references are checked, as OPA does; its variables may be of any type. */
  private void everyBody(TypeScope scope, Goal goal, List<RegoError> found) {
    references(scope, goal, found);
    for (Node node : nodes(goal)) {
      Variables.in(node, java.util.Set.of()).stream()
          .filter(variable -> !scope.knows(variable))
          .forEach(variable -> scope.put(variable, Type.AnyOf.ANYTHING));
      if (node instanceof Node.Comprehension comprehension) {
        comprehensions.put(comprehension, Type.AnyOf.ANYTHING);
      }
    }
    if (goal instanceof Goal.Absent absent) {
      absent.body().goals().forEach(inner -> everyBody(scope, inner, found));
    }
  }

  private void references(TypeScope scope, Node node, List<RegoError> found) {
    switch (node) {
      case Node.Reference reference -> {
        RegoError error = reference(scope, reference);
        if (error != null) {
          found.add(error);
        }
      }
      case Node.ArrayNode array -> array.items().forEach(item -> references(scope, item, found));
      case Node.SetNode set -> set.items().forEach(item -> references(scope, item, found));
      case Node.ObjectNode object -> {
        object.keys().forEach(key -> references(scope, key, found));
        object.values().forEach(value -> references(scope, value, found));
      }
      case Node.Constant _, Node.Local _, Node.Comprehension _ -> {
        // No reference outside of a body of its own.
      }
    }
  }

  private @Nullable RegoError reference(TypeScope scope, Node.Reference reference) {
    return switch (reference.root()) {
      case INPUT -> leaf(scope, reference, 0, rules.input());
      case DATA -> data(scope, reference);
      case VARIABLE -> {
        Variable variable = reference.variable();
        if (variable == null) {
          yield null;
        }
        if (!scope.knows(variable)) {
          scope.put(variable, Type.AnyOf.ANYTHING);
        }
        yield leaf(scope, reference, 0, scope.get(variable));
      }
    };
  }

  private @Nullable RegoError data(TypeScope scope, Node.Reference reference) {
    Type described = rules.data();
    if (described != null) {
      return leaf(scope, reference, 0, described);
    }
    List<Node> path = reference.path();
    RuleNode node = rules.root();
    for (int i = 0; i < path.size(); i++) {
      Node part = path.get(i);
      boolean isName = part instanceof Node.Local || (part instanceof Node.Constant c && c.value() instanceof StringValue);
      if (i == 1 && !isName) {
        return TypeFindings.invalid(reference, i, type(scope, part), Type.Scalar.STRING, keys(node));
      }
      if (part instanceof Node.Local local) {
        Type keys = Type.keys(rules.extent(node));
        if (keys != null && scope.knows(local.variable()) && !Type.unifies(keys, scope.get(local.variable()))) {
          return TypeFindings.invalid(reference, i, scope.get(local.variable()), keys, keys(node));
        }
      }
      RuleNode child = part instanceof Node.Constant constant ? node.child(constant.value()) : null;
      if (child == null) {
        open(scope, path.subList(i, path.size()));
        return null;
      }
      Type type = rules.of(child);
      if (child.kind() == RuleNode.Kind.FUNCTION && i == path.size() - 1) {
        return TypeFindings.unsupported(reference, i + 1, type == null ? Type.AnyOf.ANYTHING : type);
      }
      if (type != null && !(child.kind() == RuleNode.Kind.OBJECT && !child.children().isEmpty())) {
        return leaf(scope, reference, i + 1, type);
      }
      node = child;
    }
    return null;
  }

  private static List<Value> keys(RuleNode node) {
    return node.children().keySet().stream().sorted().toList();
  }

  /** Of what lies in base documents nothing is known. */
  private static void open(TypeScope scope, List<Node> path) {
    for (Node part : path) {
      Variables.in(part, java.util.Set.of()).stream()
          .filter(variable -> !scope.knows(variable))
          .forEach(variable -> scope.put(variable, Type.AnyOf.ANYTHING));
    }
  }

  /** The rest of a path within a value of a known type. */
  private @Nullable RegoError leaf(TypeScope scope, Node.Reference reference, int from, Type type) {
    Type current = type;
    for (int i = from; i < reference.path().size(); i++) {
      Node part = reference.path().get(i);
      Type keys = Type.keys(current);
      if (keys == null || keys instanceof Type.Unbound) {
        return TypeFindings.unsupported(reference, i, current);
      }
      Type next;
      if (part instanceof Node.Constant constant && isScalar(constant.value())) {
        next = Type.select(current, constant.value());
        if (next == null) {
          return TypeFindings.invalid(reference, i, null, keys, choices(current));
        }
      } else {
        if (!unifier.one(scope, part, keys, false)) {
          return TypeFindings.invalid(reference, i, type(scope, part), keys, choices(current));
        }
        next = Type.values(current);
      }
      current = next == null ? Type.AnyOf.ANYTHING : next;
    }
    return null;
  }

  private static boolean isScalar(Value value) {
    return value instanceof StringValue
        || value instanceof NumberValue
        || value instanceof BooleanValue
        || value instanceof NullValue;
  }

  /** The keys that an object, or one of several, is known to have. */
  private static List<Value> choices(Type type) {
    return switch (type) {
      case Type.ObjectOf object -> object.members().stream().map(Type.Member::key).toList();
      case Type.AnyOf any -> any.of().stream().flatMap(one -> choices(one).stream()).distinct().sorted().toList();
      default -> List.of();
    };
  }

  /** The type of a node as far as it is known. */
  private Type type(TypeScope scope, Node node) {
    return switch (node) {
      case Node.Constant constant -> Type.of(constant.value());
      case Node.Local local -> scope.get(local.variable());
      case Node.ArrayNode array ->
          new Type.ArrayOf(array.items().stream().map(item -> type(scope, item)).toList(), null).bounded();
      case Node.SetNode set -> {
        Type of = Type.Unbound.TYPE;
        for (Node item : set.items()) {
          of = Type.or(of, type(scope, item));
        }
        yield new Type.SetOf(of).bounded();
      }
      case Node.ObjectNode object -> object(scope, object);
      case Node.Reference reference -> referenced(scope, reference);
      case Node.Comprehension comprehension -> comprehensions.getOrDefault(comprehension, Type.AnyOf.ANYTHING);
    };
  }

  private Type referenced(TypeScope scope, Node.Reference reference) {
    return switch (reference.root()) {
      case INPUT -> rules.select(rules.input(), reference.path());
      case DATA -> rules.data(reference.path());
      case VARIABLE -> {
        Variable variable = reference.variable();
        yield variable == null ? Type.AnyOf.ANYTHING : rules.select(scope.get(variable), reference.path());
      }
    };
  }

  private Type object(TypeScope scope, Node.ObjectNode object) {
    List<Type.Member> members = new ArrayList<>();
    Type keys = null;
    Type values = null;
    for (int i = 0; i < object.keys().size(); i++) {
      Type value = type(scope, object.values().get(i));
      if (object.keys().get(i) instanceof Node.Constant constant) {
        members.add(new Type.Member(constant.value(), value));
      } else {
        Type key = type(scope, object.keys().get(i));
        keys = keys == null ? key : Type.or(keys, key);
        values = values == null ? value : Type.or(values, value);
      }
    }
    return new Type.ObjectOf(members, keys, values).bounded();
  }

  /** The place of an error that no goal has. */
  static RegoError at(Location place, String message) {
    return new RegoError(RegoError.TYPE, message, place);
  }
}
