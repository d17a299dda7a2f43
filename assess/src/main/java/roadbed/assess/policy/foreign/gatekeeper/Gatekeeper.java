package roadbed.assess.policy.foreign.gatekeeper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.model.Diagnostic;
import roadbed.rego.value.ObjectValue;

/** Templates and constraints that were read together: they judge requests as Gatekeeper does. */
public final class Gatekeeper {
  private static final int DEEPEST_EXPANSION = 5;

  private final Map<String, ConstraintTemplate> templates;
  private final List<Constraint> constraints;
  private final List<Expansion> expansions;
  private final List<Diagnostic> diagnostics;

  private Gatekeeper(
      Map<String, ConstraintTemplate> templates,
      List<Constraint> constraints,
      List<Expansion> expansions,
      List<Diagnostic> diagnostics) {
    this.templates = Map.copyOf(templates);
    this.constraints = List.copyOf(constraints);
    this.expansions = List.copyOf(expansions);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Whether a manifest is a template, a constraint or an expansion. */
  public static boolean isPolicy(Manifest manifest) {
    return isTemplate(manifest) || isConstraint(manifest) || Expansion.is(manifest);
  }

  static boolean isTemplate(Manifest manifest) {
    return manifest.group().equals(ConstraintTemplate.GROUP) && manifest.kind().equals("ConstraintTemplate");
  }

  static boolean isConstraint(Manifest manifest) {
    return manifest.group().equals(Constraint.GROUP);
  }

  /** Takes the templates and constraints among manifests. */
  public static Gatekeeper of(List<Manifest> manifests, ConstraintTemplate.Engine engine) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Map<String, ConstraintTemplate> templates = new LinkedHashMap<>();
    for (Manifest manifest : manifests) {
      if (isTemplate(manifest)) {
        List<String> problems = new ArrayList<>();
        ConstraintTemplate.read(manifest, engine, problems)
            .ifPresent(template -> templates.put(template.kind(), template));
        report(manifest, "policy.template", problems, diagnostics);
      }
    }
    List<Expansion> expansions = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (Expansion.is(manifest)) {
        List<String> problems = new ArrayList<>();
        Expansion.read(manifest, problems).ifPresent(expansions::add);
        report(manifest, "policy.expansion", problems, diagnostics);
      }
    }
    List<Constraint> constraints = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (isConstraint(manifest)) {
        List<String> problems = new ArrayList<>();
        ConstraintTemplate template = templates.get(manifest.kind());
        if (template == null) {
          problems.add("there is no template for constraints of kind " + manifest.kind());
        } else {
          problems.addAll(invalid(template, manifest));
          constraint(template, manifest, problems).filter(_ -> problems.isEmpty()).ifPresent(constraints::add);
        }
        report(manifest, "policy.constraint", problems, diagnostics);
      }
    }
    return new Gatekeeper(templates, constraints, expansions, diagnostics);
  }

  /** A library of one template that was compiled already, and one constraint. */
  static Gatekeeper of(ConstraintTemplate template, Manifest constraint) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<Constraint> constraints = constraint(template, constraint, problems).stream().toList();
    report(constraint, "policy.constraint", problems, diagnostics);
    return new Gatekeeper(Map.of(template.kind(), template), constraints, List.of(), diagnostics);
  }

  private static Optional<Constraint> constraint(
      ConstraintTemplate template, Manifest written, List<String> problems) {
    return Constraint.read(
        new Manifest(written.file(), written.line(), template.parameters().withDefaults(written.value())), problems);
  }

  /** How a constraint's parameters offend its template's schema. */
  static List<String> invalid(ConstraintTemplate template, Manifest constraint) {
    return Nested.find(template.parameters().withDefaults(constraint.value()), "spec", "parameters")
        .map(template.parameters()::problems)
        .orElse(List.of());
  }

  private static void report(
      Manifest manifest, String code, List<String> problems, List<Diagnostic> diagnostics) {
    problems.forEach(
        problem ->
            diagnostics.add(
                Diagnostic.error(code, manifest.place(), manifest.name() + ": " + problem, "it judges nothing as it is")));
  }

  /** The constraints, in the order of their files. */
  public List<Constraint> constraints() {
    return constraints;
  }

  /** The template of a constraint. */
  public ConstraintTemplate template(Constraint constraint) {
    ConstraintTemplate template = templates.get(constraint.kind());
    if (template == null) {
      throw new IllegalArgumentException("a constraint of another library: " + constraint.kind());
    }
    return template;
  }

  /** What a template says of itself. */
  public String description(Constraint constraint) {
    return template(constraint).description();
  }

  /** What is wrong with templates and constraints. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /**
   * What one constraint says of a request, and of what its object will make by expansion templates; empty where it is about
   * neither.
   */
  public Optional<Ruling> review(Constraint constraint, AdmissionRequest request, Inventory inventory) {
    AdmissionRequest placed = placed(request, inventory);
    Optional<Ruling> own = review(constraint, placed, inventory, false);
    return expansions.isEmpty() || placed.operation().equals("DELETE")
        ? own
        : and(own, ofMade(constraint, placed, inventory, 0));
  }

  private Optional<Ruling> review(
      Constraint constraint, AdmissionRequest placed, Inventory inventory, boolean generated) {
    return switch (constraint.match().matches(placed, generated)) {
      case NO -> Optional.empty();
      case YES -> Optional.of(template(constraint).code().review(placed, constraint, inventory.document()));
      case NAMESPACE_UNKNOWN ->
          Optional.of(
              Ruling.undecided(
                  "the constraint selects by labels of the namespace "
                      + placed.namespace()
                      + ", which is not among the given objects"));
    };
  }

  /** What is made may make something itself, as a cron job's job does. */
  private Optional<Ruling> ofMade(Constraint constraint, AdmissionRequest request, Inventory inventory, int depth) {
    Optional<Ruling> all = Optional.empty();
    if (depth == DEEPEST_EXPANSION || request.object().isEmpty()) {
      return all;
    }
    for (Expansion expansion : expansions) {
      Optional<AdmissionRequest> made = expansion.of(request.object().get(), request);
      if (made.isPresent()) {
        Optional<Ruling> ruling = review(constraint, made.get(), inventory, true);
        all = and(all, ruling.map(found -> implied(found, expansion)));
        all = and(all, ofMade(constraint, made.get(), inventory, depth + 1));
      }
    }
    return all;
  }

  private static Optional<Ruling> and(Optional<Ruling> one, Optional<Ruling> other) {
    return one.isPresent() && other.isPresent() ? Optional.of(one.get().and(other.get())) : one.or(() -> other);
  }

  private static Ruling implied(Ruling ruling, Expansion expansion) {
    String by = "[Implied by " + expansion.name() + "] ";
    return new Ruling(
        ruling.violations().stream().map(one -> new Ruling.Violation(by + one.message(), one.details())).toList(),
        ruling.undecided().stream().map(by::concat).toList(),
        ruling.ignored());
  }

  /** The request with its namespace, where that is known. */
  private static AdmissionRequest placed(AdmissionRequest request, Inventory inventory) {
    if (request.namespaceObject().isPresent() || request.namespace().isEmpty()) {
      return request;
    }
    Optional<ObjectValue> found = inventory.namespace(request.namespace());
    return found.map(request::in).orElse(request);
  }

  /** The identity of a constraint, as findings name it. */
  public static String id(Constraint constraint) {
    return "gatekeeper/" + constraint.kind() + "/" + constraint.name();
  }
}
