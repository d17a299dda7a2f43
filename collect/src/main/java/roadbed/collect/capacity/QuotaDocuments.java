package roadbed.collect.capacity;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.collect.alert.Fields;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.resilience.QuotaReading;
import tools.jackson.core.JacksonException;

/**
 * Reads usage against limits: {@code aws service-quotas list-service-quotas} (limits alone), {@code aws support
 * describe-trusted-advisor-check-result} of the check of service limits, {@code az vm list-usage} and its like, {@code gcloud
 * compute regions} and {@code project-info describe}, and a table with the columns quota and limit.
 */
public final class QuotaDocuments {
  private static final int MOST_PROBLEMS = 1_000;
  private static final Pattern AZURE_PLACE = Pattern.compile("(?i)/subscriptions/([^/]+)/providers/([^/]+)/locations/([^/]+)/");
  private static final Pattern GOOGLE_PROJECT = Pattern.compile("/projects/([^/]+)(?:/|$)");
  private static final Pattern AWS_PLACE = Pattern.compile("arn:aws[^:]*:servicequotas:([^:]*):([0-9]*):");
  private static final Set<String> COLUMNS = Set.of("at", "provider", "account", "region", "service", "quota", "limit", "used", "unit");

  /** What a document says. */
  public record Reading(boolean recognised, List<QuotaReading> readings, List<Diagnostic> diagnostics) {
    public Reading {
      readings = List.copyOf(readings);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  private final List<QuotaReading> readings = new ArrayList<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private boolean recognised;

  private QuotaDocuments() {}

  /**
   * Whether a JSON document may tell of quotas.
   *
   * @param keys what stands at its top, or at the top of its first item
   * @param head its beginning
   */
  public static boolean mayTell(Map<String, Value> keys, String head) {
    return (keys.get("Quotas") instanceof Value.Items && head.contains("QuotaCode"))
        || (keys.containsKey("result") && head.contains("\"flaggedResources\""))
        || (keys.containsKey("currentValue") && keys.containsKey("limit"))
        || (keys.get("value") instanceof Value.Items && head.contains("\"currentValue\""))
        || (keys.containsKey("quotas") && (head.contains("compute#region") || head.contains("compute#project")))
        || (keys.containsKey("quota") && keys.containsKey("limit"));
  }

  /** Whether these are the columns of a table that is read. */
  public static boolean looksLikeHeader(List<String> columns) {
    Set<String> names = new HashSet<>(normalised(columns));
    return names.contains("quota") && names.contains("limit") && names.contains("used");
  }

  /** Reads a document. */
  public static Reading read(String text, String place) {
    QuotaDocuments reading = new QuotaDocuments();
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        reading.document(ValueJson.parse(text), Location.of(place));
      } catch (JacksonException _) {
        // What is not well-formed is told by whoever looks at the file next.
        return new Reading(false, List.of(), List.of());
      }
    } else {
      reading.table(text, place);
    }
    return new Reading(reading.recognised, reading.readings, reading.problems);
  }

  private void document(Value value, Location location) {
    Fields top = new Fields(value);
    if (value instanceof Value.Items) {
      List<Fields> all = top.all();
      for (int i = 0; i < all.size(); i++) {
        object(all.get(i), below(location, "/" + i));
      }
      return;
    }
    if (top.has("value") && !top.has("currentValue")) {
      List<Fields> all = top.each("value");
      for (int i = 0; i < all.size(); i++) {
        object(all.get(i), below(location, "/value/" + i));
      }
      return;
    }
    object(top, location);
  }

  private static Location below(Location location, String pointer) {
    return new Location(
        location.file(), location.line(), location.column(), Optional.of(location.pointer().orElse("") + pointer));
  }

  private void object(Fields object, Location location) {
    if (object.has("Quotas")) {
      object.each("Quotas").forEach(quota -> amazon(quota, location));
    } else if (object.has("result.flaggedResources")) {
      advised(object.below("result"), location);
    } else if (object.has("currentValue", "limit")) {
      azure(object, location);
    } else if (object.has("quotas")) {
      google(object, location);
    } else if (object.has("quota", "limit")) {
      row(object, location);
    }
  }

  private void amazon(Fields quota, Location location) {
    recognised = true;
    Matcher place = AWS_PLACE.matcher(quota.text("QuotaArn").orElse(""));
    boolean placed = place.find();
    readings.add(
        new QuotaReading(
            "aws",
            placed ? place.group(2) : "",
            placed ? place.group(1) : "",
            quota.text("ServiceCode", "ServiceName").orElse(""),
            quota.text("QuotaName", "QuotaCode").orElse(""),
            number(quota, location, "Value"),
            Optional.empty(),
            quota.text("Unit").filter(unit -> !unit.equals("None")),
            Optional.empty(),
            location));
  }

