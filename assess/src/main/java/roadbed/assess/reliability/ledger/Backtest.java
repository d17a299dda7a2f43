package roadbed.assess.reliability.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.AlertWindows.Pair;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceState;

/**
 * When alerts would have told somebody, had they looked at the end of every slice of a ledger.
 *
 * @param set what was played
 * @param from the first moment looked at
 * @param until the last one
 * @param firings each stretch of telling, in the order of their beginnings
 */
public record Backtest(String set, Instant from, Instant until, List<Firing> firings) {
  /** What goes quiet for less than this and comes again is one page, and not two. */
  private static final Duration SETTLED = Duration.ofMinutes(10);

  public Backtest {
    firings = List.copyOf(firings);
  }

  /** What an alert is about. */
  public enum Kind {
    BURN("burn"),
    ABSENCE("no-data"),
    SILENCE("no-traffic");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** As reports write it. */
    public String id() {
      return id;
    }
  }

  /**
   * A stretch in which an alert told.
   *
   * @param page whether it woke somebody; else it made a ticket
   * @param until when it was quiet again
   */
  public record Firing(Kind kind, boolean page, Instant from, Instant until) {}

  /**
   * Something that was wrong, and from when to when.
   *
   * @param name what people call it
   */
  public record Fault(String name, Instant from, Instant until) {
    public Fault {
      if (!until.isAfter(from)) {
        throw new IllegalArgumentException("a fault ends after it began");
      }
    }
  }

  /**
   * Whether a fault was found.
   *
   * @param after how long after its beginning somebody was paged; nothing where nobody was
   */
  public record Found(Fault fault, Optional<Duration> after) {}

  /** How many would have been woken. */
  public long pages() {
    return firings.stream().filter(Firing::page).count();
  }

  /** How many tickets there would have been. */
  public long tickets() {
    return firings.size() - pages();
  }

  /** Which faults somebody was paged for while they lasted, or who was being paged already when they began. */
  public List<Found> found(List<Fault> faults) {
    List<Found> found = new ArrayList<>();
    for (Fault fault : faults) {
      found.add(
          new Found(
              fault,
              firings.stream()
                  .filter(firing -> firing.page() && overlap(firing, fault))
                  .map(firing -> firing.from().isBefore(fault.from()) ? Duration.ZERO : Duration.between(fault.from(), firing.from()))
                  .min(Duration::compareTo)));
    }
    return found;
  }

  /** Pages that no fault explains. */
  public long falsePages(List<Fault> faults) {
    return firings.stream()
        .filter(firing -> firing.page() && faults.stream().noneMatch(fault -> overlap(firing, fault)))
        .count();
  }

  private static boolean overlap(Firing firing, Fault fault) {
    return !firing.from().isAfter(fault.until()) && firing.until().isAfter(fault.from());
  }

  /** Plays alerts over the whole of a ledger. */
  public static Backtest of(ServiceLevelObjective slo, EventLedger ledger, AlertSet set) {
    List<Firing> firings = new ArrayList<>();
    switch (set) {
      case AlertSet.Usual usual -> {
        Usual shares = new Usual(ledger, slo.budget().doubleValue());
        burn(ledger, usual.windows(), shares::above, firings);
      }
      case AlertSet.EventWeighted events -> {
        ByEvents counts = new ByEvents(slo, ledger, events);
        burn(ledger, events.windows(), counts::above, firings);
        play(ledger, Kind.ABSENCE, true, counts::absent, firings);
        play(ledger, Kind.SILENCE, false, counts::silent, firings);
      }
    }
    firings.sort(Comparator.comparing(Firing::from).thenComparing(Firing::kind));
    Instant first = ledger.start().plus(ledger.slice());
    return new Backtest(set.id(), first, ledger.end(), firings);
  }

  private interface Condition {
    boolean holds(int slices);
  }

  private interface Burning {
    boolean above(Pair pair, int slices);
  }

