package roadbed.assess.policy.foreign.gatekeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.rego.Compilation;
import roadbed.rego.Decision;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Rules in Rego: {@code violation} in a package of any name, and libraries below {@code lib}. */
final class RegoTemplate implements ConstraintTemplate.TemplateCode {
  private static final List<String> PACKAGE = List.of("template");
  private static final String ENTRYPOINT = "data.template.violation";

  private final Policy policy;
  private volatile Stocked stocked;

  /** The policy over an inventory; the same inventory comes many times. */
  private record Stocked(Value inventory, Policy policy) {}

  private RegoTemplate(Policy policy) {
    this.policy = policy;
    this.stocked = new Stocked(ObjectValue.EMPTY, policy);
  }

  static Optional<RegoTemplate> compile(String file, Value source, List<String> problems) {
    Dialect dialect = Nested.text(source, "version").equals("v1") ? Dialect.V1 : Dialect.V0;
    List<Module> modules = new ArrayList<>();
    int before = problems.size();
    Module main = module(file, Nested.text(source, "rego"), dialect, problems);
    if (main != null) {
      if (main.rules().stream().noneMatch(rule -> rule.head().name().equals("violation"))) {
        problems.add(file + ": a template's Rego defines the rule violation");
      }
      modules.add(renamed(main));
    }
    List<Value> libraries = Nested.items(source, "libs");
    for (int i = 0; i < libraries.size(); i++) {
      String name = file + ".libs[" + i + "]";
      Module library = libraries.get(i) instanceof StringValue text ? module(name, text.value(), dialect, problems) : null;
      if (library == null) {
        continue;
      }
      if (library.path().isEmpty() || !library.path().getFirst().equals("lib")) {
        problems.add(name + ": the package of a library begins with lib");
      }
      modules.add(library);
    }
    for (Module module : modules) {
      imports(module, problems);
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    Rego.Compiler compiler = Rego.compiler();
    modules.forEach(compiler::module);
    return switch (compiler.compile()) {
      case Compilation.Compiled compiled -> Optional.of(new RegoTemplate(compiled.policy()));
      case Compilation.Failed failed -> {
        failed.errors().forEach(error -> problems.add(error.toString()));
        yield Optional.empty();
      }
    };
  }

  private static @Nullable Module module(String file, String text, Dialect dialect, List<String> problems) {
    List<RegoError> errors = new ArrayList<>();
    Module module = Parser.module(file, text, dialect, errors);
    errors.forEach(error -> problems.add(error.toString()));
    return errors.isEmpty() ? module : null;
  }

  /** What Rego a template may bring in; anything else would be silently undefined. */
  private static void imports(Module module, List<String> problems) {
    for (Module.Import one : module.imports()) {
      List<String> path = one.path();
      boolean known =
          path.getFirst().equals("input")
              || path.getFirst().equals("future")
              || path.getFirst().equals("rego")
              || (path.size() > 1
                  && path.getFirst().equals("data")
                  && (path.get(1).equals("lib") || path.get(1).equals("inventory")));
      if (!known) {
        problems.add(one.at() + ": a template imports data.lib and data.inventory only, not " + String.join(".", path));
      }
    }
  }

  private static Module renamed(Module module) {
    return new Module(
        module.file(),
        module.at(),
        module.pathAt(),
        PACKAGE,
        module.v1(),
        module.imports(),
        module.rules(),
        module.annotations());
  }

  @Override
  public Ruling review(AdmissionRequest request, Constraint constraint, Value inventory) {
    ObjectValue.Builder input = ObjectValue.builder(2);
    input.put("review", review(request));
    input.put("parameters", constraint.parameters());
    Decision decision = over(inventory).decide(ENTRYPOINT, input.build());
    List<Ruling.Violation> violations = new ArrayList<>();
    List<String> undecided = new ArrayList<>(decision.undecided());
    decision.errors().forEach(error -> undecided.add(error.toString()));
    for (Value entry : decision.entries()) {
      Value message = entry instanceof ObjectValue object ? object.get("msg") : null;
      if (message instanceof StringValue text) {
        Value details = ((ObjectValue) entry).get("details");
        violations.add(new Ruling.Violation(text.value(), details == null ? ObjectValue.EMPTY : details));
      } else if (message != null) {
        undecided.add("the template's message is no text: " + message);
      }
    }
    return new Ruling(violations, undecided);
  }

  // The same inventory is recognised at no cost; whether another one is equal would take as long as using it.
  @SuppressWarnings("ReferenceEquality")
  private Policy over(Value inventory) {
    Stocked known = stocked;
    if (known.inventory() != inventory) {
      known = new Stocked(inventory, policy.withData(ObjectValue.of("inventory", inventory)));
      stocked = known;
    }
    return known.policy();
  }

  /** The request with the namespace that the object is in beside it. */
  private static ObjectValue review(AdmissionRequest request) {
    if (request.namespaceObject().isEmpty()) {
      return request.document();
    }
    ObjectValue unstable = ObjectValue.of("namespace", request.namespaceObject().map(Value.class::cast).orElse(NullValue.NULL));
    return request.with("_unstable", unstable).document();
  }
}
