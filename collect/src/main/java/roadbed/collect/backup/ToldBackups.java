package roadbed.collect.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import roadbed.collect.alert.Fields;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.resilience.ResilienceFact;

/** What one object tells, and what is wrong with it. */
final class ToldBackups {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{9,11}\\.[0-9]{1,9}");

  private final Location location;
  private final List<ResilienceFact> facts = new ArrayList<>();
  private final List<Diagnostic> problems = new ArrayList<>();

  ToldBackups(Location location) {
    this.location = location;
  }

  Location location() {
    return location;
  }

  List<ResilienceFact> facts() {
    return facts;
  }

  List<Diagnostic> problems() {
    return problems;
  }

  void add(ResilienceFact fact) {
    facts.add(fact);
  }

  /** Something that cannot be used, and why. */
  void refuse(String why, String hint) {
    problems.add(Diagnostic.error("backup.incomplete", location, why, hint));
  }

  /** Something that is taken with a doubt. */
  void doubt(String what, String hint) {
    problems.add(Diagnostic.warning("backup.unknown", location, what, hint));
  }

  /** A time as the systems write it, seconds with a fraction among them; empty where there is none. */
  static Optional<Instant> time(Fields fields, String... paths) {
    for (String path : paths) {
      Optional<Instant> time =
          fields.text(path).filter(text -> SECONDS.matcher(text).matches()).flatMap(ToldBackups::seconds).or(() -> fields.time(path));
      if (time.isPresent()) {
        return time;
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> seconds(String text) {
    try {
      int dot = text.indexOf('.');
      String nanos = (text.substring(dot + 1) + "000000000").substring(0, 9);
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(text.substring(0, dot)), Long.parseLong(nanos)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
