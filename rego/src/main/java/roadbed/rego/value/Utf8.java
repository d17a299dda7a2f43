package roadbed.rego.value;

import java.nio.charset.StandardCharsets;

/**
 * Texts as bytes. Go's strings are bytes which need not be UTF-8; here a byte that is not stands as the lone surrogate
 * U+DC00 + byte, so that decoding and encoding lose nothing.
 */
public final class Utf8 {
  private static final int RAW = 0xDC00;

  private Utf8() {}

  /** The text of bytes. */
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The text of a part of bytes. */
  public static String decode(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : decodeRaw(bytes, from, to);
  }

  private static String decodeRaw(byte[] bytes, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int length = sequence(bytes, i, to);
      if (length == 0) {
        out.append((char) (RAW + (bytes[i] & 0xFF)));
        i++;
      } else {
        out.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return out.toString();
  }

  /** The length of the valid sequence at a place, or 0. */
  static int sequence(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > end) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /** The bytes of a text. */
  public static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return encodeRaw(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encodeRaw(String text) {
    var out = new java.io.ByteArrayOutputStream(text.length() + 16);
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (isRawByte(point)) {
        out.write(rawByte(point));
      } else {
        String one = Character.isSurrogate((char) point) && point <= 0xFFFF ? "\uFFFD" : Character.toString(point);
        out.writeBytes(one.getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  /** Whether a code point stands for a byte that is not UTF-8. */
  public static boolean isRawByte(int point) {
    return point >= RAW + 0x80 && point <= RAW + 0xFF;
  }

  static int rawByte(int point) {
    return point - RAW;
  }
}
