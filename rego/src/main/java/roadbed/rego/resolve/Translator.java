package roadbed.rego.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.resolve.Scope.Occurrence;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Turns the bodies and terms of one rule or query into goals and nodes.
 *
 * <p>A nested call becomes a goal before the one that needs it, and so does a reference inside a collection, a call or
 * another reference: all outside of a classic {@code not}, inside of one that {@code future.keywords.not} gives.
 */
final class Translator {
  final RuleNode root;
  final Builtins builtins;
  final List<RegoError> errors;
  private final FileNames names;
  private final Metadata metadata;
  private final boolean v1;
  private final boolean strict;
  private final Deque<Scope> scopes = new ArrayDeque<>();
  private final Map<String, Variable> free = new HashMap<>();
  private final Set<Variable> used = new LinkedHashSet<>();
  private final Terms terms;
  private List<Goal> out = new ArrayList<>();
  private List<Modifier> with = List.of();
  private boolean inNegation;

  Translator(
      RuleNode root,
      Builtins builtins,
      FileNames names,
      Metadata metadata,
      boolean v1,
      boolean strict,
      List<RegoError> errors) {
    this.root = root;
    this.builtins = builtins;
    this.names = names;
    this.metadata = metadata;
    this.v1 = v1;
    this.strict = strict;
    this.errors = errors;
    this.terms = new Terms(this);
  }

  Metadata metadata() {
    return metadata;
  }

  boolean v1() {
    return v1;
  }

  void error(String code, String message, Location at) {
    errors.add(new RegoError(code, message, at));
  }

  /** The functions that a call may have meant: those of the language, and the names in the file. */
  Set<String> callable() {
    Set<String> names = new LinkedHashSet<>(builtins.names());
    names.addAll(this.names.known());
    return names;
  }

  /** The variables that a query binds under the names of its text. */
  Map<String, Variable> freeVariables() {
    return free;
  }

  Scope push(List<Statement> body) {
    Scope scope = new Scope(body);
    scopes.push(scope);
    return scope;
  }

  /** Ends a body; a variable that it declares and never uses is an error, one that it assigns only in strict files. */
  void pop() {
    Scope scope = scopes.pop();
    scope
        .declared()
        .forEach(
            (name, variable) -> {
              Occurrence how = scope.occurrence(name);
              boolean wanted = strict || how == Occurrence.DECLARED;
              if (wanted && !used.contains(variable) && !variable.generated()) {
                error(
                    RegoError.COMPILE,
                    how == Occurrence.ARGUMENT
                        ? "unused argument " + name + ". (hint: use _ (wildcard variable) instead)"
                        : (how == Occurrence.ASSIGNED ? "assigned" : "declared") + " var " + name + " unused",
                    variable.at());
              }
            });
  }

  /** A variable for a part of an expression. */
  Variable generate(Location at) {
    return new Variable("", at, true);
  }

  private Variable wildcard(Term.Var name) {
    return free.computeIfAbsent(name.name(), _ -> new Variable("_", name.at(), true));
  }

  /** A name for a wildcard that nobody wrote. */
  String freshWildcard() {
    return "$made" + free.size();
  }

  /** Whether a body or a function's head declares this name. */
  boolean declared(String name) {
    return scopes.stream().anyMatch(scope -> scope.find(name) != null);
  }

  void emit(Goal goal) {
    out.add(goal);
  }

  List<Modifier> modifiers() {
    return with;
  }

  /** Whether the terms at hand stand directly in a classic negation. */
  boolean inNegation() {
    return inNegation;
  }

  boolean setInNegation(boolean value) {
    boolean before = inNegation;
    inNegation = value;
    return before;
  }

  /** Goals that come about while something runs. */
  List<Goal> collect(Runnable work) {
    List<Goal> outer = out;
    List<Modifier> outerWith = with;
    boolean outerNegation = inNegation;
    out = new ArrayList<>();
    with = List.of();
    inNegation = false;
    work.run();
    List<Goal> made = out;
    out = outer;
    with = outerWith;
    inNegation = outerNegation;
    return made;
  }

  /** A body with a scope of its own; more goals may be added to it at the end. */
  Body body(List<Statement> statements, Runnable before, Runnable after) {
    List<Goal> goals =
        collect(
            () -> {
              push(statements);
              before.run();
              statements.forEach(this::statement);
              after.run();
              pop();
            });
    return new Body(goals);
  }

  /** What a name means: a variable, or a global path. */
  sealed interface Meaning {
    record IsVariable(Variable variable) implements Meaning {}

    record IsGlobal(List<String> path) implements Meaning {}
  }

