package roadbed.collect.azure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Value;

/** Ranges of IPv4 addresses. */
final class NetworkFunctions {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  /** A range: its first address as a number, and the length of its prefix. */
  private record Range(long first, int prefix) {
    static Range parse(String text) {
      Matcher matcher = RANGE.matcher(text.strip());
      if (!matcher.matches() || Integer.parseInt(matcher.group(5)) > 32) {
        throw Unresolved.because("only ranges of IPv4 addresses are computed here");
      }
      long address = 0;
      for (int i = 1; i <= 4; i++) {
        int part = Integer.parseInt(matcher.group(i));
        if (part > 255) {
          throw Unresolved.because("the address is none");
        }
        address = address << 8 | part;
      }
      int prefix = Integer.parseInt(matcher.group(5));
      return new Range(address & mask(prefix), prefix);
    }

    static long mask(int prefix) {
      return prefix == 0 ? 0 : 0xFFFFFFFFL << (32 - prefix) & 0xFFFFFFFFL;
    }

    long size() {
      return 1L << (32 - prefix);
    }
  }

  private NetworkFunctions() {}

  /** Calls one of them by its lower-case name; empty where it is none of them. */
  static Optional<Value> call(String name, Arguments given) {
    return switch (name) {
      case "cidrsubnet" -> Optional.of(subnet(Range.parse(given.text(0)), given.count(1), given.whole(2)));
      case "cidrhost" -> Optional.of(host(Range.parse(given.text(0)), given.whole(1)));
      case "parsecidr" -> Optional.of(parsed(Range.parse(given.text(0))));
      default -> Optional.empty();
    };
  }

  private static Value subnet(Range range, int prefix, long index) {
    if (prefix < range.prefix || prefix > 32 || index < 0 || index >= 1L << (prefix - range.prefix)) {
      throw Unresolved.because("there is no such part of the range");
    }
    return Value.of(address(range.first + (index << (32 - prefix))) + "/" + prefix);
  }

  private static Value host(Range range, long index) {
    long at = range.first + 1 + index;
    if (index < 0 || at >= range.first + range.size()) {
      throw Unresolved.because("there is no such address in the range");
    }
    return Value.of(address(at));
  }

  private static Value parsed(Range range) {
    long last = range.first + range.size() - 1;
    boolean small = range.prefix >= 31;
    Map<String, Value> parsed = new LinkedHashMap<>();
    parsed.put("network", Value.of(address(range.first)));
    parsed.put("netmask", Value.of(address(Range.mask(range.prefix))));
    parsed.put("broadcast", Value.of(address(last)));
    parsed.put("firstUsable", Value.of(address(small ? range.first : range.first + 1)));
    parsed.put("lastUsable", Value.of(address(small ? last : last - 1)));
    parsed.put("cidr", Value.of(range.prefix));
    return new Value.Fields(parsed);
  }

  private static String address(long address) {
    return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
  }
}
