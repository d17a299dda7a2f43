package roadbed.assess.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Incident;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.FailureJudgement;
import roadbed.model.delivery.IncidentSignal;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/**
 * What was told about delivery, put together: every deployment once, and how it went.
 *
 * @param deployments what succeeded in production, the oldest first
 * @param notCompleted deployments to production that did not succeed
 * @param unknownEnvironment deployments that ended and of which nothing says where to
 * @param elsewhere how many went to other environments
 * @param infrastructure runs that change infrastructure and have ended, the oldest first
 * @param unmatchedJudgements judgements of deployments that nothing else tells of
 * @param rules by which it was put together
 */
public record DeliveryAssessment(
    List<JudgedDeployment> deployments,
    List<Deployment> notCompleted,
    List<Deployment> unknownEnvironment,
    int elsewhere,
    List<InfrastructureChange> infrastructure,
    List<FailureJudgement> unmatchedJudgements,
    DeliveryRules rules) {
  /** Two systems that tell of the same commit within this time tell of the same deployment. */
  private static final Duration SAME = Duration.ofMinutes(30);

  public DeliveryAssessment {
    deployments = List.copyOf(deployments);
    notCompleted = List.copyOf(notCompleted);
    unknownEnvironment = List.copyOf(unknownEnvironment);
    infrastructure = List.copyOf(infrastructure);
    unmatchedJudgements = List.copyOf(unmatchedJudgements);
  }

  /** Puts facts together. */
  public static DeliveryAssessment of(
      Collection<? extends DeliveryFact> facts, List<Incident> incidents, ServiceNames names, DeliveryRules rules) {
    Map<String, Deployment> deployments = new LinkedHashMap<>();
    Map<String, PullRequest> requests = new LinkedHashMap<>();
    Map<String, PipelineRun> runs = new LinkedHashMap<>();
    Map<String, FailureJudgement> judgements = new LinkedHashMap<>();
    List<Commit> commits = new ArrayList<>();
    List<IncidentSignal> signals = new ArrayList<>();
    for (DeliveryFact fact : facts) {
      switch (fact) {
        case Deployment deployment -> deployments.merge(deployment.id(), deployment, Deployment::with);
        case PullRequest request -> requests.merge(request.id(), request, PullRequest::with);
        case PipelineRun run -> runs.merge(run.id(), run, PipelineRun::with);
        case FailureJudgement judgement -> judgements.merge(judgement.deployment(), judgement, DeliveryAssessment::lastWord);
        case Commit commit -> commits.add(commit);
        case IncidentSignal signal -> signals.add(signal);
      }
    }
    ChangeLog changes = new ChangeLog(commits, requests.values());
    List<Deployment> notCompleted = new ArrayList<>();
    List<Deployment> unknown = new ArrayList<>();
    List<Put> production = new ArrayList<>();
    int elsewhere = 0;
    for (Deployment deployment : deployments.values().stream().sorted(BY_TIME).toList()) {
      Optional<Boolean> counts = rules.isProduction(deployment);
      if (deployment.outcome() == Outcome.RUNNING || deployment.outcome() == Outcome.CANCELLED) {
        continue;
      }
      if (counts.isEmpty()) {
        unknown.add(deployment);
      } else if (!counts.get()) {
        elsewhere++;
      } else if (deployment.outcome() == Outcome.FAILED) {
        notCompleted.add(deployment);
      } else {
        put(deployment, names.of(deployment.subject(), deployment.service()), production);
      }
    }
    List<JudgedDeployment> judged =
        new DeploymentJudge(changes, Trouble.of(incidents, signals, names), judgements, rules).judge(production);
    List<FailureJudgement> unmatched =
        judgements.values().stream().filter(judgement -> !deployments.containsKey(judgement.deployment())).toList();
    return new DeliveryAssessment(
        judged,
        notCompleted,
        unknown,
        elsewhere,
        InfrastructureChange.of(runs.values(), changes, names, rules),
        unmatched,
        rules);
  }

  private static final Comparator<Deployment> BY_TIME = Comparator.comparing(Deployment::at).thenComparing(Deployment::id);

  private static FailureJudgement lastWord(FailureJudgement one, FailureJudgement other) {
    Instant first = one.at().orElse(Instant.MIN);
    return other.at().orElse(Instant.MIN).isBefore(first) ? one : other;
  }

  /** Something put into production, and the identifiers under which others told of it. */
  record Put(Deployment deployment, String service, List<String> alsoTold) {}

  /** Adds a deployment unless another system has told of it already. */
  private static void put(Deployment deployment, String service, List<Put> production) {
    for (int i = production.size() - 1; i >= 0; i--) {
      Put before = production.get(i);
      if (Duration.between(before.deployment().at(), deployment.at()).compareTo(SAME) > 0) {
        break;
      }
      if (!before.deployment().source().equals(deployment.source())
          && before.service().equals(service)
          && sameCommit(before.deployment(), deployment)) {
        before.alsoTold().add(deployment.id());
        return;
      }
    }
    production.add(new Put(deployment, service, new ArrayList<>()));
  }

  private static boolean sameCommit(Deployment one, Deployment other) {
    String a = one.commit().orElse("");
    String b = other.commit().orElse("");
    return a.length() >= 7 && b.length() >= 7 && (a.startsWith(b) || b.startsWith(a));
  }

  /** A deployment by its identifier, whoever told it. */
  public Optional<JudgedDeployment> find(String id) {
    return deployments.stream().filter(one -> one.deployment().id().equals(id) || one.alsoTold().contains(id)).findFirst();
  }

  /** All services that have something in production, by name. */
  public List<String> services() {
    return deployments.stream().map(JudgedDeployment::service).distinct().sorted().toList();
  }
}
