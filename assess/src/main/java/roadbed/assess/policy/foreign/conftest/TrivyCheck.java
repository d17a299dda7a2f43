package roadbed.assess.policy.foreign.conftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.assess.policy.foreign.Nested;
import roadbed.model.Severity;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * A Rego file with the metadata that Trivy's checks have.
 *
 * @param id as findings name it
 * @param title one line
 * @param description why
 * @param resolution what to do
 * @param selectors kinds of documents that it is about, as {@code kubernetes}; empty for all
 * @param namespace its package
 * @param file where it stands
 */
public record TrivyCheck(
    String id,
    String title,
    String description,
    String resolution,
    Severity severity,
    List<String> selectors,
    String namespace,
    String file) {
  private static final String RESULT =
      """
      package lib.result

      new(msg, cause) := object.union(where(cause), {"msg": msg})

      where(cause) := {key: value |
        some key in {"startline", "endline", "filepath", "resource", "sourceprefix", "fskey", "explicit", "managed"}
        value := object.get(cause, key, object.get(object.get(cause, "__defsec_metadata", {}), key, null))
        value != null
      } if is_object(cause)

      where(cause) := {} if not is_object(cause)

      managed(cause) if not known_unmanaged(cause)

      known_unmanaged(cause) if object.get(object.get(cause, "__defsec_metadata", {}), "managed", true) == false
      """;

  public TrivyCheck {
    selectors = List.copyOf(selectors);
  }

  /** The metadata of a file; empty where it has none of this form. */
  static Optional<TrivyCheck> of(Module module) {
    for (Annotation annotation : module.annotations()) {
      ObjectValue fields = annotation.fields();
      ObjectValue custom = Nested.object(fields, "custom");
      boolean itsForm =
          !Nested.object(custom, "input").isEmpty()
              || !Nested.text(custom, "avd_id").isEmpty()
              || !Nested.text(custom, "short_code").isEmpty();
      if (annotation.scope().equals("package") && itsForm) {
        List<String> selectors = new ArrayList<>();
        for (Value selector : Nested.items(custom, "input", "selector")) {
          selectors.add(Nested.text(selector, "type"));
        }
        return Optional.of(
            new TrivyCheck(
                id(custom, module),
                Nested.text(fields, "title"),
                Nested.text(fields, "description"),
                Nested.text(custom, "recommended_action") + Nested.text(custom, "recommended_actions"),
                Severity.ofId(Nested.text(custom, "severity")).orElse(Severity.MEDIUM),
                selectors,
                String.join(".", module.path()),
                module.file()));
      }
    }
    return Optional.empty();
  }

  private static String id(ObjectValue custom, Module module) {
    for (String name : List.of("id", "avd_id", "short_code")) {
      String id = Nested.text(custom, name);
      if (!id.isEmpty()) {
        return id;
      }
    }
    return module.path().getLast().toUpperCase(Locale.ROOT);
  }

  /** Whether it is about documents of a kind: {@code kubernetes}, {@code dockerfile}, {@code yaml} … */
  public boolean isAbout(String kind) {
    return selectors.isEmpty() || selectors.contains(kind);
  }

  /** The module with what Trivy has built in brought in by name. */
  static Module prepared(Module module) {
    if (of(module).isEmpty()) {
      return module;
    }
    List<Module.Import> imports = new ArrayList<>(module.imports());
    addImport(imports, module, "result", List.of("data", "lib", "result"));
    addImport(imports, module, "isManaged", List.of("data", "lib", "result", "managed"));
    return new Module(
        module.file(),
        module.at(),
        module.pathAt(),
        module.path(),
        module.v1(),
        imports,
        module.rules(),
        module.annotations());
  }

  private static void addImport(List<Module.Import> imports, Module module, String name, List<String> path) {
    if (imports.stream().noneMatch(one -> one.name().equals(name))) {
      imports.add(new Module.Import(module.at(), path, name));
    }
  }

  /** What Trivy has built in, where modules need it and do not bring it along. */
  static List<Module> libraries(List<Module> modules) {
    boolean needed = modules.stream().anyMatch(module -> of(module).isPresent());
    boolean there = modules.stream().anyMatch(module -> module.path().equals(List.of("lib", "result")) && !module.rules().isEmpty());
    if (!needed || there) {
      return List.of();
    }
    Module library = Parser.module("lib/result.rego", RESULT, Dialect.V1, new ArrayList<>());
    return library == null ? List.of() : List.of(library);
  }
}
