package roadbed.web;

import java.util.List;
import roadbed.model.Value;
import roadbed.operate.change.ChangeDesk;

/**
 * What the pages and the API of changes ask.
 *
 * @param desk where changes are proposed and agreed to
 * @param reader reads what somebody typed
 */
public record ChangeParts(ChangeDesk desk, Reader reader) {

  /** Reads documents of kind {@code Changes}. */
  @FunctionalInterface
  public interface Reader {
    /** Reads a text. */
    Read read(String text);
  }

  /**
   * What a text holds.
   *
   * @param documents of kind {@code Changes}, as they are written
   * @param problems why it cannot be read, with places
   */
  public record Read(List<Value> documents, List<String> problems) {
    public Read {
      documents = List.copyOf(documents);
      problems = List.copyOf(problems);
    }
  }
}
