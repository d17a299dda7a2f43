package roadbed.operate.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who gets which messages of a notice. */
public final class Fanout {
  /** How long a page is worth sending. */
  static final Duration PAGE_EXPIRES = Duration.ofHours(4);

  /** How long all else is worth sending. */
  static final Duration EXPIRES = Duration.ofDays(2);

  private Fanout() {}

  /**
   * The messages that routes make of a notice; each target gets it once, by the first route that names it.
   *
   * @param now when it is told
   */
  public static List<Message> messages(Notice notice, NotifySettings settings, Instant now) {
    List<Message> messages = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (Route route : settings.routes()) {
      if (!route.takes(notice)) {
        continue;
      }
      Circle circle = route.circle(notice);
      Urgency urgency = route.urgency().orElse(notice.kind().urgency());
      for (Route.Goal goal : goals(route, notice, settings)) {
        switch (goal) {
          case Route.AtTarget it -> {
            // A channel has readers that nobody knows here.
            if (notice.visibleTo().isEmpty() && !isSilent(notice, circle) && told.add(it.target())) {
              Instant due = route.digest().map(digest -> next(digest, now)).orElse(now);
              messages.add(
                  message(notice, it.target(), 0, Optional.empty(), urgency, circle, route.digest().isPresent(), due));
            }
          }
          case Route.AtPerson it -> {
            Optional<Receiver> receiver = settings.receiver(it.person()).filter(_ -> notice.visibleTo(it.person()));
            if (receiver.isPresent() && !isSilent(notice, circle)) {
              toPerson(notice, receiver.get(), urgency, circle, now).stream().filter(one -> told.add(one.target())).forEach(messages::add);
            }
          }
          case Route.AtOwners _ -> throw new IllegalStateException("owners stand for others");
        }
      }
    }
    return messages;
  }

  /** Those outside hear only what was written for them. */
  private static boolean isSilent(Notice notice, Circle circle) {
    return circle == Circle.PUBLIC && !notice.circle().equals(Optional.of(Circle.PUBLIC));
  }

  private static List<Route.Goal> goals(Route route, Notice notice, NotifySettings settings) {
    List<Route.Goal> goals = new ArrayList<>();
    for (Route.Goal goal : route.to()) {
      if (goal instanceof Route.AtOwners) {
        for (String owner : notice.owners()) {
          goals.addAll(settings.teams().getOrDefault(owner, List.of(new Route.AtPerson(owner))));
        }
      } else {
        goals.add(goal);
      }
    }
    return goals;
  }

  private static List<Message> toPerson(Notice notice, Receiver receiver, Urgency urgency, Circle circle, Instant now) {
    if (urgency == Urgency.PAGE) {
      return page(notice, receiver, Optional.empty(), circle, now);
    }
    boolean digest = urgency == Urgency.LOW && receiver.digest().isPresent();
    return List.of(
        message(notice, receiver.otherwise(), 0, Optional.of(receiver.id()), urgency, circle, digest, receiver.due(urgency, now)));
  }

  /**
   * The messages that page somebody, one for each of their ways.
   *
   * @param run the paging that they are part of
   */
  public static List<Message> page(Notice notice, Receiver receiver, Optional<String> run, Circle circle, Instant now) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < receiver.page().size(); i++) {
      Receiver.Way way = receiver.page().get(i);
      Instant due = now.plus(way.after());
      messages.add(
          new Message(
              0, notice, way.target(), i, Optional.of(receiver.id()), run, Urgency.PAGE, circle, false, due, due.plus(PAGE_EXPIRES)));
    }
    return messages;
  }

  /** One message to one target, at once. */
  public static Message direct(Notice notice, String target, Circle circle, Instant now) {
    return message(notice, target, 0, Optional.empty(), notice.kind().urgency(), circle, false, now);
  }

  private static Message message(
      Notice notice, String target, int ordinal, Optional<String> person, Urgency urgency, Circle circle, boolean digest, Instant due) {
    Duration expires = urgency == Urgency.PAGE ? PAGE_EXPIRES : EXPIRES;
    return new Message(0, notice, target, ordinal, person, Optional.empty(), urgency, circle, digest, due, due.plus(expires));
  }

  private static Instant next(Route.Digest digest, Instant at) {
    ZonedDateTime here = at.atZone(digest.zone());
    LocalTime time = digest.at();
    ZonedDateTime today = here.with(time);
    return (today.isBefore(here) ? here.plusDays(1).with(time) : today).toInstant();
  }
}
