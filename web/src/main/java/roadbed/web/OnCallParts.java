package roadbed.web;

import java.util.List;
import roadbed.model.Value;
import roadbed.operate.oncall.OnCallStore;

/**
 * What the pages of being on call ask.
 *
 * @param store documents, and what was decided
 * @param reader reads what somebody typed
 */
public record OnCallParts(OnCallStore store, Reader reader) {

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
