package roadbed.assess.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import roadbed.model.delivery.Deployment;

/**
 * How one deployment counts, flat, for tables.
 *
 * @param standing {@code production} where it counts, {@code not completed}, or {@code unknown environment}
 * @param failed whether it counts as failed
 * @param confidence that it failed, from 0 to 1
 * @param evidence in words; empty where nothing speaks for a failure
 * @param leadSeconds from its first commit to production
 * @param approvalSeconds from its approval to production
 * @param recoverySeconds how long its failure was felt
 * @param rework whether it was itself a remedy
 * @param actor who started it
 * @param version that runs since
 * @param link where to look
 * @param startedAt when it began, where that is told
 */
public record DeploymentStanding(
    String id,
    String service,
    Optional<String> environment,
    String standing,
    Instant finishedAt,
    Optional<String> commit,
    boolean failed,
    double confidence,
    String evidence,
    Optional<Long> leadSeconds,
    Optional<Long> approvalSeconds,
    Optional<Long> recoverySeconds,
    boolean rework,
    Optional<String> actor,
    Optional<String> version,
    Optional<String> link,
    Optional<Instant> startedAt) {

  /** All deployments that ended and may have gone to production. */
  public static List<DeploymentStanding> of(DeliveryAssessment assessment, ServiceNames names) {
    List<DeploymentStanding> all = new ArrayList<>();
    assessment.deployments().forEach(one -> all.add(judged(one)));
    assessment.notCompleted().forEach(one -> all.add(apart(one, "not completed", names)));
    assessment.unknownEnvironment().forEach(one -> all.add(apart(one, "unknown environment", names)));
    return all;
  }

  private static DeploymentStanding judged(JudgedDeployment one) {
    return new DeploymentStanding(
        one.deployment().id(),
        one.service(),
        one.deployment().environment(),
        "production",
        one.deployment().at(),
        one.deployment().commit(),
        one.failed(),
        one.confidence(),
        one.judgement()
            .map(word -> word.by() + ": " + word.reason())
            .orElseGet(() -> one.evidence().stream().map(FailureEvidence::words).collect(Collectors.joining("; "))),
        one.leadTime().map(Duration::toSeconds),
        one.approvalLeadTime().map(Duration::toSeconds),
        one.recovery().map(Duration::toSeconds),
        one.rework().isPresent(),
        one.deployment().actor(),
        one.deployment().version(),
        one.deployment().link(),
        one.deployment().startedAt());
  }

  private static DeploymentStanding apart(Deployment one, String standing, ServiceNames names) {
    return new DeploymentStanding(
        one.id(),
        names.of(one.subject(), one.service()),
        one.environment(),
        standing,
        one.at(),
        one.commit(),
        false,
        0,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        one.actor(),
        one.version(),
        one.link(),
        one.startedAt());
  }
}
