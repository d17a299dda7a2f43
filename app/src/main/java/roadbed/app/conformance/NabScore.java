package roadbed.app.conformance;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.collect.series.TimedSeries;

/**
 * The published scoring of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015). The first alarm inside a window earns the
 * more the earlier it is, an alarm outside costs the more the farther it is behind the last window, a window without alarm
 * costs one. The first 15 % of a series, of 5,000 values at most, are for learning. The score is 0 for no alarm at all and 100
 * for an alarm at the start of every window and no other; the threshold is the one that is best over all series.
 */
final class NabScore {
  private static final double LEARNING = 0.15;
  private static final int LEARNED_OF = 5_000;

  /** The three profiles: what an alarm outside costs and what a missed window costs. */
  static final Map<String, Profile> PROFILES =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "standard", new Profile(0.11, 1),
                  "few false alarms", new Profile(0.22, 1),
                  "few misses", new Profile(0.11, 2))));

  private NabScore() {}

  /** What an alarm outside costs and what a missed window costs. */
  record Profile(double falseAlarm, double miss) {}

  /** First and last index of a labelled stretch. */
  record Window(int from, int to) {
    int length() {
      return to - from + 1;
    }
  }

  /** A score and its threshold. */
  record Result(double score, double threshold) {}

  /** Anomaly scores of a series beside its windows. */
  static final class Series {
    private final String name;
    private final double[] scores;
    private final List<Window> windows;

    Series(String name, double[] scores, List<Window> windows) {
      this.name = name;
      this.scores = scores;
      this.windows = List.copyOf(windows);
    }

    String name() {
      return name;
    }

    List<Window> windows() {
      return windows;
    }

    boolean hit(Window window, double threshold) {
      for (int i = Math.max(window.from, learning()); i <= window.to; i++) {
        if (scores[i] >= threshold) {
          return true;
        }
      }
      return false;
    }

    private int learning() {
      return (int) (LEARNING * Math.min(scores.length, LEARNED_OF));
    }
  }

  private record Alarm(double score, String window, double worth) {}

  /** The window between two times as the labels write them, where the series has values in it. */
  static Optional<Window> window(TimedSeries series, String from, String to) {
    Instant first = LocalDateTime.parse(from.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    Instant last = LocalDateTime.parse(to.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    int begin = 0;
    while (begin < series.size() && series.at(begin).isBefore(first)) {
      begin++;
    }
    int end = series.size() - 1;
    while (end >= 0 && series.at(end).isAfter(last)) {
      end--;
    }
    return begin <= end ? Optional.of(new Window(begin, end)) : Optional.empty();
  }

  /** The best score that one threshold over all series gives. */
  static Result best(List<Series> all, Profile profile) {
    List<Alarm> alarms = new ArrayList<>();
    int windows = 0;
    for (Series series : all) {
      windows += series.windows.size();
      alarms(series, alarms);
    }
    if (windows == 0) {
      return new Result(0, 1);
    }
    alarms.sort(Comparator.comparingDouble(Alarm::score).reversed());
    double nothing = -profile.miss * windows;
    double sum = nothing;
    double best = nothing;
    double threshold = 1.1;
    Map<String, Double> hit = new LinkedHashMap<>();
    for (int i = 0; i < alarms.size(); i++) {
      Alarm alarm = alarms.get(i);
      if (alarm.window.isEmpty()) {
        sum += profile.falseAlarm * alarm.worth;
      } else {
        Double before = hit.get(alarm.window);
        if (before == null || alarm.worth > before) {
          sum += alarm.worth - (before == null ? -profile.miss : before);
          hit.put(alarm.window, alarm.worth);
        }
      }
      boolean last = i + 1 == alarms.size() || alarms.get(i + 1).score < alarm.score;
      if (last && sum > best) {
        best = sum;
        threshold = alarm.score;
      }
    }
    return new Result(100 * (best - nothing) / (windows - nothing), threshold);
  }

  private static void alarms(Series series, List<Alarm> alarms) {
    Window before = null;
    int next = 0;
    for (int i = 0; i < series.scores.length; i++) {
      while (next < series.windows.size() && series.windows.get(next).to < i) {
        before = series.windows.get(next++);
      }
      if (i < series.learning() || series.scores[i] <= 0) {
        continue;
      }
      Window inside = next < series.windows.size() && series.windows.get(next).from <= i ? series.windows.get(next) : null;
      if (inside != null) {
        double place = -(double) (inside.to - i + 1) / inside.length();
        alarms.add(new Alarm(series.scores[i], series.name + ' ' + next, sigmoid(place) / sigmoid(-1)));
      } else {
        double worth = before == null ? -1 : sigmoid((double) (i - before.to) / Math.max(1, before.length() - 1));
        alarms.add(new Alarm(series.scores[i], "", worth));
      }
    }
  }

  private static double sigmoid(double place) {
    return place > 3 ? -1 : 2 / (1 + Math.exp(5 * place)) - 1;
  }
}
