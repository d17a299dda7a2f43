package roadbed.web;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import roadbed.model.Value;
import roadbed.operate.oncall.OnCallDesk;
import roadbed.operate.oncall.OnCallEntryJson;
import roadbed.operate.oncall.OnCallStore;
import roadbed.prove.evidence.EvidenceLog;

/**
 * What the pages of being on call ask.
 *
 * @param store documents, and what was decided
 * @param reader reads what somebody typed
 */
public record OnCallParts(OnCallStore store, Reader reader) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Where people decide; what they decide is in the evidence log. */
  public OnCallDesk desk(Clock clock, EvidenceLog evidence) {
    return new OnCallDesk(
        store,
        clock,
        OnCallParts::name,
        (actor, what) -> evidence.append("on-call", actor, OnCallEntryJson.of(what)));
  }

  private static String name() {
    byte[] bytes = new byte[9];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Reads documents of kind {@code OnCall}. */
  @FunctionalInterface
  public interface Reader {
    /** Reads a text. */
    Read read(String text);
  }

  /**
   * What a text holds.
   *
   * @param documents of kind {@code OnCall}, as they are written
   * @param problems why it cannot be read, with places
   */
  public record Read(List<Value> documents, List<String> problems) {
    public Read {
      documents = List.copyOf(documents);
      problems = List.copyOf(problems);
    }
  }
}
