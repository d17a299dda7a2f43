package roadbed.rego.builtin;

import java.io.ByteArrayOutputStream;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Values;

/** Percent-encoded texts. */
final class Percent {
  private Percent() {}

  /**
   * Decodes {@code %xx}, and {@code +} as a space where asked.
   *
   * @throws BuiltinException with Go's text for a broken escape
   */
  static String decode(String text, boolean plusIsSpace) {
    byte[] in = Utf8.encode(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%') {
        int high = i + 1 < in.length ? Character.digit(in[i + 1], 16) : -1;
        int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          String escape = Utf8.decode(in, i, Math.min(in.length, i + 3));
          throw BuiltinException.failed("invalid URL escape " + Values.quote(escape));
        }
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(plusIsSpace && in[i] == '+' ? ' ' : in[i]);
      }
    }
    return Utf8.decode(out.toByteArray());
  }
}
