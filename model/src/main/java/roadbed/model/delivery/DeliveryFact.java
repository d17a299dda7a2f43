package roadbed.model.delivery;

import roadbed.model.Location;

/**
 * One thing that a system told about delivery. Several facts may be about the same deployment, pull request or run: the
 * later one then says more.
 */
public sealed interface DeliveryFact
    permits Deployment, Commit, PullRequest, PipelineRun, FailureJudgement, IncidentSignal {

  /** Where it stands. */
  Location location();
}
