package roadbed.collect.terraform.expression;

/** What parsing a text gives. */
public sealed interface Parsed {

  /** It is an expression. */
  record Good(Expression expression) implements Parsed {}

  /**
   * It is not.
   *
   * @param offset where, in characters from 0
   * @param message what is wrong, without any of the text, which may be secret
   */
  record Malformed(int offset, String message) implements Parsed {}
}
