package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Suggestions;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.StringValue;

/**
 * Runs the stages that turn parsed modules into a tree of resolved rules. All stages run over all rules that have no error
 * yet, so that one run reports what is wrong anywhere.
 */
public final class Resolver {
  /** One stage, and why it stands where it does. */
  private record Stage(String name, String reason, Consumer<Resolver> work) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage("imports", "names in bodies mean what the imports say", Resolver::checkImports),
          new Stage("tree", "a name in a body may be a rule of any file, so all heads come before any body",
              Resolver::buildTree),
          new Stage("conflicts", "needs the whole tree; what a reference reaches must be one kind of thing",
              resolver -> resolver.tree().checkConflicts()),
          new Stage("bodies", "needs the tree to tell rules from variables and functions from builtins",
              Resolver::resolveBodies),
          new Stage("safety", "needs goals; ordering them is the same work as finding what is never bound",
              Resolver::orderBodies),
          new Stage("recursion", "needs resolved references; evaluation and types rely on it to end",
              Resolver::checkRecursion),
          new Stage("types", "needs goals in their order, and each rule after the rules that it uses",
              Resolver::checkTypes));

  /** A rule on its way through the stages; one with an error stays where it is. */
  private static final class Work {
    private final RuleTree.Placed placed;
    private Definition definition;
    private boolean isBroken;

    Work(RuleTree.Placed placed, Definition definition) {
      this.placed = placed;
      this.definition = definition;
    }
  }

  private final List<Module> modules;
  private final Builtins builtins;
  private final boolean strict;
  private final List<RegoError> errors;
  private final Schemas schemas;
  private final List<Work> works = new ArrayList<>();
  private @Nullable RuleTree tree;
  private @Nullable Annotations annotations;

  public Resolver(List<Module> modules, Builtins builtins, boolean strict, List<RegoError> errors) {
    this(modules, builtins, strict, Schemas.NONE, errors);
  }

  /** A resolver that knows the schemas which metadata names. */
  public Resolver(
      List<Module> modules, Builtins builtins, boolean strict, Schemas schemas, List<RegoError> errors) {
    this.schemas = schemas;
    this.modules = List.copyOf(modules);
    this.builtins = builtins;
    this.strict = strict;
    this.errors = errors;
  }

  /** The root of the tree of rules; of use only if no error was found. */
  public RuleNode resolve() {
    for (Stage stage : STAGES) {
      stage.work().accept(this);
    }
    errors.replaceAll(this::hinted);
    errors.sort(RegoError.BY_PLACE);
    return tree == null ? new RuleNode(null, StringValue.of("data")) : tree.root();
  }

  /** The stages by name with the reason for their order, for the documentation. */
  public static Map<String, String> stages() {
    Map<String, String> stages = new LinkedHashMap<>();
    STAGES.forEach(stage -> stages.put(stage.name(), stage.reason()));
    return stages;
  }

  private RuleTree tree() {
    RuleTree built = tree;
    if (built == null) {
      throw new IllegalStateException("the tree is built by an earlier stage");
    }
    return built;
  }

  private void error(String code, String message, Location at) {
    errors.add(new RegoError(code, message, at));
  }

  /** A variable that nothing binds may be a slip: of a name in the file, or of a keyword that nobody imported. */
  private RegoError hinted(RegoError error) {
    Location at = error.at();
    if (!error.code().equals(RegoError.UNSAFE) || error.hint() != null || at == null) {
      return error;
    }
    String name = error.message().replaceFirst("^var (.*) is unsafe$", "$1");
    for (Module module : modules) {
      if (module.file().equals(at.file())) {
        if (!module.v1() && Set.of("if", "contains", "in", "every").contains(name)) {
          return error.hinting("`import rego.v1` makes `" + name + "` a keyword");
        }
        Set<String> known = new HashSet<>(Set.of("input", "data"));
        known.addAll(new FileNames(module, tree().packageNode(module)).known());
        return error.hinting(Suggestions.nearest(name, known));
      }
    }
    return error;
  }

  private void checkImports() {
    for (Module module : modules) {
      Map<String, Module.Import> seen = new HashMap<>();
      for (Module.Import imported : module.imports()) {
        boolean isGlobal = imported.path().getFirst().equals("data") || imported.path().getFirst().equals("input");
        if (!isGlobal || !(module.v1() || strict)) {
          continue;
        }
        Module.Import first = seen.putIfAbsent(imported.name(), imported);
        if (first != null) {
          error(RegoError.COMPILE, "import must not shadow import " + String.join(".", first.path()), imported.at());
        }
      }
    }
  }

  private void buildTree() {
    tree = new RuleTree(modules, errors);
    for (RuleTree.Placed placed : tree.placed()) {
      String name = placed.rule().head().name();
      if ((placed.module().v1() || strict) && (name.equals("input") || name.equals("data"))) {
        error(
            RegoError.COMPILE, "rules must not shadow " + name + " (use a different rule name)", placed.rule().at());
      }
    }
  }

  private void resolveBodies() {
    // By identity: a module is as large as its file.
    IdentityHashMap<Module, FileNames> names = new IdentityHashMap<>();
    for (Module module : modules) {
      names.put(module, new FileNames(module, tree().packageNode(module)));
    }
    Annotations found = new Annotations(modules, errors);
    annotations = found;
    for (RuleTree.Placed placed : tree().placed()) {
      FileNames fileNames = names.get(placed.module());
      if (fileNames == null) {
        continue;
      }
      int before = errors.size();
      Metadata metadata = new Metadata.OfRule(found, placed.module(), placed.index());
      Translator translator =
          new Translator(tree().root(), builtins, fileNames, metadata, placed.module().v1(), strict, errors);
      Work work = new Work(placed, new HeadTranslator(translator).definition(placed.rule()));
      work.isBroken = errors.size() > before;
      works.add(work);
    }
    if (strict) {
      names.forEach(this::checkUnusedImports);
    }
  }

  private void checkUnusedImports(Module module, FileNames names) {
    for (Module.Import imported : module.imports()) {
      boolean isGlobal = imported.path().getFirst().equals("data") || imported.path().getFirst().equals("input");
      if (isGlobal && !names.used(imported.name())) {
        String alias = imported.alias() == null ? "" : " as " + imported.alias();
        String path = String.join(".", imported.path());
        error(RegoError.COMPILE, "import " + path + alias + " unused", imported.at());
      }
    }
  }

  private void orderBodies() {
    Ordering ordering = new Ordering(errors);
    for (Work work : works) {
      if (work.isBroken) {
        continue;
      }
      int before = errors.size();
      work.definition = ordering.order(work.definition);
      work.isBroken = errors.size() > before;
      if (work.placed.rule().isDefault()) {
        work.placed.node().byDefault(work.definition);
      } else {
        work.placed.node().definitions().add(work.definition);
      }
    }
  }

  private void checkRecursion() {
    new Recursion(tree().root(), errors).check(rules());
  }

  private void checkTypes() {
    Annotations metadata = annotations;
    RuleTypes types = new RuleTypes(tree().root());
    TypeChecker checker = new TypeChecker(types, errors::add);
    SchemaOverrides overrides = new SchemaOverrides(schemas, types, errors::add);
    Map<RuleNode, List<Work>> byRule = new HashMap<>();
    works.forEach(work -> byRule.computeIfAbsent(work.placed.node(), _ -> new ArrayList<>()).add(work));
    for (RuleNode rule : new Recursion(tree().root(), errors).ordered(rules())) {
      for (Work work : byRule.getOrDefault(rule, List.of())) {
        if (work.isBroken || rule.isContested() || metadata == null) {
          types.giveUp(rule);
        } else {
          overrides.apply(
              metadata.schemas(work.placed.module(), work.placed.index()), work.placed.rule().at());
          checker.check(rule, work.definition);
        }
      }
    }
  }

  private Set<RuleNode> rules() {
    Set<RuleNode> rules = new LinkedHashSet<>();
    tree().placed().forEach(placed -> rules.add(placed.node()));
    return rules;
  }

  /**
   * A query's body against the resolved rules.
   *
   * @param body the goals, in order
   * @param variables the variables that the text names, with their names
   */
  public record Query(Body body, Map<String, Variable> variables) {}

  /** Resolves a query; of use only if no error was added. */
  public static Query query(
      List<Statement> statements, RuleNode root, Builtins builtins, List<RegoError> errors) {
    return query(statements, root, builtins, new FileNames(), errors);
  }

  /**
   * Resolves a query that stands in a file; of use only if no error was added.
   *
   * @param file whose package and imports give names their meaning; its rules are not looked at
   */
  public static Query query(
      List<Statement> statements, RuleNode root, Builtins builtins, Module file, List<RegoError> errors) {
    RuleNode packageNode = root;
    for (String part : file.path()) {
      packageNode = packageNode == null ? null : packageNode.child(StringValue.of(part));
    }
    RuleNode rules = packageNode == null ? new RuleNode(null, StringValue.of("data")) : packageNode;
    return query(statements, root, builtins, new FileNames(file, rules), errors);
  }

  private static Query query(
      List<Statement> statements, RuleNode root, Builtins builtins, FileNames names, List<RegoError> errors) {
    Translator translator = new Translator(root, builtins, names, new Metadata.None(), true, false, errors);
    Map<String, Variable> variables = new HashMap<>();
    Scope[] scope = new Scope[1];
    List<Goal> goals =
        translator.collect(
            () -> {
              scope[0] = translator.push(statements);
              translator.statements(statements);
              translator.pop();
            });
    translator.freeVariables().forEach((name, variable) -> {
      if (!variable.generated()) {
        variables.put(name, variable);
      }
    });
    variables.putAll(scope[0].declared());
    if (!errors.isEmpty()) {
      return new Query(new Body(List.of()), Map.of());
    }
    Set<Variable> bound = new HashSet<>();
    Body body = new Ordering(errors).order(new Body(goals), bound, Set.of());
    if (errors.isEmpty()) {
      new TypeChecker(RuleTypes.unknown(), errors::add).check(body);
    }
    variables.values().retainAll(bound);
    return new Query(body, variables);
  }

  /** The value of a rule that has none of its own. */
  static final Term TRUE = new Term.Scalar(new Location("", 0, 0), BooleanValue.TRUE);
}
