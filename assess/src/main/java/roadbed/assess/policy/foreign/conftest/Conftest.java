package roadbed.assess.policy.foreign.conftest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.rego.Compilation;
import roadbed.rego.Decision;
import roadbed.rego.Evaluation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.bundle.Source;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Rule;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Rego files whose rules are asked for by name. */
public final class Conftest {
  private final @Nullable Policy policy;
  private final List<Module> modules;
  private final Map<String, Map<RuleName, Integer>> rules;
  private final List<Diagnostic> diagnostics;

  private Conftest(
      @Nullable Policy policy,
      List<Module> modules,
      Map<String, Map<RuleName, Integer>> rules,
      List<Diagnostic> diagnostics) {
    this.policy = policy;
    this.modules = List.copyOf(modules);
    this.rules = rules;
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Which dialect files are in. */
  public enum Version {
    /** Each file in what it can be read as, the present one first. */
    AUTO,
    V0,
    V1
  }

  /** Compiles files that find the functions of the language and of Trivy. */
  public static Conftest of(Collection<Source> sources, ObjectValue data, Version version) {
    return of(sources, data, version, TrivyBuiltins.with(Builtins.standard()));
  }

  /** Compiles files that find some functions. */
  public static Conftest of(Collection<Source> sources, ObjectValue data, Version version, Builtins builtins) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Module> modules = new ArrayList<>();
    for (Source source : sources) {
      Module module = parse(source.name(), source.text(), version, diagnostics);
      if (module != null) {
        modules.add(module);
      }
    }
    return of(modules, data, builtins, diagnostics);
  }

  private static Conftest of(
      List<Module> modules, ObjectValue data, Builtins builtins, List<Diagnostic> diagnostics) {
    Map<String, Map<RuleName, Integer>> rules = new TreeMap<>();
    for (Module module : modules) {
      String namespace = String.join(".", module.path());
      Map<RuleName, Integer> counts =
          rules.computeIfAbsent(namespace, _ -> new TreeMap<>(java.util.Comparator.comparing(RuleName::name)));
      for (Rule rule : module.rules()) {
        RuleName.of(rule.head().name())
            .filter(_ -> rule.head().args() == null)
            .ifPresent(name -> counts.merge(name, 1, Integer::sum));
      }
    }
    if (!diagnostics.isEmpty()) {
      return new Conftest(null, modules, rules, diagnostics);
    }
    Rego.Compiler compiler = Rego.compiler().data(data).builtins(builtins);
    modules.forEach(compiler::module);
    return switch (compiler.compile()) {
      case Compilation.Compiled compiled -> new Conftest(compiled.policy(), modules, rules, diagnostics);
      case Compilation.Failed failed -> {
        failed.errors().forEach(error -> diagnostics.add(diagnostic("policy", error)));
        yield new Conftest(null, modules, rules, diagnostics);
      }
    };
  }

  private static @Nullable Module parse(
      String name, String text, Version version, List<Diagnostic> diagnostics) {
    List<RegoError> errors = new ArrayList<>();
    Module module = Parser.module(name, text, version == Version.V0 ? Dialect.V0 : Dialect.V1, errors);
    if (!errors.isEmpty() && version == Version.AUTO) {
      List<RegoError> older = new ArrayList<>();
      Module inOlder = Parser.module(name, text, Dialect.V0, older);
      if (older.isEmpty()) {
        return inOlder;
      }
    }
    errors.forEach(error -> diagnostics.add(diagnostic(name, error)));
    return errors.isEmpty() ? module : null;
  }

  private static Diagnostic diagnostic(String name, RegoError error) {
    var at = error.at();
    Location place = at == null ? Location.of(name) : Location.of(at.file(), at.line(), at.column());
    return Diagnostic.error("policy." + error.code(), place, error.message(), "");
  }

  /** What is wrong with the files; nothing can be checked then. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** All packages, whether or not they have rules to ask for. */
  public Set<String> namespaces() {
    return new TreeSet<>(rules.keySet());
  }

  /** The packages that have rules to ask for. */
  public Set<String> asked() {
    Set<String> asked = new TreeSet<>();
    rules.forEach(
        (namespace, counts) -> {
          if (!counts.isEmpty()) {
            asked.add(namespace);
          }
        });
    return asked;
  }

  /** The checks among the files that have Trivy's metadata. */
  public List<TrivyCheck> trivyChecks() {
    return modules.stream().flatMap(module -> TrivyCheck.of(module).stream()).toList();
  }

  /** The rules of a namespace that are asked for. */
  public List<String> rules(String namespace) {
    return rules.getOrDefault(namespace, Map.of()).keySet().stream().map(RuleName::name).toList();
  }

  /** The files of a namespace, by name. */
  public String files(String namespace) {
    return modules.stream()
        .filter(module -> String.join(".", module.path()).equals(namespace))
        .map(Module::file)
        .sorted()
        .collect(java.util.stream.Collectors.joining("\n"));
  }

  /** What one rule says of a document. */
  public Ruling ask(Value document, String namespace, String rule, Limits limits) {
    return ruling(check("", document, namespace, limits, Set.of(rule)));
  }

  /** A result as a ruling. What exceptions took away is no violation. */
  public static Ruling ruling(CheckResult result) {
    List<Ruling.Violation> violations = new ArrayList<>();
    result.failures().forEach(one -> violations.add(new Ruling.Violation(one.text(), one.metadata())));
    result.warnings().forEach(one -> violations.add(new Ruling.Violation(one.text(), one.metadata())));
    return new Ruling(violations, result.undecided().stream().map(CheckResult.Message::text).toList());
  }

