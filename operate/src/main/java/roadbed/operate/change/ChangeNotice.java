package roadbed.operate.change;

import java.time.Instant;

/**
 * Something that those who depend on a change, or on what a window is about, should know.
 *
 * @param id the same for the same thing, so that nobody is told twice
 * @param about the identifier of the change or window
 * @param recipient whom: the owner of the service, as the catalog names them
 * @param service the service that depends on it
 * @param subject one line
 * @param text more: when, what, and over which relations it is depended on
 * @param at when it was written
 */
public record ChangeNotice(String id, String about, String recipient, String service, String subject, String text, Instant at) {

  /** Brings notices to people. */
  @FunctionalInterface
  public interface Told {
    /** They stay on the page of changes, and nobody is told otherwise. */
    Told NOBODY = _ -> {};

    /** Takes a notice; each is given once. */
    void tell(ChangeNotice notice);
  }
}
