package roadbed.app.slo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roadbed.assess.reliability.ledger.CounterGrowth;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.collect.SliceFile;
import roadbed.collect.SliceFile.Measure;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.MetricSeries;
import roadbed.model.slo.SliceCount;

/**
 * Ledgers by the objective they are of.
 *
 * @param byObjective by service and name
 */
public record Ledgers(Map<String, EventLedger> byObjective, List<Diagnostic> diagnostics) {
  public Ledgers {
    byObjective = Map.copyOf(byObjective);
    diagnostics = List.copyOf(diagnostics);
  }

  /** The ledgers of counts in files; of two counts for one slice the later one in them is taken. */
  public static Ledgers read(List<Path> files) throws IOException {
    List<SliceCount> counts = new ArrayList<>();
    List<Diagnostic> said = new ArrayList<>();
    for (Path file : files) {
      SliceFile.Counts read = SliceFile.counts(file);
      counts.addAll(read.counts());
      said.addAll(read.diagnostics());
    }
    return of(counts, files.isEmpty() ? "counts" : files.getFirst().toString(), said);
  }

  /**
   * The ledgers of counts.
   *
   * @param from what to call their source
   * @param before what is wrong already
   */
  public static Ledgers of(List<SliceCount> counts, String from, List<Diagnostic> before) {
    List<Diagnostic> said = new ArrayList<>(before);
    Map<String, List<SliceCount>> each = new LinkedHashMap<>();
    counts.forEach(count -> each.computeIfAbsent(count.objective(), _ -> new ArrayList<>()).add(count));
    Map<String, EventLedger> ledgers = new HashMap<>();
    each.forEach(
        (id, slices) -> {
          try {
            ledgers.put(id, EventLedger.of(slices));
          } catch (IllegalArgumentException | ArithmeticException e) {
            said.add(Diagnostic.error("slo.slices", Location.of(from), id + ": " + e.getMessage(), "its counts are left out"));
          }
        });
    return new Ledgers(ledgers, said);
  }

  /** Counts of samples of counters, by objective. */
  public static SliceFile.Counts counted(Path samples, Duration slice) throws IOException {
    SliceFile.Samples read = SliceFile.samples(samples);
    List<Diagnostic> said = new ArrayList<>(read.diagnostics());
    List<SliceCount> counts = new ArrayList<>();
    new TreeMap<>(read.byObjective())
        .forEach(
            (id, measures) -> {
              boolean good = measures.containsKey(Measure.GOOD);
              if ((good && measures.containsKey(Measure.BAD)) || !measures.containsKey(Measure.TOTAL)) {
                said.add(
                    Diagnostic.error(
                        "slo.samples",
                        Location.of(samples.toString()),
                        id + " needs samples of total, and of good or bad, not both",
                        "its samples are left out"));
                return;
              }
              List<MetricSeries> part = measures.getOrDefault(good ? Measure.GOOD : Measure.BAD, List.of());
              counts.addAll(
                  CounterGrowth.of(
                      id, slice, part, good, measures.getOrDefault(Measure.TOTAL, List.of()), measures.getOrDefault(Measure.UP, List.of())));
            });
    return new SliceFile.Counts(counts, said);
  }
}
