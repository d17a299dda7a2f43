package roadbed.assess.policy.foreign.validating;

import java.util.Locale;
import java.util.Map;

/** The names by which an API server speaks of kinds: of Pod, pods. */
final class ResourceNames {
  private static final Map<String, String> ODD =
      Map.of("Endpoints", "endpoints", "SecurityContextConstraints", "securitycontextconstraints");

  private ResourceNames() {}

  static String of(String kind) {
    String odd = ODD.get(kind);
    if (odd != null) {
      return odd;
    }
    String lower = kind.toLowerCase(Locale.ROOT);
    if (lower.endsWith("s") || lower.endsWith("x") || lower.endsWith("ch") || lower.endsWith("sh")) {
      return lower + "es";
    }
    boolean consonant = lower.length() > 1 && "aeiou".indexOf(lower.charAt(lower.length() - 2)) < 0;
    return lower.endsWith("y") && consonant ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
  }
}
