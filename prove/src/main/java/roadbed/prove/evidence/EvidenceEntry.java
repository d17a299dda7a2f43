package roadbed.prove.evidence;

import java.time.Instant;
import roadbed.model.Value;

/**
 * One entry of the log.
 *
 * @param index position from 0
 * @param at when it was appended
 * @param type {@code scan}, {@code verdicts} or {@code kpi-run}; more come with later features
 * @param actor who or what did it
 * @param body parameters, population, policy digest and counts
 */
public record EvidenceEntry(long index, Instant at, String type, String actor, Value.Fields body) {}
