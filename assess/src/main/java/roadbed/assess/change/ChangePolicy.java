package roadbed.assess.change;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import roadbed.model.ValueJson;
import roadbed.rego.Compilation;
import roadbed.rego.Decision;
import roadbed.rego.Evaluation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * Rules in Rego that say who must agree to a change: package {@code roadbed.change} with the sets {@code deny} (reasons),
 * {@code require} (objects with {@code from}, {@code count} and {@code reason}) and {@code standard} (reasons).
 * docs/reference/changes.md describes their input.
 */
public final class ChangePolicy {
  /** The name of the file of the rules of our own. */
  public static final String FILE = "change.rego";

  private static final int MOST_COUNT = 20;

  private final @Nullable Policy policy;
  private final List<RegoError> errors;

  private ChangePolicy(@Nullable Policy policy, List<RegoError> errors) {
    this.policy = policy;
    this.errors = List.copyOf(errors);
  }

  /** Rules of a file; those that do not compile decide nothing. */
  public static ChangePolicy of(String file, String text) {
    return switch (Rego.compile(Map.of(file, text))) {
      case Compilation.Compiled compiled -> new ChangePolicy(compiled.policy(), List.of());
      case Compilation.Failed failed -> new ChangePolicy(null, failed.errors());
    };
  }

  /** The rules that hold where nobody wrote others. */
  public static ChangePolicy standard() {
    return of(FILE, standardText());
  }

  /** Their text. */
  public static String standardText() {
    try (InputStream in = ChangePolicy.class.getResourceAsStream("/roadbed/change/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the rules for changes are missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why the rules do not compile, with places; empty where they do. */
  public List<String> problems() {
    return errors.stream().map(RegoError::toString).toList();
  }

  /**
   * What the rules say.
   *
   * @param groups names of the groups of people that there are
   */
  public ChangeRuling rule(ProposedChange change, ChangeRisk risk, ChangeSurroundings around, Collection<String> groups) {
    Policy rules = policy;
    if (rules == null) {
      return new ChangeRuling.Undecided(problems().stream().map(problem -> "the rules for changes do not compile: " + problem).toList());
    }
    Evaluation evaluation = rules.on(Values.parseJson(ValueJson.text(input(change, risk, around, groups))));
    List<String> undecided = new ArrayList<>();
    List<Value> deny = entries(evaluation, "deny", undecided);
    List<Value> require = entries(evaluation, "require", undecided);
    List<Value> standard = entries(evaluation, "standard", undecided);
    if (!deny.isEmpty()) {
      return new ChangeRuling.Denied(deny.stream().map(ChangePolicy::words).toList());
    }
    List<ChangeRuling.Requirement> requirements = new ArrayList<>();
    for (Value one : require) {
      requirement(one)
          .ifPresentOrElse(
              requirements::add, () -> undecided.add("a requirement is not {\"from\": [...], \"count\": n, \"reason\": \"...\"}: " + one));
    }
    if (!undecided.isEmpty()) {
      return new ChangeRuling.Undecided(undecided);
    }
    if (!requirements.isEmpty()) {
      return new ChangeRuling.Needs(requirements);
    }
    return standard.isEmpty()
        ? new ChangeRuling.Undecided(List.of("the rules name nobody who must agree, and no reason why nobody must"))
        : new ChangeRuling.Standard(standard.stream().map(ChangePolicy::words).toList());
  }

  private static List<Value> entries(Evaluation evaluation, String rule, List<String> undecided) {
    Decision decision = evaluation.decide("data.roadbed.change." + rule);
    decision.undecided().forEach(reason -> undecided.add(rule + " cannot be decided: " + reason));
    decision.errors().forEach(error -> undecided.add(rule + " cannot be decided: " + error));
    return List.copyOf(decision.entries());
  }

  private static String words(Value value) {
    return value instanceof StringValue text ? text.value() : value.toString();
  }

  private static Optional<ChangeRuling.Requirement> requirement(Value value) {
    if (!(ValueJson.parse(Values.toPlainJson(value)) instanceof roadbed.model.Value.Fields fields)
        || !(fields.get("from").orElse(roadbed.model.Value.Null.INSTANCE) instanceof roadbed.model.Value.Items items)) {
      return Optional.empty();
    }
    List<String> from = new ArrayList<>();
    for (roadbed.model.Value item : items.values()) {
      if (item instanceof roadbed.model.Value.Text text && !text.value().isBlank()) {
        from.add(text.value());
      }
    }
    long count = fields.get("count").orElse(roadbed.model.Value.of(1)) instanceof roadbed.model.Value.Whole whole ? whole.value() : 0;
    return from.isEmpty() || from.size() < items.values().size() || count < 1 || count > MOST_COUNT
        ? Optional.empty()
        : Optional.of(new ChangeRuling.Requirement(from, (int) count, fields.text("reason").orElse("")));
  }

  /** What the rules see. */
  public static roadbed.model.Value.Fields input(
      ProposedChange change, ChangeRisk risk, ChangeSurroundings around, Collection<String> groups) {
    Map<String, roadbed.model.Value> fields = new LinkedHashMap<>();
    fields.put("change", ProposedChangeJson.of(change));
    fields.put("risk", ChangeRiskJson.of(risk));
    List<roadbed.model.Value> services = new ArrayList<>();
    for (ChangeSurroundings.Touched one : around.touched()) {
      Map<String, roadbed.model.Value> service = service(one.name(), one.tier(), one.owner());
      service.put("budget", roadbed.model.Value.of(one.budget().name().toLowerCase(Locale.ROOT).replace('_', '-')));
      services.add(new roadbed.model.Value.Fields(service));
    }
    fields.put("services", new roadbed.model.Value.Items(services));
    List<roadbed.model.Value> consumers = new ArrayList<>();
    for (ChangeSurroundings.Consumer one : around.consumers()) {
      Map<String, roadbed.model.Value> consumer = service(one.name(), one.tier(), one.owner());
      consumer.put("hops", roadbed.model.Value.of(one.hops()));
      consumers.add(new roadbed.model.Value.Fields(consumer));
    }
    fields.put("consumers", new roadbed.model.Value.Items(consumers));
    fields.put("groups", roadbed.model.Value.ofTexts(groups));
    fields.put("maintenance", roadbed.model.Value.ofTexts(around.maintenance()));
    Map<String, roadbed.model.Value> time = new LinkedHashMap<>();
    time.put("at", roadbed.model.Value.of(around.at().toInstant().toString()));
    time.put("zone", roadbed.model.Value.of(around.at().getZone().getId()));
    time.put("weekday", roadbed.model.Value.of(around.at().getDayOfWeek().name().toLowerCase(Locale.ROOT)));
    time.put("hour", roadbed.model.Value.of(around.at().getHour()));
    fields.put("time", new roadbed.model.Value.Fields(time));
    return new roadbed.model.Value.Fields(fields);
  }

  private static Map<String, roadbed.model.Value> service(String name, OptionalInt tier, Optional<String> owner) {
    Map<String, roadbed.model.Value> service = new LinkedHashMap<>();
    service.put("name", roadbed.model.Value.of(name));
    tier.ifPresent(number -> service.put("tier", roadbed.model.Value.of(number)));
    owner.ifPresent(text -> service.put("owner", roadbed.model.Value.of(text)));
    return service;
  }
}
