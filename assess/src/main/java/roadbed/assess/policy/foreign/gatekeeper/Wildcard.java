package roadbed.assess.policy.foreign.gatekeeper;

/**
 * A name, or the beginning, end or middle of one: {@code kube-*}, {@code *-system}, {@code *test*}.
 *
 * @param text as it is written
 */
record Wildcard(String text) {
  boolean matches(String name) {
    boolean before = text.startsWith("*");
    boolean after = text.endsWith("*");
    if (text.equals("*")) {
      return true;
    }
    String middle = text.substring(before ? 1 : 0, text.length() - (after ? 1 : 0));
    if (before && after) {
      return name.contains(middle);
    }
    return before ? name.endsWith(middle) : after ? name.startsWith(middle) : name.equals(text);
  }

  /** Whether names that an API server will make from a prefix match. */
  boolean matchesGenerated(String prefix) {
    boolean before = text.startsWith("*");
    boolean after = text.endsWith("*");
    String middle = text.substring(before ? 1 : 0, Math.max(before ? 1 : 0, text.length() - (after ? 1 : 0)));
    return after && (before ? prefix.contains(middle) : prefix.startsWith(middle));
  }
}
