package roadbed.operate.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Time from an instant until before another.
 *
 * @param from first instant
 * @param until first instant after; later than {@code from}
 */
public record Span(Instant from, Instant until) {
  public Span {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a span ends after it begins: " + from + " to " + until);
    }
  }

  /** Whether an instant lies in it. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until);
  }

  /** How long it is, in elapsed time. */
  public Duration length() {
    return Duration.between(from, until);
  }

  /** What it has in common with another. */
  public Optional<Span> meet(Span other) {
    Instant start = from.isAfter(other.from) ? from : other.from;
    Instant end = until.isBefore(other.until) ? until : other.until;
    return start.isBefore(end) ? Optional.of(new Span(start, end)) : Optional.empty();
  }

  /**
   * Spans in order of time, those that overlap or touch made one.
   *
   * @param spans in any order
   */
  static List<Span> union(List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparing(Span::from));
    List<Span> merged = new ArrayList<>();
    for (Span span : sorted) {
      Span last = merged.isEmpty() ? null : merged.getLast();
      if (last == null || last.until.isBefore(span.from)) {
        merged.add(span);
      } else if (last.until.isBefore(span.until)) {
        merged.set(merged.size() - 1, new Span(last.from, span.until));
      }
    }
    return merged;
  }

  /**
   * What is left of spans when others are taken away.
   *
   * @param spans in order of time, none overlapping
   * @param taken in order of time, none overlapping
   */
  static List<Span> without(List<Span> spans, List<Span> taken) {
    List<Span> left = new ArrayList<>();
    int first = 0;
    for (Span span : spans) {
      while (first < taken.size() && !taken.get(first).until.isAfter(span.from)) {
        first++;
      }
      Instant from = span.from;
      for (int i = first; i < taken.size() && taken.get(i).from.isBefore(span.until); i++) {
        Span gone = taken.get(i);
        if (from.isBefore(gone.from)) {
          left.add(new Span(from, gone.from));
        }
        if (from.isBefore(gone.until)) {
          from = gone.until;
        }
      }
      if (from.isBefore(span.until)) {
        left.add(new Span(from, span.until));
      }
    }
    return left;
  }
}
