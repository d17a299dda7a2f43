package roadbed.app.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.allocation.Unowned;
import roadbed.assess.cost.kubernetes.ClusterPrices;
import roadbed.collect.csv.CsvReader;
import roadbed.model.AllocationRules.Span;
import roadbed.model.Location;
import roadbed.model.Diagnostic;
import roadbed.model.MetricSeries;

/**
 * Prices of a cluster: a CSV with the columns {@code kind}, {@code name} and {@code price}, and the bill. Kinds are
 * {@code currency} (the name is the code), {@code node}, {@code instance_type}, {@code core}, {@code gib}, {@code gpu},
 * {@code storage} and {@code egress}; all prices but the last are for an hour.
 */
public final class ClusterPriceSheet {
  private static final int HOURS_OF_A_DAY = 24;

  private String currency = ClusterPrices.RATIO.currency();
  private final Map<String, BigDecimal> nodes = new HashMap<>();
  private final Map<String, BigDecimal> types = new HashMap<>();
  private final Map<String, BigDecimal> storage = new HashMap<>();
  private BigDecimal core = ClusterPrices.RATIO.core();
  private BigDecimal gibibyte = ClusterPrices.RATIO.gibibyte();
  private BigDecimal gpu = ClusterPrices.RATIO.gpu();
  private BigDecimal egress = BigDecimal.ZERO;

  /** Adds what a table says; what is wrong in it is told. */
  public List<Diagnostic> read(String text, String file) {
    CsvReader reader = new CsvReader(text);
    List<Diagnostic> diagnostics = new java.util.ArrayList<>();
    for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
      boolean understood =
          switch (row.get()) {
            case CsvReader.Row.Broken _ -> false;
            case CsvReader.Row.Fields fields -> fields.values().getFirst().strip().equals("kind") || line(fields.values());
          };
      if (!understood) {
        diagnostics.add(
            Diagnostic.error(
                "prices.line",
                Location.of(file, row.get().line(), 0),
                "the line is left out: a kind, a name and a price are expected",
                "write for example instance_type,m5.large,0.107"));
      }
    }
    return diagnostics;
  }

  private boolean line(List<String> values) {
    if (values.size() < 2) {
      return false;
    }
    String kind = values.get(0).strip().toLowerCase(Locale.ROOT);
    String name = values.get(1).strip();
    if (kind.equals("currency")) {
      currency = name;
      return !name.isEmpty();
    }
    String number = values.size() > 2 ? values.get(2).strip() : "";
    if (number.length() > 40 || !number.matches("[0-9]+(\\.[0-9]+)?")) {
      return false;
    }
    BigDecimal price = new BigDecimal(number);
    switch (kind) {
      case "node" -> nodes.put(name, price);
      case "instance_type" -> types.put(name, price);
      case "storage" -> storage.put(name, price);
      case "core" -> core = price;
      case "gib" -> gibibyte = price;
      case "gpu" -> gpu = price;
      case "egress" -> egress = price;
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds the prices of nodes whose machines are in a bill: their effective cost in the span by its hours.
   *
   * @param series the series, of which {@code kube_node_info} tells each node's machine
   * @param billed lines by resource
   * @param span whole days, both given
   */
  public void billed(List<MetricSeries> series, List<Unowned> billed, Span span) {
    if (span.from().isEmpty() || span.to().isEmpty()) {
      return;
    }
    long days = ChronoUnit.DAYS.between(span.from().get(), span.to().get()) + 1;
    Map<String, BigDecimal> byMachine = new HashMap<>();
    for (Unowned line : billed) {
      String id = line.resource();
      byMachine.merge(id.substring(id.lastIndexOf('/') + 1), line.effective(), BigDecimal::add);
      currency = line.currency();
    }
    for (MetricSeries one : series) {
      String machine = one.label("provider_id");
      BigDecimal sum = byMachine.get(machine.substring(machine.lastIndexOf('/') + 1));
      if (one.name().equals("kube_node_info") && !machine.isEmpty() && sum != null) {
        nodes.put(
            one.label("node"), sum.divide(BigDecimal.valueOf(days * HOURS_OF_A_DAY), MathContext.DECIMAL128));
      }
    }
  }

  /** The prices. */
  public ClusterPrices prices() {
    return new ClusterPrices(currency, nodes, types, core, gibibyte, gpu, storage, egress);
  }
}
