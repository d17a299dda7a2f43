package roadbed.assess.drift;

import java.util.Optional;

/**
 * What could be done about a drift. Nobody does it but the reader.
 *
 * @param key the drift's key
 * @param title the resource
 * @param kind what it is
 * @param words what it does and why, in words
 * @param command a command to look at the effect; empty where a text is the proposal
 * @param edit a change of a file
 */
public record Proposal(
    String key, String title, Kind kind, String words, Optional<String> command, Optional<Edit> edit) {

  /** What a proposal does. */
  public enum Kind {
    /** The code is made to say what is live. */
    ACCEPT,
    /** What is live is made what the code says. */
    APPLY_AGAIN,
    /** Code is written for what nobody declares, and it is taken into the state. */
    IMPORT,
    /** The state forgets what is not there any more. */
    FORGET;

    /** The identifier used in documents, for example {@code apply-again}. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A change of a file.
   *
   * @param file the file
   * @param line the line that is replaced, from 1; 0 where the text is added at the end of the file
   * @param text the new line, or the text that is added
   */
  public record Edit(String file, int line, String text) {}
}
