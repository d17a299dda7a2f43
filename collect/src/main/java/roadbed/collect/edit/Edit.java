package roadbed.collect.edit;

/** What came of asking for a change of a text. */
public sealed interface Edit {

  /** The text with the change. */
  record Changed(String text) implements Edit {}

  /** It says already what it is to say. */
  record Same() implements Edit {}

  /** It cannot be changed safely, and why. */
  record Refused(String why) implements Edit {}
}
