package roadbed.app.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.cost.currency.Unrated;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostAnswer.Item;
import roadbed.assess.cost.explore.CostAnswer.Row;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Days;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.CostQuestion.Measure;
import roadbed.model.ValueJson;
import roadbed.store.duckdb.DuckDbCostExplorer;
import tools.jackson.core.JsonGenerator;

/** {@code roadbed cost explore}: questions to the imported bills. */
final class CostExploreCommand implements Command {
  private static final int SHOWN = 4;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Asks the imported bills: by what, of what, over which days, compared with which others.",
            "",
            "Dimensions: " + String.join(", ", CostQuestion.DIMENSIONS) + " and tag:KEY.",
            "Exit codes: 0 answered, 1 some amounts have no rate and stay in their currency, 2 wrong use or no bills.");
    spec.addOption(CostImportCommand.data());
    spec.addOption(Options.texts("--group-by", "DIMENSION", "Split by these (default: service)."));
    spec.addOption(
        Options.repeated("--filter", "FILTER", "Only what is so: DIMENSION=VALUE or !=VALUE, values with | between; may be repeated."));
    spec.addOption(Options.text("--from", "DAY", "First day (default: the first of the last day's month)."));
    spec.addOption(Options.text("--to", "DAY", "Last day (default: today)."));
    spec.addOption(
        Options.text("--compare", "DAYS", "Compare with 'previous' (as many days before), 'year' (a year ago) or FROM..TO."));
    spec.addOption(Options.text("--by", "GRAIN", "Split time by day, week or month."));
    spec.addOption(Options.text("--measure", "MEASURE", "effective, billed, list or contracted (default: effective)."));
    spec.addOption(
        OptionSpec.builder("--top")
            .type(Integer.class)
            .paramLabel("N")
            .defaultValue("20")
            .description("Groups to show; the rest is one (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("--lines")
            .type(Integer.class)
            .arity("0..1")
            .fallbackValue("20")
            .paramLabel("N")
            .description("Show the dearest lines themselves.")
            .build());
    RateOptions.add(spec);
    spec.addOption(ScanCommand.flag("--json", "Write JSON."));
    spec.addOption(ScanCommand.flag("--csv", "Write CSV."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    CostQuestion question = question(words);
    Path billing = CostImportCommand.folder(words);
    try (DuckDbCostExplorer explorer = new DuckDbCostExplorer(billing, RateOptions.rates(words, billing))) {
      if (words.hasMatchedOption("--lines")) {
        List<Item> items = explorer.items(question, Math.clamp(words.matchedOptionValue("--lines", 20), 1, 1_000_000));
        items(items, words, terminal);
        return items.isEmpty() ? ExitCode.USAGE : ExitCode.CLEAN;
      }
      long started = System.nanoTime();
      CostAnswer answer = explorer.explore(question);
      long millis = (System.nanoTime() - started) / 1_000_000;
      if (words.hasMatchedOption("--json")) {
        json(answer, millis, terminal);
      } else if (words.hasMatchedOption("--csv")) {
        csv(answer, terminal);
      } else {
        table(answer, millis, terminal);
      }
      RateOptions.tell(answer.unrated(), words, terminal);
      if (answer.totals().isEmpty() && answer.before().isEmpty()) {
        return ExitCode.USAGE;
      }
      return answer.unrated().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
  }

  // --- the question -------------------------------------------------------------------------------------------

  private static CostQuestion question(ParseResult words) {
    try {
      String until = words.matchedOptionValue("--to", "");
      LocalDate to = until.isEmpty() ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(until);
      String since = words.matchedOptionValue("--from", "");
      LocalDate from = since.isEmpty() ? to.withDayOfMonth(1) : LocalDate.parse(since);
      String grain = words.matchedOptionValue("--by", "");
      return new CostQuestion(
          words.matchedOptionValue("--group-by", List.of("service")),
          grain.isEmpty() ? Grain.WHOLE : Grain.named(grain),
          words.matchedOptionValue("--filter", List.<String>of()).stream().map(Filter::parse).toList(),
          from,
          to,
          compared(words.matchedOptionValue("--compare", ""), from, to),
          Measure.valueOf(words.matchedOptionValue("--measure", "effective").toUpperCase(Locale.ROOT)),
          Math.max(1, words.matchedOptionValue("--top", 20)),
          RateOptions.currency(words));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Days> compared(String word, LocalDate from, LocalDate to) {
    return word.isEmpty() ? Optional.empty() : Optional.of(Days.comparedWith(word, from, to));
  }

  // --- the answer ---------------------------------------------------------------------------------------------

  /** To the last digit; of a table for people, what was turned by rates has four. */
  private static BigDecimal shown(BigDecimal amount, CostAnswer answer) {
    return answer.question().currency().isEmpty() || amount.scale() <= SHOWN
        ? amount
        : amount.setScale(SHOWN, RoundingMode.HALF_EVEN);
  }

  private static void table(CostAnswer answer, long millis, Terminal terminal) {
    List<List<String>> rows =
        answer.rows().stream()
            .map(
                row ->
                    new Row(
                        row.at(), row.values(), row.currency(), shown(row.amount(), answer), shown(row.before(), answer)))
            .map(row -> answer.cells(row).stream().map(cell -> cell.isEmpty() ? "(none)" : cell).toList())
            .toList();
    if (rows.isEmpty()) {
      terminal.err().println("no cost in these days, or no bills: see roadbed cost import");
      return;
    }
    terminal.out().print(TextTable.render(answer.header(), rows, terminal.width()));
    answer
        .totals()
        .forEach(
            (currency, total) ->
                terminal.out().printf(
                    "total %s %s%s%n",
                    shown(total, answer).toPlainString(),
                    currency,
                    answer.question().compared().isPresent()
                        ? ", before " + shown(answer.before().getOrDefault(currency, BigDecimal.ZERO), answer).toPlainString()
                        : ""));
    terminal.out().printf(
        "%s to %s, from %s, in %d ms%n",
        answer.question().from(), answer.question().to(), answer.ofDailySums() ? "daily sums" : "lines", millis);
  }

  private static void csv(CostAnswer answer, Terminal terminal) {
    terminal.out().println(String.join(",", answer.header()));
    answer.rows().forEach(row -> terminal.out().println(csv(answer.cells(row))));
  }

  private static String csv(List<String> cells) {
    return String.join(",", cells.stream().map(CostExploreCommand::cell).toList());
  }

  /** A cell that no spreadsheet takes for a formula. */
  private static String cell(String text) {
    boolean number = text.matches("[+-]?[0-9.]+");
    String safe = !number && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("[^,\"\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  private static void json(CostAnswer answer, long millis, Terminal terminal) {
    JsonGenerator json = ValueJson.generator(terminal.out());
    json.writeStartObject();
    json.writeStringProperty("from", answer.question().from().toString());
    json.writeStringProperty("to", answer.question().to().toString());
    json.writeStringProperty("measure", answer.question().measure().id());
    json.writeStringProperty("source", answer.ofDailySums() ? "daily" : "lines");
    json.writeNumberProperty("millis", millis);
    json.writeName("totals");
    json.writeStartObject();
    answer.totals().forEach((currency, total) -> json.writeStringProperty(currency, total.toPlainString()));
    json.writeEndObject();
    json.writeName("before");
    json.writeStartObject();
    answer.before().forEach((currency, total) -> json.writeStringProperty(currency, total.toPlainString()));
    json.writeEndObject();
    json.writeName("unrated");
    json.writeStartArray();
    for (Unrated one : answer.unrated()) {
      json.writeStartObject();
      json.writeStringProperty("currency", one.currency());
      json.writeNumberProperty("days", one.days());
      json.writeStringProperty("first", one.first().toString());
      json.writeStringProperty("last", one.last().toString());
      json.writeStringProperty("amount", one.amount().toPlainString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeName("rows");
    json.writeStartArray();
    for (Row row : answer.rows()) {
      json.writeStartObject();
      row.at().ifPresent(at -> json.writeStringProperty("at", at.toString()));
      for (int i = 0; i < row.values().size(); i++) {
        json.writeStringProperty(answer.question().groups().get(i), row.values().get(i));
      }
      json.writeStringProperty("currency", row.currency());
      json.writeStringProperty("amount", row.amount().toPlainString());
      if (answer.question().compared().isPresent()) {
        json.writeStringProperty("before", row.before().toPlainString());
        json.writeStringProperty("change", row.change().toPlainString());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private static void items(List<Item> items, ParseResult words, Terminal terminal) {
    List<String> heads =
        List.of("day", "account", "service", "charge", "resource", "description", "quantity", "in", "billed", "effective");
    List<List<String>> rows =
        items.stream()
            .map(
                item ->
                    List.of(
                        item.day().toString(),
                        item.account(),
                        item.service(),
                        item.chargeCategory(),
                        item.resource(),
                        item.description(),
                        item.quantity(),
                        item.currency(),
                        item.billed().toPlainString(),
                        item.effective().toPlainString()))
            .toList();
    if (words.hasMatchedOption("--csv")) {
      terminal.out().println(String.join(",", heads));
      rows.forEach(row -> terminal.out().println(csv(row)));
    } else if (words.hasMatchedOption("--json")) {
      JsonGenerator json = ValueJson.generator(terminal.out());
      json.writeStartArray();
      for (Item item : items) {
        json.writeStartObject();
        json.writeStringProperty("day", item.day().toString());
        json.writeStringProperty("provider", item.provider());
        json.writeStringProperty("account", item.account());
        json.writeStringProperty("service", item.service());
        json.writeStringProperty("charge_category", item.chargeCategory());
        json.writeStringProperty("resource", item.resource());
        json.writeStringProperty("sku", item.sku());
        json.writeStringProperty("description", item.description());
        json.writeStringProperty("quantity", item.quantity());
        json.writeStringProperty("currency", item.currency());
        json.writeStringProperty("billed", item.billed().toPlainString());
        json.writeStringProperty("effective", item.effective().toPlainString());
        json.writeStringProperty("tags", item.tags());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
      json.flush();
    } else {
      terminal.out().print(TextTable.render(heads, rows, terminal.width()));
    }
  }
}
