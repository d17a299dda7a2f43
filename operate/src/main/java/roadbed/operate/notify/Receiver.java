package roadbed.operate.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who is told things, and how they want it.
 *
 * @param id by which everything else knows them
 * @param zone whose clock they live by
 * @param page how a page reaches them; all of it counts until somebody answers
 * @param otherwise by which target everything else reaches them
 * @param quiet hours in which only pages reach them
 * @param digest when what is not urgent reaches them, all at once; empty where it comes as it happens
 */
public record Receiver(
    String id, ZoneId zone, List<Way> page, String otherwise, Optional<Quiet> quiet, Optional<LocalTime> digest) {
  public Receiver {
    page = List.copyOf(page);
  }

  /**
   * A way by which a page reaches somebody.
   *
   * @param target the target's identifier
   * @param after how long after the page began, where nobody has answered
   */
  public record Way(String target, Duration after) {}

  /**
   * Quiet hours; those that end before they begin go over midnight.
   *
   * @param from when they begin by the person's clock
   * @param until when they end
   */
  public record Quiet(LocalTime from, LocalTime until) {}

  /** When something of an urgency may reach them that happens at an instant. */
  public Instant due(Urgency urgency, Instant at) {
    return switch (urgency) {
      case PAGE -> at;
      case PROMPT -> afterQuiet(at);
      case LOW -> afterQuiet(digest.map(time -> next(time, at)).orElse(at));
    };
  }

  private Instant next(LocalTime time, Instant at) {
    ZonedDateTime here = at.atZone(zone);
    ZonedDateTime today = here.with(time);
    return (today.isBefore(here) ? here.plusDays(1).with(time) : today).toInstant();
  }

  private Instant afterQuiet(Instant at) {
    if (quiet.isEmpty()) {
      return at;
    }
    LocalTime from = quiet.get().from();
    LocalTime until = quiet.get().until();
    LocalTime now = at.atZone(zone).toLocalTime();
    boolean within =
        from.isBefore(until) ? !now.isBefore(from) && now.isBefore(until) : !now.isBefore(from) || now.isBefore(until);
    return within ? next(until, at) : at;
  }
}
