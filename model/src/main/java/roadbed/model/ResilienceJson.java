package roadbed.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;
import roadbed.model.resilience.DrillRecord;
import roadbed.model.resilience.QuotaReading;
import roadbed.model.resilience.ResilienceDocuments;
import roadbed.model.resilience.ResilienceFact;
import roadbed.model.resilience.ResiliencePolicy;
import roadbed.model.resilience.RestoreRun;
import roadbed.model.resilience.VersionCycle;

/** Facts of resilience as parts of a collection's document. */
final class ResilienceJson {
  private static final String[] KINDS = {"backup", "schedule", "restore", "quota", "cycle", "document"};

  private final Map<String, Value> fields = new LinkedHashMap<>();

  private ResilienceJson(String kind) {
    put("kind", kind);
  }

  /** A fact's fields, without its place. */
  static Value.Fields of(ResilienceFact fact) {
    ResilienceJson json =
        switch (fact) {
          case BackupRun one ->
              new ResilienceJson("backup")
                  .put("id", one.id())
                  .put("source", one.source())
                  .put("subject", one.subject())
                  .list("resources", one.resources())
                  .put("schedule", one.schedule())
                  .put("outcome", one.outcome().id())
                  .put("started_at", one.startedAt().toString())
                  .time("ended_at", one.endedAt())
                  .time("data_at", one.dataAt())
                  .put("message", one.message());
          case BackupSchedule one ->
              new ResilienceJson("schedule")
                  .put("id", one.id())
                  .put("source", one.source())
                  .put("subject", one.subject())
                  .list("resources", one.resources())
                  .put("rule", one.rule())
                  .put("zone", one.zone())
                  .truth("paused", Optional.of(one.paused()))
                  .time("since", one.since())
                  .put("kept", one.kept().map(Duration::toString));
          case RestoreRun one ->
              new ResilienceJson("restore")
                  .put("id", one.id())
                  .put("source", one.source())
                  .put("subject", one.subject())
                  .list("resources", one.resources())
                  .put("backup", one.backup())
                  .put("outcome", one.outcome().id())
                  .put("started_at", one.startedAt().toString())
                  .time("ended_at", one.endedAt())
                  .time("data_at", one.dataAt())
                  .truth("validated", one.validated())
                  .put("message", one.message());
          case QuotaReading one ->
              new ResilienceJson("quota")
                  .put("provider", one.provider())
                  .put("account", one.account())
                  .put("region", one.region())
                  .put("service", one.service())
                  .put("quota", one.quota())
                  .number("limit", one.limit())
                  .number("used", one.used())
                  .put("unit", one.unit())
                  .time("at", one.at());
          case VersionCycle one ->
              new ResilienceJson("cycle")
                  .put("product", one.product())
                  .put("cycle", one.cycle())
                  .put("released", one.released().map(LocalDate::toString))
                  .put("end_of_life", one.endOfLife().map(LocalDate::toString))
                  .truth("ended", one.ended())
                  .put("latest", one.latest())
                  .list("aliases", one.aliases());
          case ResiliencePolicy one -> new ResilienceJson("document").document(ResilienceDocuments.of(one));
          case DrillRecord one -> new ResilienceJson("document").document(ResilienceDocuments.of(one));
        };
    return new Value.Fields(json.fields);
  }

  private ResilienceJson document(Value.Fields document) {
    fields.put("document", document);
    return this;
  }

  private ResilienceJson put(String name, String text) {
    fields.put(name, Value.of(text));
    return this;
  }

  private ResilienceJson put(String name, Optional<String> text) {
    text.ifPresent(value -> fields.put(name, Value.of(value)));
    return this;
  }

  private ResilienceJson time(String name, Optional<Instant> time) {
    return put(name, time.map(Instant::toString));
  }

  private ResilienceJson number(String name, Optional<BigDecimal> number) {
    number.ifPresent(value -> fields.put(name, new Value.Decimal(value)));
    return this;
  }

  private ResilienceJson truth(String name, Optional<Boolean> truth) {
    truth.ifPresent(value -> fields.put(name, Value.of(value)));
    return this;
  }

  private ResilienceJson list(String name, Iterable<String> texts) {
    fields.put(name, Value.ofTexts(texts));
    return this;
  }

  /** The fact that fields tell. */
  static ResilienceFact read(DecodedFields from, Location location) {
    return switch (from.oneOf("kind", KINDS, name -> name)) {
      case "backup" ->
          new BackupRun(
              from.text("id"),
              from.text("source"),
              from.text("subject"),
              from.texts("resources"),
              from.optionalText("schedule"),
              outcome(from),
              from.instant("started_at"),
              from.optionalInstant("ended_at"),
              from.optionalInstant("data_at"),
              from.optionalText("message"),
              location);
      case "schedule" ->
          new BackupSchedule(
              from.text("id"),
              from.text("source"),
              from.text("subject"),
              from.texts("resources"),
              from.text("rule"),
              from.optionalText("zone"),
              from.bool("paused"),
              from.optionalInstant("since"),
              from.optionalText("kept").map(text -> duration(from, text)),
              location);
      case "restore" ->
          new RestoreRun(
              from.text("id"),
              from.text("source"),
              from.text("subject"),
              from.texts("resources"),
              from.optionalText("backup"),
              outcome(from),
              from.instant("started_at"),
              from.optionalInstant("ended_at"),
              from.optionalInstant("data_at"),
              from.optionalBool("validated"),
              from.optionalText("message"),
              location);
      case "quota" ->
          new QuotaReading(
              from.text("provider"),
              from.text("account"),
              from.text("region"),
              from.text("service"),
              from.text("quota"),
              number(from, "limit"),
              number(from, "used"),
              from.optionalText("unit"),
              from.optionalInstant("at"),
              location);
      case "cycle" ->
          new VersionCycle(
              from.text("product"),
              from.text("cycle"),
              from.optionalText("released").map(day -> from.day("released", day)),
              from.optionalText("end_of_life").map(day -> from.day("end_of_life", day)),
              from.optionalBool("ended"),
              from.optionalText("latest"),
              from.texts("aliases"),
              location);
      default -> {
        List<ResilienceFact> facts = ResilienceDocuments.read(from.own("document"), location).facts();
        if (facts.size() != 1) {
          throw from.refused("document", "is none of kind Resilience or Drill, or is wrong");
        }
        yield facts.getFirst();
      }
    };
  }

  private static Optional<BigDecimal> number(DecodedFields from, String name) {
    return from.has(name) ? Optional.of(from.decimal(name)) : Optional.empty();
  }

  private static Duration duration(DecodedFields from, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException _) {
      throw from.refused("kept", "is no duration");
    }
  }

  private static BackupOutcome outcome(DecodedFields from) {
    return from.oneOf("outcome", BackupOutcome.values(), BackupOutcome::id);
  }
}
