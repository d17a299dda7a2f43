package roadbed.operate.change;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import roadbed.assess.change.ChangeSurroundings;

/** Writes notices: one for each owner and service that depends on what is touched and is not touched itself. */
final class ChangeNotices {
  private static final int MOST = 200;
  private static final int HOPS = 2;
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm VV", Locale.ENGLISH);

  private ChangeNotices() {}

  /** About a change that may go on. */
  static List<ChangeNotice> of(ChangeRecord record, ChangeEntry.Weighed weighed, Instant now) {
    Set<String> touched = Set.copyOf(record.change().services());
    List<ChangeNotice> notices = new ArrayList<>();
    String what = String.join(", ", record.change().services());
    String subject = (what.isEmpty() ? "Something that you depend on" : what) + " is changed: " + record.change().title();
    String when =
        record.change().from().map(from -> " Planned for " + SHOWN.format(from.atZone(ZoneId.of("UTC"))) + ".").orElse("");
    for (ChangeSurroundings.Consumer consumer : near(weighed.consumers())) {
      if (!touched.contains(consumer.name()) && notices.size() < MOST) {
        notices.add(
            new ChangeNotice(
                record.id() + " " + record.change().digest() + " " + consumer.name(),
                record.id(),
                consumer.owner().orElse(consumer.name()),
                consumer.name(),
                subject,
                consumer.name() + " depends on it: " + consumer.way() + ". The risk is " + weighed.risk().level().id() + "." + when,
                now));
      }
    }
    return notices;
  }

  /** About a time of a window: also whoever has what it is about. */
  static List<ChangeNotice> of(ChangeWindow.Occurrence occurrence, ChangeAround.Reach reach, ZoneId zone, Instant now) {
    ChangeWindow window = occurrence.window();
    String when = SHOWN.format(occurrence.from().atZone(zone)) + " to " + SHOWN.format(occurrence.until().atZone(zone));
    String subject =
        switch (window.kind()) {
          case FREEZE -> "Nothing is changed in " + window.name() + ", " + when;
          case MAINTENANCE -> "Maintenance: " + window.name() + ", " + when;
        };
    String why = window.reason().isEmpty() ? "" : " " + window.reason();
    Map<String, ChangeNotice> notices = new LinkedHashMap<>();
    String about = String.join(", ", window.scope().services());
    for (ChangeSurroundings.Touched one : reach.touched()) {
      add(notices, occurrence, one.name(), one.owner(), subject, "It is about " + about + "." + why, now);
    }
    if (window.kind() == ChangeWindow.Kind.MAINTENANCE) {
      for (ChangeSurroundings.Consumer one : near(reach.consumers())) {
        add(notices, occurrence, one.name(), one.owner(), subject, one.name() + " depends on it: " + one.way() + "." + why, now);
      }
    }
    return notices.values().stream().limit(MOST).collect(Collectors.toList());
  }

  private static void add(
      Map<String, ChangeNotice> notices,
      ChangeWindow.Occurrence occurrence,
      String service,
      Optional<String> owner,
      String subject,
      String text,
      Instant now) {
    String id = occurrence.window().id() + " " + occurrence.from() + " " + occurrence.until() + " " + service;
    notices.putIfAbsent(id, new ChangeNotice(id, occurrence.window().id(), owner.orElse(service), service, subject, text, now));
  }

  private static List<ChangeSurroundings.Consumer> near(List<ChangeSurroundings.Consumer> consumers) {
    return consumers.stream().filter(one -> one.hops() <= HOPS).toList();
  }
}
