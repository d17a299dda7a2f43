package roadbed.assess.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The measures of one service, or of all, in a period.
 *
 * @param service the service; empty for all
 * @param from the first instant of the period
 * @param until the first instant after it
 * @param deployments how many succeeded in production
 * @param perWeek the same, per seven days
 * @param leadTime from the first commit to production
 * @param approvalLeadTime from the approval to production
 * @param failures the change failure rate
 * @param recovery how long failed deployments were felt
 * @param rework the rework rate
 * @param left what is not evaluated
 */
public record DeliveryMetrics(
    Optional<String> service,
    Instant from,
    Instant until,
    int deployments,
    double perWeek,
    Optional<Spread> leadTime,
    Optional<Spread> approvalLeadTime,
    Share failures,
    Optional<Spread> recovery,
    Share rework,
    Left left) {

  /**
   * What is not evaluated, and why.
   *
   * @param commitsUnknown deployments without a lead time: their commits are not known, or they brought none
   * @param leadTimesAtLeast lead times that may be longer: only the opening of the pull request is known
   * @param approvalUnknown deployments of which no approval is known
   * @param notRecovered failed deployments of which nothing tells when they were over
   * @param byPerson failures decided by a person
   */
  public record Left(int commitsUnknown, int leadTimesAtLeast, int approvalUnknown, int notRecovered, int byPerson) {}

  /** The measures of infrastructure in a period; lead times apart for changes from templates and for others. */
  public record Infrastructure(
      Share success, Optional<Spread> templated, Optional<Spread> custom, int openingUnknown) {}

  /** Measures a period; of one service where one is given. */
  public static DeliveryMetrics of(DeliveryAssessment assessment, Optional<String> service, Instant from, Instant until) {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("the period is empty");
    }
    List<JudgedDeployment> counted =
        assessment.deployments().stream()
            .filter(one -> service.isEmpty() || service.get().equals(one.service()))
            .filter(one -> within(one.deployment().at(), from, until))
            .toList();
    double weeks = Duration.between(from, until).toSeconds() / (double) Duration.ofDays(7).toSeconds();
    return new DeliveryMetrics(
        service,
        from,
        until,
        counted.size(),
        counted.size() / weeks,
        Spread.of(counted.stream().flatMap(one -> one.leadTime().stream()).toList()),
        Spread.of(counted.stream().flatMap(one -> one.approvalLeadTime().stream()).toList()),
        new Share(count(counted, JudgedDeployment::failed), counted.size()),
        Spread.of(counted.stream().flatMap(one -> one.recovery().stream()).toList()),
        new Share(count(counted, one -> one.rework().isPresent()), counted.size()),
        new Left(
            count(counted, one -> one.leadTime().isEmpty()),
            count(counted, one -> one.leadTime().isPresent() && one.firstCommit().orElseThrow().atMost()),
            count(counted, one -> one.approvalLeadTime().isEmpty()),
            count(counted, one -> one.failed() && one.recovery().isEmpty()),
            count(counted, one -> one.judgement().isPresent())));
  }

  /** Measures infrastructure in a period; of one component, repository or workspace where one is given. */
  public static Infrastructure infrastructure(
      DeliveryAssessment assessment, Optional<String> service, Instant from, Instant until) {
    List<InfrastructureChange> counted =
        assessment.infrastructure().stream()
            .filter(one -> service.isEmpty() || service.get().equals(one.service()))
            .filter(one -> within(one.run().at(), from, until))
            .toList();
    return new Infrastructure(
        new Share((int) counted.stream().filter(InfrastructureChange::succeeded).count(), counted.size()),
        leadTimes(counted, true),
        leadTimes(counted, false),
        (int) counted.stream().filter(one -> one.succeeded() && one.leadTime().isEmpty()).count());
  }

  /** What nobody says to come from a template is custom. */
  private static Optional<Spread> leadTimes(List<InfrastructureChange> changes, boolean templated) {
    return Spread.of(
        changes.stream()
            .filter(one -> one.run().templated().orElse(false) == templated)
            .flatMap(one -> one.leadTime().stream())
            .toList());
  }

  private static boolean within(Instant at, Instant from, Instant until) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  private static int count(List<JudgedDeployment> deployments, Predicate<JudgedDeployment> which) {
    return (int) deployments.stream().filter(which).count();
  }
}
