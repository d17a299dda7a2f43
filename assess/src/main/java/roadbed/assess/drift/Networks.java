package roadbed.assess.drift;

import java.util.Locale;

/** Ranges of addresses that are the same and spelt differently. */
final class Networks {
  private Networks() {}

  /** Whether both are IPv6 addresses or ranges of the same bits. */
  static boolean same(String one, String other) {
    return one.indexOf(':') >= 0 && other.indexOf(':') >= 0 && isAddress(one) && isAddress(other) && expand(one).equals(expand(other));
  }

  private static boolean isAddress(String text) {
    if (text.length() > 49) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != ':' && c != '/') {
        return false;
      }
    }
    return true;
  }

  /** Eight groups without leading zeros, and the length of the prefix. */
  private static String expand(String text) {
    int slash = text.indexOf('/');
    String address = (slash < 0 ? text : text.substring(0, slash)).toLowerCase(Locale.ROOT);
    String length = slash < 0 ? "/128" : text.substring(slash);
    int gap = address.indexOf("::");
    String full = address;
    if (gap >= 0) {
      String head = address.substring(0, gap);
      String tail = address.substring(gap + 2);
      int missing = 8 - groups(head) - groups(tail);
      if (missing < 0) {
        return text;
      }
      full = join(join(head, ":0".repeat(missing).substring(missing == 0 ? 0 : 1)), tail);
    }
    StringBuilder plain = new StringBuilder();
    for (String group : full.split(":", -1)) {
      String significant = group.replaceFirst("^0+(?=.)", "");
      plain.append(significant).append(':');
    }
    return plain + length;
  }

  private static int groups(String part) {
    return part.isEmpty() ? 0 : part.split(":", -1).length;
  }

  private static String join(String head, String tail) {
    return head.isEmpty() ? tail : tail.isEmpty() ? head : head + ":" + tail;
  }
}
