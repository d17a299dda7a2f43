package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.cost.commitment.CommitmentBacktest;
import roadbed.assess.cost.commitment.Held;
import roadbed.assess.cost.commitment.HourlyDemand;
import roadbed.assess.cost.commitment.Ladder;
import roadbed.assess.cost.commitment.Offer;
import roadbed.assess.cost.commitment.Recommendation;
import roadbed.collect.series.TimedFile;
import roadbed.collect.series.TimedSeries;
import roadbed.model.Diagnostic;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonGenerator;

/** {@code roadbed cost commitments}: what to commit to, and what ways of buying would have saved. */
final class CostCommitmentsCommand implements Command {
  private static final long HOUR = 3_600;
  private static final int MOST_HOURS = 20 * Offer.YEAR;
  private static final int MOST_CELLS = 100_000_000;
  private static final double CAPITAL = 0.08;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Commitments over hourly demand. The file has a value a line: time, what it is of (any columns), demand in units;"
                + " hours without a line have none.",
            "",
            "--backtest tells what ways of buying would have saved after a first year of learning. --demand tells what to"
                + " buy now, in rungs of a ladder. Exit codes: 0 done, 1 some lines could not be read, 2 wrong use.");
    spec.addOption(Options.file("--backtest", "Hourly demand to try ways of buying on."));
    spec.addOption(Options.file("--demand", "Hourly demand up to now, to recommend for."));
    spec.addOption(Options.file("--held", "What is held: time of its end, the same columns as the demand, units."));
    spec.addOption(
        OptionSpec.builder("--price-ratio")
            .type(Double.class)
            .paramLabel("RATIO")
            .description("What committed use costs beside use without commitment, between 0 and 1.")
            .build());
    spec.addOption(
        OptionSpec.builder("--term")
            .type(Integer.class)
            .paramLabel("YEARS")
            .defaultValue("1")
            .description("Years that a commitment holds (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("--offer")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("YEARS:RATIO:UPFRONT")
            .description("For --demand, one more offer: its years, price ratio and share paid upfront, such as 3:0.45:0.5.")
            .build());
    spec.addOption(
        OptionSpec.builder("--capital")
            .type(Double.class)
            .paramLabel("SHARE")
            .description("What money costs in a year, for what is paid upfront (default: " + CAPITAL + ").")
            .build());
    spec.addOption(ScanCommand.flag("--json", "Print JSON."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Path backtest = words.matchedOptionValue("--backtest", null);
    Path demand = words.matchedOptionValue("--demand", null);
    if ((backtest == null) == (demand == null)) {
      throw new UsageException("say either --backtest FILE or --demand FILE");
    }
    List<Offer> offers = offers(words);
    if (offers.isEmpty()) {
      throw new UsageException("say what commitments cost: --price-ratio, for example 0.6");
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    Path file = backtest == null ? demand : backtest;
    ScanCommand.mustExist(List.of(file));
    TimedFile.Content content = TimedFile.read(file, diagnostics::add);
    Optional<Grid> grid = Grid.of(content.series());
    Path heldFile = words.matchedOptionValue("--held", null);
    List<TimedSeries> held = List.of();
    if (heldFile != null) {
      ScanCommand.mustExist(List.of(heldFile));
      held = TimedFile.read(heldFile, diagnostics::add).series();
    }
    diagnostics.forEach(diagnostic -> terminal.err().println(diagnostic));
    if (grid.isEmpty()) {
      throw new UsageException(
          file + " has no hourly demand that can be used: time first, demand last, at most " + MOST_CELLS + " hours of all series");
    }
    boolean json = words.hasMatchedOption("--json");
    if (backtest != null) {
      backtest(grid.get(), offers.getFirst(), json, terminal);
    } else {
      double capital = words.matchedOptionValue("--capital", CAPITAL);
      recommend(content, grid.get(), held, offers, capital, json, terminal);
    }
    return diagnostics.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static List<Offer> offers(ParseResult words) {
    List<Offer> offers = new ArrayList<>();
    try {
      Double ratio = words.matchedOptionValue("--price-ratio", null);
      int years = words.matchedOptionValue("--term", 1);
      if (ratio != null) {
        offers.add(new Offer(years + (years == 1 ? " year" : " years"), Math.multiplyExact(years, Offer.YEAR), ratio, 0));
      }
      for (String text : words.matchedOptionValue("--offer", List.<String>of())) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
          throw new UsageException("--offer is YEARS:RATIO:UPFRONT, not " + text);
        }
        int term = Integer.parseInt(parts[0]);
        double upfront = Double.parseDouble(parts[2]);
        String name = term + (term == 1 ? " year, " : " years, ") + Math.round(100 * upfront) + " % upfront";
        offers.add(new Offer(name, Math.multiplyExact(term, Offer.YEAR), Double.parseDouble(parts[1]), upfront));
      }
    } catch (IllegalArgumentException | ArithmeticException problem) {
      throw new UsageException("an offer is years, a price ratio between 0 and 1, and a share upfront: " + problem);
    }
    return offers;
  }

  /**
   * Hours that all series are laid over.
   *
   * @param from the first
   * @param demand by series, in the file's order
   */
  private record Grid(Instant from, List<HourlyDemand> demand) {
    static Optional<Grid> of(List<TimedSeries> series) {
      Instant first = Instant.MAX;
      Instant last = Instant.MIN;
      for (TimedSeries one : series) {
        first = one.at(0).isBefore(first) ? one.at(0) : first;
        last = one.at(one.size() - 1).isAfter(last) ? one.at(one.size() - 1) : last;
      }
      if (series.isEmpty()) {
        return Optional.empty();
      }
      long hours = (last.getEpochSecond() - first.getEpochSecond()) / HOUR + 1;
      if (hours > MOST_HOURS || hours * series.size() > MOST_CELLS) {
        return Optional.empty();
      }
      Instant from = first;
      return Optional.of(
          new Grid(first, series.stream().map(one -> new HourlyDemand(one.grid(from, HOUR, (int) hours, 0))).toList()));
    }
  }

  private static void backtest(Grid grid, Offer offer, boolean asJson, Terminal terminal) {
    List<CommitmentBacktest.Row> rows;
    try {
      rows = CommitmentBacktest.run(grid.demand, offer.priceRatio(), offer.hours());
    } catch (IllegalArgumentException problem) {
      throw new UsageException(String.valueOf(problem.getMessage()));
    }
    if (asJson) {
      JsonGenerator json = ValueJson.generator(terminal.out());
      json.writeStartObject();
      json.writeNumberProperty("series", grid.demand.size());
      json.writeNumberProperty("price_ratio", offer.priceRatio());
      json.writeName("ways");
      json.writeStartArray();
      for (CommitmentBacktest.Row row : rows) {
        json.writeStartObject();
        json.writeStringProperty("way", row.way());
        json.writeNumberProperty("saving", row.saving());
        json.writeNumberProperty("coverage", row.coverage());
        json.writeNumberProperty("utilisation", row.utilisation());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
      json.flush();
      return;
    }
    List<List<String>> cells =
        rows.stream()
            .map(row -> List.of(row.way(), percent(row.saving()), percent(row.coverage()), percent(row.utilisation())))
            .toList();
    terminal.out().print(TextTable.render(List.of("way of buying", "saves", "coverage", "utilisation"), cells, terminal.width()));
    terminal
        .out()
        .println(
            grid.demand.size()
                + " series; price ratio "
                + offer.priceRatio()
                + ", "
                + offer.name()
                + "; saved beside the cost without commitments, after a first year of learning");
  }

  private static void recommend(
      TimedFile.Content content,
      Grid grid,
      List<TimedSeries> held,
      List<Offer> offers,
      double capital,
      boolean asJson,
      Terminal terminal) {
    List<List<String>> cells = new ArrayList<>();
    JsonGenerator json = ValueJson.generator(terminal.out());
    if (asJson) {
      json.writeStartArray();
    }
    for (int i = 0; i < grid.demand.size(); i++) {
      List<String> key = content.series().get(i).key();
      List<Held> has = held(held, key, grid);
      Optional<Recommendation> found =
          Recommendation.of(grid.demand.get(i), offers, has, capital, Ladder.USUAL);
      String name = key.isEmpty() ? "all" : String.join("/", key);
      if (asJson) {
        json(json, name, found);
      } else {
        cells.add(found.map(one -> row(name, one)).orElseGet(() -> List.of(name, "nothing now", "", "", "", "", "", "")));
      }
    }
    if (asJson) {
      json.writeEndArray();
      json.writeRaw('\n');
      json.flush();
    } else {
      List<String> header = List.of("of", "buy now", "held", "target", "offer", "saves an hour", "break-even", "regret 10/90 %");
      terminal.out().print(TextTable.render(header, cells, terminal.width()));
    }
  }

  private static List<Held> held(List<TimedSeries> held, List<String> key, Grid grid) {
    List<Held> found = new ArrayList<>();
    for (TimedSeries one : held) {
      for (int i = 0; i < one.size() && one.key().equals(key); i++) {
        long until = (one.at(i).getEpochSecond() - grid.from.getEpochSecond()) / HOUR;
        if (until > 0 && one.value(i) > 0) {
          found.add(new Held(0, (int) Math.min(until, Integer.MAX_VALUE), one.value(i)));
        }
      }
    }
    return found;
  }

  private static List<String> row(String name, Recommendation one) {
    Recommendation.Rung first = one.rungs().getFirst();
    return List.of(
        name,
        first.week() == 0 ? units(first.units()) : "in " + first.week() + " weeks " + units(first.units()),
        units(one.held()),
        units(one.target()),
        one.offer().name(),
        units(one.saving()),
        percent(one.breakEven()),
        units(one.regretLow()) + " / " + units(one.regretHigh()));
  }

  private static void json(JsonGenerator json, String name, Optional<Recommendation> found) {
    json.writeStartObject();
    json.writeStringProperty("of", name);
    found.ifPresent(
        one -> {
          json.writeStringProperty("offer", one.offer().name());
          json.writeNumberProperty("target", one.target());
          json.writeNumberProperty("held", one.held());
          json.writeName("rungs");
          json.writeStartArray();
          for (Recommendation.Rung rung : one.rungs()) {
            json.writeStartObject();
            json.writeNumberProperty("week", rung.week());
            json.writeNumberProperty("units", rung.units());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberProperty("break_even", one.breakEven());
          json.writeNumberProperty("utilisation", one.utilisation());
          json.writeNumberProperty("coverage", one.coverage());
          json.writeNumberProperty("saving", one.saving());
          json.writeNumberProperty("regret_10", one.regretLow());
          json.writeNumberProperty("regret_90", one.regretHigh());
        });
    json.writeEndObject();
  }

  private static String units(double units) {
    return String.format(Locale.ROOT, Math.abs(units) < 10 ? "%.2f" : "%.1f", units);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
