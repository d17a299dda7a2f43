package roadbed.assess.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.FailureJudgement;
import roadbed.model.delivery.PullRequest;

/** Says of deployments to production whether they failed, and why it thinks so. */
final class DeploymentJudge {
  private final ChangeLog changes;
  private final List<Trouble> troubles;
  private final Map<String, FailureJudgement> judgements;
  private final DeliveryRules rules;

  DeploymentJudge(ChangeLog changes, List<Trouble> troubles, Map<String, FailureJudgement> judgements, DeliveryRules rules) {
    this.changes = changes;
    this.troubles = troubles;
    this.judgements = judgements;
    this.rules = rules;
  }

  /** One deployment while it is looked at. */
  private static final class Case {
    final DeliveryAssessment.Put put;
    final ChangeLog.Brought brought;
    final List<FailureEvidence> evidence = new ArrayList<>();
    final List<Trouble> troubles = new ArrayList<>();
    Optional<Instant> remediedAt = Optional.empty();
    Optional<String> rework = Optional.empty();

    Case(DeliveryAssessment.Put put, ChangeLog.Brought brought) {
      this.put = put;
      this.brought = brought;
    }

    Deployment deployment() {
      return put.deployment();
    }

    void remediedBy(Case remedy, FailureEvidence.Kind kind, String reference, String words) {
      evidence.add(FailureEvidence.of(kind, reference, words));
      if (remediedAt.isEmpty() || remedy.deployment().at().isBefore(remediedAt.get())) {
        remediedAt = Optional.of(remedy.deployment().at());
      }
      if (remedy.rework.isEmpty()) {
        remedy.rework = Optional.of(kind.id() + " of " + deployment().id());
      }
    }
  }

  /**
   * Judges.
   *
   * @param production the oldest first
   */
  List<JudgedDeployment> judge(List<DeliveryAssessment.Put> production) {
    Map<String, List<Case>> lanes = new LinkedHashMap<>();
    Map<String, ChangeLog.Lane> brings = new HashMap<>();
    List<Case> all = new ArrayList<>();
    for (DeliveryAssessment.Put put : production) {
      // What goes to two regions one after the other goes its own way in each.
      String lane = put.service() + "\n" + put.deployment().environment().orElse("");
      Case one = new Case(put, brings.computeIfAbsent(lane, _ -> changes.new Lane()).next(put.deployment()));
      lanes.computeIfAbsent(lane, _ -> new ArrayList<>()).add(one);
      all.add(one);
    }
    lanes.values().forEach(this::remedies);
    incidents(all);
    return all.stream().map(this::judged).toList();
  }

  private void remedies(List<Case> lane) {
    Set<String> ran = new HashSet<>();
    for (int i = 0; i < lane.size(); i++) {
      Case one = lane.get(i);
      what(one.deployment()).forEach(what -> ran.add(what));
      if (i + 1 < lane.size() && isSoonAfter(one, lane.get(i + 1))) {
        next(one, lane.get(i + 1), ran);
      }
      for (int j = i + 1; j < lane.size() && isSoonAfter(one, lane.get(j)); j++) {
        Case later = lane.get(j);
        Optional<String> revert = changes.reverting(later.brought.commits(), one.brought.commits());
        if (revert.isPresent()) {
          one.remediedBy(
              later,
              FailureEvidence.Kind.REVERT,
              revert.get(),
              "commit " + ChangeLog.shortened(revert.get()) + " takes back what it brought, deployed by " + later.deployment().id() + " at " + later.deployment().at());
          break;
        }
      }
    }
  }

  private boolean isSoonAfter(Case one, Case later) {
    return Duration.between(one.deployment().at(), later.deployment().at()).compareTo(rules.remedy()) <= 0;
  }

  private void next(Case one, Case next, Set<String> ran) {
    boolean wentBack =
        one.rework.filter(why -> why.startsWith("rollback")).isEmpty()
            && what(next.deployment()).anyMatch(ran::contains)
            && what(next.deployment()).noneMatch(what -> what(one.deployment()).anyMatch(what::equals));
    if (next.deployment().rollback() || wentBack) {
      one.remediedBy(
          next,
          FailureEvidence.Kind.ROLLBACK,
          next.deployment().id(),
          next.deployment().id()
              + (next.deployment().rollback() ? " says that it rolls back, at " : " put back what had run before, at ")
              + next.deployment().at());
      return;
    }
    changes
        .hotfix(next.brought)
        .ifPresent(
            what ->
                one.remediedBy(
                    next,
                    FailureEvidence.Kind.HOTFIX,
                    next.deployment().id(),
                    "the next deployment, " + next.deployment().id() + " at " + next.deployment().at() + ", brings a hotfix (" + what + ")"));
  }

