package roadbed.rego.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.rego.Compilation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.resolve.Schemas;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.RegoError;

/**
 * The tests of a set of files, compiled once.
 *
 * <p>A file with errors is left out together with what cannot do without it: its tests are errors, and the rest is run.
 * Its errors are always among {@link #errors}: a run with errors is never a good one.
 */
public final class TestSuite {
  private final List<TestRule> tests;
  private final List<RegoError> errors;
  private final Map<String, RegoError> broken;
  private final @Nullable Policy policy;
  private final Supplier<@Nullable Policy> traced;
  private final List<Module> modules;

  private TestSuite(
      List<TestRule> tests,
      List<RegoError> errors,
      Map<String, RegoError> broken,
      @Nullable Policy policy,
      Supplier<@Nullable Policy> traced,
      List<Module> modules) {
    this.tests = tests;
    this.errors = errors;
    this.broken = broken;
    this.policy = policy;
    this.traced = traced;
    this.modules = modules;
  }

  /**
   * Compiles what was loaded.
   *
   * @param schemas the JSON schemas that metadata names
   * @param v0 whether queries are read in the dialect from before OPA 1.0
   * @param marks whether all runs are traced, as coverage needs it
   */
  public static TestSuite of(Loaded loaded, Schemas schemas, boolean v0, boolean marks) {
    return of(loaded, schemas, v0, marks, Builtins.standard());
  }

  /** The same for files that find other functions. */
  public static TestSuite of(Loaded loaded, Schemas schemas, boolean v0, boolean marks, Builtins builtins) {
    Loaded.Parsed parsed = loaded.parse();
    List<RegoError> errors = new ArrayList<>(loaded.problems());
    errors.addAll(parsed.errors());
    List<Module> modules = new ArrayList<>(parsed.modules());
    Map<String, RegoError> broken = new HashMap<>();
    Policy policy = null;
    while (policy == null && !modules.isEmpty()) {
      switch (compile(modules, loaded, schemas, v0, marks, builtins)) {
        case Compilation.Compiled compiled -> policy = compiled.policy();
        case Compilation.Failed failed -> {
          errors.addAll(failed.errors());
          for (RegoError error : failed.errors()) {
            Location at = error.at();
            if (at != null) {
              broken.putIfAbsent(at.file(), error);
            }
          }
          if (!modules.removeIf(module -> broken.containsKey(module.file()))) {
            modules.clear();
          }
        }
      }
    }
    List<Module> good = List.copyOf(modules);
    Supplier<@Nullable Policy> traced =
        () -> compile(good, loaded, schemas, v0, true, builtins) instanceof Compilation.Compiled compiled ? compiled.policy() : null;
    List<TestRule> tests = new ArrayList<>(TestRules.of(good));
    tests.addAll(
        TestRules.of(parsed.modules().stream().filter(module -> broken.containsKey(module.file())).toList()));
    tests.sort(Comparator.comparing(test -> test.at().file()));
    return new TestSuite(List.copyOf(tests), List.copyOf(errors), broken, policy, traced, good);
  }

  private static Compilation compile(
      List<Module> modules, Loaded loaded, Schemas schemas, boolean v0, boolean marks, Builtins builtins) {
    Rego.Compiler compiler =
        Rego.compiler()
            .v0(v0)
            .tests(true)
            .marks(marks)
            .schemas(schemas)
            .builtins(builtins)
            .apartFromData(true)
            .data(loaded.data());
    modules.forEach(compiler::module);
    return compiler.compile();
  }

  /** All tests, in the order of the files. */
  public List<TestRule> tests() {
    return tests;
  }

  /** What is wrong with the files. */
  public List<RegoError> errors() {
    return errors;
  }

  /** The files that were compiled. */
  public List<Module> modules() {
    return modules;
  }

  /** What is wrong with a test's file, where it was left out. */
  @Nullable RegoError broken(TestRule test) {
    return broken.get(test.at().file());
  }

  /** The compiled files; null where nothing could be compiled. */
  @Nullable Policy policy() {
    return policy;
  }

  /** The same compiled so that runs can be traced; made anew for each call. */
  @Nullable Policy traced() {
    return traced.get();
  }
}
