package roadbed.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.CarbonCoefficients.Draw;
import roadbed.model.CarbonCoefficients.Energy;
import roadbed.model.CarbonCoefficients.Figure;
import roadbed.model.CarbonCoefficients.Grid;
import roadbed.model.CarbonCoefficients.Pue;
import roadbed.model.CarbonCoefficients.Source;

/** Reads a document of kind {@code CarbonCoefficients}; nothing is estimated by half of one. */
public final class CarbonJson {
  private static final int MOST = 20_000;
  private static final List<String> COLUMNS =
      List.of("provider", "service", "category", "region", "resourceType", "sku", "description", "unit");
  private static final BigDecimal HALF = new BigDecimal("50");

  private final SaidFields root;
  private final SaidFields.Problems problems = new SaidFields.Problems();

  private CarbonJson(Value document) {
    root = SaidFields.of(document, problems);
  }

  /**
   * What a document says.
   *
   * @param coefficients empty where there are problems
   */
  public record Read(Optional<CarbonCoefficients> coefficients, List<AllocationJson.Problem> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  /** Reads it. */
  public static Read read(Value document) {
    CarbonJson reading = new CarbonJson(document);
    CarbonCoefficients coefficients = reading.coefficients();
    return new Read(
        reading.problems.all().isEmpty() ? Optional.of(coefficients) : Optional.empty(), reading.problems.all());
  }

  private CarbonCoefficients coefficients() {
    root.only("apiVersion", "kind", "source", "energy", "pue", "grid");
    Optional<Source> common = root.has("source") ? source(root.object("source")) : Optional.empty();
    List<Energy> energy = new ArrayList<>();
    for (SaidFields fields : listed("energy")) {
      energy(fields, common).ifPresent(energy::add);
    }
    List<Pue> pue = new ArrayList<>();
    for (SaidFields fields : listed("pue")) {
      fields.only("provider", "region", "value", "low", "high", "source");
      Optional<Figure> figure = figure(fields, "value");
      Optional<Source> source = source(fields, common);
      if (figure.isPresent() && figure.get().low().compareTo(BigDecimal.ONE) < 0) {
        fields.wrong("value", "a data centre takes no less than its computers", "write 1.0 or more");
      } else if (figure.isPresent() && source.isPresent()) {
        pue.add(new Pue(wild(fields, "provider"), wild(fields, "region"), figure.get(), source.get()));
      }
    }
    List<Grid> grid = new ArrayList<>();
    for (SaidFields fields : listed("grid")) {
      fields.only("provider", "region", "kg", "low", "high", "source");
      Optional<Figure> figure = figure(fields, "kg");
      Optional<Source> source = source(fields, common);
      if (figure.isPresent() && source.isPresent()) {
        grid.add(new Grid(wild(fields, "provider"), wild(fields, "region"), figure.get(), source.get()));
      }
    }
    return new CarbonCoefficients(energy, pue, grid);
  }

  private List<SaidFields> listed(String key) {
    List<SaidFields> listed = root.list(key);
    if (listed.isEmpty()) {
      root.wrong(root.has(key) ? key : "", key + " is missing", "without it nothing can be estimated");
    } else if (listed.size() > MOST) {
      root.wrong(key, "there are more than " + MOST + " entries", "");
      return List.of();
    }
    return listed;
  }

  private static String wild(SaidFields fields, String key) {
    return fields.text(key).orElse("*");
  }

  private Optional<Energy> energy(SaidFields fields, Optional<Source> common) {
    fields.only("name", "when", "kwh", "low", "high", "vcpus", "watts", "utilisation", "embodied", "source");
    Optional<String> name = fields.required("name");
    Map<String, List<String>> when = new LinkedHashMap<>();
    SaidFields conditions = fields.object("when");
    conditions.only(COLUMNS.toArray(String[]::new));
    conditions.keys().stream().filter(COLUMNS::contains).forEach(key -> when.put(key, conditions.texts(key)));
    if (!when.containsKey("unit")) {
      fields.wrong("when", "the unit is missing", "a figure is of a unit of the bill: write for example unit: [Hrs, Hours]");
    }
    Optional<BigDecimal> embodied = fields.has("embodied") ? notNegative(fields, "embodied") : Optional.empty();
    Optional<Source> source = source(fields, common);
    if (fields.has("kwh") == fields.has("watts")) {
      fields.wrong("", "the energy of a unit is told by kwh or by watts", "write one of them");
      return Optional.empty();
    }
    Optional<Draw> draw = fields.has("kwh") ? figure(fields, "kwh").map(Draw.KilowattHours::new) : watts(fields);
    return name.isPresent() && draw.isPresent() && source.isPresent()
        ? Optional.of(new Energy(name.get(), when, draw.get(), embodied, source.get()))
        : Optional.empty();
  }

  private static Optional<Draw> watts(SaidFields fields) {
    SaidFields watts = fields.object("watts");
    watts.only("idle", "full");
    Optional<BigDecimal> idle = notNegative(watts, "idle");
    Optional<BigDecimal> full = notNegative(watts, "full");
    Optional<BigDecimal> vcpus = notNegative(fields, "vcpus");
    Optional<BigDecimal> assumed = fields.has("utilisation") ? notNegative(fields, "utilisation") : Optional.of(HALF);
    if (idle.isEmpty() || full.isEmpty() || vcpus.isEmpty() || assumed.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Draw.Watts(vcpus.get(), idle.get(), full.get(), assumed.get()));
    } catch (IllegalArgumentException e) {
      fields.wrong("watts", String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> notNegative(SaidFields fields, String key) {
    Optional<BigDecimal> number = fields.decimal(key);
    if (number.isPresent() && number.get().signum() < 0) {
      fields.wrong(key, "this is not negative", "");
      return Optional.empty();
    }
    return number;
  }

  private static Optional<Figure> figure(SaidFields fields, String key) {
    Optional<BigDecimal> value = notNegative(fields, key);
    Optional<BigDecimal> low = fields.has("low") ? notNegative(fields, "low") : value;
    Optional<BigDecimal> high = fields.has("high") ? notNegative(fields, "high") : value;
    if (value.isEmpty() || low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Figure(value.get(), low.get(), high.get()));
    } catch (IllegalArgumentException e) {
      fields.wrong(key, String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  /** Its own source, or that of the document; without any it is refused. */
  private static Optional<Source> source(SaidFields fields, Optional<Source> common) {
    if (fields.has("source")) {
      return source(fields.object("source"));
    }
    if (common.isEmpty()) {
      fields.wrong("", "the source is missing", "say who published the figure and when: source: {title: ..., date: 2024-01-31}");
    }
    return common;
  }

  private static Optional<Source> source(SaidFields fields) {
    fields.only("title", "url", "date");
    Optional<String> title = fields.required("title");
    Optional<String> date = fields.required("date");
    if (title.isEmpty() || date.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Source(title.get(), fields.text("url").orElse(""), LocalDate.parse(date.get())));
    } catch (DateTimeException _) {
      fields.wrong("date", "a day is expected here", "write for example 2024-01-31");
      return Optional.empty();
    }
  }
}
