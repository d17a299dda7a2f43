package roadbed.rego.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Networks in CIDR notation. */
final class Cidrs {
  private Cidrs() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "net.cidr_contains", "net.cidr_overlap" ->
          (_, args) -> BooleanValue.of(contains(Operands.string(args, 1), Operands.string(args, 2)));
      case "net.cidr_intersects" ->
          (_, args) -> BooleanValue.of(network(Operands.string(args, 1)).meets(network(Operands.string(args, 2))));
      case "net.cidr_is_valid" -> (_, args) -> BooleanValue.of(isValid(args[0]));
      case "net.cidr_expand" -> Cidrs::expand;
      case "net.cidr_merge" -> (_, args) -> merge(args);
      case "net.cidr_contains_matches" -> Cidrs::matches;
      default -> null;
    };
  }

  /**
   * An inclusive range of addresses of one family.
   *
   * @param bits 32 or 128
   * @param written the network as it stands for itself, where the range is one
   */
  private record Range(BigInteger first, BigInteger last, int bits, @Nullable String written) {
    boolean contains(IpAddress address) {
      return address.bits() == bits && first.compareTo(address.value()) <= 0 && last.compareTo(address.value()) >= 0;
    }

    boolean contains(Range other) {
      return other.bits == bits && first.compareTo(other.first) <= 0 && last.compareTo(other.last) >= 0;
    }

    boolean meets(Range other) {
      return other.bits == bits && first.compareTo(other.last) <= 0 && last.compareTo(other.first) >= 0;
    }
  }

  private static Range network(String text) {
    int slash = text.indexOf('/');
    IpAddress address = slash < 0 ? null : IpAddress.parse(text.substring(0, slash));
    int prefix = slash < 0 ? -1 : prefix(text.substring(slash + 1));
    if (address == null || prefix < 0 || prefix > address.bits()) {
      throw BuiltinException.failed("invalid CIDR address: " + text);
    }
    return network(address, prefix);
  }

  private static Range network(IpAddress address, int prefix) {
    int host = address.bits() - prefix;
    BigInteger first = address.value().shiftRight(host).shiftLeft(host);
    BigInteger last = first.add(BigInteger.ONE.shiftLeft(host)).subtract(BigInteger.ONE);
    return new Range(first, last, address.bits(), new IpAddress(first, address.bits()) + "/" + prefix);
  }

  private static int prefix(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(text) : -1;
  }

  private static boolean isValid(Value value) {
    if (!(value instanceof StringValue text)) {
      value.typeRank();
      return false;
    }
    try {
      network(text.value());
      return true;
    } catch (BuiltinException _) {
      return false;
    }
  }

  private static boolean contains(String cidr, String other) {
    Range range = network(cidr);
    IpAddress address = IpAddress.parse(other);
    if (address != null) {
      return range.contains(address);
    }
    try {
      return range.contains(network(other));
    } catch (BuiltinException _) {
      throw BuiltinException.failed("not a valid textual representation of an IP address or CIDR: " + other);
    }
  }

  private static Value expand(CallContext context, Value[] args) {
    Range range = network(Operands.string(args, 1));
    BigInteger count = range.last().subtract(range.first()).add(BigInteger.ONE);
    context.checkItems(count.bitLength() > 62 ? Long.MAX_VALUE : count.longValue());
    SetValue.Builder addresses = SetValue.builder(count.intValue());
    BigInteger address = range.first();
    for (int i = 0; i < count.intValue(); i++) {
      if ((i & 0x3FF) == 0) {
        context.checkTime();
      }
      addresses.add(StringValue.of(new IpAddress(address, range.bits()).toString()));
      address = address.add(BigInteger.ONE);
    }
    return addresses.build();
  }

  private static Value matches(CallContext context, Value[] args) {
    SetValue.Builder pairs = SetValue.builder();
    each(1, args[0], (cidr, left) ->
        each(2, args[1], (other, right) -> {
          context.checkTime();
          Value[] both = {cidr, other};
          if (contains(Operands.string(both, 1), Operands.string(both, 2))) {
            pairs.add(ArrayValue.of(left, right));
          }
        }));
    return pairs.build();
  }

  /** Hands on each network of an operand with the value that identifies it. */
  private static void each(int position, Value operand, BiConsumer<Value, Value> action) {
    switch (operand) {
      case StringValue string -> action.accept(string, string);
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          action.accept(cidr(position, array.get(i)), NumberValue.of(i));
        }
      }
      case SetValue set -> set.forEach(element -> action.accept(cidr(position, element), element));
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          action.accept(cidr(position, object.valueAt(i)), object.keyAt(i));
        }
      }
      default -> operand.typeRank();
    }
  }

  private static Value cidr(int position, Value element) {
    return switch (element) {
      case StringValue string -> string;
      case ArrayValue array when !array.isEmpty() -> array.get(0);
      default ->
          throw BuiltinException.failed("operand " + position + ": element must be string or non-empty array");
    };
  }

  private static Value merge(Value[] args) {
    if (!(args[0] instanceof ArrayValue) && !(args[0] instanceof SetValue)) {
      throw BuiltinException.failed("operand must be an array");
    }
    List<Range> ranges = new ArrayList<>();
    for (Value element : Operands.items(args, 1, "array", "set")) {
      ranges.add(mergeable(element));
    }
    ranges.sort(Comparator.comparingInt(Range::bits).thenComparing(Range::last).thenComparing(Range::first));
    for (int i = ranges.size() - 1; i > 0; i--) {
      Range upper = ranges.get(i);
      Range lower = ranges.get(i - 1);
      boolean touch =
          upper.bits() == lower.bits() && upper.first().subtract(BigInteger.ONE).compareTo(lower.last()) <= 0;
      if (touch) {
        ranges.set(i - 1, new Range(lower.first().min(upper.first()), upper.last(), upper.bits(), null));
        ranges.remove(i);
      }
    }
    SetValue.Builder merged = SetValue.builder();
    for (Range range : ranges) {
      if (range.written() != null) {
        merged.add(StringValue.of(range.written()));
      } else {
        networks(range).forEach(network -> merged.add(StringValue.of(network)));
      }
    }
    return merged.build();
  }

  /** A network, or a bare IPv4 address with the mask of its historical class. */
  private static Range mergeable(Value element) {
    if (!(element instanceof StringValue text)) {
      element.typeRank();
      throw BuiltinException.failed("element must be string");
    }
    IpAddress address = IpAddress.parse(text.value());
    if (address == null) {
      return network(text.value());
    }
    if (address.bits() != 32) {
      throw BuiltinException.failed("IPv6 invalid: needs prefix length");
    }
    int first = address.value().shiftRight(24).intValue();
    Range range = network(address, first < 128 ? 8 : first < 192 ? 16 : 24);
    String written = range.written();
    String mask = written == null ? "" : written.substring(written.indexOf('/'));
    return new Range(range.first(), range.last(), range.bits(), address + mask);
  }

  /** The fewest networks that make up a range. */
  private static List<String> networks(Range range) {
    List<String> networks = new ArrayList<>();
    BigInteger at = range.first();
    while (at.compareTo(range.last()) <= 0) {
      int host = at.signum() == 0 ? range.bits() : Math.min(range.bits(), at.getLowestSetBit());
      while (at.add(BigInteger.ONE.shiftLeft(host)).subtract(BigInteger.ONE).compareTo(range.last()) > 0) {
        host--;
      }
      networks.add(new IpAddress(at, range.bits()) + "/" + (range.bits() - host));
      at = at.add(BigInteger.ONE.shiftLeft(host));
    }
    return networks;
  }
}
