package roadbed.rego.builtin;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blocks of PEM texts. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]*?)-----END \\1-----[ \\t]*\\r?\\n?");

  private Pem() {}

  /** One block: the word after BEGIN, and the bytes. */
  static final class Block {
    private final String type;
    private final byte[] der;

    Block(String type, byte[] der) {
      this.type = type;
      this.der = der;
    }

    String type() {
      return type;
    }

    byte[] der() {
      return der;
    }
  }

  /** The blocks, and what is left behind the last. */
  record Blocks(List<Block> blocks, String rest) {}

  static Blocks read(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    int end = 0;
    while (matcher.find()) {
      try {
        blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
      } catch (IllegalArgumentException _) {
        // what is not base64 is no block, as with Go's decoder
        continue;
      }
      end = matcher.end();
    }
    return new Blocks(List.copyOf(blocks), text.substring(end));
  }
}
