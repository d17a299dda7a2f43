package roadbed.assess.policy.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.foreign.ForeignRule;
import roadbed.assess.policy.foreign.Nested;
import roadbed.model.Severity;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * What a guardrail says of admission in its metadata, under {@code custom.admission}: what follows where it fails
 * ({@code effect}: deny, warn or audit), whether a request passes that it cannot decide ({@code undecided}: admit or deny),
 * and what an object gets that does not say otherwise ({@code defaults}: a list of {@code path} and {@code value}).
 *
 * @param effect what follows where it fails
 * @param failsOpen whether a request passes that it cannot decide
 * @param defaults what an object gets that says nothing itself
 */
public record AdmissionTerms(ForeignRule.Effect effect, boolean failsOpen, List<Default> defaults) {
  public AdmissionTerms {
    defaults = List.copyOf(defaults);
  }

  /**
   * A value for a place where there is none.
   *
   * @param path names with dots; {@code name[]} goes into each item of a list
   */
  public record Default(String path, Value value) {}

  /** The terms of a guardrail; what it does not say follows from its severity. */
  static AdmissionTerms of(Guardrail guardrail, Severity denied, boolean failsOpen) {
    ObjectValue written = written(guardrail);
    boolean denies = guardrail.severity().compareTo(denied) >= 0;
    ForeignRule.Effect effect =
        switch (Nested.text(written, "effect")) {
          case "deny" -> ForeignRule.Effect.DENY;
          case "warn" -> ForeignRule.Effect.WARN;
          case "audit" -> ForeignRule.Effect.AUDIT;
          default -> denies ? ForeignRule.Effect.DENY : ForeignRule.Effect.WARN;
        };
    boolean open =
        switch (Nested.text(written, "undecided")) {
          case "admit" -> true;
          case "deny" -> false;
          default -> failsOpen;
        };
    List<Default> defaults = new ArrayList<>();
    for (Value item : Nested.items(written, "defaults")) {
      Optional<Value> value = Nested.find(item, "value");
      String path = Nested.text(item, "path");
      if (value.isPresent() && !path.isEmpty()) {
        defaults.add(new Default(path, value.get()));
      }
    }
    return new AdmissionTerms(effect, open, defaults);
  }

  private static ObjectValue written(Guardrail guardrail) {
    if (!guardrail.sources().contains("admission:")) {
      return ObjectValue.EMPTY;
    }
    Module module = Parser.module(guardrail.file(), guardrail.sources(), Dialect.V1, new ArrayList<>());
    if (module != null) {
      for (Annotation annotation : module.annotations()) {
        if (annotation.scope().equals("package")) {
          return Nested.object(annotation.fields(), "custom", "admission");
        }
      }
    }
    return ObjectValue.EMPTY;
  }
}