  Meaning meaning(Term.Var name) {
    if (name.isWildcard()) {
      return new Meaning.IsVariable(wildcard(name));
    }
    boolean local = false;
    for (Scope scope : scopes) {
      Variable declared = scope.find(name.name());
      if (declared != null) {
        used.add(declared);
        return new Meaning.IsVariable(declared);
      }
      local |= scope.declaresLater(name.name());
    }
    List<String> global = local ? null : names.meaning(name.name());
    if (global != null) {
      return new Meaning.IsGlobal(global);
    }
    Scope nearest = scopes.peek();
    if (nearest != null) {
      nearest.seen(name.name());
    }
    return new Meaning.IsVariable(
        free.computeIfAbsent(name.name(), _ -> new Variable(name.name(), name.at(), false)));
  }

  Variable declare(Term.Var name, Occurrence how) {
    if (name.isWildcard()) {
      return wildcard(name);
    }
    Scope scope = scopes.element();
    Occurrence known = scope.occurrence(name.name());
    if (known == null && how == Occurrence.ASSIGNED && isArgument(name.name())) {
      known = Occurrence.ARGUMENT;
    }
    if (known != null) {
      String text =
          switch (known) {
            case SEEN -> "var " + name.name() + " referenced above";
            case ASSIGNED -> "var " + name.name() + " assigned above";
            case DECLARED -> "var " + name.name() + " declared above";
            case ARGUMENT -> "arg " + name.name() + " redeclared";
          };
      error(RegoError.COMPILE, text, name.at());
    }
    if ((v1 || strict) && (name.name().equals("input") || name.name().equals("data"))) {
      error(
          RegoError.COMPILE,
          "variables must not shadow " + name.name() + " (use a different variable name)",
          name.at());
    }
    Variable variable = new Variable(name.name(), name.at(), false);
    scope.declare(name.name(), variable, how);
    return variable;
  }

  /** Whether the body at hand is a function's own, and the name one of its parameters. */
  private boolean isArgument(String name) {
    return scopes.size() == 2 && scopes.getLast().occurrence(name) == Occurrence.ARGUMENT;
  }

  /** Declares the variables of a pattern. */
  void declarePattern(Term pattern, Occurrence how) {
    switch (pattern) {
      case Term.Var variable -> declare(variable, how);
      case Term.Array array -> array.items().forEach(item -> declarePattern(item, how));
      case Term.Obj object -> object.members().forEach(member -> declarePattern(member.value(), how));
      case Term.Scalar _ -> {
        // A constant in a pattern must match.
      }
      case Term.Ref _,
          Term.Set _,
          Term.Call _,
          Term.Infix _,
          Term.Template _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _ -> {
        if (how == Occurrence.ASSIGNED) {
          error(RegoError.COMPILE, "cannot assign to " + kind(pattern), pattern.at());
        }
      }
    }
  }

  private static String kind(Term term) {
    return switch (term) {
      case Term.Scalar scalar -> scalar.value().typeName();
      case Term.Var _ -> "var";
      case Term.Ref _ -> "ref";
      case Term.Array _ -> "array";
      case Term.Set _ -> "set";
      case Term.Obj _ -> "object";
      case Term.Call _, Term.Infix _ -> "call";
      case Term.Template _ -> "templatestring";
      case Term.ArrayComprehension _ -> "arraycomprehension";
      case Term.SetComprehension _ -> "setcomprehension";
      case Term.ObjectComprehension _ -> "objectcomprehension";
    };
  }

  Node term(Term term) {
    return terms.top(term);
  }

  Node simple(Term term) {
    return terms.simple(term);
  }

  void statements(List<Statement> statements) {
    statements.forEach(this::statement);
  }

  private void statement(Statement statement) {
    List<Modifier> outer = with;
    with = modifiers(statement.with());
    switch (statement) {
      case Statement.Expression expression -> expression(expression);
      case Statement.Negation negation -> {
        Body body = body(negation.body(), () -> {}, () -> {});
        emit(new Goal.Absent(negation.at(), body, true, with));
      }
      case Statement.SomeVars some -> some.vars().forEach(name -> declare(name, Occurrence.DECLARED));
      case Statement.SomeIn some -> someIn(some);
      case Statement.Every every -> every(every);
    }
    with = outer;
  }

  private void expression(Statement.Expression expression) {
    if (!expression.negated()) {
      positive(expression.at(), expression.term());
      return;
    }
    List<Goal> goals = new ArrayList<>();
    List<Goal> outer = out;
    // The last goal is the expression; what it was taken apart into stays outside of the negation.
    out = goals;
    inNegation = true;
    positive(expression.at(), expression.term());
    inNegation = false;
    out = outer;
    if (goals.isEmpty()) {
      return;
    }
    Goal last = goals.removeLast();
    goals.forEach(this::emit);
    emit(new Goal.Absent(expression.at(), new Body(List.of(last.with(List.of()))), false, with));
  }

