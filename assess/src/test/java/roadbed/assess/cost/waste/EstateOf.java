package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.change.PriceSheet;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.Location;
import roadbed.model.MeasuredUse;
import roadbed.model.MetricSeries;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.UnitPrice;
import roadbed.model.Utilisation;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** An estate written out in a test: resources as their sources tell them, a bill, prices and measurements. */
final class EstateOf {
  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private final List<CollectedResource> resources = new ArrayList<>();
  private final List<Bill.Use> uses = new ArrayList<>();
  private final List<UnitPrice> prices = new ArrayList<>();
  private final List<Utilisation> measured = new ArrayList<>();
  private LocalDate from = LocalDate.of(2026, 10, 1);
  private LocalDate to = LocalDate.of(2026, 10, 31);

  EstateOf live(String type, String id, String json) {
    Declaration declaration =
        type.startsWith("AWS::") ? Declaration.AWS_CONFIG : type.startsWith("Microsoft.") ? Declaration.AZURE_RESOURCE_GRAPH : Declaration.GOOGLE_ASSET_INVENTORY;
    return resource(declaration, type, id, json);
  }

  EstateOf state(String address, String json, String... refers) {
    return resource(Declaration.TERRAFORM_STATE, address.substring(0, address.indexOf('.')), address, json, refers);
  }

  EstateOf code(String address, String json, String... refers) {
    return resource(Declaration.TERRAFORM_SOURCE, address.substring(0, address.indexOf('.')), address, json, refers);
  }

  EstateOf manifest(String type, String address, String json) {
    return resource(Declaration.KUBERNETES_MANIFEST, type, address, json);
  }

  /** The same in every hour of some days, of one container of a pod. */
  EstateOf container(String workload, String pod, String container, Metric metric, int days, double value) {
    long[] seconds = new long[days * 24];
    double[] values = new double[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = NOW.minus(Duration.ofDays(days)).getEpochSecond() + i * 3_600L;
      values[i] = value;
    }
    measured.add(
        new Utilisation(
            new Subject(Provider.KUBERNETES, "", workload, "", ""),
            metric,
            Statistic.AVERAGE,
            metric.unit(),
            Duration.ofHours(1),
            new MetricSeries("container", Map.of("pod", pod, "container", container), seconds, values),
            "Prometheus"));
    return this;
  }

  private EstateOf resource(Declaration declaration, String type, String address, String json, String... refers) {
    Provider provider =
        type.startsWith("AWS") || type.startsWith("aws") ? Provider.AWS : type.startsWith("Micro") || type.startsWith("azure") ? Provider.AZURE : type.contains("/v1/") ? Provider.KUBERNETES : Provider.GCP;
    List<Reference> references = new ArrayList<>();
    for (String one : refers) {
      int equals = one.indexOf('=');
      references.add(new Reference(one.substring(0, equals), one.substring(equals + 1), "id"));
    }
    resources.add(
        new CollectedResource(
            declaration,
            provider,
            type,
            address,
            address.substring(address.lastIndexOf('.') + 1),
            (Value.Fields) ValueJson.parse(json),
            references,
            Optional.empty(),
            provider == Provider.AWS ? Map.of("region", "eu-central-1", "account", "111122223333") : Map.of(),
            Change.NONE,
            Location.of(declaration.id() + ".json", resources.size() + 1, 1)));
    return this;
  }

  EstateOf billed(String resource, String meter, String amount, String quantity) {
    uses.add(
        new Bill.Use(
            "AWS", "111122223333", "eu-central-1", "EC2", resource, "", meter, "", meter.contains("Hours") || meter.contains("Box") ? "Hours" : "GB", "USD",
            new BigDecimal(amount), new BigDecimal(quantity)));
    return this;
  }

  EstateOf days(String first, String last) {
    from = LocalDate.parse(first);
    to = LocalDate.parse(last);
    return this;
  }

  EstateOf price(String item, String unit, String amount) {
    prices.add(new UnitPrice("aws", "eu-central-1", item, unit, new BigDecimal(amount), "USD"));
    return this;
  }

