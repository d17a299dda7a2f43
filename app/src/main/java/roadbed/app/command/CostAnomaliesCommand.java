package roadbed.app.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.collect.series.TimedFile;
import roadbed.collect.series.TimedSeries;
import roadbed.model.Diagnostic;
import roadbed.model.ValueJson;
import roadbed.series.anomaly.Anomaly;
import roadbed.series.anomaly.CauseSearch;
import roadbed.series.anomaly.StreamWatch;
import roadbed.series.anomaly.Watch;
import tools.jackson.core.JsonGenerator;

/** {@code roadbed cost anomalies}: what does not fit in series of days and hours, and from which part it comes. */
final class CostAnomaliesCommand implements Command {
  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;
  private static final int MOST_STEPS = 1_000_000;
  private static final int CAUSES = 3;
  private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Finds what does not fit: days and hours that cost more or less than their season and level let expect, and steps"
                + " to another level. The file has a value a line: time, what it is of (any columns), value. The sum over all"
                + " lines is watched, and the columns between tell which part a case comes from.",
            "",
            "--scores writes a score for every value of one series instead: 0 for nothing strange, one half and more for what"
                + " is worth a look; by the values before it alone. Exit codes: 0 nothing found, 1 cases found or lines that"
                + " could not be read, 2 wrong use.");
    spec.addOption(
        OptionSpec.builder("--series")
            .type(Path.class)
            .paramLabel("FILE")
            .description("CSV file, packed by gzip or not; without it the imported bills are watched by day.")
            .build());
    BilledDays.addOptions(spec);
    spec.addOption(
        OptionSpec.builder("--scores")
            .type(Path.class)
            .paramLabel("OUT")
            .description("Write timestamp,value,anomaly_score for every line of one series.")
            .build());
    spec.addOption(
        OptionSpec.builder("--false-alarms")
            .type(Double.class)
            .paramLabel("N")
            .description("False alarms a year that are put up with (default: 4).")
            .build());
    spec.addOption(
        OptionSpec.builder("--least")
            .type(Double.class)
            .paramLabel("SIZE")
            .description("Leave out cases whose whole size is less (default: 0).")
            .build());
    spec.addOption(ScanCommand.flag("--each", "Watch every series of the file, not their sum."));
    spec.addOption(ScanCommand.flag("--json", "Print JSON."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Path file = words.matchedOptionValue("--series", null);
    if (file == null) {
      if (words.hasMatchedOption("--scores")) {
        throw new UsageException("--scores is for one series of a file: say --series");
      }
      List<Found> found = new ArrayList<>();
      BilledDays.read(words).forEach((currency, days) -> found.addAll(find(days, currency, words, terminal)));
      return tell(found, true, words, terminal);
    }
    ScanCommand.mustExist(List.of(file));
    List<Diagnostic> diagnostics = new ArrayList<>();
    TimedFile.Content content = TimedFile.read(file, diagnostics::add);
    diagnostics.forEach(diagnostic -> terminal.err().println(diagnostic));
    if (content.series().isEmpty()) {
      throw new UsageException("no series in " + file + " (a line is a time, any columns, and a value)");
    }
    Path scores = words.matchedOptionValue("--scores", null);
    if (scores != null) {
      score(content, scores);
      return diagnostics.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
    return tell(find(content, "", words, terminal), diagnostics.isEmpty(), words, terminal);
  }

  private static int tell(List<Found> found, boolean allRead, ParseResult words, Terminal terminal) {
    if (words.hasMatchedOption("--json")) {
      json(found, terminal);
    } else {
      table(found, terminal);
    }
    return allRead && found.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static void score(TimedFile.Content content, Path out) throws IOException {
    if (content.series().size() > 1) {
      throw new UsageException("--scores is for one series, and the file has " + content.series().size());
    }
    TimedSeries series = content.series().getFirst();
    StreamWatch watch = new StreamWatch(Duration.ofSeconds(Math.max(1, series.interval())));
    try (BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
      writer.write("timestamp,value,anomaly_score\n");
      for (int i = 0; i < series.size(); i++) {
        double value = series.value(i);
        double score = watch.next(series.at(i), value);
        writer.write(LocalDateTime.ofInstant(series.at(i), ZoneOffset.UTC).format(PLAIN));
        writer.write(',');
        writer.write(Double.isNaN(value) ? "" : Double.toString(value));
        writer.write(',');
        writer.write(Double.toString(score));
        writer.write('\n');
      }
    }
  }

  /**
   * A case with its times and causes.
   *
   * @param of which series; empty or the currency for the sum of all
   * @param since when it began
   * @param anomaly the case
   * @param causes the parts it comes from, likeliest first
   */
  private record Found(String of, Instant since, Anomaly anomaly, List<CauseSearch.Cause> causes) {}

  private static List<Found> find(TimedFile.Content content, String whole, ParseResult words, Terminal terminal) {
    List<TimedSeries> all = content.series();
    long interval = all.stream().mapToLong(TimedSeries::interval).filter(step -> step > 0).min().orElse(DAY);
    long step = interval >= DAY ? DAY : HOUR;
    Instant first = all.stream().map(one -> one.at(0)).min(Instant::compareTo).orElseThrow();
    Instant last = all.stream().map(one -> one.at(one.size() - 1)).max(Instant::compareTo).orElseThrow();
    long steps = (last.getEpochSecond() - first.getEpochSecond()) / step + 1;
    if (steps > MOST_STEPS || steps * all.size() > 100L * MOST_STEPS) {
      throw new UsageException("too long a time: " + steps + " steps of " + all.size() + " series");
    }
    Watch.Settings plain = step == DAY ? Watch.Settings.DAYS : Watch.Settings.HOURS;
    Watch.Settings settings;
    try {
      settings =
          new Watch.Settings(
              words.matchedOptionValue("--false-alarms", plain.falseAlarms()),
              plain.stepsInYear(),
              words.matchedOptionValue("--least", 0.0));
    } catch (IllegalArgumentException problem) {
      throw new UsageException(String.valueOf(problem.getMessage()));
    }
    int season = step == DAY ? 7 : 168;
    boolean each = words.hasMatchedOption("--each");
    // A part of several that has no line in a step cost nothing; a step without any line at all is a gap.
    List<double[]> grids =
        all.stream().map(one -> one.grid(first, step, (int) steps, all.size() == 1 || each ? Double.NaN : 0)).toList();
    List<Found> found = new ArrayList<>();
    if (each) {
      try (CountLine progress = CountLine.on(terminal, "watching", all.size())) {
        List<List<Anomaly>> cases = Watch.overAll(grids, season, settings, progress::at);
        for (int i = 0; i < all.size(); i++) {
          String name = String.join("/", all.get(i).key()) + (whole.isEmpty() ? "" : " " + whole);
          cases.get(i).forEach(one -> found.add(new Found(name, first.plusSeconds(one.from() * step), one, List.of())));
        }
      }
      return found;
    }
    double[] sum = sum(grids);
    for (Anomaly one : Watch.over(sum, season, settings)) {
      found.add(
          new Found(whole, first.plusSeconds(one.from() * step), one, causes(content, grids, season, one.from())));
    }
    return found;
  }

  private static double[] sum(List<double[]> grids) {
    double[] sum = new double[grids.getFirst().length];
    for (double[] grid : grids) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += grid[i];
      }
    }
    return sum;
  }

  private static List<CauseSearch.Cause> causes(TimedFile.Content content, List<double[]> grids, int season, int step) {
    if (content.dimensions().isEmpty()) {
      return List.of();
    }
    List<CauseSearch.Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < grids.size(); i++) {
      double[] grid = grids.get(i);
      double expected = Watch.expected(grid, season, step);
      leaves.add(new CauseSearch.Leaf(content.series().get(i).key(), Double.isNaN(expected) ? 0 : expected, grid[step]));
    }
    return CauseSearch.causes(content.dimensions(), leaves, CAUSES);
  }

  private static void table(List<Found> found, Terminal terminal) {
    if (found.isEmpty()) {
      terminal.out().println("Nothing out of the ordinary.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Found one : found) {
      Anomaly anomaly = one.anomaly;
      rows.add(
          List.of(
              LocalDateTime.ofInstant(one.since, ZoneOffset.UTC).format(PLAIN),
              one.of,
              anomaly.kind().name().toLowerCase(Locale.ROOT),
              shown(anomaly.value()),
              shown(anomaly.expected()) + " (" + shown(anomaly.low()) + " to " + shown(anomaly.high()) + ")",
              shown(anomaly.size()),
              one.causes.isEmpty() ? "" : cause(one.causes.getFirst())));
    }
    terminal
        .out()
        .print(TextTable.render(List.of("since", "of", "kind", "value", "expected", "size", "cause"), rows, terminal.width()));
  }

  private static String cause(CauseSearch.Cause cause) {
    String part =
        cause.part().entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).collect(Collectors.joining(", "));
    return part + String.format(Locale.ROOT, " (%.0f %%)", 100 * cause.share());
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static void json(List<Found> found, Terminal terminal) {
    JsonGenerator json = ValueJson.generator(terminal.out());
    json.writeStartArray();
    for (Found one : found) {
      Anomaly anomaly = one.anomaly;
      json.writeStartObject();
      json.writeStringProperty("since", one.since.toString());
      if (!one.of.isEmpty()) {
        json.writeStringProperty("of", one.of);
      }
      json.writeStringProperty("kind", anomaly.kind().name().toLowerCase(Locale.ROOT));
      json.writeNumberProperty("steps", anomaly.until() - anomaly.from());
      json.writeNumberProperty("value", anomaly.value());
      json.writeNumberProperty("expected", anomaly.expected());
      json.writeNumberProperty("low", anomaly.low());
      json.writeNumberProperty("high", anomaly.high());
      json.writeNumberProperty("size", anomaly.size());
      json.writeNumberProperty("strangeness", anomaly.strangeness());
      json.writeName("causes");
      json.writeStartArray();
      for (CauseSearch.Cause cause : one.causes) {
        json.writeStartObject();
        json.writeName("part");
        json.writeStartObject();
        cause.part().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeNumberProperty("expected", cause.expected());
        json.writeNumberProperty("actual", cause.actual());
        json.writeNumberProperty("share", cause.share());
        json.writeNumberProperty("explains", cause.explains());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeRaw('\n');
    json.flush();
  }
}
