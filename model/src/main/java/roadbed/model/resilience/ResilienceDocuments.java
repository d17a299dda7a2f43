package roadbed.model.resilience;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import roadbed.model.AllocationJson;
import roadbed.model.Location;
import roadbed.model.SaidFields;
import roadbed.model.Value;

/** Reads and writes documents of kinds {@code Resilience}, {@code Drill} and {@code VersionCalendar}. */
public final class ResilienceDocuments {
  private static final int MOST = 20_000;
  private static final int LONGEST = 2_000;

  private final SaidFields root;
  private final Location location;

  private ResilienceDocuments(SaidFields root, Location location) {
    this.root = root;
    this.location = location;
  }

  /**
   * What a document says.
   *
   * @param facts what is right in it; of a policy or an exercise in which something is wrong, nothing
   */
  public record Read(List<ResilienceFact> facts, List<AllocationJson.Problem> problems) {
    public Read {
      facts = List.copyOf(facts);
      problems = List.copyOf(problems);
    }
  }

  /** Reads a document of one of the three kinds. */
  public static Read read(Value document, Location location) {
    SaidFields.Problems problems = new SaidFields.Problems();
    SaidFields root = SaidFields.of(document, problems);
    ResilienceDocuments reading = new ResilienceDocuments(root, location);
    List<ResilienceFact> facts = new ArrayList<>();
    switch (root.text("kind").orElse("")) {
      case "Resilience" -> {
        ResiliencePolicy policy = reading.policy();
        if (problems.all().isEmpty()) {
          facts.add(policy);
        }
      }
      case "Drill" -> reading.drill().filter(_ -> problems.all().isEmpty()).ifPresent(facts::add);
      case "VersionCalendar" -> facts.addAll(reading.calendar());
      default -> root.wrong("kind", "Resilience, Drill or VersionCalendar is expected here", "");
    }
    return new Read(facts, problems.all());
  }

  private ResiliencePolicy policy() {
    root.only("apiVersion", "kind", "tiers", "services", "protect");
    Map<String, RecoveryObjective> tiers = new LinkedHashMap<>();
    SaidFields tierFields = root.object("tiers");
    for (String tier : tierFields.keys()) {
      SaidFields fields = tierFields.object(tier);
      fields.only("rto", "rpo", "restoreTest", "exercise");
      tiers.put(tier.matches("[0-9]") ? "tier-" + tier : tier, objective(fields));
    }
    Map<String, ResiliencePolicy.Service> services = new LinkedHashMap<>();
    SaidFields serviceFields = root.object("services");
    for (String service : serviceFields.keys()) {
      SaidFields fields = serviceFields.object(service);
      fields.only("rto", "rpo", "restoreTest", "exercise", "dependsOn");
      services.put(service, new ResiliencePolicy.Service(objective(fields), fields.texts("dependsOn")));
    }
    SaidFields protect = root.object("protect");
    protect.only("kinds", "environments", "except");
    List<ResiliencePolicy.Exemption> exemptions = new ArrayList<>();
    for (SaidFields fields : protect.list("except")) {
      fields.only("resource", "reason");
      Optional<String> resource = fields.required("resource");
      Optional<String> reason = fields.required("reason");
      if (resource.isPresent() && reason.isPresent()) {
        exemptions.add(new ResiliencePolicy.Exemption(resource.get(), reason.get()));
      }
    }
    return new ResiliencePolicy(
        tiers, services, protect.texts("kinds"), protect.texts("environments"), exemptions, location);
  }

  private static RecoveryObjective objective(SaidFields fields) {
    return new RecoveryObjective(
        duration(fields, "rto"), duration(fields, "rpo"), duration(fields, "restoreTest"), duration(fields, "exercise"));
  }

  private static Optional<Duration> duration(SaidFields fields, String key) {
    Optional<String> text = fields.text(key);
    Optional<Duration> duration = text.flatMap(WrittenDuration::parse);
    if (text.isPresent() && duration.isEmpty()) {
      fields.wrong(key, "a duration is expected here", "write for example 15m, 4h, 1d12h or PT4H");
    }
    return duration;
  }

