package roadbed.assess.policy.foreign.gatekeeper;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.model.Location;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * A constraint template: rules with parameters.
 *
 * @param kind the kind of its constraints
 * @param parameters the schema of their parameters
 * @param code the rules
 */
public record ConstraintTemplate(
    String kind, ParameterSchema parameters, TemplateCode code, ObjectValue document, Location place) {
  static final String GROUP = "templates.gatekeeper.sh";
  private static final String TARGET = "admission.k8s.gatekeeper.sh";

  /** Which of its languages a template's rules are taken from where it has both. */
  public enum Engine {
    REGO,
    CEL
  }

  /** Rules of a template, ready to run. */
  interface TemplateCode {
    /**
     * What the rules say of a request.
     *
     * @param inventory the objects that are there, as {@code data.inventory}
     */
    Ruling review(AdmissionRequest request, Constraint constraint, Value inventory);
  }

  /** What a person reads about it; empty where nothing is written. */
  String description() {
    return Nested.text(document, "metadata", "annotations", "description").strip();
  }

  /** Reads a template; empty where it is wrong, and the problems say why. */
  static Optional<ConstraintTemplate> read(Manifest manifest, Engine engine, List<String> problems) {
    ObjectValue document = manifest.value();
    String kind = Nested.text(document, "spec", "crd", "spec", "names", "kind");
    if (kind.isEmpty()) {
      problems.add("a template needs spec.crd.spec.names.kind");
      return Optional.empty();
    }
    if (!manifest.name().equals(kind.toLowerCase(Locale.ROOT))) {
      problems.add(
          "the template's name %s is not the lower case of its kind: %s"
              .formatted(manifest.name(), kind.toLowerCase(Locale.ROOT)));
      return Optional.empty();
    }
    List<Value> targets = Nested.items(document, "spec", "targets");
    if (targets.size() != 1 || !Nested.text(targets.getFirst(), "target").equals(TARGET)) {
      problems.add("a template has one target, " + TARGET);
      return Optional.empty();
    }
    return code(kind, manifest, targets.getFirst(), engine, problems)
        .map(
            code ->
                new ConstraintTemplate(
                    kind,
                    new ParameterSchema(
                        Nested.object(document, "spec", "crd", "spec", "validation", "openAPIV3Schema")),
                    code,
                    document,
                    manifest.place()));
  }

  private static Optional<TemplateCode> code(
      String kind, Manifest manifest, Value target, Engine engine, List<String> problems) {
    Optional<Value> rego = Optional.empty();
    Optional<Value> cel = Optional.empty();
    for (Value code : Nested.items(target, "code")) {
      switch (Nested.text(code, "engine")) {
        case "Rego" -> rego = Nested.find(code, "source");
        case "K8sNativeValidation" -> cel = Nested.find(code, "source");
        default -> {
          // A language of somebody else's driver.
        }
      }
    }
    if (rego.isEmpty() && !Nested.text(target, "rego").isEmpty()) {
      rego = Optional.of(target);
    }
    if (cel.isPresent() && (rego.isEmpty() || engine == Engine.CEL)) {
      return CelTemplate.compile(kind, cel.get(), problems).map(TemplateCode.class::cast);
    }
    if (rego.isPresent()) {
      return RegoTemplate.compile(manifest.file() + "[" + kind + "]", rego.get(), problems).map(TemplateCode.class::cast);
    }
    problems.add("the template has no rules in Rego or CEL");
    return Optional.empty();
  }
}
