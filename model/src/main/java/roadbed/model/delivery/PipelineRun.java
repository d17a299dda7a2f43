package roadbed.model.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Location;

/**
 * A run of a pipeline: a build, or a change of infrastructure.
 *
 * @param id unique among all sources
 * @param source the system that told
 * @param subject repository, workspace or project, as that system names it
 * @param pipeline the pipeline's name
 * @param at when it came as far as the outcome says
 * @param pullRequest number of the pull request that it ran for
 * @param templated whether the change came from a template of the paved road; empty where nobody says
 * @param service the catalog component where the fact itself names one
 */
public record PipelineRun(
    String id,
    String source,
    String subject,
    String pipeline,
    Kind kind,
    Outcome outcome,
    Instant at,
    Optional<Instant> startedAt,
    Optional<String> commit,
    Optional<String> pullRequest,
    Optional<Boolean> templated,
    Optional<String> service,
    Location location)
    implements DeliveryFact {

  /** What a run is for. */
  public enum Kind {
    /** Builds and tests. */
    BUILD,
    /** Plans and applies infrastructure. */
    INFRASTRUCTURE;

    /** The identifier in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** This run with what another fact about it says as well. */
  public PipelineRun with(PipelineRun other) {
    PipelineRun later = other.at.isBefore(at) ? this : other;
    PipelineRun sooner = later.equals(this) ? other : this;
    PipelineRun decides = later.outcome == Outcome.RUNNING && sooner.outcome != Outcome.RUNNING ? sooner : later;
    return new PipelineRun(
        id,
        source,
        later.subject,
        later.pipeline,
        kind == Kind.INFRASTRUCTURE ? kind : other.kind,
        decides.outcome,
        decides.at,
        Deployment.earliest(startedAt, other.startedAt),
        later.commit.or(() -> sooner.commit),
        later.pullRequest.or(() -> sooner.pullRequest),
        later.templated.or(() -> sooner.templated),
        later.service.or(() -> sooner.service),
        decides.location);
  }
}
