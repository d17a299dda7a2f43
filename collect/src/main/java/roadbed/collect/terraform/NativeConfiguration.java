package roadbed.collect.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.SourceFile;
import roadbed.collect.terraform.hcl.Block;
import roadbed.collect.terraform.hcl.HclFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** Reads a file of configuration in native syntax into its folder. */
final class NativeConfiguration {
  private final SourceFile file;
  private final CollectionSink sink;

  NativeConfiguration(SourceFile file, CollectionSink sink) {
    this.file = file;
    this.sink = sink;
  }

  /**
   * Reads blocks.
   *
   * @param override whether they change blocks of the same name instead of standing beside them
   * @throws IOException where the bytes cannot be read
   */
  void configuration(ConfigurationFolder folder, boolean override, long limit) throws IOException {
    Optional<HclFile> parsed = parsed(limit);
    if (parsed.isEmpty()) {
      return;
    }
    for (Block block : parsed.get().body().blocks()) {
      int labels = ConfigurationFolder.labels(block.type());
      if (labels >= 0 && block.labels().size() != labels) {
        sink.diagnostic(
            Diagnostic.error(
                "terraform.labels",
                block.location(),
                "a block " + block.type() + " has " + labels + " labels, and this one has " + block.labels().size()
                    + "; it is left out",
                "write its type and name behind it"));
      } else if (labels >= 0) {
        folder.take(block.type(), block.labels(), block.body(), block.location(), override, sink);
      }
    }
  }

  /**
   * Reads values of variables.
   *
   * @throws IOException where the bytes cannot be read
   */
  void variableValues(ConfigurationFolder folder, long limit) throws IOException {
    parsed(limit)
        .ifPresent(
            values -> values.body().attributes().forEach((name, value) -> folder.given.put(name, value.value())));
  }

  private Optional<HclFile> parsed(long limit) throws IOException {
    byte[] bytes;
    try (InputStream in = file.open()) {
      bytes = in.readNBytes((int) limit + 1);
    }
    if (bytes.length > limit) {
      sink.diagnostic(
          Diagnostic.error(
              "file.too-large",
              Location.of(file.name()),
              "the file is larger than " + limit + " bytes, the most that is read of such a file",
              "split it into smaller files"));
      return Optional.empty();
    }
    HclFile parsed = HclFile.parse(file.name(), bytes);
    parsed.diagnostics().forEach(sink::diagnostic);
    return Optional.of(parsed);
  }
}