  private Optional<DrillRecord> drill() {
    root.only(
        "apiVersion", "kind", "id", "title", "type", "services", "restores", "planned", "slo", "participants", "steps", "outcome",
        "begun", "fault", "recovered", "recoveredBy", "data", "ended", "findings");
    Optional<String> id = root.required("id");
    Optional<LocalDate> planned = root.required("planned").flatMap(_ -> day(root, "planned"));
    DrillRecord.Kind kind = one(root, "type", DrillRecord.Kind.values(), DrillRecord.Kind::id).orElse(DrillRecord.Kind.RECOVERY);
    Optional<DrillRecord.Outcome> outcome = one(root, "outcome", DrillRecord.Outcome.values(), DrillRecord.Outcome::id);
    List<DrillRecord.Finding> findings = new ArrayList<>();
    for (SaidFields fields : root.list("findings")) {
      fields.only("title", "owner", "due", "done");
      fields
          .required("title")
          .ifPresent(title -> findings.add(new DrillRecord.Finding(title, fields.text("owner"), day(fields, "due"), day(fields, "done"))));
    }
    Optional<Instant> fault = time(root, "fault");
    Optional<Instant> recovered = time(root, "recovered");
    Optional<Instant> data = time(root, "data");
    if (fault.isPresent() && recovered.filter(at -> at.isBefore(fault.get())).isPresent()) {
      root.wrong("recovered", "the service worked again before it failed", "check the times and their zones");
    }
    if (fault.isPresent() && data.filter(at -> at.isAfter(fault.get())).isPresent()) {
      root.wrong("data", "the newest data that was there again is younger than the fault", "data is the time of the newest record from before it");
    }
    if (root.texts("services").isEmpty() && root.texts("restores").isEmpty()) {
      root.wrong("", "the exercise is about nothing", "name services, or resources in restores");
    }
    if (id.isEmpty() || planned.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DrillRecord(
            id.get(),
            root.text("title").orElse(id.get()),
            kind,
            root.texts("services"),
            root.texts("restores"),
            planned.get(),
            outcome,
            time(root, "begun"),
            fault,
            recovered,
            recovered.map(_ -> root.text("recoveredBy").orElse("person")),
            data,
            time(root, "ended"),
            root.texts("participants"),
            root.texts("steps"),
            findings,
            root.text("slo"),
            location));
  }

  private List<VersionCycle> calendar() {
    root.only("apiVersion", "kind", "products");
    List<VersionCycle> cycles = new ArrayList<>();
    for (SaidFields product : root.list("products")) {
      product.only("product", "aliases", "cycles");
      Optional<String> name = product.required("product");
      for (SaidFields fields : product.list("cycles")) {
        fields.only("cycle", "released", "endOfLife", "latest");
        Optional<String> cycle = fields.required("cycle");
        Optional<String> end = fields.text("endOfLife");
        boolean truth = end.filter(text -> text.equals("true") || text.equals("false")).isPresent();
        if (name.isPresent() && cycle.isPresent() && cycles.size() < MOST) {
          cycles.add(
              new VersionCycle(
                  name.get(),
                  cycle.get(),
                  day(fields, "released"),
                  truth ? Optional.empty() : day(fields, "endOfLife"),
                  truth ? end.map(Boolean::parseBoolean) : Optional.empty(),
                  fields.text("latest"),
                  product.texts("aliases"),
                  location));
        }
      }
    }
    return cycles;
  }

