package roadbed.collect.terraform.expression;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.model.Value;

/** Functions of network addresses. */
final class NetworkFunctions {
  private NetworkFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("cidrsubnet", a -> TextFunctions.text(subnet(network(a.text(0)), a.integer(1), Conversions.decimal(a.at(2)).toBigInteger())));
    all.put("cidrsubnets", NetworkFunctions::subnets);
    all.put("cidrhost", NetworkFunctions::host);
    all.put("cidrnetmask", a -> TextFunctions.text(mask(network(a.text(0)))));
    all.put("cidrcontains", NetworkFunctions::contains);
  }

  /** A network: its address as a number, the bits of an address, the bits of the prefix. */
  private record Network(BigInteger address, int bits, int prefix) {
    BigInteger hostMask() {
      return BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE);
    }
  }

  private static Network network(String cidr) {
    int slash = cidr.indexOf('/');
    String host = slash < 0 ? "" : cidr.substring(0, slash);
    // Only digits and separators may reach the resolver, so that it never asks the network.
    if (host.isEmpty() || !(host.matches("[0-9.]{7,15}") || host.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"))) {
      throw Undecided.wrong("a network in CIDR form is expected");
    }
    try {
      byte[] bytes = InetAddress.getByName(host).getAddress();
      int prefix = Integer.parseInt(cidr.substring(slash + 1));
      int bits = bytes.length * 8;
      if (prefix < 0 || prefix > bits) {
        throw Undecided.wrong("the prefix is longer than an address");
      }
      Network network = new Network(new BigInteger(1, bytes), bits, prefix);
      return new Network(network.address().andNot(network.hostMask()), bits, prefix);
    } catch (UnknownHostException | NumberFormatException malformed) {
      throw Undecided.wrong("a network in CIDR form is expected");
    }
  }

  private static String address(BigInteger number, int bits) {
    byte[] bytes = new byte[bits / 8];
    byte[] digits = number.toByteArray();
    for (int i = 0; i < Math.min(bytes.length, digits.length); i++) {
      bytes[bytes.length - 1 - i] = digits[digits.length - 1 - i];
    }
    try {
      String text = InetAddress.getByAddress(bytes).getHostAddress();
      return bits == 32 ? text : shortened(text);
    } catch (UnknownHostException impossible) {
      throw new AssertionError("an address of a right length", impossible);
    }
  }

  /** The longest run of zeros in an IPv6 address is left out. */
  private static String shortened(String address) {
    String text = ":" + address + ":";
    for (int length = 8; length > 1; length--) {
      String run = ":0".repeat(length) + ":";
      int at = text.indexOf(run);
      if (at >= 0) {
        String left = text.substring(0, at);
        String right = text.substring(at + run.length());
        return (left.isEmpty() ? "" : left.substring(1)) + "::" + (right.isEmpty() ? "" : right.substring(0, right.length() - 1));
      }
    }
    return address;
  }

  private static String subnet(Network network, int newBits, BigInteger number) {
    int prefix = network.prefix() + newBits;
    if (newBits < 0 || prefix > network.bits() || number.signum() < 0 || number.bitLength() > newBits) {
      throw Undecided.wrong("the network has no such subnet");
    }
    BigInteger address = network.address().or(number.shiftLeft(network.bits() - prefix));
    return address(address, network.bits()) + "/" + prefix;
  }

  private static Value subnets(Arguments a) {
    Network network = network(a.text(0));
    BigInteger next = network.address();
    List<String> subnets = new ArrayList<>();
    for (int i = 1; i < a.count(); i++) {
      int prefix = network.prefix() + a.integer(i);
      if (prefix > network.bits() || prefix < network.prefix()) {
        throw Undecided.wrong("the network has no such subnet");
      }
      BigInteger size = BigInteger.ONE.shiftLeft(network.bits() - prefix);
      BigInteger start = next.add(size).subtract(BigInteger.ONE).divide(size).multiply(size);
      next = start.add(size);
      if (next.compareTo(network.address().add(network.hostMask()).add(BigInteger.ONE)) > 0) {
        throw Undecided.wrong("the network has no room for the subnets");
      }
      subnets.add(address(start, network.bits()) + "/" + prefix);
    }
    return new Value.Items(Value.ofTexts(subnets).values(), Value.Items.Kind.LIST);
  }

  private static Value host(Arguments a) {
    Network network = network(a.text(0));
    BigInteger number = Conversions.decimal(a.at(1)).toBigInteger();
    BigInteger offset = number.signum() < 0 ? network.hostMask().add(BigInteger.ONE).add(number) : number;
    if (offset.signum() < 0 || offset.compareTo(network.hostMask()) > 0) {
      throw Undecided.wrong("the network has no such host");
    }
    return TextFunctions.text(address(network.address().or(offset), network.bits()));
  }

  /** Only the older kind of addresses has masks. */
  private static String mask(Network network) {
    if (network.bits() != 32) {
      throw Undecided.wrong("cidrnetmask takes a network of IPv4");
    }
    BigInteger all = BigInteger.ONE.shiftLeft(network.bits()).subtract(BigInteger.ONE);
    return address(all.andNot(network.hostMask()), network.bits());
  }

  /** Whether an address, or a whole other network, is in a network; a function of OpenTofu. */
  private static Value contains(Arguments a) {
    Network outer = network(a.text(0));
    String other = a.text(1);
    Network inner = network(other.indexOf('/') < 0 ? other + (other.indexOf(':') < 0 ? "/32" : "/128") : other);
    return Value.of(
        outer.bits() == inner.bits()
            && outer.prefix() <= inner.prefix()
            && inner.address().andNot(outer.hostMask()).equals(outer.address()));
  }
}
