package roadbed.assess.policy.foreign.gatekeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.assess.policy.foreign.cel.CelChecks;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.Value;

/** Rules as expressions. They find the parameters and the object, whichever there is, among their variables. */
final class CelTemplate implements ConstraintTemplate.TemplateCode {
  private static final String RESERVED = "gatekeeper_internal_";

  private final CelChecks checks;

  private CelTemplate(CelChecks checks) {
    this.checks = checks;
  }

  static Optional<CelTemplate> compile(String kind, Value source, List<String> problems) {
    List<CelChecks.Named> conditions = new ArrayList<>(CelChecks.Named.read(source, "matchCondition"));
    conditions.addAll(CelChecks.Named.read(source, "matchConditions"));
    List<CelChecks.Named> variables = CelChecks.Named.read(source, "variables");
    for (CelChecks.Named variable : variables) {
      if (variable.name().startsWith(RESERVED) || variable.name().equals("params") || variable.name().equals("anyObject")) {
        problems.add(kind + ": " + variable.name() + " is a name of Gatekeeper's own");
        return Optional.empty();
      }
    }
    CelChecks.Written written =
        new CelChecks.Written(
            !Nested.text(source, "failurePolicy").equals("Ignore"),
            conditions,
            variables,
            CelChecks.Validation.read(source, "validations"));
    return CelChecks.compile(written, problems).map(CelTemplate::new);
  }

  @Override
  public Ruling review(AdmissionRequest request, Constraint constraint, Value inventory) {
    Value any =
        request.object().or(request::oldObject).map(Value.class::cast).orElse(NullValue.NULL);
    Value parameters =
        Nested.find(constraint.document(), "spec", "parameters").orElse(NullValue.NULL);
    return checks
        .evaluate(request, Optional.empty(), Map.of("params", parameters, "anyObject", any))
        .orElse(Ruling.CLEAN);
  }
}
