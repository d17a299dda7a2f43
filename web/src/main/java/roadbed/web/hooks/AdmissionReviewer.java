package roadbed.web.hooks;

import java.util.List;
import roadbed.assess.policy.admission.AdmissionDecision;
import roadbed.assess.policy.admission.ObjectPatch;
import roadbed.assess.policy.foreign.AdmissionRequest;

/** Decides requests for admission, and remembers what it decided. */
public interface AdmissionReviewer {
  /** What is decided about a request. */
  AdmissionDecision decide(AdmissionRequest request);

  /** What an object gets before it is judged. */
  List<ObjectPatch.Operation> defaults(AdmissionRequest request);

  /**
   * Writes a decision down. Must not wait.
   *
   * @param nanos how long deciding took
   */
  void decided(AdmissionRequest request, AdmissionDecision decision, long nanos);
}