  private static void burn(EventLedger ledger, AlertWindows windows, Burning burning, List<Firing> into) {
    play(
        ledger,
        Kind.BURN,
        true,
        end -> burning.above(windows.pageQuick(), end) || burning.above(windows.pageSlow(), end),
        into);
    play(
        ledger,
        Kind.BURN,
        false,
        end -> burning.above(windows.ticketQuick(), end) || burning.above(windows.ticketSlow(), end),
        into);
  }

  /** The stretches in which a condition held, seen at the end of each slice. */
  private static void play(EventLedger ledger, Kind kind, boolean page, Condition condition, List<Firing> into) {
    Optional<Instant> from = Optional.empty();
    Instant last = Instant.EPOCH;
    for (int end = 1; end <= ledger.size(); end++) {
      Instant now = ledger.start(end);
      if (condition.holds(end)) {
        from = from.or(() -> Optional.of(now));
        last = now;
      } else if (from.isPresent() && Duration.between(last, now).compareTo(SETTLED) >= 0) {
        into.add(new Firing(kind, page, from.get(), last.plus(ledger.slice())));
        from = Optional.empty();
      }
    }
    if (from.isPresent()) {
      into.add(new Firing(kind, page, from.get(), last.plus(ledger.slice())));
    }
  }

  private static int slices(EventLedger ledger, Duration time) {
    return Math.max(1, Math.toIntExact(time.toSeconds() / ledger.slice().toSeconds()));
  }

  /** Shares of windows, as a rule of Prometheus computes them: in binary fractions, and silent where nothing happened. */
  private record Usual(EventLedger ledger, double budget) {
    boolean above(Pair pair, int end) {
      return above(pair.shortWindow(), pair.burnRate(), end) && above(pair.longWindow(), pair.burnRate(), end);
    }

    private boolean above(Duration window, double rate, int end) {
      int from = Math.max(0, end - slices(ledger, window));
      long total = ledger.total(from, end);
      return total > 0 && (double) (total - ledger.good(from, end)) / total > rate * budget;
    }
  }

  /** Counts of windows. Only measured slices have a mean. */
  private static final class ByEvents {
    private final EventLedger ledger;
    private final AlertSet.EventWeighted set;
    private final double budget;
    private final int period;
    private final int[] measured;

    ByEvents(ServiceLevelObjective slo, EventLedger ledger, AlertSet.EventWeighted set) {
      this.ledger = ledger;
      this.set = set;
      this.budget = slo.budget().doubleValue();
      this.period = slices(ledger, slo.window().length());
      this.measured = new int[ledger.size() + 1];
      for (int i = 0; i < ledger.size(); i++) {
        measured[i + 1] = measured[i] + (unmeasured(ledger.state(i)) ? 0 : 1);
      }
    }

    private static boolean unmeasured(SliceState state) {
      return switch (state) {
        case NO_DATA, TARGET_GONE -> true;
        case COUNTED, NO_TRAFFIC -> false;
      };
    }

    private double mean(long sum, int from, int end) {
      int slices = measured[end] - measured[from];
      return slices == 0 ? 0 : (double) sum / slices;
    }

    private double usualTraffic(int end) {
      int from = Math.max(0, end - period);
      return mean(ledger.total(from, end), from, end);
    }

    boolean above(Pair pair, int end) {
      int longest = Math.max(0, end - slices(ledger, pair.longWindow()));
      // In thousandths, as the ledger counts.
      if (bad(longest, end) < set.leastErrors() * 1_000L) {
        return false;
      }
      double allowed = pair.burnRate() * budget * usualTraffic(end);
      int brief = Math.max(0, end - slices(ledger, pair.shortWindow()));
      return mean(bad(brief, end), brief, end) > allowed && mean(bad(longest, end), longest, end) > allowed;
    }

    private long bad(int from, int end) {
      return ledger.total(from, end) - ledger.good(from, end);
    }

    boolean absent(int end) {
      int from = end - slices(ledger, set.absence());
      return from >= 0 && measured[end] == measured[from];
    }

    boolean silent(int end) {
      int from = end - slices(ledger, set.silence());
      return from >= 0
          && measured[end] - measured[from] == end - from
          && ledger.total(from, end) == 0
          && usualTraffic(end) * (end - from) > set.usualEvents() * 1_000.0;
    }
  }
}
