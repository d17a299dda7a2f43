package roadbed.assess.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Resource;

/**
 * How a resource that must be protected is.
 *
 * @param resource the resource
 * @param service the catalog component that has it
 * @param tier its tier
 * @param standing whether backups of it are made
 * @param reason what says so
 * @param lastSuccessAt when the newest clean backup began
 * @param point how much of the newest data may be lost
 * @param testEvery how often a restore must be tried
 * @param testedAt when one was tried last
 * @param testPassed whether that brought the data back
 * @param provenAt when one last did
 */
public record Protection(
    Resource resource,
    Optional<String> service,
    Optional<String> tier,
    Standing standing,
    String reason,
    Optional<Instant> lastSuccessAt,
    Optional<Duration> point,
    Optional<Duration> testEvery,
    Optional<Instant> testedAt,
    Optional<Boolean> testPassed,
    Optional<Instant> provenAt) {

  /** Whether backups are made. */
  public enum Standing {
    PROTECTED,
    UNPROTECTED,
    /** Nothing tells; no pass. */
    UNKNOWN;

    /** The identifier in tables. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a backup is proven. */
  public enum Proof {
    /** A restore in its time brought the data back. */
    PROVEN,
    /** None was tried in its time; a backup alone proves nothing. */
    NOT_PROVEN,
    /** The newest restore did not bring the data back. */
    DISPROVEN;

    /** In words. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** How its backups are proven at a time. */
  public Proof proof(Instant now) {
    if (testPassed.isPresent() && !testPassed.get()) {
      return Proof.DISPROVEN;
    }
    return provenAt.filter(at -> !at.isBefore(now.minus(testEvery.orElse(Duration.ofDays(365))))).isPresent() ? Proof.PROVEN : Proof.NOT_PROVEN;
  }
}
