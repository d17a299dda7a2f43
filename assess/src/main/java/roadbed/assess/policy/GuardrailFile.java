package roadbed.assess.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;

/**
 * A Rego file that may be a guardrail: one whose package annotation has {@code custom.id}.
 *
 * @param name the file's name
 * @param text its text
 * @param parsed it, parsed; a file of the index is parsed when it is first needed
 * @param guardrail its metadata, where it is a guardrail
 * @param needs facets without which it cannot judge, as dotted paths
 * @param path its package, as {@code guardrails.s3_tls_only}
 * @param imports what it imports of {@code data}, as {@code lib.firewall}
 */
record GuardrailFile(
    String name,
    String text,
    Supplier<Module> parsed,
    Optional<Guardrail> guardrail,
    List<String> needs,
    String path,
    List<String> imports) {
  GuardrailFile {
    needs = List.copyOf(needs);
    imports = List.copyOf(imports);
  }

  Module module() {
    return parsed.get();
  }

  /** Whether the rule reads the raw document. */
  boolean readsRaw() {
    return text.contains("input.raw") || text.contains("input.satellites");
  }

  /** The query whose answers are the findings' messages. */
  String entrypoint() {
    return "data." + path + ".deny";
  }

  /** The same with another description. */
  GuardrailFile with(Guardrail other) {
    return new GuardrailFile(name, text, parsed, Optional.of(other), needs, path, imports);
  }

  /** Reads a file; what is wrong with it goes to the diagnostics, and nothing is returned then. */
  static Optional<GuardrailFile> read(String name, String text, List<Diagnostic> diagnostics) {
    List<RegoError> errors = new ArrayList<>();
    Module module = Parser.module(name, text, Dialect.V1, errors);
    errors.forEach(error -> diagnostics.add(diagnostic(name, error)));
    if (module == null || !errors.isEmpty()) {
      return Optional.empty();
    }
    int before = diagnostics.size();
    Optional<GuardrailMetadata> metadata = GuardrailMetadata.of(name, text, module, diagnostics);
    if (diagnostics.size() > before && metadata.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new GuardrailFile(
            name,
            text,
            () -> module,
            metadata.map(GuardrailMetadata::guardrail),
            metadata.map(GuardrailMetadata::needs).orElse(List.of()),
            String.join(".", module.path()),
            imports(module)));
  }

  private static List<String> imports(Module module) {
    List<String> imports = new ArrayList<>();
    for (Module.Import one : module.imports()) {
      if (one.path().getFirst().equals("data")) {
        imports.add(String.join(".", one.path().subList(1, one.path().size())));
      }
    }
    return imports;
  }

  static Diagnostic diagnostic(String name, RegoError error) {
    var at = error.at();
    Location place = at == null ? Location.of(name) : Location.of(at.file(), at.line(), at.column());
    return Diagnostic.error("policy." + error.code(), place, error.message(), "");
  }
}
