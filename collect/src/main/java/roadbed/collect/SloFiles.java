package roadbed.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.collect.slo.SloDocuments;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.ServiceLevelObjective;

/** Reads service level objectives from files and folders: OpenSLO and Sloth, many documents to a file. */
public final class SloFiles {
  /** The window of an objective that names none. */
  public static final Duration DEFAULT_PERIOD = Duration.ofDays(30);

  private static final int DEEPEST = 20;

  private SloFiles() {}

  /**
   * What was read.
   *
   * @param windows windows and burn rates of alerts
   * @param documents how many documents were about service levels, wrong ones too
   */
  public record Read(
      List<ServiceLevelObjective> objectives, List<AlertWindows> windows, int documents, List<Diagnostic> diagnostics) {
    public Read {
      objectives = List.copyOf(objectives);
      windows = List.copyOf(windows);
      diagnostics = List.copyOf(diagnostics);
    }

    /** Whether anything was wrong. */
    public boolean hasErrors() {
      return diagnostics.stream().anyMatch(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR);
    }
  }

  /**
   * Reads them. A file that is named and is about something else is an error; in a folder such files are passed over.
   *
   * @param period the rolling window of objectives that name none
   */
  public static Read read(List<Path> paths, Duration period) throws IOException {
    Gathering said = new Gathering(Limits.DEFAULT);
    SloDocuments documents = new SloDocuments(period, said::diagnostic);
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        for (Path file : files(path)) {
          file(file, documents, said, false);
        }
      } else {
        file(path, documents, said, true);
      }
    }
    List<ServiceLevelObjective> objectives = documents.finish();
    return new Read(objectives, documents.windows(), documents.count(), said.diagnostics("service levels"));
  }

  /** A duration as Prometheus writes it, for example {@code 30d} or {@code 4w}. */
  public static Optional<Duration> duration(String text) {
    return SloDocuments.duration(text);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      return all.filter(
              file -> {
                String name = file.toString().toLowerCase(Locale.ROOT);
                return (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) && Files.isRegularFile(file);
              })
          .sorted()
          .limit(Limits.DEFAULT.files())
          .toList();
    }
  }

  /** A document, or a list of documents. */
  private static boolean root(YamlNode root, SloDocuments into, String file) {
    return switch (root) {
      case YamlNode.Mapping mapping -> into.accept(mapping, file);
      case YamlNode.Sequence sequence -> {
        boolean ours = false;
        for (YamlNode item : sequence.items()) {
          ours |= item instanceof YamlNode.Mapping mapping && into.accept(mapping, file);
        }
        yield ours;
      }
      case YamlNode.Scalar _ -> false;
    };
  }

  private static void file(Path path, SloDocuments into, Gathering said, boolean named) throws IOException {
    LocalFile file = new LocalFile(path.toString().replace('\\', '/'), path, Files::newInputStream);
    Optional<String> text = WholeText.read(file, Limits.DEFAULT.wholeBytes(), said);
    if (text.isEmpty()) {
      return;
    }
    boolean any = false;
    List<Diagnostic> broken = new ArrayList<>();
    YamlDocuments documents = new YamlDocuments(text.get(), file, Limits.DEFAULT);
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken why -> broken.add(why.why());
        case YamlDocuments.Document.Read read -> {
          boolean ours = false;
          for (YamlNode root : read.roots()) {
            ours |= root(root, into, file.name());
          }
          if (ours) {
            any = true;
            read.warnings().forEach(said::diagnostic);
          }
        }
      }
    }
    if (any || named) {
      broken.forEach(said::diagnostic);
    }
    if (!any && named && broken.isEmpty()) {
      said.diagnostic(
          Diagnostic.error(
              "slo.unrecognised",
              Location.of(file.name()),
              "there is no service level objective in this file",
              "OpenSLO (openslo/v1) and Sloth (prometheus/v1, sloth.slok.dev/v1) are read"));
    }
  }
}