  private static Stream<String> what(Deployment deployment) {
    return deployment.commit().or(deployment::version).stream();
  }

  private void incidents(List<Case> all) {
    for (Trouble trouble : troubles) {
      Optional<Case> named = trouble.cause().flatMap(cause -> named(cause, trouble, all));
      if (named.isPresent()) {
        named.get().troubles.add(trouble);
        named.get()
            .evidence
            .add(
                FailureEvidence.of(
                    FailureEvidence.Kind.INCIDENT_CAUSE, trouble.id(), "incident " + trouble.id() + " names it as its cause"));
        continue;
      }
      Optional<Case> before =
          all.stream()
              .filter(one -> trouble.service().filter(one.put.service()::equals).isPresent())
              .filter(one -> !one.deployment().at().isAfter(trouble.from()))
              .reduce((_, later) -> later);
      if (before.isPresent()) {
        Duration after = Duration.between(before.get().deployment().at(), trouble.from());
        if (after.compareTo(rules.late()) <= 0) {
          before.get().troubles.add(trouble);
          before.get()
              .evidence
              .add(
                  FailureEvidence.of(
                      after.compareTo(rules.soon()) <= 0 ? FailureEvidence.Kind.INCIDENT_SOON : FailureEvidence.Kind.INCIDENT_LATE,
                      trouble.id(),
                      "incident " + trouble.id() + " of the service began " + after.toMinutes() + " minutes after it"));
        }
      }
    }
  }

  private static Optional<Case> named(String cause, Trouble trouble, List<Case> all) {
    return all.stream()
        .filter(
            one ->
                one.deployment().id().equals(cause)
                    || one.put.alsoTold().contains(cause)
                    || ((trouble.service().isEmpty() || trouble.service().get().equals(one.put.service()))
                        && (one.deployment().commit().filter(hash -> cause.length() >= 7 && hash.startsWith(cause)).isPresent()
                            || one.deployment().version().filter(version -> cause.equals(version) || cause.endsWith("@" + version)).isPresent())))
        .filter(one -> !one.deployment().at().isAfter(trouble.from()))
        .reduce((_, later) -> later);
  }

  private JudgedDeployment judged(Case one) {
    List<String> ids = Stream.concat(Stream.of(one.deployment().id()), one.put.alsoTold().stream()).toList();
    Optional<FailureJudgement> judgement = ids.stream().flatMap(id -> Optional.ofNullable(judgements.get(id)).stream()).findFirst();
    double byEvidence = 1 - one.evidence.stream().mapToDouble(each -> 1 - each.confidence()).reduce(1, (a, b) -> a * b);
    // Sums of floating point must not decide at the threshold itself.
    boolean failed = judgement.map(FailureJudgement::failed).orElse(byEvidence >= rules.threshold() - 1e-9);
    Optional<Trouble> first = one.troubles.stream().min(Comparator.comparing(Trouble::from));
    boolean lasting = one.troubles.stream().anyMatch(trouble -> trouble.until().isEmpty());
    Optional<Instant> over =
        one.troubles.isEmpty()
            ? one.remediedAt
            : lasting ? Optional.empty() : one.troubles.stream().flatMap(trouble -> trouble.until().stream()).max(Comparator.naturalOrder());
    return new JudgedDeployment(
        one.deployment(),
        one.put.service(),
        one.put.alsoTold(),
        one.brought.commits(),
        one.rework.filter(why -> why.startsWith("rollback")).isPresent() ? Optional.empty() : changes.firstCommit(one.brought),
        one.brought.pullRequests().stream().map(PullRequest::approvedAt).flatMap(Optional::stream).max(Comparator.naturalOrder()),
        one.evidence.stream().sorted(Comparator.comparingDouble(FailureEvidence::confidence).reversed()).toList(),
        judgement,
        judgement.map(word -> word.failed() ? 1.0 : 0.0).orElse(byEvidence),
        failed,
        failed ? Optional.of(first.map(Trouble::from).orElse(one.deployment().at())) : Optional.empty(),
        failed ? over : Optional.empty(),
        one.rework.or(() -> one.deployment().rollback() ? Optional.of("rollback") : Optional.empty()));
  }
}