  /**
   * Asks the rules of a namespace about documents that stand in one file.
   *
   * @param name the file
   */
  public CheckResult check(String name, List<? extends Value> documents, String namespace, Limits limits) {
    CheckResult result = new CheckResult(name, namespace, 0, List.of(), List.of(), List.of(), List.of());
    for (Value document : documents) {
      result = result.and(check(name, document, namespace, limits, Set.of()));
    }
    return result;
  }

  /**
   * Asks about one document.
   *
   * @param only the rules to ask; all of them where there are none
   */
  private CheckResult check(String name, Value document, String namespace, Limits limits, Set<String> only) {
    List<CheckResult.Message> failures = new ArrayList<>();
    List<CheckResult.Message> warnings = new ArrayList<>();
    List<CheckResult.Message> exceptions = new ArrayList<>();
    List<CheckResult.Message> undecided = new ArrayList<>();
    int successes = 0;
    Map<RuleName, Integer> counts = rules.getOrDefault(namespace, Map.of());
    if (policy == null) {
      counts.keySet().stream()
          .filter(rule -> only.isEmpty() || only.contains(rule.name()))
          .forEach(rule -> undecided.add(message(rule, "the policies do not compile")));
      return new CheckResult(name, namespace, 0, failures, warnings, exceptions, undecided);
    }
    Evaluation evaluation = policy.withLimits(limits).on(document);
    String root = root(namespace);
    Decision excepted = evaluation.decide(root + ".exception");
    for (Map.Entry<RuleName, Integer> entry : counts.entrySet()) {
      RuleName rule = entry.getKey();
      if (!only.isEmpty() && !only.contains(rule.name())) {
        continue;
      }
      int excused = excused(excepted, rule);
      Decision decision = evaluation.decide(root + "." + rule.name());
      List<CheckResult.Message> found = messages(rule, decision);
      int results = excused;
      for (int i = 0; i < excused; i++) {
        exceptions.add(message(rule, "data." + namespace + ".exception[_][_] == " + Values.quote(rule.exception())));
      }
      if (!decision.complete() && excused == 0) {
        decision.undecided().forEach(reason -> undecided.add(message(rule, reason)));
        decision.errors().forEach(error -> undecided.add(message(rule, error.toString())));
        results++;
      }
      if (excused == 0) {
        (rule.failure() ? failures : warnings).addAll(found);
        results += found.size();
      }
      if (decision.complete() && found.isEmpty()) {
        successes++;
        results++;
      }
      successes += Math.max(0, entry.getValue() - results);
    }
    return new CheckResult(name, namespace, successes, failures, warnings, exceptions, undecided);
  }

  private static CheckResult.Message message(RuleName rule, String text) {
    return new CheckResult.Message(rule.name(), text, ObjectValue.EMPTY);
  }

  /** A path in Rego for a package, whatever its names are made of. */
  private static String root(String namespace) {
    StringBuilder path = new StringBuilder("data");
    for (String part : namespace.split("\\.")) {
      path.append('[').append(Values.quote(part)).append(']');
    }
    return path.toString();
  }

  private static int excused(Decision excepted, RuleName rule) {
    int count = 0;
    StringValue name = StringValue.of(rule.exception());
    for (Value entry : excepted.entries()) {
      boolean has =
          switch (entry) {
            case ArrayValue array -> array.stream().anyMatch(name::equals);
            case SetValue set -> set.contains(name);
            case ObjectValue object -> object.get(name) != null;
            default -> false;
          };
      count += has ? 1 : 0;
    }
    return count;
  }

  /** Texts, and objects with one under {@code msg}; what is neither says nothing to Conftest either. */
  private static List<CheckResult.Message> messages(RuleName rule, Decision decision) {
    Set<CheckResult.Message> messages = new LinkedHashSet<>();
    for (Value entry : decision.entries()) {
      switch (entry) {
        case StringValue text -> messages.add(message(rule, text.value()));
        case ObjectValue object when object.get("msg") instanceof StringValue text -> {
          Map<Value, Value> metadata = new LinkedHashMap<>();
          for (int i = 0; i < object.size(); i++) {
            if (!object.keyAt(i).equals(StringValue.of("msg"))) {
              metadata.put(object.keyAt(i), object.valueAt(i));
            }
          }
          messages.add(new CheckResult.Message(rule.name(), text.value(), ObjectValue.of(metadata)));
        }
        case BooleanValue _ -> {
          // A rule that is only true gives no message, and counts as one that found nothing.
        }
        default -> {
          // Neither a text nor an object with one.
        }
      }
    }
    return List.copyOf(messages);
  }

  /** Rules that give no messages whatever they find, which is hardly what their author meant. */
  public List<Diagnostic> suspects() {
    List<Diagnostic> suspects = new ArrayList<>();
    for (Module module : modules) {
      for (Rule rule : module.rules()) {
        boolean plain =
            rule.head().key() == null && rule.head().value() == null && rule.head().path().isEmpty() && rule.head().args() == null;
        if (plain && !rule.isDefault() && RuleName.of(rule.head().name()).isPresent()) {
          suspects.add(
              Diagnostic.warning(
                  "policy.no-message",
                  Location.of(rule.at().file(), rule.at().line(), rule.at().column()),
                  rule.head().name() + " is true or not, and gives no message: it never fails anything",
                  "write " + rule.head().name() + " contains msg if { … }"));
        }
      }
    }
    return suspects;
  }
}
