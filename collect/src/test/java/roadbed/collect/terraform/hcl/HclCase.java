package roadbed.collect.terraform.hcl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small file that is read, or refused.
 *
 * @param line the line that the first problem is at; 0 where the file is read
 */
record HclCase(int number, int line, String text) {

  /** All cases; their verdicts were checked against {@code terraform fmt}. */
  static List<HclCase> all() {
    List<HclCase> cases = new ArrayList<>();
    try (@Nullable InputStream in = HclCase.class.getResourceAsStream("files.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      int at = 0;
      while (at < all.length()) {
        int heading = all.indexOf('\n', at);
        int end = all.indexOf("\n=== ", heading);
        String title = all.substring(at, heading);
        int line = title.startsWith("=== refused ") ? Integer.parseInt(title.substring("=== refused ".length())) : 0;
        int to = end < 0 ? all.length() : end + 1;
        cases.add(new HclCase(cases.size() + 1, line, all.substring(heading + 1, to)));
        at = to;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  @Override
  public String toString() {
    return number + ": " + text;
  }
}
