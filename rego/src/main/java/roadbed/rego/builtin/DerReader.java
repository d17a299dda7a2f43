package roadbed.rego.builtin;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Elements of DER, as far as names and certificate requests need them. */
final class DerReader {
  private final byte[] in;
  private final int end;
  private int at;

  private DerReader(byte[] in, int from, int to) {
    this.in = in;
    this.at = from;
    this.end = to;
  }

  static DerReader of(byte[] in) {
    return new DerReader(in, 0, in.length);
  }

  /** One element: its tag, and where its content and the element itself lie. */
  static final class Element {
    private final byte[] in;
    private final int tag;
    private final int start;
    private final int from;
    private final int to;

    private Element(byte[] in, int tag, int start, int from, int to) {
      this.in = in;
      this.tag = tag;
      this.start = start;
      this.from = from;
      this.to = to;
    }

    int tag() {
      return tag;
    }

    byte[] content() {
      return Arrays.copyOfRange(in, from, to);
    }

    byte[] encoded() {
      return Arrays.copyOfRange(in, start, to);
    }

    /** The element that the content is, as of an octet string that wraps one. */
    Element inner() {
      return new DerReader(in, from, to).next();
    }

    int size() {
      return to - from;
    }

    BigInteger integer() {
      if (from == to) {
        throw malformed();
      }
      return new BigInteger(in, from, to - from);
    }

    String text() {
      return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    }

    List<Element> children() {
      DerReader inner = new DerReader(in, from, to);
      List<Element> children = new ArrayList<>();
      while (inner.at < inner.end) {
        Element child = inner.next();
        children.add(child);
      }
      return children;
    }

    /** One of the elements within. */
    Element child(int index) {
      List<Element> children = children();
      if (index >= children.size()) {
        throw malformed();
      }
      return children.get(index);
    }

    /** The dotted form of an object identifier. */
    String oid() {
      StringBuilder out = new StringBuilder();
      long value = 0;
      for (int i = from; i < to; i++) {
        value = value << 7 | (in[i] & 0x7F);
        if (in[i] >= 0) {
          if (out.isEmpty()) {
            long first = Math.min(value / 40, 2);
            out.append(first).append('.').append(value - first * 40);
          } else {
            out.append('.').append(value);
          }
          value = 0;
        }
      }
      return out.toString();
    }
  }

  Element next() {
    int start = at;
    if (at + 2 > end) {
      throw malformed();
    }
    int tag = in[at++] & 0xFF;
    int length = in[at++] & 0xFF;
    if (length > 0x7F) {
      int bytes = length & 0x7F;
      if (bytes == 0 || bytes > 3 || at + bytes > end) {
        throw malformed();
      }
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = length << 8 | (in[at++] & 0xFF);
      }
    }
    if (at + length > end) {
      throw malformed();
    }
    at += length;
    return new Element(in, tag, start, at - length, at);
  }

  static BuiltinException malformed() {
    return BuiltinException.failed("asn1: structure error: length or tag does not fit");
  }
}