  /** The same value in every hour of some days, and another one in one hour in twenty. */
  EstateOf measured(String resource, Metric metric, int days, double usual, double seldom) {
    long[] seconds = new long[days * 24];
    double[] values = new double[seconds.length];
    long start = NOW.minus(Duration.ofDays(days)).getEpochSecond();
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = start + i * 3_600L;
      values[i] = i % 20 == 7 ? seldom : usual;
    }
    return series(resource, metric, seconds, values);
  }

  EstateOf series(String resource, Metric metric, long[] seconds, double[] values) {
    measured.add(
        new Utilisation(
            resource.contains("routes")
                ? new Subject(Provider.GCP, "", resource, "", "")
                : new Subject(Provider.AWS, "", resource, "111122223333", "eu-central-1"),
            metric,
            Statistic.AVERAGE,
            metric.unit(),
            Duration.ofHours(1),
            new MetricSeries(metric.id(), Map.of(), seconds, values),
            "CloudWatch"));
    return this;
  }

  Snapshot snapshot() {
    return snapshot(List.of());
  }

  private Snapshot snapshot(List<MeasuredUse> sums) {
    return Inventory.of(
        List.of(
            new Collection(
                "test", NOW, resources, List.of(), List.<EstateFacts>of(), List.of(), List.of(), List.of(),
                new Collection.Reading(1, 1, List.of(), 0), List.of(), List.of(), List.of(), sums)));
  }

  /** What is used of what is provisioned, as {@code address component used/provisioned} or with the reason. */
  List<String> uses() {
    Snapshot snapshot = carried();
    return ResourceUses.of(snapshot, new PriceSheet(prices, List.of("test")), NOW).stream()
        .map(
            use ->
                snapshot.resources().stream().filter(one -> one.id().value().equals(use.resource())).findFirst().orElseThrow().name()
                    + " " + use.component().id() + " "
                    + use.used().map(used -> used.stripTrailingZeros().toPlainString()).orElse(use.reason())
                    + use.provisioned().map(there -> " of " + there.stripTrailingZeros().toPlainString()).orElse("")
                    + " " + use.share().setScale(2, RoundingMode.HALF_EVEN)
                    + use.listed().map(money -> " " + money.amount().stripTrailingZeros().toPlainString() + " " + money.currency()).orElse(""))
        .toList();
  }

  /** The estate with what was measured of it in sum, as a push carries it. */
  Snapshot carried() {
    return snapshot(measured.stream().flatMap(one -> MeasuredUse.of(one).stream()).toList());
  }

  /** What is found where only sums of measurements are at hand. */
  WasteReport findCarried() {
    return new Waste(
            carried(),
            uses.isEmpty() ? Bill.NONE : new Bill(from, to, uses),
            new PriceSheet(prices, List.of("test")),
            List.of(),
            WasteLimits.STANDARD)
        .find(NOW);
  }

  WasteReport find() {
    return find(WasteLimits.STANDARD);
  }

  WasteReport find(WasteLimits limits) {
    return new Waste(
            snapshot(),
            uses.isEmpty() ? Bill.NONE : new Bill(from, to, uses),
            new PriceSheet(prices, List.of("test")),
            measured,
            limits)
        .find(NOW);
  }

  /** What was found, as {@code rule address saving} with the saving that counts, or what is said instead. */
  static Map<String, String> said(WasteReport report) {
    Map<String, String> said = new LinkedHashMap<>();
    for (WasteFinding one : report.findings()) {
      said.put(
          one.rule() + " " + one.subject().address(),
          switch (one.saving()) {
            case Estimate.Known _ -> one.counted().map(money -> money.amount().stripTrailingZeros().toPlainString()).orElse("?");
            case Estimate.AtMost most -> "at most " + most.monthly().amount().stripTrailingZeros().toPlainString();
            case Estimate.Unknown _ -> "unknown";
          });
    }
    return said;
  }
}
