package roadbed.web.fakes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import roadbed.assess.policy.admission.AdmissionDecision;
import roadbed.assess.policy.admission.ObjectPatch;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.model.Severity;
import roadbed.rego.value.BooleanValue;
import roadbed.web.hooks.AdmissionReviewer;

/** Refuses what is named bad, warns of what is named odd, takes its time over what is named slow. */
public final class FakeAdmission implements AdmissionReviewer {
  public final List<String> decided = new CopyOnWriteArrayList<>();

  @Override
  public AdmissionDecision decide(AdmissionRequest request) {
    return switch (request.name()) {
      case "bad" -> decision(AdmissionDecision.Weight.DENY);
      case "odd" -> decision(AdmissionDecision.Weight.WARN);
      case "broken" -> throw new IllegalStateException("broken");
      case "slow" -> {
        try {
          Thread.sleep(5_000);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
        yield AdmissionDecision.CLEAN;
      }
      default -> AdmissionDecision.CLEAN;
    };
  }

  private static AdmissionDecision decision(AdmissionDecision.Weight weight) {
    return new AdmissionDecision(
        List.of(
            new AdmissionDecision.Finding(
                "k8s-rule", Severity.HIGH, weight, true, List.of("it is bad"), "make it good", "")),
        1);
  }

  @Override
  public List<ObjectPatch.Operation> defaults(AdmissionRequest request) {
    return List.of(new ObjectPatch.Operation("/spec/hostPID", BooleanValue.FALSE));
  }

  @Override
  public void decided(AdmissionRequest request, AdmissionDecision decision, long nanos) {
    decided.add(request.name());
  }
}
