package roadbed.assess.policy.foreign.cel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An IP address. */
record Address(InetAddress value) {
  private static final Pattern FOUR =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.|$)){4}");
  private static final int MAX_LENGTH = 45;

  /** Reads an address; those of the fourth version within the sixth and those with a zone are none. */
  static Optional<Address> parse(String text) {
    boolean four = FOUR.matcher(text).matches() && !text.endsWith(".");
    if (text.length() > MAX_LENGTH || text.contains("%") || (!four && !text.contains(":"))) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      return four || address instanceof Inet6Address ? Optional.of(new Address(address)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  long family() {
    return value instanceof Inet6Address ? 6 : 4;
  }

  boolean isGlobalUnicast() {
    byte[] bytes = value.getAddress();
    boolean broadcast = bytes.length == 4 && bytes[0] == -1 && bytes[1] == -1 && bytes[2] == -1 && bytes[3] == -1;
    return !value.isAnyLocalAddress()
        && !value.isLoopbackAddress()
        && !value.isMulticastAddress()
        && !value.isLinkLocalAddress()
        && !broadcast;
  }

  boolean isLinkLocalMulticast() {
    byte[] bytes = value.getAddress();
    return bytes.length == 4
        ? (bytes[0] & 0xFF) == 224 && bytes[1] == 0 && bytes[2] == 0
        : (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0x0F) == 2;
  }

  /** As it is written shortest: the longest run of zeros left out. */
  String text() {
    if (!(value instanceof Inet6Address)) {
      return value.getHostAddress();
    }
    byte[] bytes = value.getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF);
    }
    int best = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groups[i + run] == 0) {
        run++;
      }
      if (run > length) {
        best = i;
        length = run;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        out.append("::");
        i += length - 1;
      } else {
        out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address && Arrays.equals(value.getAddress(), address.value.getAddress());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value.getAddress());
  }

  /** Addresses with the same first bits. */
  record Block(Address address, int bits) {
    static Optional<Block> parse(String text) {
      int slash = text.indexOf('/');
      if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
        return Optional.empty();
      }
      int bits = Integer.parseInt(text.substring(slash + 1));
      return Address.parse(text.substring(0, slash))
          .filter(address -> bits <= address.value().getAddress().length * 8)
          .map(address -> new Block(address, bits));
    }

    boolean contains(Address other) {
      byte[] mine = address.value().getAddress();
      byte[] theirs = other.value().getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i % 8);
        if ((mine[i / 8] & mask) != (theirs[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    }

    boolean contains(Block other) {
      return other.bits >= bits && contains(other.address);
    }

    Block masked() {
      byte[] bytes = address.value().getAddress();
      for (int i = bits; i < bytes.length * 8; i++) {
        bytes[i / 8] &= (byte) ~(0x80 >> (i % 8));
      }
      try {
        return new Block(new Address(InetAddress.getByAddress(bytes)), bits);
      } catch (java.net.UnknownHostException e) {
        throw new IllegalStateException("an address has 4 or 16 bytes", e);
      }
    }

    String text() {
      return address.text() + "/" + bits;
    }
  }
}
