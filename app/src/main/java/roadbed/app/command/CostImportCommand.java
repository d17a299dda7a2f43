package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.assess.cost.BillingLake;
import roadbed.assess.cost.BillingLake.Arrived;
import roadbed.assess.cost.BillingLake.Balance;
import roadbed.assess.cost.BillingLake.Delivery;
import roadbed.assess.cost.BillingLake.Restatement;
import roadbed.assess.cost.BillingLake.Standing;
import roadbed.assess.cost.BillingLake.Sums;
import roadbed.collect.billing.BillingTables;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;
import roadbed.model.ValueJson;
import roadbed.store.duckdb.DuckDbBillingLake;
import tools.jackson.core.JsonGenerator;

/** {@code roadbed cost import}: bills into the lake, reconciled with their source. */
final class CostImportCommand implements Command {
  /** Amounts stand to the last digit, and no table is so narrow that it cuts them. */
  private static final int LEAST_WIDTH = 160;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Imports billing: FOCUS 1.0 to 1.4 as CSV, gzip or Parquet, exports of AWS, Azure, Google and OpenCost, and"
                + " folders of them. A month that is delivered again replaces itself; the sums of source and lake are compared to the last digit.",
            "",
            "A delivery with problems waits, and what is good of it is kept apart until it is accepted.",
            "Exit codes: 0 all counts, 1 something waits or was refused, 2 wrong use or nothing that could be read.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel("PATH")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Files and folders; the files of one folder are one delivery.")
            .build());
    spec.addOption(data());
    spec.addOption(
        OptionSpec.builder("--accept")
            .type(String.class)
            .arity("0..1")
            .fallbackValue("")
            .paramLabel("DELIVERY")
            .description("Take in what waits, or with PATH also what has problems.")
            .build());
    spec.addOption(ScanCommand.flag("--add", "Add the lines to those that a month has, instead of replacing them."));
    spec.addOption(ScanCommand.flag("--history", "List the months that were delivered again and what that changed."));
    spec.addOption(ScanCommand.flag("--json", "Write JSON."));
    return spec;
  }

  /** The folder in which bills are kept. */
  static OptionSpec data() {
    return OptionSpec.builder("--data")
        .type(Path.class)
        .paramLabel("DIR")
        .description("The folder in which bills are kept (default: that of this user's server).")
        .build();
  }

  /** The folder that a command line names. */
  static Path folder(ParseResult words) {
    Path named = words.matchedOptionValue("--data", null);
    return named == null ? Folders.ofProcess().billing() : named;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    ScanCommand.mustExist(paths);
    boolean json = words.hasMatchedOption("--json");
    boolean accepting = words.hasMatchedOption("--accept");
    try (DuckDbBillingLake lake = new DuckDbBillingLake(folder(words))) {
      if (words.hasMatchedOption("--history")) {
        history(lake.restatements(), json, terminal);
        return ExitCode.CLEAN;
      }
      List<Diagnostic> unreadable = new ArrayList<>();
      List<Delivery> deliveries;
      if (paths.isEmpty()) {
        if (!accepting) {
          throw new UsageException("say which files or folders, or --accept what waits");
        }
        String delivery = words.matchedOptionValue("--accept", "");
        deliveries = lake.accept(delivery, Clock.systemUTC().instant());
        if (deliveries.isEmpty()) {
          throw new UsageException(
              (delivery.isEmpty() ? "nothing waits" : "no delivery " + delivery + " waits")
                  + (lake.waiting().isEmpty() ? "" : "; there are " + String.join(", ", lake.waiting())));
        }
      } else {
        BillingTables.Found found = BillingTables.find(paths);
        unreadable.addAll(found.diagnostics());
        List<BillingFile> files =
            found.tables().stream()
                .map(table -> new BillingFile(table.path(), table.format(), ""))
                .toList();
        try (ImportProgress progress = ImportProgress.on(terminal, files)) {
          deliveries =
              lake.take(
                  files,
                  DuckDbBillingLake.ways(accepting, words.hasMatchedOption("--add")),
                  Clock.systemUTC().instant(),
                  progress);
        }
      }
      unreadable.forEach(terminal.err()::println);
      if (json) {
        json(deliveries, terminal);
      } else {
        deliveries.forEach(delivery -> text(delivery, terminal));
      }
      if (deliveries.stream().allMatch(delivery -> delivery.standing() == Standing.REFUSED)) {
        return ExitCode.USAGE;
      }
      boolean all =
          unreadable.isEmpty()
              && deliveries.stream()
                  .allMatch(
                      delivery ->
                          delivery.standing() == Standing.IMPORTED || delivery.standing() == Standing.UNCHANGED);
      return all ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
  }

  // --- text ---------------------------------------------------------------------------------------------------

  private static void text(Delivery delivery, Terminal terminal) {
    delivery.diagnostics().forEach(terminal.err()::println);
    terminal.out().printf(
        "%s %s%s: %,d lines%s%n",
        delivery.standing().id(),
        delivery.id(),
        delivery.files().isEmpty() ? "" : " (" + delivery.files().getFirst().getParent() + ", " + delivery.files().size() + " files)",
        delivery.lines(),
        delivery.rejected() > 0 ? ", %,d left out".formatted(delivery.rejected()) : "");
    List<List<String>> rows = new ArrayList<>();
    for (Arrived arrived : delivery.bills()) {
      for (Sums sums : arrived.now()) {
        rows.add(
            List.of(
                arrived.bill().month().toString(),
                arrived.bill().provider(),
                arrived.bill().account(),
                sums.currency(),
                "%,d".formatted(sums.lines()),
                sums.billed().toPlainString(),
                sums.effective().toPlainString(),
                before(arrived, sums)));
      }
    }
    if (!rows.isEmpty()) {
      terminal.out().print(
          TextTable.render(
              List.of("month", "provider", "account", "in", "lines", "billed", "effective", "billed before"),
              rows,
              Math.max(LEAST_WIDTH, terminal.width())));
    }
    List<Balance> uneven = delivery.balances().stream().filter(balance -> !balance.even()).toList();
    if (!delivery.balances().isEmpty() && uneven.isEmpty()) {
      terminal.out().println("Source and lake agree to the last digit: billed, effective, list, contracted.");
    }
    for (Balance balance : uneven) {
      terminal.out().printf(
          "%s %s %s: source %s, lake %s, difference %s%n",
          balance.month(),
          balance.currency(),
          balance.amount(),
          balance.source().toPlainString(),
          balance.kept().toPlainString(),
          balance.kept().subtract(balance.source()).toPlainString());
    }
    if (delivery.standing() == Standing.WAITING) {
      terminal.out().println("It waits: take it in with roadbed cost import --accept " + delivery.id());
    }
    terminal.out().println();
  }

  private static String before(Arrived arrived, Sums sums) {
    return arrived.before().stream()
        .filter(one -> one.currency().equals(sums.currency()))
        .map(one -> one.billed().toPlainString())
        .findFirst()
        .orElse("");
  }

  private static void history(List<Restatement> restatements, boolean json, Terminal terminal) {
    if (json) {
      JsonGenerator out = ValueJson.generator(terminal.out());
      out.writeStartArray();
      restatements.forEach(one -> restatement(out, one));
      out.writeEndArray();
      out.writeRaw('\n');
      out.flush();
      return;
    }
    for (Restatement one : restatements) {
      terminal.out().printf(
          "%s %s %s %s (delivery %s)%n",
          one.at(), one.bill().month(), one.bill().provider(), one.bill().account(), one.delivery());
      one.changes()
          .forEach(
              change ->
                  terminal.out().printf(
                      "  %s %s %s: billed %s, effective %s %s%n",
                      change.account(),
                      change.service(),
                      change.chargeCategory(),
                      signed(change.billed()),
                      signed(change.effective()),
                      change.currency()));
    }
    if (restatements.isEmpty()) {
      terminal.out().println("No month was delivered with other amounts than before.");
    }
  }

  private static String signed(java.math.BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + amount.toPlainString();
  }

  // --- JSON ---------------------------------------------------------------------------------------------------

  private static void json(List<Delivery> deliveries, Terminal terminal) {
    JsonGenerator json = ValueJson.generator(terminal.out());
    json.writeStartObject();
    json.writeName("deliveries");
    json.writeStartArray();
    for (Delivery delivery : deliveries) {
      json.writeStartObject();
      json.writeStringProperty("id", delivery.id());
      json.writeStringProperty("standing", delivery.standing().id());
      json.writeStringProperty("dialect", delivery.dialect());
      json.writeNumberProperty("lines", delivery.lines());
      json.writeNumberProperty("rejected", delivery.rejected());
      json.writeName("files");
      json.writeStartArray();
      delivery.files().forEach(file -> json.writeString(file.toString()));
      json.writeEndArray();
      json.writeName("bills");
      json.writeStartArray();
      for (Arrived arrived : delivery.bills()) {
        json.writeStartObject();
        bill(json, arrived.bill());
        sums(json, "now", arrived.now());
        sums(json, "before", arrived.before());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeName("reconciliation");
      json.writeStartArray();
      for (Balance balance : delivery.balances()) {
        json.writeStartObject();
        json.writeStringProperty("month", balance.month().toString());
        json.writeStringProperty("currency", balance.currency());
        json.writeStringProperty("amount", balance.amount());
        json.writeStringProperty("source", balance.source().toPlainString());
        json.writeStringProperty("kept", balance.kept().toPlainString());
        json.writeBooleanProperty("even", balance.even());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeName("problems");
      json.writeStartArray();
      delivery.diagnostics().forEach(diagnostic -> json.writeString(diagnostic.toString()));
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private static void restatement(JsonGenerator json, Restatement one) {
    json.writeStartObject();
    json.writeStringProperty("at", one.at().toString());
    bill(json, one.bill());
    json.writeStringProperty("delivery", one.delivery());
    sums(json, "was", one.was());
    sums(json, "is", one.is());
    json.writeName("changes");
    json.writeStartArray();
    for (BillingLake.Change change : one.changes()) {
      json.writeStartObject();
      json.writeStringProperty("account", change.account());
      json.writeStringProperty("service", change.service());
      json.writeStringProperty("charge_category", change.chargeCategory());
      json.writeStringProperty("currency", change.currency());
      json.writeStringProperty("billed", change.billed().toPlainString());
      json.writeStringProperty("effective", change.effective().toPlainString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void bill(JsonGenerator json, BillingLake.Bill bill) {
    json.writeStringProperty("month", bill.month().toString());
    json.writeStringProperty("provider", bill.provider());
    json.writeStringProperty("account", bill.account());
  }

  private static void sums(JsonGenerator json, String name, List<Sums> all) {
    json.writeName(name);
    json.writeStartArray();
    for (Sums sums : all) {
      json.writeStartObject();
      json.writeStringProperty("currency", sums.currency());
      json.writeNumberProperty("lines", sums.lines());
      json.writeStringProperty("billed", sums.billed().toPlainString());
      json.writeStringProperty("effective", sums.effective().toPlainString());
      json.writeStringProperty("list", sums.list().toPlainString());
      json.writeStringProperty("contracted", sums.contracted().toPlainString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
