package roadbed.assess.cost.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was learned from answers about one scope, currency and direction. An anomaly there is told where it is at least this
 * factor beyond the usual limit. A false alarm raises the factor by half, something expected by a quarter, and what was real
 * and had to be fixed lowers it by half; it is never below {@value #LEAST} or above {@value #MOST}. Answers count for half a
 * year, and no longer than until somebody has them forgotten.
 *
 * @param factor times the usual limit
 */
public record Sensitivity(Key key, double factor, int falseAlarms, int expected, int fixed) {
  static final double LEAST = 1;
  static final double MOST = 4;
  private static final Duration COUNTS_FOR = Duration.ofDays(182);

  /** What is learned about together. */
  public record Key(Scope scope, String currency, boolean above) {
    static Key of(CostAnomaly anomaly) {
      return new Key(anomaly.scope(), anomaly.currency(), anomaly.above());
    }

    /** In words. */
    public String words() {
      return scope.words() + " in " + currency + (above ? ", more than usual" : ", less than usual");
    }
  }

  /** That what was learned is forgotten. */
  public record Forgotten(Key key, String by, Instant at) {}

  /** What all answers that count teach; keys that nothing is to be said of are left out. */
  public static List<Sensitivity> of(List<AnomalyCase> cases, List<Forgotten> forgotten, Instant now) {
    Map<Key, Instant> since = new HashMap<>();
    forgotten.forEach(one -> since.merge(one.key(), one.at(), (a, b) -> a.isAfter(b) ? a : b));
    Map<Key, List<Triage.Settled>> answers = new HashMap<>();
    for (AnomalyCase one : cases) {
      if (one.triage() instanceof Triage.Settled settled) {
        Key key = Key.of(one.anomaly());
        Instant from = since.getOrDefault(key, Instant.MIN);
        if (settled.at().isAfter(from) && settled.at().isAfter(now.minus(COUNTS_FOR))) {
          answers.computeIfAbsent(key, _ -> new ArrayList<>()).add(settled);
        }
      }
    }
    List<Sensitivity> learned = new ArrayList<>();
    answers.forEach((key, said) -> learned.add(of(key, said)));
    learned.sort(Comparator.comparing((Sensitivity one) -> one.key().words()));
    return List.copyOf(learned);
  }

  private static Sensitivity of(Key key, List<Triage.Settled> said) {
    double factor = LEAST;
    Map<Triage.Answer, Integer> counts = new EnumMap<>(Triage.Answer.class);
    for (Triage.Settled one : said.stream().sorted(Comparator.comparing(Triage.Settled::at)).toList()) {
      counts.merge(one.answer(), 1, Integer::sum);
      double by =
          switch (one.answer()) {
            case FALSE_ALARM -> 1.5;
            case EXPECTED -> 1.25;
            case FIXED -> 1 / 1.5;
          };
      factor = Math.clamp(factor * by, LEAST, MOST);
    }
    return new Sensitivity(
        key,
        factor,
        counts.getOrDefault(Triage.Answer.FALSE_ALARM, 0),
        counts.getOrDefault(Triage.Answer.EXPECTED, 0),
        counts.getOrDefault(Triage.Answer.FIXED, 0));
  }

  /** Whether an anomaly is not to be told by what was learned. */
  static boolean holdsBack(List<Sensitivity> learned, CostAnomaly anomaly) {
    Key key = Key.of(anomaly);
    return learned.stream().anyMatch(one -> one.key().equals(key) && anomaly.strangeness() < one.factor());
  }
}
