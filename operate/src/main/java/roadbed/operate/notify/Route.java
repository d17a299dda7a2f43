package roadbed.operate.notify;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Who is told of what.
 *
 * @param on kinds; at least one
 * @param least the least importance, from 1 (worst) to 5
 * @param services only these; empty for all
 * @param owners only what is theirs; empty for all
 * @param circles for whom: status updates for others are not told here, and the first one chooses the words of all else
 * @param to who is told; at least one
 * @param urgency how soon; empty as the kind says
 * @param digest when all of it is sent at once; empty where it is sent as it happens
 */
public record Route(
    List<NoticeKind> on,
    int least,
    List<String> services,
    List<String> owners,
    List<Circle> circles,
    List<Goal> to,
    Optional<Urgency> urgency,
    Optional<Digest> digest) {

  /** Who is told. */
  public sealed interface Goal {}

  /** A target. */
  public record AtTarget(String target) implements Goal {}

  /** A person, as they want it. */
  public record AtPerson(String person) implements Goal {}

  /** Whoever has it: teams by what is said of them, people as they want it. */
  public record AtOwners() implements Goal {}

  /** Once a day. */
  public record Digest(LocalTime at, ZoneId zone) {}

  public Route {
    on = List.copyOf(on);
    services = List.copyOf(services);
    owners = List.copyOf(owners);
    circles = List.copyOf(circles);
    to = List.copyOf(to);
    if (on.isEmpty() || to.isEmpty() || circles.isEmpty() || least < 1 || least > 5) {
      throw new IllegalArgumentException("a route says what is told, to whom and in which words");
    }
  }

  /** Whether something is told by it. */
  public boolean takes(Notice notice) {
    return on.contains(notice.kind())
        && notice.importance() <= least
        && (services.isEmpty() || notice.service().filter(services::contains).isPresent())
        && (owners.isEmpty() || notice.owners().stream().anyMatch(owners::contains))
        && notice.circle().map(circles::contains).orElse(true);
  }

  /** For whom words are chosen. */
  public Circle circle(Notice notice) {
    return notice.circle().orElse(circles.getFirst());
  }
}
