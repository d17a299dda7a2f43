package roadbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes generated policies that share a library: {@code MakePolicies FOLDER FILES}. */
final class MakePolicies {
  private MakePolicies() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(folder.resolve("lib/shared.rego"), ManyPolicies.library());
    int files = Integer.parseInt(arguments[1]);
    for (int i = 0; i < files; i++) {
      write(folder.resolve(ManyPolicies.name(i)), ManyPolicies.text(i, false));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
