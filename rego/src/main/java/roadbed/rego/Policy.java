package roadbed.rego;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.bytecode.CompiledCodes;
import roadbed.rego.eval.EvaluationException;
import roadbed.rego.eval.Limits;
import roadbed.rego.eval.Run;
import roadbed.rego.ir.Landmarks;
import roadbed.rego.ir.Planner;
import roadbed.rego.ir.Program;
import roadbed.rego.ir.QueryPlan;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.partial.Exact;
import roadbed.rego.partial.PartialEvaluator;
import roadbed.rego.partial.PartialOptions;
import roadbed.rego.partial.PartialResult;
import roadbed.rego.resolve.Dependencies;
import roadbed.rego.resolve.Resolver;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.AstText;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.Value;

/** A compiled policy: immutable, and safe to use from many threads. */
public final class Policy {
  /**
   * What compiling makes.
   *
   * @param source a digest of all sources
   */
  record Parts(
      RuleNode root,
      Planner planner,
      Program program,
      Builtins builtins,
      Dialect dialect,
      List<Annotation> annotations,
      boolean marks,
      CompiledCodes codes,
      Supplier<byte[]> source) {}

  private final Parts parts;
  private final Value data;
  private final boolean strictErrors;
  private final Limits limits;
  private final Supplier<CallContext.Builder> context;
  private final Machine machine;
  private final ConcurrentHashMap<String, Optional<TreeNode>> entrypoints = new ConcurrentHashMap<>();

  Policy(Parts parts, Value data) {
    this(parts, data, false, Limits.STANDARD, CallContext::builder, Machine.TIERED);
  }

  private Policy(
      Parts parts, Value data, boolean strictErrors, Limits limits, Supplier<CallContext.Builder> context, Machine machine) {
    this.parts = parts;
    this.data = data;
    this.strictErrors = strictErrors;
    this.limits = limits;
    this.context = context;
    this.machine = machine;
  }

  /** The same rules, where an error of a builtin ends the evaluation or only makes its call undefined. */
  public Policy withStrictErrors(boolean value) {
    return new Policy(parts, data, value, limits, context, machine);
  }

  /** The same rules under other limits. */
  public Policy withLimits(Limits value) {
    return new Policy(parts, data, strictErrors, value, context, machine);
  }

  /** The same rules over another base document. */
  public Policy withData(Value value) {
    return new Policy(parts, value, strictErrors, limits, context, machine);
  }

  /** The same rules, with builtins that see another clock, network, randomness or sink of prints. */
  public Policy withContext(Supplier<CallContext.Builder> value) {
    return new Policy(parts, data, strictErrors, limits, value, machine);
  }

  /**
   * The same rules on another machine; for {@link Machine#BYTECODE} they are compiled now. A policy with marks, which is
   * there to be traced, is interpreted whatever is chosen.
   */
  public Policy withMachine(Machine value) {
    if (value == Machine.BYTECODE && !parts.marks()) {
      parts.codes().compileAll();
    }
    return new Policy(parts, data, strictErrors, limits, context, value);
  }

  /** The same rules, compiled. */
  public Policy compiled() {
    return withMachine(Machine.BYTECODE);
  }

  /**
   * The compiled classes as bytes, to be saved; {@link #withCode} takes them back. They are of use to this version of the
   * engine and these sources only.
   */
  public byte[] code() {
    return parts.codes().save(parts.source().get());
  }

  /**
   * The same rules, compiled: their classes are taken from what {@link #code} gave. Empty where that was another version
   * of the engine or of the sources, or is not whole. The bytes are code that will run: take them only from where nobody
   * else can write.
   */
  public Optional<Policy> withCode(byte[] saved) {
    boolean loaded = !parts.marks() && parts.codes().load(saved, parts.source().get(), parts.builtins());
    return loaded ? Optional.of(new Policy(parts, data, strictErrors, limits, context, Machine.BYTECODE)) : Optional.empty();
  }

  /** What runs this policy. */
  Machine machine() {
    return parts.marks() ? Machine.INTERPRETER : machine;
  }

  /** The metadata of all files. */
  public List<Annotation> annotations() {
    return parts.annotations();
  }

  /** What the policy says about one input; several decisions share what they have in common. For one thread. */
  public Evaluation on(@Nullable Value input) {
    return new Evaluation(this, run(input));
  }

  /**
   * What a rule that makes a set, such as {@code data.s3.deny}, decides about an input.
   *
   * @param entrypoint the rule's path
   */
  public Decision decide(String entrypoint, Value input) {
    return on(input).decide(entrypoint);
  }

  /**
   * Compiles a query for repeated use.
   *
   * @param query an entrypoint such as {@code data.s3.deny}, or any other query
   * @throws QueryException where the text is wrong
   */
  public Query query(String query) {
    List<RegoError> errors = new ArrayList<>();
    List<Statement> statements = Parser.query("query", query, parts.dialect(), errors);
    if (!errors.isEmpty()) {
      throw new QueryException(errors);
    }
    return planned(statements, Resolver.query(named(statements), parts.root(), parts.builtins(), errors), errors);
  }

