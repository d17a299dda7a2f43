package roadbed.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.BurnCondition;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.Indicator.Operator;
import roadbed.model.slo.Indicator.Query;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.ServiceLevelObjective.Alerting;
import roadbed.model.slo.ServiceLevelObjective.DocumentName;
import roadbed.model.slo.ServiceLevelObjective.Notice;
import roadbed.model.slo.ServiceLevelObjective.Origin;
import roadbed.model.slo.SloWindow;
import roadbed.model.slo.SloWindow.CalendarUnit;

/** Service level objectives as JSON, for those who keep them or hand them on; what is written is read again exactly. */
public final class ServiceLevelJson {
  private static final String DOCUMENT = "service levels";

  private ServiceLevelJson() {}

  /** An objective as a document. */
  public static Value.Fields of(ServiceLevelObjective slo) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("service", Value.of(slo.service()));
    fields.put("name", Value.of(slo.name()));
    fields.put("spec", Value.of(slo.origin().version()));
    optional(fields, "display_name", slo.displayName());
    optional(fields, "description", slo.description());
    optional(fields, "owner", slo.owner());
    optional(fields, "tier", slo.tier());
    fields.put("labels", texts(slo.labels()));
    fields.put("target", new Value.Decimal(slo.target()));
    fields.put("window", window(slo.window()));
    fields.put("budgeting", budgeting(slo.budgeting()));
    fields.put("indicator", indicator(slo.indicator()));
    fields.put("alerting", alerting(slo.alerting()));
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("index", Value.of(slo.group().index()));
    document.put("name", Value.of(slo.group().name()));
    optional(document, "namespace", slo.group().namespace());
    document.put("labels", texts(slo.group().labels()));
    document.put("annotations", texts(slo.group().annotations()));
    fields.put("document", new Value.Fields(document));
    fields.put("location", location(slo.location()));
    return new Value.Fields(fields);
  }

  /**
   * Reads one back.
   *
   * @throws CollectionJson.Malformed where it is none
   */
  public static ServiceLevelObjective read(Value value) {
    return objective(new DecodedFields(DOCUMENT, "", value));
  }

  private static ServiceLevelObjective objective(DecodedFields fields) {
    DecodedFields document = fields.fields("document");
    BigDecimal target = fields.decimal("target");
    if (target.signum() < 0 || target.compareTo(BigDecimal.ONE) > 0) {
      throw fields.refused("target", "is not from 0 to 1");
    }
    return new ServiceLevelObjective(
        fields.text("service"),
        fields.text("name"),
        fields.oneOf("spec", Origin.values(), Origin::version),
        fields.optionalText("display_name"),
        fields.optionalText("description"),
        fields.optionalText("owner"),
        fields.optionalText("tier"),
        new TreeMap<>(fields.textMap("labels")),
        target,
        window(fields.fields("window")),
        budgeting(fields.fields("budgeting")),
        indicator(fields.fields("indicator")),
        alerting(fields.fields("alerting")),
        new DocumentName(
            (int) document.wholeWithin("index", 0, Integer.MAX_VALUE),
            document.text("name"),
            document.optionalText("namespace"),
            document.textMap("labels"),
            document.textMap("annotations")),
        location(fields.fields("location")));
  }

  private static void optional(Map<String, Value> fields, String name, Optional<String> text) {
    text.ifPresent(said -> fields.put(name, Value.of(said)));
  }

  private static Value texts(Map<String, String> texts) {
    Map<String, Value> values = new LinkedHashMap<>();
    new TreeMap<>(texts).forEach((name, text) -> values.put(name, Value.of(text)));
    return new Value.Fields(values);
  }

  private static Value.Fields fields(Object... pairs) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      Value value =
          switch (pairs[i + 1]) {
            case Value known -> known;
            case String text -> Value.of(text);
            case Boolean truth -> Value.of(truth);
            case BigDecimal number -> new Value.Decimal(number);
            case Duration duration -> Value.of(duration.toSeconds());
            case Integer number -> Value.of(number);
            case Object other -> throw new IllegalArgumentException("there is no value of " + other.getClass());
          };
      fields.put((String) pairs[i], value);
    }
    return new Value.Fields(fields);
  }

  private static Duration seconds(DecodedFields fields, String name, long least) {
    return Duration.ofSeconds(fields.wholeWithin(name, least, Integer.MAX_VALUE * 100L));
  }

  // --- places ---------------------------------------------------------------------------------------------------

  private static Value location(Location location) {
    return fields(
        "file", location.file(), "line", location.line(), "column", location.column(), "pointer", location.pointer().orElse(""));
  }

  private static Location location(DecodedFields fields) {
    return new Location(
        fields.text("file"),
        (int) fields.wholeWithin("line", 0, Integer.MAX_VALUE),
        (int) fields.wholeWithin("column", 0, Integer.MAX_VALUE),
        fields.optionalText("pointer").filter(pointer -> !pointer.isEmpty()));
  }

  // --- windows and budgets ----------------------------------------------------------------------------------------

  private static Value window(SloWindow window) {
    return switch (window) {
      case SloWindow.Rolling rolling -> fields("kind", "rolling", "seconds", rolling.length());
      case SloWindow.Calendar calendar ->
          fields(
              "kind", "calendar", "count", calendar.count(), "unit", String.valueOf(calendar.unit().letter()),
              "start", calendar.start().toString(), "zone", calendar.zone().getId());
    };
  }

  private static SloWindow window(DecodedFields fields) {
    if (fields.text("kind").equals("rolling")) {
      return new SloWindow.Rolling(seconds(fields, "seconds", 1));
    }
    try {
      return new SloWindow.Calendar(
          (int) fields.wholeWithin("count", 1, 1_000_000),
          fields.oneOf("unit", CalendarUnit.values(), unit -> String.valueOf(unit.letter())),
          LocalDateTime.parse(fields.text("start")),
          ZoneId.of(fields.text("zone")));
    } catch (DateTimeException _) {
      throw fields.refused("start", "and zone are no time of a calendar");
    }
  }

  private static Value budgeting(Budgeting budgeting) {
    return switch (budgeting) {
      case Budgeting.Occurrences _ -> fields("method", "Occurrences");
      case Budgeting.Timeslices slices ->
          fields("method", "Timeslices", "target", slices.target(), "slice_seconds", slices.slice());
      case Budgeting.RatioTimeslices slices -> fields("method", "RatioTimeslices", "slice_seconds", slices.slice());
    };
  }

  private static Budgeting budgeting(DecodedFields fields) {
    return switch (fields.text("method")) {
      case "Occurrences" -> new Budgeting.Occurrences();
      case "Timeslices" -> new Budgeting.Timeslices(fields.decimal("target"), seconds(fields, "slice_seconds", 1));
      case "RatioTimeslices" -> new Budgeting.RatioTimeslices(seconds(fields, "slice_seconds", 1));
      default -> throw fields.refused("method", "is not known");
    };
  }

  // --- indicators -------------------------------------------------------------------------------------------------

  private static Value indicator(Indicator indicator) {
    return switch (indicator) {
      case Indicator.Events events ->
          fields(
              "kind", "events", "part", query(events.part()), "good", events.good(), "total", query(events.total()),
              "counter", events.counter());
      case Indicator.Ratio ratio -> fields("kind", "ratio", "share", query(ratio.share()), "good", ratio.good());
      case Indicator.Threshold threshold ->
          fields(
              "kind", "threshold", "value", query(threshold.value()), "op", threshold.operator().id(),
              "threshold", threshold.threshold());
      case Indicator.Composite composite -> {
        List<Value> parts = new ArrayList<>();
        for (Indicator.Part part : composite.parts()) {
          parts.add(
              fields(
                  "objective", part.objective(), "indicator", indicator(part.indicator()), "target", part.target(),
                  "weight", part.weight()));
        }
        yield fields("kind", "composite", "parts", new Value.Items(parts));
      }
    };
  }

  private static Indicator indicator(DecodedFields fields) {
    return switch (fields.text("kind")) {
      case "events" ->
          new Indicator.Events(
              query(fields.fields("part")), fields.bool("good"), query(fields.fields("total")), fields.bool("counter"));
      case "ratio" -> new Indicator.Ratio(query(fields.fields("share")), fields.bool("good"));
      case "threshold" ->
          new Indicator.Threshold(query(fields.fields("value")), operator(fields), fields.decimal("threshold"));
      case "composite" -> {
        List<Indicator.Part> parts =
            fields.list(
                "parts",
                part -> {
                  BigDecimal weight = part.decimal("weight");
                  if (weight.signum() <= 0) {
                    throw part.refused("weight", "is not above 0");
                  }
                  return new Indicator.Part(
                      part.text("objective"), indicator(part.fields("indicator")), part.decimal("target"), weight);
                });
        if (parts.isEmpty()) {
          throw fields.refused("parts", "is empty");
        }
        yield new Indicator.Composite(parts);
      }
      default -> throw fields.refused("kind", "is not known");
    };
  }

  private static Operator operator(DecodedFields fields) {
    return fields.oneOf("op", Operator.values(), Operator::id);
  }

  private static Value query(Query query) {
    return fields("source", query.source().orElse(""), "text", query.text(), "location", location(query.location()));
  }

  private static Query query(DecodedFields fields) {
    return new Query(
        fields.optionalText("source").filter(source -> !source.isEmpty()),
        fields.text("text"),
        location(fields.fields("location")));
  }

  // --- alerts -----------------------------------------------------------------------------------------------------

  private static Value alerting(Alerting alerting) {
    List<Value> policies = new ArrayList<>();
    for (BurnCondition one : alerting.policies()) {
      policies.add(
          fields(
              "policy", one.policy(), "severity", one.severity(), "op", one.operator().id(), "threshold", one.threshold(),
              "lookback_seconds", one.lookback(), "after_seconds", one.after(), "when_no_data", one.whenNoData(),
              "when_breaching", one.whenBreaching(), "targets", Value.ofTexts(one.targets())));
    }
    return fields(
        "name", alerting.name(), "labels", texts(alerting.labels()), "annotations", texts(alerting.annotations()),
        "page", notice(alerting.page()), "ticket", notice(alerting.ticket()), "policies", new Value.Items(policies));
  }

  private static Value notice(Optional<Notice> notice) {
    return fields(
        "enabled", notice.isPresent(),
        "labels", texts(notice.map(Notice::labels).orElse(Map.of())),
        "annotations", texts(notice.map(Notice::annotations).orElse(Map.of())));
  }

  private static Optional<Notice> notice(DecodedFields fields) {
    return fields.bool("enabled")
        ? Optional.of(new Notice(fields.textMap("labels"), fields.textMap("annotations")))
        : Optional.empty();
  }

  private static Alerting alerting(DecodedFields fields) {
    return new Alerting(
        fields.text("name"),
        fields.textMap("labels"),
        fields.textMap("annotations"),
        notice(fields.fields("page")),
        notice(fields.fields("ticket")),
        fields.list("policies", ServiceLevelJson::condition));
  }

  private static BurnCondition condition(DecodedFields fields) {
    return new BurnCondition(
        fields.text("policy"),
        fields.text("severity"),
        operator(fields),
        fields.decimal("threshold"),
        seconds(fields, "lookback_seconds", 1),
        seconds(fields, "after_seconds", 0),
        fields.bool("when_no_data"),
        fields.bool("when_breaching"),
        fields.texts("targets"));
  }
}
