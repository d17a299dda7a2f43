package roadbed.inventory;

import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The attribute names that the mappings read, from their own text, so that random documents hit them. */
final class Words {
  private static final Pattern QUOTED = Pattern.compile("\"([a-zA-Z_]{2,40}(?:\\.[a-zA-Z_]{2,40}){0,3})\"");

  static final TreeSet<String> IN_MAPPINGS = read();

  private Words() {}

  private static TreeSet<String> read() {
    TreeSet<String> words = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/roadbed/inventory/normal"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher matcher = QUOTED.matcher(Files.readString(file));
        while (matcher.find()) {
          for (String word : matcher.group(1).split("\\.")) {
            words.add(word);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
