package roadbed.assess.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** Reads the guardrails and the settings of a user's folders; what cannot be read is told of, and the rest goes on. */
final class GuardrailFolder {
  private static final String SETTINGS = "guardrails.yaml";
  private static final long MAX_FILE_BYTES = 1 << 20;
  private static final int MAX_FILES = 10_000;

  private final List<Diagnostic> diagnostics;
  private final Set<String> others;
  private final List<GuardrailSettings> settings = new ArrayList<>();

  /**
   * A reader.
   *
   * @param others Rego files that were written for other programs, which are passed over
   */
  GuardrailFolder(List<Diagnostic> diagnostics, Set<String> others) {
    this.diagnostics = diagnostics;
    this.others = others;
  }

  /** What the files of settings say, in the order in which they were read. */
  List<GuardrailSettings> settings() {
    return List.copyOf(settings);
  }

  /** The files of a folder, tests left out. */
  List<GuardrailFile> files(Path folder) {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths =
          walk.filter(path -> path.toString().endsWith(".rego"))
              .filter(path -> !path.toString().endsWith("_test.rego"))
              .filter(path -> !others.contains(path.toString()))
              .sorted()
              .limit(MAX_FILES)
              .toList();
    } catch (IOException | UncheckedIOException e) {
      diagnostics.add(
          Diagnostic.error(
              "policy.unreadable", Location.of(folder.toString()), "cannot be read: " + e.getMessage(), ""));
      return List.of();
    }
    List<GuardrailFile> files = new ArrayList<>();
    for (Path path : paths) {
      text(path).flatMap(text -> GuardrailFile.read(path.toString(), text, diagnostics)).ifPresent(files::add);
    }
    return files;
  }

  /** Reads the settings that lie in a folder, where some do. */
  void settingsOf(Path folder) {
    Path file = folder.resolve(SETTINGS);
    if (Files.isRegularFile(file)) {
      settings(file);
    }
  }

  /** Reads a file of settings. */
  void settings(Path file) {
    text(file).ifPresent(text -> settings.add(GuardrailSettingsReader.read(file.toString(), text)));
  }

  private Optional<String> text(Path path) {
    Location at = Location.of(path.toString());
    try {
      if (Files.size(path) > MAX_FILE_BYTES) {
        diagnostics.add(Diagnostic.error("policy.too-large", at, "larger than 1 MiB", "split the file"));
        return Optional.empty();
      }
      return Optional.of(Files.readString(path));
    } catch (CharacterCodingException e) {
      diagnostics.add(Diagnostic.error("policy.encoding", at, "not UTF-8 text", "save it as UTF-8"));
    } catch (IOException e) {
      diagnostics.add(Diagnostic.error("policy.unreadable", at, "cannot be read: " + e.getMessage(), ""));
    }
    return Optional.empty();
  }
}
