package roadbed.operate.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is on call when. Of layers that overlap the later one wins, and an override wins over all; of overrides the one
 * made last. Where the one whose turn it is is away, the next of the same layer who is not stands in, and everybody's
 * later turns stay where they are.
 *
 * @param id unique
 * @param name for people
 * @param zone in which people look at it
 * @param layers the later win
 * @param overrides in the order in which they were made
 * @param absences by person
 */
public record Schedule(
    String id,
    String name,
    ZoneId zone,
    List<Layer> layers,
    List<Replacement> overrides,
    Map<String, List<Span>> absences) {

  private static final Duration AROUND = Duration.ofDays(40);

  /**
   * Somebody takes a duty.
   *
   * @param span when
   * @param person who takes it
   * @param by who said so
   */
  public record Replacement(Span span, String person, String by) {}

  public Schedule {
    layers = List.copyOf(layers);
    overrides = List.copyOf(overrides);
    Map<String, List<Span>> away = new HashMap<>();
    absences.forEach((person, spans) -> away.put(person, List.copyOf(Span.union(spans))));
    absences = Map.copyOf(away);
  }

  /** The same with more overrides, made after those that it has. */
  public Schedule with(List<Replacement> more) {
    List<Replacement> all = new ArrayList<>(overrides);
    all.addAll(more);
    return new Schedule(id, name, zone, layers, all, absences);
  }

  /** Who is on call in a span: in order of time, nobody where nothing is said, neighbours of one kind made one. */
  public List<Duty> duties(Span span) {
    List<Duty> duties = new ArrayList<>();
    List<Span> open = List.of(span);
    for (int i = overrides.size() - 1; i >= 0; i--) {
      Replacement replacement = overrides.get(i);
      Optional<Span> taken = replacement.span().meet(span);
      if (taken.isPresent()) {
        open = take(open, List.of(new Duty(taken.get(), replacement.person(), new Duty.Overridden(replacement.by()))), duties);
      }
    }
    for (int i = layers.size() - 1; i >= 0 && !open.isEmpty(); i--) {
      open = take(open, served(layers.get(i), span), duties);
    }
    duties.sort(Comparator.comparing(duty -> duty.span().from()));
    return joined(duties);
  }

  /** Who is on call at an instant. */
  public Optional<Duty> duty(Instant instant) {
    return duties(new Span(instant, instant.plusNanos(1))).stream().findFirst();
  }

  /**
   * Who is on call at an instant, with their whole duty as far as it is not longer than some weeks to either side.
   */
  public Optional<Duty> dutyAround(Instant instant) {
    return duties(new Span(instant.minus(AROUND), instant.plus(AROUND))).stream()
        .filter(duty -> duty.span().contains(instant))
        .findFirst();
  }

  /** When nobody is on call. */
  public List<Span> gaps(Span span) {
    return gaps(span, duties(span));
  }

  /** When nobody is on call by duties of that span. */
  public static List<Span> gaps(Span span, List<Duty> duties) {
    return Span.without(List.of(span), Span.union(duties.stream().map(Duty::span).toList()));
  }

  /** Puts what is offered where it is still open; what stays open is the answer. */
  private static List<Span> take(List<Span> open, List<Duty> offered, List<Duty> duties) {
    int first = 0;
    for (Duty duty : offered) {
      while (first < open.size() && !open.get(first).until().isAfter(duty.span().from())) {
        first++;
      }
      for (int i = first; i < open.size() && open.get(i).from().isBefore(duty.span().until()); i++) {
        open.get(i).meet(duty.span()).ifPresent(part -> duties.add(new Duty(part, duty.person(), duty.reason())));
      }
    }
    return Span.without(open, Span.union(offered.stream().map(Duty::span).toList()));
  }

  private List<Duty> served(Layer layer, Span span) {
    List<Duty> served = new ArrayList<>();
    for (Layer.Turn turn : layer.turns(span)) {
      List<Span> left = List.of(turn.span());
      String due = layer.members().get(turn.turn());
      for (int i = 0; i < layer.members().size() && !left.isEmpty(); i++) {
        String person = layer.members().get((turn.turn() + i) % layer.members().size());
        List<Span> away = absences.getOrDefault(person, List.of());
        List<Span> there = away.isEmpty() ? left : Span.without(left, away);
        Duty.Reason reason = i == 0 ? new Duty.Turn(layer.name()) : new Duty.StandIn(layer.name(), due);
        there.forEach(part -> served.add(new Duty(part, person, reason)));
        left = away.isEmpty() ? List.of() : Span.without(left, there);
      }
    }
    served.sort(Comparator.comparing(duty -> duty.span().from()));
    return served;
  }

  private static List<Duty> joined(List<Duty> duties) {
    List<Duty> joined = new ArrayList<>();
    for (Duty duty : duties) {
      Duty last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && last.span().until().equals(duty.span().from())
          && last.person().equals(duty.person())
          && last.reason().equals(duty.reason())) {
        joined.set(joined.size() - 1, new Duty(new Span(last.span().from(), duty.span().until()), duty.person(), duty.reason()));
      } else {
        joined.add(duty);
      }
    }
    return joined;
  }
}
