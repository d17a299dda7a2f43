package roadbed.app.cost;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.change.ChangePrice;
import roadbed.assess.cost.change.PriceSheet;
import roadbed.assess.cost.change.Usage;
import roadbed.assess.cost.change.UsageHistory;
import roadbed.assess.policy.foreign.DocumentValues;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.collect.csv.CsvReader;
import roadbed.collect.prices.PriceFiles;
import roadbed.collect.terraform.TerraformPlanReader;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.UnitPrice;
import roadbed.rego.Compilation;
import roadbed.rego.Decision;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.value.StringValue;

/** Prices a change: what is read, from both of its sides, by which prices. */
public final class ChangePricing {
  private static final String SAMPLE = "/roadbed/prices/sample.csv";

  private final Clock clock;

  /** Pricing at a time. */
  public ChangePricing(Clock clock) {
    this.clock = clock;
  }

  /**
   * The price of a change.
   *
   * @param facts what the estate says of itself, its budgets among it
   * @param diagnostics what reading said
   */
  public record Priced(ChangePrice change, EstateFacts facts, List<Diagnostic> diagnostics) {
    public Priced {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * Prices the resources of some paths against those of others.
   *
   * @param base the other side; without one, what plans say was there before, and else nothing
   * @param prices price lists; without any, the small sheet that comes with the program
   * @param history what was used so far, for what the given use is silent about
   */
  public Priced run(
      List<Path> paths,
      Optional<Path> base,
      List<Path> prices,
      Usage usage,
      Optional<UsageHistory> history,
      Progress progress)
      throws IOException {
    Instant now = clock.instant();
    Collection after = new Collector().collect("change", paths, now, progress, Limits.DEFAULT);
    List<Diagnostic> diagnostics = new ArrayList<>(after.diagnostics());
    Snapshot is = Inventory.of(List.of(after));
    boolean plans =
        after.resources().stream().anyMatch(resource -> resource.declaration() == Declaration.TERRAFORM_PLAN);
    List<Collection> before = new ArrayList<>();
    if (base.isPresent()) {
      before.add(new Collector().collect("change", List.of(base.get()), now, progress, Limits.DEFAULT));
    } else if (plans) {
      before.add(
          Collector.ofPlans(TerraformPlanReader.Side.PRIOR).collect("change", paths, now, progress, Limits.DEFAULT));
    }
    PriceFiles.Read read = prices.isEmpty() ? sample() : PriceFiles.read(prices);
    diagnostics.addAll(read.diagnostics());
    Snapshot was = Inventory.of(before);
    Usage assumed = history.map(one -> usage.or(one.of(was, is))).orElse(usage);
    return new Priced(
        ChangePrice.of(was, is, new PriceSheet(read.prices(), read.sources()), assumed),
        is.facts(),
        diagnostics);
  }

  /** The prices that come with the program. */
  static PriceFiles.Read sample() throws IOException {
    try (InputStream in = ChangePricing.class.getResourceAsStream(SAMPLE)) {
      if (in == null) {
        throw new IllegalStateException("the program has no prices of its own");
      }
      return PriceFiles.table(new String(in.readAllBytes(), StandardCharsets.UTF_8), "the sample's prices");
    }
  }

  /** Usage from a table with the columns address, item, monthly and source; what is wrong is told. */
  public static Usage usage(Path file, List<Diagnostic> diagnostics) throws IOException {
    CsvReader reader = new CsvReader(Files.readString(file));
    List<Usage.Assumption> assumptions = new ArrayList<>();
    for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
      List<String> values =
          row.get() instanceof CsvReader.Row.Fields fields ? fields.values().stream().map(String::strip).toList() : List.of();
      if (!values.isEmpty() && values.getFirst().equals("address")) {
        continue;
      }
      if (values.size() < 3 || values.get(2).length() > 40 || !values.get(2).matches("[0-9]+(\\.[0-9]+)?")) {
        diagnostics.add(
            Diagnostic.error(
                "usage.line",
                roadbed.model.Location.of(file.toString(), row.get().line(), 0),
                "the line is left out: an address, an item and a quantity of a month are expected",
                "write for example aws_s3_bucket.logs,object-storage:*,500,invoice of January"));
      } else {
        assumptions.add(
            new Usage.Assumption(
                values.get(0),
                values.get(1),
                new BigDecimal(values.get(2)),
                values.size() > 3 ? values.get(3) : file.getFileName().toString()));
      }
    }
    return new Usage(assumptions);
  }

  /** What guardrails of budgets say: {@code deny} and {@code warn} of the package {@code roadbed.budget}. */
  public record Said(List<String> denied, List<String> warned, List<String> undecided) {
    public Said {
      denied = List.copyOf(denied);
      warned = List.copyOf(warned);
      undecided = List.copyOf(undecided);
    }
  }

  /**
   * Asks guardrails in Rego, which see the price of the change and the budgets as {@code input}.
   *
   * @throws IOException where one cannot be read
   * @throws IllegalArgumentException where one does not compile
   */
  public static Said judge(Priced priced, List<Path> policies) throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Path policy : policies) {
      sources.put(policy.toString(), Files.readString(policy));
    }
    return switch (Rego.compile(sources)) {
      case Compilation.Failed failed -> throw new IllegalArgumentException(failed.errors().getFirst().toString());
      case Compilation.Compiled(Policy policy) -> {
        roadbed.rego.value.Value input = DocumentValues.of(priced.change().document(priced.facts()));
        List<String> undecided = new ArrayList<>();
        yield new Said(
            texts(policy.decide("data.roadbed.budget.deny", input), undecided),
            texts(policy.decide("data.roadbed.budget.warn", input), undecided),
            undecided);
      }
    };
  }

  private static List<String> texts(Decision decision, List<String> undecided) {
    undecided.addAll(decision.undecided());
    decision.errors().forEach(error -> undecided.add(error.toString()));
    return decision.entries().stream()
        .map(entry -> entry instanceof StringValue text ? text.value() : entry.toString())
        .toList();
  }
}
