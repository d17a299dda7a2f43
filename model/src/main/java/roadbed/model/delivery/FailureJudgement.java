package roadbed.model.delivery;

import java.time.Instant;
import java.util.Optional;
import roadbed.model.Location;

/**
 * A person's word on whether a deployment failed, which counts before whatever is found out.
 *
 * @param deployment the deployment's identifier
 * @param by who says so
 * @param reason why
 * @param at when; the last word holds
 */
public record FailureJudgement(
    String deployment, boolean failed, String by, String reason, Optional<Instant> at, Location location)
    implements DeliveryFact {}
