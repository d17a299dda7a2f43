package roadbed.prove.evidence;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint: what the log's key says of the whole log. Its text is a C2SP tlog-checkpoint inside a C2SP
 * signed note.
 *
 * @param origin the log's name
 * @param size number of entries
 * @param root the tree's root
 * @param signature the signature line's content in base64: four bytes of key id and the Ed25519 signature
 */
record Checkpoint(String origin, long size, Hash root, String signature) {
  private static final int MAX_LENGTH = 10_000;
  private static final Pattern NOTE =
      Pattern.compile(
          "(?<origin>[^\\n]+)\\n(?<size>0|[1-9][0-9]{0,17})\\n(?<root>[A-Za-z0-9+/]{43}=)\\n\\n"
              + "\\u2014 (?<name>[^ +\\n]+) (?<signature>[A-Za-z0-9+/]+=*)\\n");

  /** The signed part of a checkpoint. */
  static String body(String origin, long size, Hash root) {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }

  /** The signed part. */
  String body() {
    return body(origin, size, root);
  }

  /** The whole note. */
  String text() {
    return body() + "\n\u2014 " + origin + " " + signature + "\n";
  }

  /** The signature line's content; empty where it is not canonical base64. */
  byte[] signatureBytes() {
    try {
      byte[] bytes = Base64.getDecoder().decode(signature);
      return Base64.getEncoder().encodeToString(bytes).equals(signature) ? bytes : new byte[0];
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  /** The checkpoint with exactly this text, or empty where it is no such text. */
  static Optional<Checkpoint> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher note = NOTE.matcher(text);
    if (!note.matches()) {
      return Optional.empty();
    }
    try {
      Base64.Decoder decoder = Base64.getDecoder();
      return Hash.of(decoder.decode(note.group("root")))
          .map(
              root ->
                  new Checkpoint(
                      note.group("origin"), Long.parseLong(note.group("size")), root, note.group("signature")))
          .filter(checkpoint -> checkpoint.text().equals(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
