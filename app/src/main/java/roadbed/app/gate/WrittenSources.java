package roadbed.app.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.prove.report.SourceLines;

/** The lines of files that people write; what a machine wrote is not worth showing. */
final class WrittenSources implements SourceLines {
  private static final long MOST_BYTES = 4L << 20;
  private static final int MOST_FILES = 500;
  private static final Set<String> WRITTEN =
      Set.of("tf", "tofu", "hcl", "yaml", "yml", "bicep", "dockerfile", "jenkinsfile", "template");

  private final Names names;
  private final Map<String, Optional<List<String>>> read = new HashMap<>();

  WrittenSources(Names names) {
    this.names = names;
  }

  @Override
  public Optional<List<String>> of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    String last = name.substring(name.lastIndexOf('/') + 1);
    boolean written = WRITTEN.contains(last.substring(last.lastIndexOf('.') + 1)) || name.endsWith(".tf.json");
    if (!written || (read.size() >= MOST_FILES && !read.containsKey(file))) {
      return Optional.empty();
    }
    return read.computeIfAbsent(file, this::lines);
  }

  private Optional<List<String>> lines(String file) {
    try {
      Path path = names.open(file);
      return Files.size(path) > MOST_BYTES ? Optional.empty() : Optional.of(Files.readAllLines(path));
    } catch (IOException _) {
      // It is shown without its lines.
      return Optional.empty();
    }
  }
}
