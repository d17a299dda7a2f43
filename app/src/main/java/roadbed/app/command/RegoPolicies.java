package roadbed.app.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParseResult;
import roadbed.rego.Compilation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ObjectValue;

/**
 * The policies and data that a command was given, compiled.
 *
 * @param errors what is wrong; while there is something, the policy is an empty one and must not be used
 */
record RegoPolicies(Policy policy, List<Module> modules, Loaded loaded, List<RegoError> errors) {

  /** Loads and compiles what {@code --data} and {@code --bundle} name. */
  static RegoPolicies load(ParseResult words, boolean marks) {
    Loaded loaded =
        RegoOptions.loader(words).all(RegoOptions.list(words, "--data"), RegoOptions.list(words, "--bundle"));
    Loaded.Parsed parsed = loaded.parse();
    List<RegoError> errors = new ArrayList<>(loaded.problems());
    errors.addAll(parsed.errors());
    if (errors.isEmpty()) {
      Rego.Compiler compiler = Rego.compiler().v0(RegoOptions.v0(words)).marks(marks).apartFromData(true).data(loaded.data());
      parsed.modules().forEach(compiler::module);
      switch (compiler.compile()) {
        case Compilation.Compiled compiled -> {
          return new RegoPolicies(compiled.policy(), parsed.modules(), loaded, errors);
        }
        case Compilation.Failed failed -> errors.addAll(failed.errors());
      }
    }
    return new RegoPolicies(empty(), parsed.modules(), loaded, errors);
  }

  static Policy empty() {
    return switch (Rego.compiler().data(ObjectValue.EMPTY).compile()) {
      case Compilation.Compiled compiled -> compiled.policy();
      case Compilation.Failed failed -> throw new IllegalStateException(failed.errors().toString());
    };
  }
}
