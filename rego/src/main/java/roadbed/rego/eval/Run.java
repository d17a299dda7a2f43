package roadbed.rego.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.ir.Program;
import roadbed.rego.ir.QueryPlan;
import roadbed.rego.ir.RuleIndex;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.UnknownReached;
import roadbed.rego.value.Value;

/** One evaluation on one thread: its limits, its memory, and which machine runs which rule. */
public final class Run {
  static final Value[] NO_ARGUMENTS = {};

  private final Scope outermost;
  private final @Nullable Codes codes;
  private final Interpreter interpreter = new Interpreter(this);
  private final Documents documents = new Documents(this);
  final Budget budget;
  final Calls calls;
  final Joins joins;
  private @Nullable Tracer tracer;

  /**
   * An evaluation.
   *
   * @param input what {@code input} is; null where there is none
   * @param data the base document
   * @param strict whether an error of a builtin ends the evaluation
   * @param codes what is compiled of the program; null where all is interpreted
   */
  public Run(
      Program program,
      @Nullable Value input,
      Value data,
      boolean strict,
      Limits limits,
      CallContext.Builder context,
      @Nullable Codes codes) {
    this.budget = new Budget(limits);
    this.joins = new Joins(budget);
    this.codes = codes;
    this.calls =
        new Calls(
            this,
            strict,
            context
                .strict(strict)
                .spends(budget::spend)
                .remaining(budget::remaining)
                .maxItems(limits.items())
                .maxCharacters(limits.characters())
                .build());
    this.outermost = new Scope(input, data, program.places());
  }

  /**
   * Whether there is time and memory for more.
   *
   * @throws EvaluationException where there is not
   */
  public void watch() {
    budget.check();
  }

  /** Tells a tracer of the marks of the program. */
  public void trace(Tracer value) {
    tracer = value;
  }

  @Nullable Tracer tracer() {
    return tracer;
  }

  /** Errors of builtins that only made their calls undefined. */
  public List<RegoError> builtinErrors() {
    return calls.errors();
  }

  Documents documents() {
    return documents;
  }

  /** The document at a path below a place of the tree; null where it is undefined. */
  public @Nullable Value document(TreeNode root, List<Value> path) {
    return documents.lookup(outermost, root, path);
  }

  /**
   * The solutions of a query.
   *
   * @param code the query's plan, compiled; null where it is interpreted
   */
  public List<Value[]> solutions(QueryPlan query, @Nullable Code code) {
    List<Value[]> rows = new ArrayList<>();
    if (code == null) {
      interpreter.run(query.plan(), outermost, rows);
    } else {
      code.collect(0, this, outermost, rows);
    }
    return rows;
  }

  /**
   * The members of a partial set, definition by definition: one that comes upon an unknown value keeps what it has found
   * and gives its reason, and the others go on.
   */
  public SetValue members(TreeNode node, Set<String> undecided) {
    SetValue.Builder members = SetValue.builder();
    for (int i : definitions(node, outermost)) {
      try {
        collect(node, i, outermost, members);
      } catch (UnknownReached unknown) {
        undecided.add(unknown.reason());
        reset();
      }
    }
    return members.build();
  }

  /** Makes this fit for another evaluation after one that was ended; what is remembered stays true. */
  public void reset() {
    budget.reset();
  }

  static EvaluationException failure(String code, String message, @Nullable Location at) {
    return new EvaluationException(new RegoError(code, message, at));
  }

  static EvaluationException conflict(boolean function, Location at) {
    return failure(
        RegoError.CONFLICT,
        function
            ? "functions must not produce multiple outputs for same inputs"
            : "complete rules must not produce multiple outputs",
        at);
  }

  /** The value of a complete rule; null where it is undefined. */
  @Nullable Value complete(TreeNode node, Scope scope) {
    Object known = scope.remembered(node);
    if (known != null) {
      return known instanceof Value value ? value : null;
    }
    Value value = evaluate(node, scope, NO_ARGUMENTS);
    scope.remember(node, value);
    return value;
  }

  /** The numbers of the definitions of a set that can hold. */
  private static int[] definitions(TreeNode node, Scope scope) {
    RuleIndex index = node.ruleIndex();
    return index == null ? node.definitions() : Operations.candidates(scope, index, null);
  }

  /** The value of a partial set. */
  Value set(TreeNode node, Scope scope) {
    if (scope.remembered(node) instanceof Value known) {
      return known;
    }
    budget.enter();
    SetValue.Builder members = SetValue.builder();
    for (int i : definitions(node, scope)) {
      collect(node, i, scope, members);
    }
    budget.leave();
    SetValue value = members.build();
    scope.remember(node, value);
    return value;
  }

  /** Runs a complete rule or a function; null where it is undefined. */
  @Nullable Value evaluate(TreeNode node, Scope scope, Value[] args) {
    Codes compiled = codes;
    if (compiled == null) {
      return interpreter.evaluate(node, scope, args);
    }
    Codes.Unit unit = compiled.unit(node);
    if (unit != null) {
      return unit.code().call(unit.entry(), this, scope, args);
    }
    long before = budget.spent();
    Value value = interpreter.evaluate(node, scope, args);
    compiled.ran(node, budget.spent() - before);
    return value;
  }

  /** Runs one definition of a set or an object of rules. */
  void collect(TreeNode node, int definition, Scope scope, Object sink) {
    Codes compiled = codes;
    Codes.Unit unit = compiled == null ? null : compiled.unit(node);
    if (unit != null) {
      unit.code().collect(unit.entry() + definition, this, scope, sink);
      return;
    }
    long before = budget.spent();
    interpreter.run(node.plans().get(definition), scope, sink);
    if (compiled != null) {
      compiled.ran(node, budget.spent() - before);
    }
  }
}
