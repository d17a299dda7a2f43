package roadbed.operate.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who may send alerts.
 *
 * @param id part of the address, and the name of the source in conditions
 * @param format how its messages are read; empty to recognise each
 * @param tokenHash of the token that it sends
 * @param signing the secret that its messages are signed with, sealed; empty where they are not
 * @param topic the topic of Amazon's notification service that may send here; empty for none
 * @param createdBy who let it in
 * @param revokedAt since when it may send no more
 */
public record AlertSource(
    String id,
    String format,
    String tokenHash,
    Optional<String> signing,
    String topic,
    String createdBy,
    Instant createdAt,
    Optional<Instant> revokedAt) {
  public AlertSource {
    if (!id.matches("[a-z0-9][a-z0-9-]{0,40}")) {
      throw new IllegalArgumentException("a source's name has small letters, digits and hyphens, at most 41");
    }
  }

  /**
   * What a source sent and what nobody has looked at yet.
   *
   * @param number in the order in which they came; the store gives it
   * @param source who sent it
   * @param receivedAt when it was acknowledged
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  public record Message(long number, String source, Instant receivedAt, byte[] body) {}
}
