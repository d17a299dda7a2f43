package roadbed.rego.builtin;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An IP address, parsed and printed as Go's net.IP is: an IPv4 address within IPv6 counts as IPv4.
 *
 * @param bits 32 or 128
 */
record IpAddress(BigInteger value, int bits) {
  private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF);

  /** The address, or null where the text is none. */
  static @Nullable IpAddress parse(String text) {
    if (text.indexOf(':') < 0) {
      long four = four(text);
      return four < 0 ? null : new IpAddress(BigInteger.valueOf(four), 32);
    }
    BigInteger six = six(text);
    if (six == null) {
      return null;
    }
    return six.shiftRight(32).equals(MAPPED)
        ? new IpAddress(six.and(BigInteger.valueOf(0xFFFF_FFFFL)), 32)
        : new IpAddress(six, 128);
  }

  private static long four(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    long value = 0;
    for (String part : parts) {
      boolean digits = !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits || (part.length() > 1 && part.charAt(0) == '0') || Integer.parseInt(part) > 255) {
        return -1;
      }
      value = value << 8 | Integer.parseInt(part);
    }
    return value;
  }

  private static @Nullable BigInteger six(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    int[] head = groups(gap < 0 ? text : text.substring(0, gap));
    int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2));
    if (head == null || tail == null) {
      return null;
    }
    int missing = 8 - head.length - tail.length;
    if (gap < 0 ? missing != 0 : missing < 1) {
      return null;
    }
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < 8; i++) {
      int group = i < head.length ? head[i] : i < 8 - tail.length ? 0 : tail[i - (8 - tail.length)];
      value = value.shiftLeft(16).or(BigInteger.valueOf(group));
    }
    return value;
  }

  private static int @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    boolean embedded = parts[parts.length - 1].indexOf('.') >= 0;
    int[] groups = new int[parts.length + (embedded ? 1 : 0)];
    if (groups.length > 8) {
      return null;
    }
    for (int i = 0; i < parts.length; i++) {
      if (embedded && i == parts.length - 1) {
        long four = four(parts[i]);
        if (four < 0) {
          return null;
        }
        groups[i] = (int) (four >> 16);
        groups[i + 1] = (int) (four & 0xFFFF);
      } else {
        boolean digits =
            !parts[i].isEmpty() && parts[i].length() <= 4 && parts[i].chars().allMatch(c -> Character.digit(c, 16) >= 0);
        if (!digits) {
          return null;
        }
        groups[i] = Integer.parseInt(parts[i], 16);
      }
    }
    return groups;
  }

  @Override
  public String toString() {
    if (bits == 32) {
      int four = value.intValue();
      return (four >>> 24) + "." + (four >> 16 & 0xFF) + "." + (four >> 8 & 0xFF) + "." + (four & 0xFF);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = value.shiftRight(16 * (7 - i)).intValue() & 0xFFFF;
    }
    int from = -1;
    int to = -1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > 1 && end - i > to - from) {
        from = i;
        to = end;
      }
      i = Math.max(i, end);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == from) {
        out.append("::");
        i = to - 1;
      } else {
        out.append(i > 0 && i != to ? ":" : "").append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }
}
