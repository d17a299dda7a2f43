package roadbed.assess.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/**
 * A run that was to change infrastructure, and has ended.
 *
 * @param service the component, repository or workspace
 * @param openedAt when the pull request that it ran for was opened; empty where that is not known
 * @param revertedBy a commit that soon took back what was applied
 */
public record InfrastructureChange(
    PipelineRun run, String service, Optional<Instant> openedAt, Optional<String> revertedBy) {

  static List<InfrastructureChange> of(
      Collection<PipelineRun> runs, ChangeLog changes, ServiceNames names, DeliveryRules rules) {
    List<InfrastructureChange> all = new ArrayList<>();
    for (PipelineRun run : runs.stream().sorted(Comparator.comparing(PipelineRun::at).thenComparing(PipelineRun::id)).toList()) {
      if (run.kind() != PipelineRun.Kind.INFRASTRUCTURE
          || run.outcome() == Outcome.RUNNING
          || run.outcome() == Outcome.CANCELLED) {
        continue;
      }
      Optional<PullRequest> request =
          run.pullRequest().flatMap(number -> changes.numbered(run.subject(), number)).or(() -> run.commit().flatMap(changes::ofCommit));
      Optional<Commit> revert =
          run.commit()
              .filter(_ -> run.outcome() == Outcome.SUCCEEDED)
              .flatMap(changes::revertOf)
              .filter(
                  commit ->
                      commit.at().isAfter(run.at()) && Duration.between(run.at(), commit.at()).compareTo(rules.remedy()) <= 0);
      all.add(
          new InfrastructureChange(
              run, names.of(run.subject(), run.service()), request.flatMap(PullRequest::openedAt), revert.map(Commit::id)));
    }
    return all;
  }

  /** Whether it was applied and stayed. */
  public boolean succeeded() {
    return run.outcome() == Outcome.SUCCEEDED && revertedBy.isEmpty();
  }

  /** From the pull request opened until it was applied. */
  public Optional<Duration> leadTime() {
    return run.outcome() == Outcome.SUCCEEDED
        ? openedAt.map(at -> Duration.between(at, run.at())).filter(time -> !time.isNegative())
        : Optional.empty();
  }
}