  private void positive(Location at, Term term) {
    switch (term) {
      case Term.Infix infix when infix.builtin().equals("assign") -> {
        Term left = infix.args().get(0);
        Node right = terms.top(infix.args().get(1));
        if (left instanceof Term.Scalar) {
          error(RegoError.COMPILE, "cannot assign to " + kind(left), left.at());
        }
        declarePattern(left, Occurrence.ASSIGNED);
        unify(at, terms.top(left), right);
        // To be assigned is not yet to be used.
        Set<String> assigned = new HashSet<>();
        Scope.patternNames(left, assigned);
        assigned.forEach(name -> used.remove(scopes.element().find(name)));
      }
      case Term.Infix infix when infix.builtin().equals("eq") -> {
        Node left = terms.top(infix.args().get(0));
        Node right = terms.top(infix.args().get(1));
        unify(at, left, right);
      }
      case Term.Infix infix -> {
        List<Node> args = infix.args().stream().map(terms::simple).toList();
        emit(new Goal.Invoke(at, terms.builtin(infix.builtin(), at), args, null, with));
      }
      case Term.Call call -> terms.callStatement(call);
      default -> emit(new Goal.Holds(at, terms.top(term), with));
    }
  }

  private void unify(Location at, Node left, Node right) {
    // The goal that made a generated variable just now can bind the other side at once.
    if (right instanceof Node.Local local
        && local.variable().generated()
        && !out.isEmpty()
        && out.getLast() instanceof Goal.Invoke call
        && right.equals(call.result())) {
      out.removeLast();
      emit(new Goal.Invoke(call.at(), call.callee(), call.args(), left, call.with()));
      return;
    }
    emit(new Goal.Unify(at, left, right, with));
  }

  private void someIn(Statement.SomeIn some) {
    Variable domain = generate(some.at());
    Node source = terms.top(some.domain());
    unify(some.at(), new Node.Local(domain), source);
    Term key = some.key();
    if (key != null) {
      declarePattern(key, Occurrence.DECLARED);
    }
    declarePattern(some.value(), Occurrence.DECLARED);
    Node index = key == null ? new Node.Local(generate(some.at())) : terms.simple(key);
    Node value = terms.simple(some.value());
    emit(
        new Goal.Unify(
            some.at(),
            value,
            new Node.Reference(some.at(), Node.Root.VARIABLE, domain, List.of(index)),
            with));
  }

  private void every(Statement.Every every) {
    Node domain = terms.simple(every.domain());
    Variable[] declared = new Variable[2];
    List<Goal> goals =
        collect(
            () -> {
              push(List.of());
              Term.Var key = every.key();
              if (key != null) {
                declared[0] = declare(key, Occurrence.DECLARED);
              }
              declared[1] = declare(every.value(), Occurrence.DECLARED);
              Body inner = body(every.body(), () -> {}, () -> {});
              inner.goals().forEach(this::emit);
              pop();
            });
    emit(new Goal.ForAll(every.at(), declared[0], declared[1], domain, new Body(goals), with));
  }

  private List<Modifier> modifiers(List<Statement.With> written) {
    if (written.isEmpty()) {
      return List.of();
    }
    List<Modifier> modifiers = new ArrayList<>();
    List<Modifier> outer = with;
    with = List.of();
    for (Statement.With one : written) {
      Modifier modifier = new ModifierTargets(this).resolve(one);
      if (modifier != null) {
        modifiers.add(modifier);
      }
    }
    with = outer;
    return List.copyOf(modifiers);
  }

  /** The callee of a path that may be a function; null where it is none. */
  @Nullable Callee callee(Term name) {
    List<String> written = path(name);
    if (written == null) {
      return null;
    }
    List<String> global = names.meaning(written.getFirst());
    if (global != null && !global.getFirst().equals("input")) {
      RuleNode node = root;
      for (String part : global.subList(1, global.size())) {
        node = node == null ? null : node.child(StringValue.of(part));
      }
      for (String part : written.subList(1, written.size())) {
        node = node == null ? null : node.child(StringValue.of(part));
      }
      if (node != null && node.kind() == RuleNode.Kind.FUNCTION) {
        return new Callee.Defined(node);
      }
    }
    Builtin builtin = builtins.find(String.join(".", written)).orElse(null);
    return builtin == null ? null : new Callee.Native(builtin);
  }

  /** The names of a path of names only. */
  static @Nullable List<String> path(Term name) {
    List<String> path = new ArrayList<>();
    switch (name) {
      case Term.Var variable -> path.add(variable.name());
      case Term.Ref ref -> {
        if (!(ref.head() instanceof Term.Var variable)) {
          return null;
        }
        path.add(variable.name());
        for (Term part : ref.path()) {
          if (!(part instanceof Term.Scalar scalar && scalar.value() instanceof StringValue text)) {
            return null;
          }
          path.add(text.value());
        }
      }
      default -> {
        return null;
      }
    }
    return path;
  }

  static List<Value> values(List<String> path) {
    return path.stream().<Value>map(StringValue::of).toList();
  }
}
