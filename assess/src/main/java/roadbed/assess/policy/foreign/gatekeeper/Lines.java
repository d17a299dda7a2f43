package roadbed.assess.policy.foreign.gatekeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import roadbed.model.Location;

/** The lines of a suite, to say where a test or case stands. */
record Lines(String file, List<String> lines) {
  static Lines of(Path file) {
    try {
      return new Lines(
          file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException _) {
      // It was there a moment ago; without its lines, places are less exact and nothing else.
      return new Lines(file.toString(), List.of());
    }
  }

  /** The first line after another that gives a field this value; that other line where there is none. */
  int next(String field, String value, int after) {
    for (int i = after; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      String bare = line.startsWith("- ") ? line.substring(2).strip() : line;
      if (bare.startsWith(field + ":")
          && bare.substring(field.length() + 1).strip().replaceAll("^[\"']|[\"']$", "").equals(value)) {
        return i + 1;
      }
    }
    return after;
  }

  Location place(int line) {
    return line > 0 ? Location.of(file, line, 1) : Location.of(file);
  }
}
