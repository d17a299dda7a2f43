package roadbed.model;

import java.time.Instant;
import java.util.Optional;

/**
 * An incident as a fact.
 *
 * @param id unique in its source
 * @param title one line
 * @param severity 1 (worst) to 5
 * @param service the catalog component that suffered
 * @param team who handled it
 * @param cause the confirmed cause, an identifier that recurs when the cause does
 * @param platformCaused whether the platform is the confirmed cause
 * @param security whether it is a security incident
 * @param impactStartedAt when users began to feel it
 * @param detectedAt when we knew
 * @param containedAt when it stopped getting worse
 * @param restoredAt when users stopped feeling it; empty while it lasts
 * @param location where it stands
 */
public record Incident(
    String id,
    String title,
    int severity,
    Optional<String> service,
    Optional<String> team,
    Optional<String> cause,
    boolean platformCaused,
    boolean security,
    Instant impactStartedAt,
    Optional<Instant> detectedAt,
    Optional<Instant> containedAt,
    Optional<Instant> restoredAt,
    Location location) {}