  /**
   * Compiles a query that was read already and stands in a file. In its rows, the value of each statement that has one
   * of its own is under {@link QueryResult#valueOf}, false ones too.
   *
   * @param file whose package and imports give names their meaning
   * @throws QueryException where it is wrong
   */
  public Query query(List<Statement> statements, Module file) {
    List<RegoError> errors = new ArrayList<>();
    List<Statement> named = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      named.add(named(statements.get(i), QueryResult.valueOf(i)));
    }
    return planned(statements, Resolver.query(named, parts.root(), parts.builtins(), file, errors), errors);
  }

  /**
   * What a query that was read already depends on.
   *
   * @param file whose package and imports give names their meaning
   * @throws QueryException where it is wrong
   */
  public Dependencies dependencies(List<Statement> statements, Module file) {
    List<RegoError> errors = new ArrayList<>();
    Resolver.Query resolved = Resolver.query(statements, parts.root(), parts.builtins(), file, errors);
    if (!errors.isEmpty()) {
      throw new QueryException(errors);
    }
    return Dependencies.of(resolved, parts.root());
  }

  private Query planned(List<Statement> statements, Resolver.Query resolved, List<RegoError> errors) {
    if (!errors.isEmpty()) {
      // A name that was given to a value is not bound either where the value is unsafe; nobody wrote it.
      List<RegoError> written = errors.stream().filter(error -> !error.message().startsWith("var #")).toList();
      throw new QueryException(written.isEmpty() ? errors : written);
    }
    Landmarks landmarks = parts.marks() ? Landmarks.ofQuery(statements) : null;
    return new Query(this, parts.planner().query(resolved, landmarks));
  }

  /** A query that is one term binds its value to a name. */
  private List<Statement> named(List<Statement> statements) {
    return statements.size() == 1 ? List.of(named(statements.getFirst(), QueryResult.VALUE)) : statements;
  }

  /** A statement that is a term with a value binds that to a name. */
  private Statement named(Statement statement, String name) {
    if (!(statement instanceof Statement.Expression expression)
        || expression.negated()
        || (expression.term() instanceof Term.Infix infix
            && (infix.builtin().equals("eq") || infix.builtin().equals("assign")))
        || (expression.term() instanceof Term.Call call
            && call.name() instanceof Term.Var function
            && function.name().equals("print"))
        || (expression.term() instanceof Term.Call call && call.args().size() > arity(call))) {
      return statement;
    }
    Location at = expression.at();
    return new Statement.Expression(
        at,
        false,
        new Term.Infix(at, "eq", List.of(new Term.Var(at, name), expression.term())),
        expression.with());
  }

  /**
   * Evaluates a query.
   *
   * @throws QueryException where the text is wrong
   */
  public QueryResult query(String query, @Nullable Value input) {
    return query(query).evaluate(input);
  }

  /**
   * Evaluates a query as far as it can be while some of what it needs is not known.
   *
   * @param query any query
   * @param input the known part of the input; null for none
   * @throws QueryException where the text is wrong
   */
  public PartialResult partial(String query, @Nullable Value input, PartialOptions options) {
    List<RegoError> errors = new ArrayList<>();
    List<Statement> statements = Parser.query("query", query, parts.dialect(), errors);
    if (errors.isEmpty()) {
      Resolver.Query resolved = Resolver.query(statements, parts.root(), parts.builtins(), errors);
      if (errors.isEmpty()) {
        try {
          Exact exact = new KnownParts(parts, run(input), data, input);
          return new PartialEvaluator(parts.root(), options, exact).evaluate(resolved);
        } catch (EvaluationException e) {
          return new PartialResult(List.of(), List.of(), List.of(e.error()));
        } catch (StackOverflowError e) {
          RegoError error = new RegoError(RegoError.LIMIT, "the evaluation is nested too deeply", null);
          return new PartialResult(List.of(), List.of(), List.of(error));
        }
      }
    }
    throw new QueryException(errors);
  }

  Run run(@Nullable Value input) {
    CompiledCodes codes = machine() == Machine.INTERPRETER ? null : parts.codes();
    CallContext.Builder builtins = context.get().modules(ModuleTrees.READER);
    return new Run(parts.program(), input, data, strictErrors, limits, builtins, codes);
  }

  /** The place of an entrypoint; empty where there is no such rule. */
  Optional<TreeNode> entrypoint(String path) {
    return entrypoints.computeIfAbsent(path, this::find);
  }

  /** How many operands a function takes; a call with one more binds its result to the last. */
  private int arity(Term.Call call) {
    return parts
        .builtins()
        .find(AstText.of(call.name()))
        .map(Builtin::arity)
        .or(() -> rule(call.name()).filter(node -> node.kind() == RuleNode.Kind.FUNCTION).map(RuleNode::arity))
        .orElse(Integer.MAX_VALUE);
  }

  private Optional<RuleNode> rule(Term path) {
    RuleNode node = null;
    if (path instanceof Term.Ref ref && ref.head() instanceof Term.Var head && head.name().equals("data")) {
      node = parts.root();
      for (Term part : ref.path()) {
        node = node == null || !(part instanceof Term.Scalar scalar) ? null : node.child(scalar.value());
      }
    }
    return Optional.ofNullable(node);
  }

  private Optional<TreeNode> find(String path) {
    Term term = Parser.term("entrypoint", path, new ArrayList<>());
    if (!(term instanceof Term.Ref ref)
        || !(ref.head() instanceof Term.Var head)
        || !head.name().equals("data")) {
      return Optional.empty();
    }
    TreeNode node = parts.program().root();
    for (Term part : ref.path()) {
      node = node == null || !(part instanceof Term.Scalar scalar) ? null : node.child(scalar.value());
    }
    return node == null || node.kind() == null ? Optional.empty() : Optional.of(node);
  }

  TreeNode root() {
    return parts.program().root();
  }

}
