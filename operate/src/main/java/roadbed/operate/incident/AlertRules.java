package roadbed.operate.incident;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.model.Alert;
import roadbed.model.AllocationJson;
import roadbed.model.SaidFields;
import roadbed.model.Value;

/**
 * What documents of kind {@code AlertRules} say: how alerts are put together, which count only when they come often, and
 * when it is quiet. What is wrong is told by its place, and the rest holds; of settings the last document that has one counts.
 *
 * @param correlator with the thresholds and quiet times of all documents
 * @param restoresAlone whether incidents are restored by themselves when all of their alerts are over
 */
public record AlertRules(Correlator correlator, boolean restoresAlone) {
  /** What holds where nothing is said. */
  public static final AlertRules USUAL = new AlertRules(Correlator.USUAL, false);

  private static final String VERSION = "roadbed.dev/v1";
  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);
  private static final Duration LONGEST_THRESHOLD = Duration.ofDays(1);
  private static final int MOST_STEPS = 4;
  private static final int MOST_PLACES = 500;
  private static final int MOST_TIMES = 10_000;

  /**
   * What was read.
   *
   * @param problems what is wrong, of each document
   */
  public record Read(AlertRules rules, List<List<AllocationJson.Problem>> problems) {
    public Read {
      problems = problems.stream().map(List::copyOf).toList();
    }
  }

  /** The same with more quiet times, such as those that people made on a page. */
  public AlertRules with(List<Quiet> more) {
    List<Quiet> quiets = new ArrayList<>(correlator.quiets());
    quiets.addAll(more);
    return new AlertRules(
        new Correlator(
            correlator.window(), correlator.hops(), correlator.most(), correlator.least(), correlator.matrix(), correlator.thresholds(), quiets),
        restoresAlone);
  }

  /** Reads documents. */
  public static Read read(List<? extends Value> documents) {
    Reading reading = new Reading();
    List<List<AllocationJson.Problem>> problems = new ArrayList<>();
    for (Value document : documents) {
      SaidFields.Problems of = new SaidFields.Problems();
      reading.document(SaidFields.of(document, of));
      problems.add(of.all());
    }
    return new Read(reading.rules(), problems);
  }

  /** Documents read one after the other. */
  private static final class Reading {
    private Duration window = Correlator.USUAL.window();
    private int hops = Correlator.USUAL.hops();
    private int most = Correlator.USUAL.most();
    private Alert.Level least = Correlator.USUAL.least();
    private final Map<SeverityMatrix.Impact, List<IncidentSeverity>> rows = new EnumMap<>(SeverityMatrix.USUAL.rows());
    private final List<Threshold> thresholds = new ArrayList<>();
    private final List<Quiet> quiets = new ArrayList<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private boolean alone;

    AlertRules rules() {
      return new AlertRules(new Correlator(window, hops, most, least, new SeverityMatrix(rows), thresholds, quiets), alone);
    }

    void document(SaidFields root) {
      root.only("apiVersion", "kind", "correlation", "restore", "severities", "thresholds", "maintenance", "silences");
      if (!root.text("apiVersion").equals(Optional.of(VERSION))) {
        root.wrong("apiVersion", "the version is not known", "write " + VERSION);
      }
      if (!root.text("kind").equals(Optional.of("AlertRules"))) {
        root.wrong("kind", "this document does not say what becomes of alerts", "write AlertRules");
      }
      if (root.has("correlation")) {
        correlation(root.object("correlation"));
      }
      root.text("restore")
          .ifPresent(
              who -> {
                if (who.equals("alone") || who.equals("people")) {
                  alone = who.equals("alone");
                } else {
                  root.wrong("restore", "an incident is not restored by " + who, "write people, or alone for when all alerts are over");
                }
              });
      if (root.has("severities")) {
        severities(root.object("severities"));
      }
      root.list("thresholds").forEach(this::threshold);
      root.list("maintenance").forEach(fields -> quiet(fields, Quiet.Kind.MAINTENANCE));
      root.list("silences").forEach(fields -> quiet(fields, Quiet.Kind.SILENCE));
    }

    private void correlation(SaidFields fields) {
      fields.only("window", "steps", "places", "opensFrom");
      fields.length("window", LONGEST_WINDOW).ifPresent(length -> window = length);
      fields.whole("steps", 0, MOST_STEPS).ifPresent(number -> hops = number);
      fields.whole("places", 1, MOST_PLACES).ifPresent(number -> most = number);
      fields
          .text("opensFrom")
          .ifPresent(
              text ->
                  Stream.of(Alert.Level.values())
                      .filter(level -> level.id().equals(text) && level != Alert.Level.UNKNOWN)
                      .findFirst()
                      .ifPresentOrElse(
                          level -> least = level,
                          () -> fields.wrong("opensFrom", "there is no level " + text, "write info, warning, error or critical")));
    }

    /** For each impact the severities of the tiers. */
    private void severities(SaidFields fields) {
      List<String> impacts = Stream.of(SeverityMatrix.Impact.values()).map(impact -> impact.name().toLowerCase(Locale.ROOT)).toList();
      fields.only(impacts.toArray(String[]::new));
      for (SeverityMatrix.Impact impact : SeverityMatrix.Impact.values()) {
        String key = impact.name().toLowerCase(Locale.ROOT);
        if (fields.has(key)) {
          List<IncidentSeverity> row =
              fields.texts(key).stream()
                  .flatMap(
                      text ->
                          Stream.of(IncidentSeverity.values())
                              .filter(one -> text.equalsIgnoreCase(one.name()) || text.equals(String.valueOf(one.number()))))
                  .toList();
          if (row.size() == SeverityMatrix.TIERS && fields.texts(key).size() == SeverityMatrix.TIERS) {
            rows.put(impact, row);
          } else {
            fields.wrong(key, "a severity for each of the tiers 1 to " + SeverityMatrix.TIERS + " is expected here", "write for example [1, 2, 3, 3]");
          }
        }
      }
    }

    private void threshold(SaidFields fields) {
      fields.only("match", "times", "within");
      Optional<AlertMatcher> matcher = matcher(fields);
      Optional<Integer> times = fields.whole("times", 2, MOST_TIMES);
      Optional<Duration> within = fields.length("within", LONGEST_THRESHOLD);
      for (String needed : List.of("times", "within")) {
        if (!fields.has(needed)) {
          fields.wrong("", needed + " is missing", "");
        }
      }
      if (matcher.isPresent() && times.isPresent() && within.isPresent()) {
        thresholds.add(new Threshold(matcher.get(), times.get(), within.get()));
      }
    }

    private void quiet(SaidFields fields, Quiet.Kind kind) {
      fields.only("id", "match", "from", "until", "zone", "by", "reason");
      Optional<String> id = fields.required("id");
      Optional<AlertMatcher> matcher = matcher(fields);
      ZoneId zone = zone(fields);
      Optional<Instant> from = time(fields, "from", zone);
      Optional<Instant> until = time(fields, "until", zone);
      Optional<String> by = fields.required("by");
      Optional<String> reason = fields.required("reason");
      if (id.isPresent() && !ids.add(id.get())) {
        fields.wrong("id", "there is a quiet time " + id.get() + " already", "give each a name of its own");
      } else if (id.isPresent() && matcher.isPresent() && from.isPresent() && until.isPresent() && by.isPresent() && reason.isPresent()) {
        try {
          quiets.add(new Quiet(id.get(), kind, matcher.get(), from.get(), until.get(), by.get(), reason.get()));
        } catch (IllegalArgumentException e) {
          fields.wrong("until", String.valueOf(e.getMessage()), "say it again for what comes after");
        }
      }
    }

    /** Which alerts; all of them would be a mistake more often than meant, so that something must be said. */
    private static Optional<AlertMatcher> matcher(SaidFields fields) {
      Map<String, String> facts = new LinkedHashMap<>();
      if (fields.has("match")) {
        SaidFields match = fields.object("match");
        match.keys().forEach(key -> match.text(key).ifPresent(text -> facts.put(key, text)));
      }
      if (facts.isEmpty()) {
        fields.wrong("match", "it is not said which alerts are meant", "write for example {service: checkout}, or {source: \"*\"} for all");
        return Optional.empty();
      }
      return Optional.of(new AlertMatcher(facts));
    }

    private static ZoneId zone(SaidFields fields) {
      Optional<String> text = fields.text("zone");
      try {
        return text.map(ZoneId::of).orElse(ZoneOffset.UTC);
      } catch (DateTimeException _) {
        fields.wrong("zone", "there is no time zone " + text.orElse(""), "write for example Europe/Berlin");
        return ZoneOffset.UTC;
      }
    }

    /** A time with its offset, or by the clock of the zone; one that the clock skips is the first instant after. */
    private static Optional<Instant> time(SaidFields fields, String key, ZoneId zone) {
      Optional<String> text = fields.required(key);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            text.get().matches(".*(?:Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(text.get()).toInstant()
                : LocalDateTime.parse(text.get()).atZone(zone).toInstant());
      } catch (DateTimeException _) {
        fields.wrong(key, "this is no time", "write for example 2026-12-24T18:00, or 2026-12-24T18:00:00Z");
        return Optional.empty();
      }
    }
  }
}
