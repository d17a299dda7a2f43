package roadbed.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.collect.metrics.UtilisationFiles;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.MeasuredUse;
import roadbed.model.Utilisation;

/**
 * Exports of monitoring among the files of a collection. They are read together, for an answer and its request lie in two
 * files, and only what they say in sum is kept.
 */
final class MeasurementFiles {
  /** A sum is of the newest days only, so that it tells of what is there now. */
  private static final Duration LATELY = Duration.ofDays(30);

  /** Beside everything else that a collection keeps; a month of hours of five thousand series. */
  private static final long MOST_VALUES = 4_000_000;

  private final Map<Path, String> files = new LinkedHashMap<>();

  /** Keeps a file for later. */
  void add(LocalFile file) {
    files.put(file.path(), file.name());
  }

  /** Reads all files. */
  void read(CollectionSink sink) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    UtilisationFiles.Read read = UtilisationFiles.read(List.copyOf(files.keySet()), MOST_VALUES);
    read.diagnostics().forEach(diagnostic -> sink.diagnostic(named(diagnostic)));
    for (Utilisation series : read.series()) {
      if (series.metric() != Utilisation.Metric.OTHER) {
        MeasuredUse.lately(series, LATELY).ifPresent(sink::use);
      }
    }
  }

  private Diagnostic named(Diagnostic diagnostic) {
    Location at = diagnostic.location();
    return new Diagnostic(
        diagnostic.level(),
        diagnostic.code(),
        new Location(files.getOrDefault(Path.of(at.file()), at.file()), at.line(), at.column(), at.pointer()),
        diagnostic.message(),
        diagnostic.hint());
  }
}
