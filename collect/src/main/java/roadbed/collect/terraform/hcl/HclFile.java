package roadbed.collect.terraform.hcl;

import java.util.List;
import roadbed.model.Diagnostic;

/**
 * A file of native syntax, parsed.
 *
 * @param body what could be read of it
 * @param diagnostics what could not, each with its place; none where the file is well-formed
 */
public record HclFile(Body body, List<Diagnostic> diagnostics) {
  public HclFile {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Parses the bytes of a file, whatever they are; never fails. */
  public static HclFile parse(String name, byte[] bytes) {
    return parse(name, HclText.text(bytes));
  }

  /** Parses a text; never fails. */
  public static HclFile parse(String name, String text) {
    return new BodyParser(name, text).file();
  }
}
