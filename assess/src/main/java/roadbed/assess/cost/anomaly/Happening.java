package roadbed.assess.cost.anomaly;

import java.time.Instant;

/**
 * Something that happened near an anomaly's first day; near in time is no proof of a cause.
 *
 * @param what in words, for example {@code 12 resources appeared}
 * @param who who did it, empty where nobody tells
 * @param link path of the page that tells more, empty where there is none
 */
public record Happening(Instant at, String what, String who, String link) {}
