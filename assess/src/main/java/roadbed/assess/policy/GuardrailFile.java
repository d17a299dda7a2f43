package roadbed.assess.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Severity;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * A Rego file that may be a guardrail: one whose package annotation has {@code custom.id}.
 *
 * @param name the file's name
 * @param text its text
 * @param module it, parsed
 * @param guardrail its metadata, where it is a guardrail
 * @param needs facets without which it cannot judge, as dotted paths
 */
record GuardrailFile(
    String name, String text, Module module, Optional<Guardrail> guardrail, List<String> needs) {
  GuardrailFile {
    needs = List.copyOf(needs);
  }

  /** Whether the rule reads the raw document. */
  boolean readsRaw() {
    return text.contains("input.raw") || text.contains("input.satellites");
  }

  /** The query whose answers are the findings' messages. */
  String entrypoint() {
    return "data." + String.join(".", module.path()) + ".deny";
  }

  /** Reads a file; what is wrong with it goes to the diagnostics, and nothing is returned then. */
  static Optional<GuardrailFile> read(String name, String text, List<Diagnostic> diagnostics) {
    List<RegoError> errors = new ArrayList<>();
    Module module = Parser.module(name, text, Dialect.V1, errors);
    errors.forEach(error -> diagnostics.add(diagnostic(name, error)));
    if (module == null || !errors.isEmpty()) {
      return Optional.empty();
    }
    for (Annotation annotation : module.annotations()) {
      if (annotation.scope().equals("package")
          && annotation.fields().get(StringValue.of("custom")) instanceof ObjectValue custom
          && custom.get(StringValue.of("id")) != null) {
        return guardrail(name, text, annotation, custom, diagnostics)
            .map(
                guardrail ->
                    new GuardrailFile(
                        name, text, module, Optional.of(guardrail), texts(custom, "needs")));
      }
    }
    return Optional.of(new GuardrailFile(name, text, module, Optional.empty(), List.of()));
  }

  private static Optional<Guardrail> guardrail(
      String name,
      String text,
      Annotation annotation,
      ObjectValue custom,
      List<Diagnostic> diagnostics) {
    Location place = Location.of(name, annotation.at().line(), annotation.at().column());
    Optional<Severity> severity = Severity.ofId(text(custom, "severity"));
    String title = text(annotation.fields(), "title");
    List<String> kinds = texts(custom, "kinds");
    String missing =
        title.isEmpty()
            ? "title"
            : severity.isEmpty() ? "custom.severity (low, medium, high or critical)" : kinds.isEmpty() ? "custom.kinds" : "";
    if (severity.isEmpty() || !missing.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "policy.metadata", place, "the guardrail's metadata lack " + missing, "add it to the METADATA comment"));
      return Optional.empty();
    }
    String provider = text(custom, "provider");
    return Optional.of(
        new Guardrail(
            text(custom, "id"),
            title,
            severity.get(),
            text(custom, "rationale"),
            text(custom, "remediation"),
            provider.isEmpty() ? "any" : provider,
            kinds,
            texts(custom, "types"),
            texts(custom, "controls"),
            text,
            name));
  }

  static Diagnostic diagnostic(String name, RegoError error) {
    var at = error.at();
    Location place = at == null ? Location.of(name) : Location.of(at.file(), at.line(), at.column());
    return Diagnostic.error("policy." + error.code(), place, error.message(), "");
  }

  private static String text(ObjectValue object, String field) {
    return object.get(StringValue.of(field)) instanceof StringValue text ? text.value().strip() : "";
  }

  private static List<String> texts(ObjectValue object, String field) {
    List<String> texts = new ArrayList<>();
    if (object.get(StringValue.of(field)) instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        Value item = array.get(i);
        if (item instanceof StringValue text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }
}
