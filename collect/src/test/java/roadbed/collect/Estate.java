package roadbed.collect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;

/** A folder that a test fills and collects. */
record Estate(Path root) {
  static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: good
      """;

  Estate file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Estate file(String name, byte[] bytes) {
    try {
      Path path = root.resolve(name);
      Files.createDirectories(path.getParent());
      Files.write(path, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  Collection collect() {
    return collect(Limits.DEFAULT);
  }

  Collection collect(Limits limits) {
    return new Collector().collect("test", List.of(root), NOW, Progress.NONE, limits);
  }

  /** All diagnostics, without the folder's own path. */
  List<String> diagnostics() {
    return said(collect());
  }

  List<String> said(Collection collection) {
    return collection.diagnostics().stream()
        .map(Diagnostic::toString)
        .map(text -> text.replace(root.toString().replace('\\', '/') + "/", ""))
        .toList();
  }
}
