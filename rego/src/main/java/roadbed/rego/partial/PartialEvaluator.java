package roadbed.rego.partial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.Body;
import roadbed.rego.resolve.Callee;
import roadbed.rego.resolve.Definition;
import roadbed.rego.resolve.Goal;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.Resolver;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.resolve.Variable;
import roadbed.rego.resolve.Variables;
import roadbed.rego.syntax.GroundTerm;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Goes through the goals of a query in their order. A goal that touches nothing unknown is evaluated at once, in each of
 * its solutions the rest goes on; of any other, a statement is left. A rule that is referred to is written in the place
 * of the reference, definition by definition, where that says the same; otherwise it becomes a rule of the support.
 */
public final class PartialEvaluator {
  private static final int MOST_STEPS = 2_000_000;
  private static final int MOST_QUERIES = 10_000;
  private static final int MOST_NEGATED = 16;

  final RuleNode root;
  final PartialOptions options;
  final Exact exact;
  final Reach reach;
  final Support support;
  final Closures closures;
  private final Unification unification;
  private final Lookup lookup;
  private final Set<String> taken = new HashSet<>();
  private int names;
  private int steps;

  /** Ends an evaluation that leaves too much. */
  static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RegoError error;

    TooMuch(String message) {
      super(message, null, false, false);
      this.error = new RegoError(RegoError.LIMIT, message, null);
    }
  }

  /** What follows once a goal is dealt with. */
  interface Then {
    void go(Bindings bindings, Residue residue);
  }

  /** What follows once a term is found, which may be a reference to something unknown. */
  interface WithTerm {
    void go(Term term, Bindings bindings, Residue residue);
  }

  public PartialEvaluator(RuleNode root, PartialOptions options, Exact exact) {
    this.root = root;
    this.options = options;
    this.exact = exact;
    this.reach = new Reach(root, options);
    this.support = new Support(this);
    this.closures = new Closures(this);
    this.unification = new Unification(this);
    this.lookup = new Lookup(this);
  }

  /** Evaluates a query. */
  public PartialResult evaluate(Resolver.Query query) {
    taken.addAll(query.variables().keySet());
    Set<List<Statement>> queries = new LinkedHashSet<>();
    try {
      solve(
          query.body().goals(),
          0,
          Bindings.NONE,
          Residue.NONE,
          (bindings, residue) -> {
            List<Statement> statements = new ArrayList<>(residue.statements());
            query
                .variables()
                .forEach(
                    (name, variable) -> {
                      Term term = bindings.get(variable);
                      if (term != null) {
                        statements.add(TermForms.equality(TermForms.variable(name), term));
                      }
                    });
            queries.add(TermForms.finished(new Simplifying(query.variables().keySet()).of(statements)));
            bound(queries.size());
          });
    } catch (TooMuch e) {
      return new PartialResult(List.of(), List.of(), List.of(e.error));
    }
    List<List<Statement>> left = queries.contains(List.<Statement>of()) ? List.of(List.of()) : List.copyOf(queries);
    return new PartialResult(left, support.modules(), List.of());
  }

  static void bound(int queries) {
    if (queries > MOST_QUERIES) {
      throw new TooMuch("partial evaluation leaves more than " + MOST_QUERIES + " queries");
    }
  }

  /** A name that nothing else has. */
  Term.Var fresh(@Nullable Variable variable) {
    String hint = variable == null || variable.generated() ? "" : variable.name();
    String name;
    do {
      names++;
      name = hint.isEmpty() ? "__local" + names + "__" : hint + names;
    } while (!taken.add(name));
    return TermForms.variable(name);
  }

  Unification unification() {
    return unification;
  }

  Lookup lookup() {
    return lookup;
  }

  void solve(List<Goal> goals, int i, Bindings bindings, Residue residue, Then then) {
    if (++steps > MOST_STEPS) {
      throw new TooMuch("partial evaluation takes more than " + MOST_STEPS + " steps");
    }
    if (i == goals.size()) {
      then.go(bindings, residue);
      return;
    }
    Goal goal = goals.get(i);
    Goal joined = i + 1 < goals.size() ? joined(goal, goals.get(i + 1)) : null;
    int next = joined == null ? i + 1 : i + 2;
    pursue(
        joined == null ? goal : joined,
        bindings,
        residue,
        (after, left) -> solve(goals, next, after, left, then));
  }

  /** A reference that is compared with a constant right away, as one goal: so it is known what the reference is for. */
  private static @Nullable Goal joined(Goal first, Goal second) {
    if (first instanceof Goal.Unify unify
        && unify.with().isEmpty()
        && unify.left() instanceof Node.Local part
        && part.variable().generated()
        && unify.right() instanceof Node.Reference
        && second instanceof Goal.Invoke call
        && call.with().isEmpty()
        && call.result() == null
        && call.callee().name().equals("equal")) {
      Node left = call.args().get(0);
      Node right = call.args().get(1);
      Node other = left.equals(part) ? right : right.equals(part) ? left : null;
      if (other instanceof Node.Constant) {
        return new Goal.Unify(first.at(), unify.right(), other, unify.bindsPath(), List.of());
      }
    }
    return null;
  }

  private void pursue(Goal goal, Bindings bindings, Residue residue, Then then) {
    if (!reach.touches(goal) && evaluated(goal, bindings, residue, then)) {
      return;
    }
    if (!goal.with().isEmpty()) {
      leave(goal, bindings, residue, then);
      return;
    }
    switch (goal) {
      case Goal.Holds holds -> holds(holds.term(), bindings, residue, then);
      case Goal.Unify unify -> unification.unify(unify.left(), unify.right(), bindings, residue, then);
      case Goal.Invoke invoke -> invoke(invoke, bindings, residue, then);
      case Goal.Absent absent -> absent(absent, bindings, residue, then);
      case Goal.ForAll _ -> leave(goal, bindings, residue, then);
    }
  }

  /** Leaves a goal as a statement, with what is known of its variables. */
  private void leave(Goal goal, Bindings bindings, Residue residue, Then then) {
    Bindings all = bindings;
    for (Variable variable : Variables.own(goal)) {
      if (all.get(variable) == null && !isOwn(goal, variable)) {
        all = all.and(variable, fresh(variable));
      }
    }
    then.go(all, residue.and(closures.statement(goal, all)));
  }

  private static boolean isOwn(Goal goal, Variable variable) {
    return goal instanceof Goal.ForAll every && (variable.equals(every.key()) || variable.equals(every.value()));
  }

  /** Whether the goal could be evaluated at once: all that is known of its variables is known exactly. */
  private boolean evaluated(Goal goal, Bindings bindings, Residue residue, Then then) {
    List<Goal> goals = new ArrayList<>();
    for (Variable variable : Variables.in(goal, bindings.variables())) {
      Term term = bindings.get(variable);
      if (term != null) {
        Value value = GroundTerm.value(term);
        if (value == null) {
          return false;
        }
        goals.add(
            new Goal.Unify(goal.at(), new Node.Local(variable), new Node.Constant(value), true, List.of()));
      }
    }
    goals.add(goal);
    List<Variable> outputs = new ArrayList<>();
    if (!(goal instanceof Goal.Absent)) {
      for (Variable variable : Variables.own(goal)) {
        if (bindings.get(variable) == null && !isOwn(goal, variable)) {
          outputs.add(variable);
        }
      }
    }
    for (List<Value> solution : exact.solutions(new Body(goals), outputs)) {
      Bindings after = bindings;
      for (int i = 0; i < outputs.size(); i++) {
        after = after.and(outputs.get(i), TermForms.ground(solution.get(i)));
      }
      then.go(after, residue);
      if (outputs.isEmpty()) {
        break;
      }
    }
    return true;
  }

  private void holds(Node node, Bindings bindings, Residue residue, Then then) {
    WithTerm use = (term, after, left) -> holds(term, after, left, then);
    if (node instanceof Node.Reference reference) {
      lookup.find(reference, Wanted.TRUTHY, bindings, residue, use);
    } else {
      unification.value(node, bindings, residue, use);
    }
  }

  /** Goes on where a term is not false. */
  private static void holds(Term term, Bindings bindings, Residue residue, Then then) {
    Value value = GroundTerm.value(term);
    if (value != null) {
      if (!value.equals(BooleanValue.FALSE)) {
        then.go(bindings, residue);
      }
      return;
    }
    switch (term) {
      case Term.Array _, Term.Set _, Term.Obj _ -> then.go(bindings, residue);
      default -> then.go(bindings, residue.and(TermForms.statement(term)));
    }
  }

  private void invoke(Goal.Invoke invoke, Bindings bindings, Residue residue, Then then) {
    Unification.Made<List<Term>> args = unification.terms(invoke.args(), bindings);
    Node result = invoke.result();
    switch (invoke.callee()) {
      case Callee.Native builtin -> {
        if (builtin.name().equals("internal.print")) {
          then.go(args.bindings(), residue);
        } else if (builtin.name().equals("equal") && result == null) {
          unification.equal(args.made().get(0), args.made().get(1), args.bindings(), residue, then);
        } else {
          called(builtin, TermForms.callee(builtin.name()), args, result, residue, then);
        }
      }
      case Callee.Defined defined -> {
        RuleNode function = defined.node();
        if (staysApart(function) || function.byDefault() != null) {
          Term name = support.function(function);
          if (name != null) {
            called(defined, name, args, result, residue, then);
          }
          return;
        }
        for (Definition definition : function.definitions()) {
          Bindings inner = Bindings.NONE;
          for (int i = 0; i < definition.parameters().size(); i++) {
            inner = inner.and(definition.parameters().get(i), args.made().get(i));
          }
          solve(
              definition.body().goals(),
              0,
              inner,
              residue,
              (after, left) -> {
                Term value = unification.term(definition.value(), after).made();
                if (result == null) {
                  holds(value, args.bindings(), left, then);
                } else {
                  unification.match(result, value, args.bindings(), left, then);
                }
              });
        }
      }
    }
  }

  /** Whether a rule cannot be written in the place of a reference: it has alternatives in an order, or is not to be. */
  boolean staysApart(RuleNode node) {
    List<Value> path = new ArrayList<>();
    path.add(StringValue.of("data"));
    path.addAll(node.path());
    return options.staysApart(path) || node.definitions().stream().anyMatch(d -> d.orElse() != null);
  }

  private void called(
      Callee callee,
      Term name,
      Unification.Made<List<Term>> args,
      @Nullable Node result,
      Residue residue,
      Then then) {
    if (result == null) {
      then.go(args.bindings(), residue.and(TermForms.statement(TermForms.call(callee, name, args.made()))));
      return;
    }
    Unification.Made<Term> wanted = unification.term(result, args.bindings());
    List<Term> all = new ArrayList<>(args.made());
    all.add(wanted.made());
    then.go(
        wanted.bindings(), residue.and(TermForms.statement(new Term.Call(TermForms.NOWHERE, name, all))));
  }

  private void absent(Goal.Absent absent, Bindings bindings, Residue residue, Then then) {
    Set<String> known = new LinkedHashSet<>();
    for (Variable variable : bindings.variables()) {
      Term term = bindings.get(variable);
      if (term != null) {
        known.addAll(TermForms.variables(term));
      }
    }
    List<List<Statement>> ways = new ArrayList<>();
    boolean[] always = new boolean[1];
    solve(
        absent.body().goals(),
        0,
        bindings,
        Residue.NONE,
        (_, left) -> {
          List<Statement> way = new Simplifying(known).of(left.statements());
          always[0] |= way.isEmpty();
          ways.add(way);
          bound(ways.size());
        });
    if (always[0]) {
      return;
    }
    List<List<Statement>> distinct = ways.stream().distinct().toList();
    long combinations = 1;
    boolean simple = true;
    for (List<Statement> way : distinct) {
      combinations = Math.min(combinations * way.size(), MOST_NEGATED + 1);
      simple &= known.containsAll(TermForms.variables(way)) && way.stream().allMatch(PartialEvaluator::canBeNegated);
    }
    if (simple && combinations <= MOST_NEGATED) {
      negated(distinct, 0, bindings, residue, then);
    } else {
      then.go(bindings, residue.and(support.negation(distinct, known)));
    }
  }

  /**
   * Whether the negation of a statement holds where the statement does not. A reference inside of a call or a collection
   * is looked up before the negation, which then has nothing to say of one that is undefined.
   */
  private static boolean canBeNegated(Statement statement) {
    if (!(statement instanceof Statement.Expression expression) || !expression.with().isEmpty()) {
      return false;
    }
    return switch (expression.term()) {
      case Term.Infix infix when infix.builtin().equals("eq") ->
          infix.args().stream().allMatch(PartialEvaluator::isPlain);
      case Term.Infix infix -> infix.args().stream().allMatch(Unification::isSettled);
      case Term.Call call -> call.args().stream().allMatch(Unification::isSettled);
      case Term.Scalar _,
          Term.Var _,
          Term.Ref _,
          Term.Array _,
          Term.Set _,
          Term.Obj _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _,
          Term.Template _ ->
          isPlain(expression.term());
    };
  }

  private static boolean isPlain(Term term) {
    return Unification.isSettled(term)
        || term instanceof Term.Var
        || (term instanceof Term.Ref ref && ref.path().stream().allMatch(Unification::isSettled));
  }

  /** Of each way in which the body could hold, one statement must not hold. */
  private static void negated(List<List<Statement>> ways, int i, Bindings bindings, Residue residue, Then then) {
    if (i == ways.size()) {
      then.go(bindings, residue);
      return;
    }
    for (Statement statement : ways.get(i)) {
      Statement.Expression e = (Statement.Expression) statement;
      Statement opposite = new Statement.Expression(e.at(), !e.negated(), e.term(), e.with());
      negated(ways, i + 1, bindings, residue.and(opposite), then);
    }
  }

  /** What a reference is for, as far as it matters whether a default is. */
  record Wanted(@Nullable Value constant, boolean truthy) {
    static final Wanted ANYTHING = new Wanted(null, false);
    static final Wanted TRUTHY = new Wanted(null, true);

    /** Whether a value would be of no use. */
    boolean excludes(Value value) {
      return constant == null ? truthy && value.equals(BooleanValue.FALSE) : !constant.equals(value);
    }
  }
}
