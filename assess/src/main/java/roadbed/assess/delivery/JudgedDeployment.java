package roadbed.assess.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.FailureJudgement;

/**
 * A deployment to production, and what is known of how it went.
 *
 * @param alsoTold identifiers under which other systems told of the same deployment
 * @param commits the commits that it brought to production first
 * @param firstCommit when the oldest of them was written; empty where that is not known
 * @param approvedAt when the last of its pull requests was approved
 * @param evidence what speaks for a failure, the strongest first
 * @param judgement a person's word, which counts before the evidence
 * @param confidence that it failed, from 0 to 1: by the evidence, or 0 or 1 by a person's word
 * @param failed whether it counts as failed
 * @param troubleFrom when the failure began to be felt, for one that failed
 * @param restoredAt when it was over; empty while it lasts, and where nothing tells
 * @param rework why it is itself a remedy of another deployment; empty where it is not
 */
public record JudgedDeployment(
    Deployment deployment,
    String service,
    List<String> alsoTold,
    List<String> commits,
    Optional<FirstCommit> firstCommit,
    Optional<Instant> approvedAt,
    List<FailureEvidence> evidence,
    Optional<FailureJudgement> judgement,
    double confidence,
    boolean failed,
    Optional<Instant> troubleFrom,
    Optional<Instant> restoredAt,
    Optional<String> rework) {
  public JudgedDeployment {
    alsoTold = List.copyOf(alsoTold);
    commits = List.copyOf(commits);
    evidence = List.copyOf(evidence);
  }

  /**
   * When work began.
   *
   * @param atMost whether it may have begun sooner: only the opening of the pull request, or its last commit, is known
   */
  public record FirstCommit(Instant at, boolean atMost) {}

  /** From the first commit to production. */
  public Optional<Duration> leadTime() {
    return firstCommit.map(first -> Duration.between(first.at(), deployment.at())).filter(time -> !time.isNegative());
  }

  /** From the approval to production. */
  public Optional<Duration> approvalLeadTime() {
    return approvedAt.map(at -> Duration.between(at, deployment.at())).filter(time -> !time.isNegative());
  }

  /** How long a failed one was felt; empty where it is not over or nothing tells. */
  public Optional<Duration> recovery() {
    return failed && troubleFrom.isPresent()
        ? restoredAt.map(at -> Duration.between(troubleFrom.get(), at)).filter(time -> !time.isNegative())
        : Optional.empty();
  }
}
