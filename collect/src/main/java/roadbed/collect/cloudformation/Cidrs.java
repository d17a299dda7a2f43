package roadbed.collect.cloudformation;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.model.Value;

/** {@code Fn::Cidr}: the first blocks of a size within a block of addresses. */
final class Cidrs {
  private static final int MOST = 256;

  private Cidrs() {}

  /** The blocks: of a block, how many, and how many bits of address each leaves. */
  static Value of(List<Value> arguments) {
    for (Value argument : arguments) {
      if (argument instanceof Value.Unknown) {
        return argument;
      }
    }
    if (arguments.size() < 2 || arguments.size() > 3) {
      return new Value.Unknown("the arguments of Fn::Cidr are not what it takes");
    }
    Optional<String> block = Texts.of(arguments.get(0));
    Optional<Integer> count = Texts.of(arguments.get(1)).flatMap(Cidrs::number);
    Optional<Integer> bits = arguments.size() < 3 ? Optional.of(8) : Texts.of(arguments.get(2)).flatMap(Cidrs::number);
    if (block.isEmpty() || count.isEmpty() || bits.isEmpty() || count.get() < 1 || count.get() > MOST) {
      return new Value.Unknown("the arguments of Fn::Cidr are not what it takes");
    }
    return blocks(block.get(), count.get(), bits.get());
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,4}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static Value blocks(String block, int count, int bits) {
    int slash = block.indexOf('/');
    String address = slash < 0 ? "" : block.substring(0, slash);
    Optional<Integer> prefix = slash < 0 ? Optional.empty() : number(block.substring(slash + 1));
    if (prefix.isEmpty() || !address.matches("[0-9a-fA-F:.]{2,45}") || (address.indexOf(':') < 0 && !address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}"))) {
      return new Value.Unknown("the first argument of Fn::Cidr is no block of addresses");
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int width = bytes.length * 8;
      int size = width - bits;
      BigInteger step = BigInteger.ONE.shiftLeft(bits);
      if (size < prefix.get() || size > width || prefix.get() > width
          || BigInteger.valueOf(count).compareTo(BigInteger.ONE.shiftLeft(size - prefix.get())) > 0) {
        return new Value.Unknown("the block of Fn::Cidr is too small for what is asked of it");
      }
      BigInteger first = new BigInteger(1, bytes).shiftRight(width - prefix.get()).shiftLeft(width - prefix.get());
      List<String> blocks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        blocks.add(text(first.add(step.multiply(BigInteger.valueOf(i))), bytes.length) + "/" + size);
      }
      return Value.ofTexts(blocks);
    } catch (UnknownHostException _) {
      return new Value.Unknown("the first argument of Fn::Cidr is no block of addresses");
    }
  }

  private static String text(BigInteger address, int length) throws UnknownHostException {
    byte[] digits = address.toByteArray();
    byte[] bytes = new byte[length];
    int copied = Math.min(length, digits.length);
    System.arraycopy(digits, digits.length - copied, bytes, length - copied, copied);
    return InetAddress.getByAddress(bytes).getHostAddress();
  }
}