  /** Region, service, limit, its amount, what is used, and a colour: so the check of service limits lists them. */
  private void advised(Fields result, Location location) {
    Optional<Instant> at = result.time("timestamp");
    for (Fields resource : result.each("flaggedResources")) {
      List<Fields> cells = resource.each("metadata");
      if (cells.size() >= 5 && number(cells.get(3)).isPresent()) {
        recognised = true;
        readings.add(
            new QuotaReading(
                "aws",
                "",
                text(cells.get(0)),
                text(cells.get(1)),
                text(cells.get(2)),
                number(cells.get(3)),
                number(cells.get(4)),
                Optional.empty(),
                at,
                location));
      }
    }
  }

  private static String text(Fields cell) {
    return cell.value() instanceof Value.Text text ? text.value() : "";
  }

  private static Optional<BigDecimal> number(Fields cell) {
    return decimal(text(cell));
  }

  private void azure(Fields object, Location location) {
    recognised = true;
    Matcher place = AZURE_PLACE.matcher(object.text("id").orElse(""));
    boolean placed = place.find();
    readings.add(
        new QuotaReading(
            "azure",
            placed ? place.group(1) : "",
            placed ? place.group(3).toLowerCase(Locale.ROOT) : "",
            placed ? place.group(2) : "",
            object.text("localName", "name.localizedValue", "name.value", "name").orElse(""),
            // A limit of -1 is none.
            number(object, location, "limit").filter(limit -> limit.signum() >= 0),
            number(object, location, "currentValue"),
            object.text("unit"),
            Optional.empty(),
            location));
  }

  private void google(Fields object, Location location) {
    recognised = true;
    Matcher project = GOOGLE_PROJECT.matcher(object.text("selfLink").orElse(""));
    boolean region = object.text("kind").filter("compute#region"::equals).isPresent();
    String account = project.find() ? project.group(1) : region ? "" : object.text("name").orElse("");
    for (Fields quota : object.each("quotas")) {
      readings.add(
          new QuotaReading(
              "gcp",
              account,
              region ? object.text("name").orElse("") : "",
              "compute",
              quota.text("metric").orElse(""),
              number(quota, location, "limit"),
              number(quota, location, "usage"),
              Optional.empty(),
              Optional.empty(),
              location));
    }
  }

  private Optional<BigDecimal> number(Fields fields, Location location, String name) {
    Optional<String> text = fields.text(name);
    Optional<BigDecimal> number = text.flatMap(QuotaDocuments::decimal);
    if (text.isPresent() && number.isEmpty()) {
      problem(Diagnostic.error("quota.number", location, name + " is no number: " + text.get(), "write for example 250 or 12.5"));
    }
    return number;
  }

  private static Optional<BigDecimal> decimal(String text) {
    String plain = text.replace(",", "").replace("_", "").strip();
    return plain.length() <= 40 && plain.matches("-?[0-9]+(\\.[0-9]+)?") ? Optional.of(new BigDecimal(plain)) : Optional.empty();
  }

  private void table(String text, String place) {
    CsvReader csv = new CsvReader(text);
    List<String> header = List.of();
    for (Optional<CsvReader.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
      switch (row.get()) {
        case CsvReader.Row.Broken broken ->
            problem(Diagnostic.error("quota.row", Location.of(place, broken.line(), broken.column()), broken.why(), "mend this row; the others are read"));
        case CsvReader.Row.Fields fields -> {
          Location location = Location.of(place, fields.line(), 1);
          if (header.isEmpty()) {
            header = normalised(fields.values());
            if (!looksLikeHeader(header)) {
              return;
            }
            recognised = true;
          } else if (fields.values().size() != header.size()) {
            problem(
                Diagnostic.error(
                    "quota.row", location, "the row has %d fields and the header %d".formatted(fields.values().size(), header.size()), "mend this row; the others are read"));
          } else {
            Map<String, Value> cells = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
              if (COLUMNS.contains(header.get(i)) && !fields.values().get(i).isBlank()) {
                cells.put(header.get(i), Value.of(fields.values().get(i).strip()));
              }
            }
            row(new Fields(new Value.Fields(cells)), location);
          }
        }
      }
    }
  }

  private void row(Fields row, Location location) {
    recognised = true;
    Optional<String> quota = row.text("quota");
    Optional<Instant> at = row.time("at").or(() -> row.text("at").flatMap(QuotaDocuments::midnight));
    if (quota.isEmpty() || (row.text("at").isPresent() && at.isEmpty())) {
      problem(Diagnostic.error("quota.row", location, "this row has no quota, or its time is none", "write times as 2026-09-30 or 2026-09-30T03:00:00Z"));
      return;
    }
    readings.add(
        new QuotaReading(
            row.text("provider").orElse("other"),
            row.text("account").orElse(""),
            row.text("region").orElse(""),
            row.text("service").orElse(""),
            quota.get(),
            number(row, location, "limit"),
            number(row, location, "used"),
            row.text("unit"),
            at,
            location));
  }

  private static Optional<Instant> midnight(String day) {
    try {
      return Optional.of(LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private void problem(Diagnostic problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    }
  }

  private static List<String> normalised(List<String> columns) {
    return columns.stream().map(column -> column.strip().toLowerCase(Locale.ROOT)).map(name -> name.equals("usage") ? "used" : name).toList();
  }
}
