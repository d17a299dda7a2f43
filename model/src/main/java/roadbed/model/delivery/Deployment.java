package roadbed.model.delivery;

import java.time.Instant;
import java.util.Optional;
import roadbed.model.Location;

/**
 * A version of something put somewhere to run.
 *
 * @param id unique among all sources, for example {@code github:acme/shop:145988746}
 * @param source the system that told
 * @param subject what was deployed as that system names it: repository, application, pipeline
 * @param service the catalog component where the fact itself names one
 * @param environment where to, as the system names it
 * @param production whether that is production, where the system says so
 * @param outcome how far it came
 * @param at when it came that far
 * @param startedAt when it began
 * @param commit the commit that runs then
 * @param version the version or artifact that runs then
 * @param rollback whether the system says that this goes back to what ran before
 * @param actor who started it
 * @param link where to look
 */
public record Deployment(
    String id,
    String source,
    String subject,
    Optional<String> service,
    Optional<String> environment,
    Optional<Boolean> production,
    Outcome outcome,
    Instant at,
    Optional<Instant> startedAt,
    Optional<String> commit,
    Optional<String> version,
    boolean rollback,
    Optional<String> actor,
    Optional<String> link,
    Location location)
    implements DeliveryFact {

  /** This deployment with what another fact about it says as well; the later one's outcome holds. */
  public Deployment with(Deployment other) {
    Deployment later = other.at.isBefore(at) ? this : other;
    Deployment sooner = later.equals(this) ? other : this;
    boolean ended = later.outcome == Outcome.RUNNING && sooner.outcome != Outcome.RUNNING;
    Deployment decides = ended ? sooner : later;
    return new Deployment(
        id,
        source,
        later.subject,
        later.service.or(() -> sooner.service),
        later.environment.or(() -> sooner.environment),
        later.production.or(() -> sooner.production),
        decides.outcome,
        decides.at,
        earliest(startedAt, other.startedAt),
        later.commit.or(() -> sooner.commit),
        later.version.or(() -> sooner.version),
        rollback || other.rollback,
        sooner.actor.or(() -> later.actor),
        later.link.or(() -> sooner.link),
        decides.location);
  }

  static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isBefore(one.get())) ? other : one;
  }
}
