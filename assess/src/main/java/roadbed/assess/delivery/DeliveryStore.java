package roadbed.assess.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.FailureJudgement;

/**
 * What webhooks tell of delivery, one message at a time, what people say of deployments, and how all of it is judged
 * together. Implemented by {@code store}.
 */
public interface DeliveryStore {

  /**
   * Who may send.
   *
   * @param id part of the address
   * @param tokenHash SHA-256 of the token, in hexadecimal
   * @param signing the sealed secret that messages are signed with; empty where they are not
   */
  record Source(String id, String tokenHash, Optional<String> signing, String createdBy, Instant createdAt, Optional<Instant> revokedAt) {
    @Override
    public String toString() {
      return "Source[" + id + "]";
    }
  }

  /** All that ever might, by name. */
  List<Source> sources();

  /** One that may. */
  Optional<Source> source(String id);

  /** Lets a source in, or changes it. */
  void save(Source source);

  /**
   * Keeps the facts of a message; when this returns they are on disk.
   *
   * @param body as it came: the same bytes of the same source are kept once
   * @return whether they were new
   */
  boolean keep(String source, Instant receivedAt, byte[] body, List<DeliveryFact> facts);

  /** What was kept since, in the order in which it came. */
  List<DeliveryFact> facts(Instant since);

  /** How many messages each source sent since, by name, and when the last came. */
  List<Heard> heard(Instant since);

  /** How much was heard of a source. */
  record Heard(String source, long messages, Instant last) {}

  /** Lets go what came before. */
  void forget(Instant before);

  /** A person says whether a deployment failed. */
  void say(FailureJudgement judgement);

  /** What people said, the oldest first. */
  List<FailureJudgement> said();

  /** Replaces how everything is judged. */
  void judged(List<DeploymentStanding> deployments, List<InfrastructureChange> changes);
}
