package roadbed.collect.terraform.hcl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file's bytes. Bytes that are not UTF-8 are in order within comments; each stands in the text as the
 * half of a surrogate pair, which no text that is UTF-8 has, so that the parser can tell where they are not.
 */
final class HclText {
  private static final int LOW_SURROGATES = 0xDC00;

  private HclText() {}

  /** The text of bytes. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException notAll) {
      return withBadBytes(bytes);
    }
  }

  private static String withBadBytes(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int length = length(bytes[at]);
      String character =
          at + length <= bytes.length ? new String(bytes, at, length, StandardCharsets.UTF_8) : "\uFFFD";
      boolean good = character.codePointCount(0, character.length()) == 1 && !character.equals("\uFFFD");
      boolean itself = length == 3 && at + 3 <= bytes.length && (bytes[at] & 0xFF) == 0xEF
          && (bytes[at + 1] & 0xFF) == 0xBF && (bytes[at + 2] & 0xFF) == 0xBD;
      if (good || itself) {
        text.append(character);
        at += length;
      } else {
        text.append((char) (LOW_SURROGATES + (bytes[at] & 0xFF)));
        at++;
      }
    }
    return text.toString();
  }

  private static int length(byte first) {
    int lead = first & 0xFF;
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }
}
