package roadbed.assess.cost.change;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How much of what is priced by use will be used.
 *
 * @param assumptions in their order; the first that fits holds
 */
public record Usage(List<Assumption> assumptions) {
  /** Nothing is assumed. */
  public static final Usage NONE = new Usage(List.of());

  /** Stands for a star that is none; no address holds it. */
  private static final char LITERAL_STAR = '\u0001';

  public Usage {
    assumptions = List.copyOf(assumptions);
  }

  /**
   * One assumption.
   *
   * @param address the resource's address; {@code *} is wild
   * @param item what is priced; {@code *} is wild
   * @param monthly units in a month
   * @param source where the number is from, for a person
   */
  public record Assumption(String address, String item, BigDecimal monthly, String source) {}

  /** These assumptions, and where they are silent the others. */
  public Usage or(Usage others) {
    List<Assumption> all = new java.util.ArrayList<>(assumptions);
    all.addAll(others.assumptions);
    return new Usage(all);
  }

  /** A pattern that only a text itself matches: a star in an address is no pattern. */
  static String literal(String text) {
    return text.replace('*', LITERAL_STAR);
  }

  Optional<Assumption> of(String address, String item) {
    return assumptions.stream()
        .filter(one -> matches(one.address(), address) && matches(one.item(), item))
        .findFirst();
  }

  private static boolean matches(String pattern, String text) {
    String[] pieces = pattern.split("\\*", -1);
    if (pieces.length == 1) {
      return pattern.replace(LITERAL_STAR, '*').equals(text);
    }
    int at = pieces[0].length();
    if (!text.startsWith(pieces[0])) {
      return false;
    }
    for (int i = 1; i < pieces.length - 1; i++) {
      int found = text.indexOf(pieces[i], at);
      if (found < 0) {
        return false;
      }
      at = found + pieces[i].length();
    }
    String last = pieces[pieces.length - 1];
    return text.length() - at >= last.length() && text.endsWith(last);
  }
}
