package roadbed.app.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import roadbed.collect.series.TimedFile;
import roadbed.collect.series.TimedSeries;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.series.anomaly.StreamWatch;

/**
 * The Numenta Anomaly Benchmark: folders with {@code windows.json} and series under {@code data}. A case is a window: it
 * passes where an alarm falls into it. Another is the whole: the benchmark's score, by its published rules and with one
 * threshold for all series, against the best that was published.
 */
final class AnomalyConformance implements Conformance {
  private static final double BEST_PUBLISHED = 74.9;

  @Override
  public String description() {
    return "folders of the Numenta Anomaly Benchmark with windows.json; a window passes with an alarm in it, the whole where its"
        + " score is above the best published";
  }

  @Override
  public void run(List<Path> paths, Consumer<CaseOutcome> each) throws IOException {
    for (Path path : paths) {
      Path windows = path.resolve("windows.json");
      if (!Files.isRegularFile(windows)) {
        each.accept(new CaseOutcome(path.toString(), CaseOutcome.Result.FAILED, "has no windows.json"));
        continue;
      }
      Value labels = ValueJson.parse(Files.readString(windows));
      List<NabScore.Series> all = new ArrayList<>();
      try (Stream<Path> files = Files.walk(path.resolve("data"))) {
        for (Path file : files.filter(one -> one.toString().endsWith(".csv")).sorted(Comparator.naturalOrder()).toList()) {
          String name = path.resolve("data").relativize(file).toString();
          read(file, name, labels, all, each);
        }
      }
      judge(path, all, each);
    }
  }

  private static void read(Path file, String name, Value labels, List<NabScore.Series> all, Consumer<CaseOutcome> each)
      throws IOException {
    List<TimedSeries> read = TimedFile.read(file, _ -> {}).series();
    if (read.size() != 1 || !(labels instanceof Value.Fields object) || !(object.values().get(name) instanceof Value.Items list)) {
      each.accept(new CaseOutcome(name, CaseOutcome.Result.SKIPPED, "is not one series, or has no labels"));
      return;
    }
    TimedSeries series = read.getFirst();
    List<NabScore.Window> windows = new ArrayList<>();
    for (Value window : list.values()) {
      if (window instanceof Value.Items ends
          && ends.values().size() == 2
          && ends.values().getFirst() instanceof Value.Text from
          && ends.values().getLast() instanceof Value.Text to) {
        NabScore.window(series, from.value(), to.value()).ifPresent(windows::add);
      }
    }
    StreamWatch watch = new StreamWatch(Duration.ofSeconds(Math.max(1, series.interval())));
    double[] scores = new double[series.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = watch.next(series.at(i), series.value(i));
    }
    all.add(new NabScore.Series(name, scores, windows));
  }

  private static void judge(Path path, List<NabScore.Series> all, Consumer<CaseOutcome> each) {
    Map<String, NabScore.Profile> profiles = NabScore.PROFILES;
    NabScore.Result standard = NabScore.best(all, profiles.getOrDefault("standard", new NabScore.Profile(0.11, 1)));
    for (NabScore.Series series : all) {
      for (NabScore.Window window : series.windows()) {
        boolean hit = series.hit(window, standard.threshold());
        each.accept(
            new CaseOutcome(
                series.name() + " " + window.from() + "-" + window.to(),
                hit ? CaseOutcome.Result.PASSED : CaseOutcome.Result.FAILED,
                hit ? "" : "no alarm in the window"));
      }
    }
    StringBuilder text = new StringBuilder();
    profiles.forEach(
        (name, profile) -> {
          NabScore.Result result = NabScore.best(all, profile);
          text.append(String.format(Locale.ROOT, "%s %.1f at %.3f; ", name, result.score(), result.threshold()));
        });
    boolean above = standard.score() > BEST_PUBLISHED;
    each.accept(
        new CaseOutcome(
            path + " score",
            above ? CaseOutcome.Result.PASSED : CaseOutcome.Result.FAILED,
            text + "the best published standard score over all series is " + BEST_PUBLISHED));
  }
}
