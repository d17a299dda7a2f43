package roadbed.assess.policy.foreign.validating;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.LabelSelector;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.assess.policy.foreign.cel.CelChecks;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Policies with their bindings: they judge requests as an API server does. */
public final class ValidatingPolicies {
  private static final String GROUP = "admissionregistration.k8s.io";

  private final List<Bound> bound;
  private final List<Diagnostic> diagnostics;

  private ValidatingPolicies(List<Bound> bound, List<Diagnostic> diagnostics) {
    this.bound = List.copyOf(bound);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** What follows where a policy does not hold. */
  public enum Action {
    DENY,
    WARN,
    AUDIT
  }

  private record Policy(
      String name, MatchResources match, CelChecks checks, boolean wantsParams, Manifest manifest) {}

  /** A policy put to work by a binding, with the parameters to judge by. */
  public static final class Bound {
    private final Policy policy;
    private final String binding;
    private final MatchResources match;
    private final List<ObjectValue> params;
    private final boolean paramsMissing;
    private final boolean denyWithoutParams;
    private final Action action;

    private Bound(
        Policy policy,
        String binding,
        MatchResources match,
        List<ObjectValue> params,
        boolean denyWithoutParams,
        Action action) {
      this.policy = policy;
      this.binding = binding;
      this.match = match;
      this.params = List.copyOf(params);
      this.paramsMissing = policy.wantsParams() && params.isEmpty();
      this.denyWithoutParams = denyWithoutParams;
      this.action = action;
    }

    /** The policy's name. */
    public String policy() {
      return policy.name();
    }

    /** The binding's name. */
    public String binding() {
      return binding;
    }

    /** The strictest of the binding's actions. */
    public Action action() {
      return action;
    }

    /** Where the policy is written. */
    public Location place() {
      return policy.manifest().place();
    }

    /** The policy as it is written. */
    public ObjectValue document() {
      return policy.manifest().value();
    }
  }

  /** Whether a manifest is a policy or a binding. */
  public static boolean isPolicy(Manifest manifest) {
    return manifest.group().equals(GROUP)
        && (manifest.kind().equals("ValidatingAdmissionPolicy")
            || manifest.kind().equals("ValidatingAdmissionPolicyBinding"));
  }

  /** Takes the policies and bindings among manifests; parameters are looked for among the others. */
  public static ValidatingPolicies of(List<Manifest> manifests) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Map<String, Policy> policies = new LinkedHashMap<>();
    List<Bound> bound = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (isPolicy(manifest) && manifest.kind().equals("ValidatingAdmissionPolicy")) {
        policy(manifest, diagnostics).ifPresent(policy -> policies.put(policy.name(), policy));
      }
    }
    for (Manifest manifest : manifests) {
      if (isPolicy(manifest) && manifest.kind().equals("ValidatingAdmissionPolicyBinding")) {
        Policy policy = policies.get(Nested.text(manifest.value(), "spec", "policyName"));
        if (policy == null) {
          diagnostics.add(
              Diagnostic.error(
                  "policy.binding",
                  manifest.place(),
                  manifest.name() + ": there is no usable policy " + Nested.text(manifest.value(), "spec", "policyName"),
                  "it judges nothing as it is"));
        } else {
          binding(manifest, policy, manifests, diagnostics).ifPresent(bound::add);
        }
      }
    }
    policies.values().stream()
        .filter(policy -> bound.stream().noneMatch(one -> one.policy().equals(policy.name())))
        .forEach(
            policy ->
                diagnostics.add(
                    Diagnostic.warning(
                        "policy.unbound",
                        policy.manifest().place(),
                        policy.name() + " has no binding, so it judges nothing",
                        "add a ValidatingAdmissionPolicyBinding")));
    return new ValidatingPolicies(bound, diagnostics);
  }

  private static Optional<Policy> policy(Manifest manifest, List<Diagnostic> diagnostics) {
    ObjectValue spec = Nested.object(manifest.value(), "spec");
    List<String> problems = new ArrayList<>();
    MatchResources match = MatchResources.read(Nested.object(spec, "matchConstraints"), problems);
    Optional<CelChecks> checks =
        CelChecks.compile(
            new CelChecks.Written(
                !Nested.text(spec, "failurePolicy").equals("Ignore"),
                CelChecks.Named.read(spec, "matchConditions"),
                CelChecks.Named.read(spec, "variables"),
                CelChecks.Validation.read(spec, "validations")),
            problems);
    problems.forEach(
        problem ->
            diagnostics.add(
                Diagnostic.error(
                    "policy.validating", manifest.place(), manifest.name() + ": " + problem, "it judges nothing as it is")));
    boolean params = !Nested.object(spec, "paramKind").isEmpty();
    return problems.isEmpty()
        ? checks.map(found -> new Policy(manifest.name(), match, found, params, manifest))
        : Optional.empty();
  }

  private static Optional<Bound> binding(
      Manifest manifest, Policy policy, List<Manifest> manifests, List<Diagnostic> diagnostics) {
    ObjectValue spec = Nested.object(manifest.value(), "spec");
    List<String> problems = new ArrayList<>();
    MatchResources match = MatchResources.read(Nested.object(spec, "matchResources"), problems);
    List<String> actions = Nested.texts(spec, "validationActions");
    Action action = actions.contains("Deny") || actions.isEmpty() ? Action.DENY : actions.contains("Warn") ? Action.WARN : Action.AUDIT;
    ObjectValue reference = Nested.object(spec, "paramRef");
    List<ObjectValue> params = new ArrayList<>();
    ObjectValue kind = Nested.object(policy.manifest().value(), "spec", "paramKind");
    Optional<LabelSelector> selector =
        Nested.at(reference, "selector") instanceof ObjectValue written
            ? LabelSelector.read(written, problems)
            : Optional.empty();
    for (Manifest other : manifests) {
      boolean its =
          other.kind().equals(Nested.text(kind, "kind"))
              && Nested.text(other.value(), "apiVersion").equals(Nested.text(kind, "apiVersion"))
              && (Nested.text(reference, "namespace").isEmpty()
                  || Nested.text(reference, "namespace").equals(Nested.text(other.value(), "metadata", "namespace")))
              && (selector.isPresent()
                  ? selector.get().matches(AdmissionRequest.labels(other.value()))
                  : other.name().equals(Nested.text(reference, "name")));
      if (policy.wantsParams() && its) {
        params.add(other.value());
      }
    }
    problems.forEach(
        problem ->
            diagnostics.add(Diagnostic.error("policy.binding", manifest.place(), manifest.name() + ": " + problem, "")));
    return problems.isEmpty()
        ? Optional.of(
            new Bound(
                policy,
                manifest.name(),
                match,
                params,
                !Nested.text(reference, "parameterNotFoundAction").equals("Allow"),
                action))
        : Optional.empty();
  }

  /** The policies at work. */
  public List<Bound> bound() {
    return bound;
  }

  /** What is wrong with policies and bindings. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** What one policy says of a request; empty where it is not about it. */
  public Optional<Ruling> review(Bound one, AdmissionRequest request) {
    for (MatchResources.Matching matching :
        List.of(one.policy.match().matches(request, false), one.match.matches(request, true))) {
      switch (matching) {
        case NO -> {
          return Optional.empty();
        }
        case NAMESPACE_UNKNOWN -> {
          return Optional.of(
              Ruling.undecided(
                  "the policy selects by labels of the namespace "
                      + request.namespace()
                      + ", which is not among the given objects"));
        }
        case YES -> {
          // Go on.
        }
      }
    }
    AdmissionRequest asked =
        request.operation().isEmpty() ? request.with("operation", StringValue.of("CREATE")) : request;
    if (one.paramsMissing) {
      return one.denyWithoutParams
          ? Optional.of(Ruling.undecided("the parameters of " + one.policy() + " are not among the given objects"))
          : Optional.empty();
    }
    if (!one.policy.wantsParams()) {
      return one.policy.checks().evaluate(asked, Optional.empty(), Map.of());
    }
    Optional<Ruling> all = Optional.empty();
    for (Value params : one.params) {
      Optional<Ruling> ruling = one.policy.checks().evaluate(asked, Optional.of(params), Map.of());
      all = all.isPresent() && ruling.isPresent() ? Optional.of(all.get().and(ruling.get())) : all.or(() -> ruling);
    }
    return all;
  }
}
