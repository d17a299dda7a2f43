package roadbed.app.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.oncall.Restriction;
import roadbed.operate.oncall.Rotation;
import roadbed.operate.oncall.Span;
import tools.jackson.core.JacksonException;

/**
 * Facts about rotations and restrictions across clock changes. A file is an object with {@code rotation_walks} (all
 * handovers of a walk), {@code rotation_end} (when a shift ends and how long it was) and {@code rule_active} (whether an
 * instant lies in hours of some days).
 */
final class OnCallConformance implements Conformance {
  private static final int MAX_DEPTH = 20;

  @Override
  public String description() {
    return "JSON files of handovers, ends of shifts and restricted hours across clock changes";
  }

  @Override
  public void run(List<Path> paths, Consumer<CaseOutcome> each) throws IOException {
    for (Path path : paths) {
      List<Path> files;
      try (Stream<Path> found = Files.walk(path, MAX_DEPTH)) {
        files = found.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(".json")).sorted().toList();
      }
      for (Path file : files) {
        file(file, each);
      }
    }
  }

  private static void file(Path file, Consumer<CaseOutcome> each) throws IOException {
    Value document;
    try {
      document = ValueJson.parse(Files.readString(file));
    } catch (JacksonException e) {
      each.accept(new CaseOutcome(file.toString(), CaseOutcome.Result.FAILED, "cannot be read: " + e.getOriginalMessage()));
      return;
    }
    cases(document, file, "rotation_walks", OnCallConformance::walk, each);
    cases(document, file, "rotation_end", OnCallConformance::end, each);
    cases(document, file, "rule_active", OnCallConformance::active, each);
  }

  /** Runs the cases below a name; a judge answers what is wrong, or nothing. */
  private static void cases(
      Value document, Path file, String name, Function<Value.Fields, Optional<String>> judge, Consumer<CaseOutcome> each) {
    if (!(document instanceof Value.Fields fields) || !(fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items)) {
      each.accept(new CaseOutcome(file + "#/" + name, CaseOutcome.Result.SKIPPED, "there are no such cases"));
      return;
    }
    for (int i = 0; i < items.values().size(); i++) {
      String place = file + "#/" + name + "/" + i;
      if (!(items.values().get(i) instanceof Value.Fields fact)) {
        each.accept(new CaseOutcome(place, CaseOutcome.Result.FAILED, "a case is an object"));
        continue;
      }
      CaseOutcome outcome;
      try {
        outcome =
            judge
                .apply(fact)
                .map(wrong -> new CaseOutcome(place, CaseOutcome.Result.FAILED, wrong))
                .orElseGet(() -> new CaseOutcome(place, CaseOutcome.Result.PASSED, ""));
      } catch (DateTimeException | IllegalArgumentException e) {
        outcome = new CaseOutcome(place, CaseOutcome.Result.FAILED, "the case cannot be read: " + e.getMessage());
      }
      each.accept(outcome);
    }
  }

  private static Optional<String> walk(Value.Fields fact) {
    Rotation rotation = rotation(fact);
    List<Instant> expected = new ArrayList<>();
    for (Value handoff : items(fact, "handoffs")) {
      expected.add(OffsetDateTime.parse(word(handoff)).toInstant());
    }
    List<Instant> handovers =
        rotation.handovers(instant(rotation.zone(), text(fact, "walkFrom")), instant(rotation.zone(), text(fact, "walkTo")));
    return differs(expected, handovers);
  }

  private static Optional<String> end(Value.Fields fact) {
    Rotation rotation = rotation(fact);
    Span shift = rotation.shift(instant(rotation.zone(), text(fact, "start")));
    return differs(
            List.of(instant(rotation.zone(), text(fact, "end")), Duration.ofHours(number(fact, "elapsedHours"))),
            List.of(shift.until(), shift.length()));
  }

  private static Optional<String> active(Value.Fields fact) {
    List<Value> sundayFirst = items(fact, "daysSunFirst");
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (int i = 0; i < sundayFirst.size(); i++) {
      if (!word(sundayFirst.get(i)).equals("0")) {
        days.add(DayOfWeek.SUNDAY.plus(i));
      }
    }
    Restriction restriction = new Restriction(days, LocalTime.parse(text(fact, "start")), LocalTime.parse(text(fact, "end")));
    boolean active = restriction.contains(OffsetDateTime.parse(text(fact, "at")).toInstant(), ZoneOffset.UTC);
    return differs(fact.get("active").orElse(Value.Null.INSTANCE), Value.Bool.of(active));
  }

  private static Optional<String> differs(Object expected, Object found) {
    return expected.equals(found) ? Optional.empty() : Optional.of("expected " + expected + ", found " + found);
  }

  private static Rotation rotation(Value.Fields fact) {
    return new Rotation(
        ZoneId.of(text(fact, "zone")),
        LocalDateTime.parse(text(fact, "start")),
        Rotation.Unit.valueOf(text(fact, "type").toUpperCase(Locale.ROOT)),
        Math.toIntExact(number(fact, "shiftLength")));
  }

  /** A clock's time in a zone: where a shift begins there, it is the begin of that shift. */
  private static Instant instant(ZoneId zone, String local) {
    return new Rotation(zone, LocalDateTime.parse(local), Rotation.Unit.DAILY, 1).begin(0);
  }

  private static String text(Value.Fields fact, String name) {
    return fact.text(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  private static long number(Value.Fields fact, String name) {
    return Long.parseLong(word(fact.get(name).orElse(Value.Null.INSTANCE)));
  }

  private static List<Value> items(Value.Fields fact, String name) {
    if (fact.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      return items.values();
    }
    throw new IllegalArgumentException(name + " is missing");
  }

  private static String word(Value value) {
    return value instanceof Value.Text text ? text.value() : ValueJson.text(value);
  }
}