  private static Optional<LocalDate> day(SaidFields fields, String key) {
    Optional<String> text = fields.text(key);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeException _) {
      fields.wrong(key, "a day is expected here", "write for example 2026-09-30");
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(SaidFields fields, String key) {
    Optional<String> text = fields.text(key);
    try {
      return text.map(one -> OffsetDateTime.parse(one.replace(' ', 'T')).toInstant());
    } catch (DateTimeException _) {
      fields.wrong(key, "a time with its zone is expected here", "write for example 2026-09-30T14:05:00Z");
      return Optional.empty();
    }
  }

  private static <E> Optional<E> one(SaidFields fields, String key, E[] values, Function<E, String> id) {
    Optional<String> text = fields.text(key);
    for (E value : values) {
      if (text.filter(id.apply(value)::equals).isPresent()) {
        return Optional.of(value);
      }
    }
    if (text.isPresent()) {
      fields.wrong(key, "this is not known here", "known are " + String.join(", ", Arrays.stream(values).map(id).toList()));
    }
    return Optional.empty();
  }

  /** A policy as a document. */
  public static Value.Fields of(ResiliencePolicy policy) {
    Map<String, Value> tiers = new LinkedHashMap<>();
    policy.tiers().forEach((tier, objective) -> tiers.put(tier, new Value.Fields(fields(objective))));
    Map<String, Value> services = new LinkedHashMap<>();
    policy.services().forEach(
        (name, service) -> {
          Map<String, Value> fields = fields(service.objective());
          fields.put("dependsOn", Value.ofTexts(service.dependsOn()));
          services.put(name, new Value.Fields(fields));
        });
    List<Value> except = new ArrayList<>();
    policy.exemptions().forEach(one -> except.add(Value.Fields.of("resource", Value.of(one.resource()), "reason", Value.of(one.reason()))));
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("kind", Value.of("Resilience"));
    document.put("tiers", new Value.Fields(tiers));
    document.put("services", new Value.Fields(services));
    Map<String, Value> protect = new LinkedHashMap<>();
    protect.put("kinds", Value.ofTexts(policy.kinds()));
    protect.put("environments", Value.ofTexts(policy.environments()));
    protect.put("except", new Value.Items(except));
    document.put("protect", new Value.Fields(protect));
    return new Value.Fields(document);
  }

  private static Map<String, Value> fields(RecoveryObjective objective) {
    Map<String, Value> fields = new LinkedHashMap<>();
    put(fields, "rto", objective.time().map(WrittenDuration::text));
    put(fields, "rpo", objective.point().map(WrittenDuration::text));
    put(fields, "restoreTest", objective.restoreTest().map(WrittenDuration::text));
    put(fields, "exercise", objective.exercise().map(WrittenDuration::text));
    return fields;
  }

  /** An exercise as a document. */
  public static Value.Fields of(DrillRecord drill) {
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("kind", Value.of("Drill"));
    document.put("id", Value.of(drill.id()));
    document.put("title", Value.of(shortened(drill.title())));
    document.put("type", Value.of(drill.kind().id()));
    document.put("services", Value.ofTexts(drill.services()));
    document.put("restores", Value.ofTexts(drill.restores()));
    document.put("planned", Value.of(drill.planned().toString()));
    put(document, "slo", drill.objective());
    document.put("participants", Value.ofTexts(drill.participants()));
    document.put("steps", Value.ofTexts(drill.steps()));
    put(document, "outcome", drill.outcome().map(DrillRecord.Outcome::id));
    put(document, "begun", drill.begunAt().map(Instant::toString));
    put(document, "fault", drill.faultAt().map(Instant::toString));
    put(document, "recovered", drill.recoveredAt().map(Instant::toString));
    put(document, "recoveredBy", drill.recoverySource());
    put(document, "data", drill.dataAt().map(Instant::toString));
    put(document, "ended", drill.endedAt().map(Instant::toString));
    List<Value> findings = new ArrayList<>();
    for (DrillRecord.Finding finding : drill.findings()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("title", Value.of(shortened(finding.title())));
      put(fields, "owner", finding.owner());
      put(fields, "due", finding.due().map(LocalDate::toString));
      put(fields, "done", finding.done().map(LocalDate::toString));
      findings.add(new Value.Fields(fields));
    }
    document.put("findings", new Value.Items(findings));
    return new Value.Fields(document);
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static void put(Map<String, Value> fields, String key, Optional<String> text) {
    text.ifPresent(value -> fields.put(key, Value.of(value)));
  }
}
