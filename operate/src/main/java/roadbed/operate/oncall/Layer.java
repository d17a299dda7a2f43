package roadbed.operate.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One rotation of people.
 *
 * @param name unique in its schedule
 * @param rotation when the duty is handed over; its zone is the zone of the restrictions too
 * @param members in order of their turns; at least one
 * @param restrictions hours outside of which nobody of this layer is on call; none is no restriction
 * @param turns whether shifts in which nobody is on call count as turns
 * @param from first instant at which the layer is in force; where it is empty, that of its rotation. Turns are counted
 *     from the rotation's begin all the same
 * @param until first instant at which the layer is no longer in force
 */
public record Layer(
    String name,
    Rotation rotation,
    List<String> members,
    List<Restriction> restrictions,
    Turns turns,
    Optional<Instant> from,
    Optional<Instant> until) {

  /** What a turn is where restrictions leave whole shifts empty. */
  public enum Turns {
    /** A shift that restrictions leave empty is nobody's turn: after Friday's person comes Monday's. */
    OF_ACTIVE_SHIFTS,
    /** Each shift is a turn, also one that nobody serves. */
    OF_ALL_SHIFTS
  }

  public Layer {
    members = List.copyOf(members);
    restrictions = List.copyOf(restrictions);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a layer has at least one member");
    }
  }

  /** A layer that is in force from the begin of its rotation. */
  public Layer(
      String name,
      Rotation rotation,
      List<String> members,
      List<Restriction> restrictions,
      Turns turns,
      Optional<Instant> until) {
    this(name, rotation, members, restrictions, turns, Optional.empty(), until);
  }

  /**
   * A person's turn.
   *
   * @param span when they are on call
   * @param turn whose place in {@link Layer#members} it is
   */
  record Turn(Span span, int turn) {}

  /** All turns in a span, in order of time. */
  List<Turn> turns(Span asked) {
    Instant first = rotation.begin(0);
    Instant begin = from.filter(first::isBefore).orElse(first);
    Optional<Span> inForce =
        until.isPresent() && !begin.isBefore(until.get())
            ? Optional.empty()
            : new Span(begin, until.orElse(Instant.MAX)).meet(asked);
    if (inForce.isEmpty()) {
      return List.of();
    }
    Span span = inForce.get();
    boolean counting = turns == Turns.OF_ACTIVE_SHIFTS && !restrictions.isEmpty();
    long number = Math.max(0, rotation.number(span.from()));
    long turn = counting ? new ServedShifts(rotation, restrictions).before(number) : number;
    List<Span> active = active(new Span(rotation.begin(number), rotation.shift(span.until()).until()));
    List<Turn> found = new ArrayList<>();
    int next = 0;
    Instant start = rotation.begin(number);
    while (start.isBefore(span.until())) {
      Instant to = rotation.begin(++number);
      if (start.isBefore(to)) {
        Span shift = new Span(start, to);
        while (next < active.size() && !active.get(next).until().isAfter(start)) {
          next++;
        }
        boolean served = false;
        for (int i = next; i < active.size() && active.get(i).from().isBefore(to); i++) {
          served = true;
          int member = (int) Math.floorMod(turn, (long) members.size());
          active.get(i).meet(shift).flatMap(span::meet).ifPresent(part -> found.add(new Turn(part, member)));
        }
        if (served || !counting) {
          turn++;
        }
      } else if (!counting) {
        turn++;
      }
      start = to;
    }
    return found;
  }

  private List<Span> active(Span span) {
    if (restrictions.isEmpty()) {
      return List.of(span);
    }
    List<Span> parts = new ArrayList<>();
    for (Restriction restriction : restrictions) {
      parts.addAll(restriction.within(span, rotation.zone()));
    }
    return Span.union(parts);
  }
}
