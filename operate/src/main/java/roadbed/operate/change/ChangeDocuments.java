package roadbed.operate.change;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import roadbed.assess.change.ChangePolicy;
import roadbed.model.AllocationJson;
import roadbed.model.SaidFields;

/** Reads documents of kind {@code Changes}; docs/reference/changes.md describes them. */
public final class ChangeDocuments {
  /** The version that is read. */
  public static final String VERSION = "roadbed.dev/v1";

  /** What administrators alone say. */
  private static final List<String> ENTERED = List.of("people", "groups", "policy", "notice");

  private static final int MOST_WINDOWS = 500;
  private static final int MOST_PEOPLE = 20_000;
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2200;
  private static final int MOST_DAYS_OF_NOTICE = 60;

  private final Map<String, String> people = new LinkedHashMap<>();
  private final Map<String, Set<String>> groups = new LinkedHashMap<>();
  private final List<ChangeWindow> windows = new ArrayList<>();
  private final Set<String> declared = new HashSet<>();
  private Optional<String> policy = Optional.empty();
  private Optional<ZoneId> zone = Optional.empty();
  private Optional<Duration> notice = Optional.empty();

  private ChangeDocuments() {}

  /**
   * What documents say together.
   *
   * @param problems for each document, what is wrong in it; what is wrong is left out, rules that do not compile are kept:
   *     they decide nothing
   */
  public record Read(ChangeSettings settings, List<List<AllocationJson.Problem>> problems) {
    public Read {
      problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong. */
    public boolean isRight() {
      return problems.stream().allMatch(List::isEmpty);
    }
  }

  /** A document, and whether an administrator put it there. */
  private record Said(SaidFields root, boolean entered) {}

  /**
   * Reads documents; of what two say of the same the first holds. Those that nobody entered say when nothing may be changed
   * and when work is done: not who may agree, for whoever wrote the change may have written them too.
   */
  public static Read read(List<ChangeStore.Kept> documents) {
    ChangeDocuments reading = new ChangeDocuments();
    List<SaidFields.Problems> problems = new ArrayList<>();
    List<Said> all = new ArrayList<>();
    for (ChangeStore.Kept kept : documents) {
      SaidFields.Problems own = new SaidFields.Problems();
      SaidFields root = SaidFields.of(kept.document(), own);
      root.only("apiVersion", "kind", "zone", "notice", "people", "groups", "freezes", "maintenance", "policy");
      if (!root.text("apiVersion").equals(Optional.of(VERSION))) {
        root.wrong("apiVersion", "the version is not known", "write " + VERSION);
      }
      if (!root.text("kind").equals(Optional.of("Changes"))) {
        root.wrong("kind", "this document does not speak of changes", "write Changes");
      }
      for (String key : kept.entered() ? List.<String>of() : ENTERED) {
        if (root.has(key)) {
          root.wrong(key, key + " are said by administrators only", "enter them on the page of changes");
        }
      }
      problems.add(own);
      all.add(new Said(root, kept.entered()));
    }
    List<SaidFields> entered = all.stream().filter(Said::entered).map(Said::root).toList();
    entered.forEach(reading::general);
    entered.forEach(root -> root.list("people").forEach(reading::person));
    entered.forEach(root -> reading.groups(root.object("groups")));
    all.forEach(said -> reading.windows(said.root(), said.entered()));
    ChangeSettings none = ChangeSettings.NONE;
    return new Read(
        new ChangeSettings(
            reading.people, reading.groups, reading.windows, reading.policy, reading.zone.orElse(none.zone()),
            reading.notice.orElse(none.notice())),
        problems.stream().map(SaidFields.Problems::all).toList());
  }

  private void general(SaidFields root) {
    Optional<ZoneId> own = zone(root);
    if (zone.isEmpty()) {
      zone = own;
    }
    Optional<String> days = root.text("notice");
    if (days.isPresent()) {
      boolean right = days.get().matches("[0-9]{1,2}d") && Integer.parseInt(days.get().substring(0, days.get().length() - 1)) <= MOST_DAYS_OF_NOTICE;
      if (!right) {
        root.wrong("notice", "a number of days is expected here", "write for example 3d; at most " + MOST_DAYS_OF_NOTICE + "d");
      } else if (notice.isEmpty()) {
        notice = Optional.of(Duration.ofDays(Integer.parseInt(days.get().substring(0, days.get().length() - 1))));
      }
    }
    Optional<String> rules = root.text("policy");
    if (rules.isPresent() && policy.isPresent()) {
      root.wrong("policy", "another document has rules already", "keep all rules in one place");
    } else if (rules.isPresent()) {
      policy = rules;
      for (String problem : ChangePolicy.of("policy", rules.get()).problems()) {
        root.wrong("policy", problem, "the package is roadbed.change");
      }
    }
  }

  private void person(SaidFields fields) {
    fields.only("id", "also");
    Optional<String> id = fields.required("id");
    if (id.isEmpty() || people.size() > MOST_PEOPLE) {
      return;
    }
    String key = ChangeSettings.key(id.get());
    List<String> names = new ArrayList<>(List.of(id.get()));
    names.addAll(fields.texts("also"));
    for (String name : names) {
      String before = people.putIfAbsent(ChangeSettings.key(name), key);
      if (before != null && !before.equals(key)) {
        fields.wrong("also", name + " is " + before + " already", "a name is one person's");
      }
    }
  }

  private void groups(SaidFields fields) {
    for (String name : fields.keys()) {
      if (name.equals(ChangeSettings.ADMINISTRATORS)) {
        fields.wrong(name, "who administers the server is not said here", "choose another name");
        continue;
      }
      Set<String> members = groups.computeIfAbsent(name, _ -> new TreeSet<>());
      for (String member : fields.texts(name)) {
        String key = ChangeSettings.key(member);
        members.add(people.getOrDefault(key, key));
      }
    }
  }

  private void windows(SaidFields root, boolean entered) {
    ZoneId own = zone(root).or(() -> zone).orElse(ChangeSettings.NONE.zone());
    root.list("freezes").forEach(one -> window(one, ChangeWindow.Kind.FREEZE, own, entered));
    root.list("maintenance").forEach(one -> window(one, ChangeWindow.Kind.MAINTENANCE, own, entered));
  }

  private void window(SaidFields fields, ChangeWindow.Kind kind, ZoneId documents, boolean entered) {
    fields.only("id", "name", "zone", "from", "until", "every", "services", "environments", "reason");
    Optional<String> id = fields.required("id");
    if (id.isPresent() && !declared.add(id.get())) {
      fields.wrong("id", id.get() + " is declared twice", "what is declared first holds");
      return;
    }
    Optional<ZoneId> own = fields.has("zone") ? zone(fields) : Optional.of(documents);
    if (own.isEmpty() || id.isEmpty()) {
      return;
    }
    if (windows.size() >= MOST_WINDOWS) {
      fields.wrong("", "there are more than " + MOST_WINDOWS + " windows", "say more with every");
      return;
    }
    Optional<ChangeWindow.Times> times = fields.has("every") ? weekly(fields) : once(fields, own.get());
    ChangeWindow.Scope scope = new ChangeWindow.Scope(fields.texts("services"), fields.texts("environments"));
    if (kind == ChangeWindow.Kind.MAINTENANCE && scope.services().isEmpty()) {
      fields.wrong("services", "a time of maintenance says whose it is", "list services");
      return;
    }
    times.ifPresent(
        all ->
            windows.add(
                new ChangeWindow(
                    id.get(), kind, fields.text("name").orElse(id.get()), own.get(), all, scope, fields.text("reason").orElse(""), entered)));
  }

  private static Optional<ChangeWindow.Times> once(SaidFields fields, ZoneId zone) {
    Optional<Instant> from = instant(fields, "from", zone, false);
    Optional<Instant> until = instant(fields, "until", zone, true);
    if (from.isEmpty() || until.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(until.get())) {
      fields.wrong("until", "it ends before it begins", "");
      return Optional.empty();
    }
    return Optional.of(new ChangeWindow.Times.Once(from.get(), until.get()));
  }

  private static Optional<ChangeWindow.Times> weekly(SaidFields fields) {
    SaidFields every = fields.object("every");
    every.only("days", "from", "until");
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String text : every.texts("days")) {
      Optional<DayOfWeek> day = day(text);
      if (day.isEmpty()) {
        every.wrong("days", text + " is no day of the week", "write for example [friday, saturday]");
      }
      day.ifPresent(days::add);
    }
    Optional<LocalTime> from = time(every, "from");
    Optional<LocalTime> until = time(every, "until");
    if (days.isEmpty()) {
      every.wrong("days", "days of the week are expected here", "write for example [friday, saturday]");
    }
    Optional<LocalDate> first = date(fields, "from");
    Optional<LocalDate> last = date(fields, "until");
    boolean unread = (fields.has("from") && first.isEmpty()) || (fields.has("until") && last.isEmpty());
    return days.isEmpty() || from.isEmpty() || until.isEmpty() || unread
        ? Optional.empty()
        : Optional.of(new ChangeWindow.Times.Weekly(days, from.get(), until.get(), first, last));
  }

  private static Optional<DayOfWeek> day(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if (word.equals(name) || word.equals(name.substring(0, 3))) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalTime> time(SaidFields fields, String key) {
    Optional<LocalTime> time =
        fields.required(key)
            .flatMap(text -> text.equals("24:00") ? Optional.of(LocalTime.MIDNIGHT) : parsed(text.length() == 4 ? "0" + text : text, LocalTime::parse));
    if (time.isEmpty()) {
      fields.wrong(key, "a time of the day is expected here", "write for example 09:00, with quotes");
    }
    return time;
  }

  private static Optional<LocalDate> date(SaidFields fields, String key) {
    Optional<LocalDate> date = fields.text(key).flatMap(text -> parsed(text, LocalDate::parse)).filter(day -> usual(day.getYear()));
    if (fields.has(key) && date.isEmpty()) {
      fields.wrong(key, "a day is expected here", "write for example 2026-12-18");
    }
    return date;
  }

  private static Optional<Instant> instant(SaidFields fields, String key, ZoneId zone, boolean end) {
    Optional<Instant> instant = fields.required(key).flatMap(text -> instant(text, zone, end));
    if (fields.has(key) && instant.isEmpty()) {
      fields.wrong(key, "a day or a time is expected here", "write for example 2026-12-18 or 2026-12-18T18:00");
    }
    return instant;
  }

  /**
   * An instant as people write it: with an offset or Z, or by the clock of a zone; a day alone is its begin, or its end.
   */
  public static Optional<Instant> instant(String text, ZoneId zone, boolean end) {
    String written = text.strip().replace(' ', 'T');
    Optional<LocalDateTime> local =
        written.length() == 10
            ? parsed(written, LocalDate::parse).map(day -> (end ? day.plusDays(1) : day).atStartOfDay())
            : parsed(written, LocalDateTime::parse);
    return local.isPresent()
        ? local.filter(one -> usual(one.getYear())).map(one -> one.atZone(zone).toInstant())
        : parsed(written, OffsetDateTime::parse).filter(one -> usual(one.getYear())).map(OffsetDateTime::toInstant);
  }

  private static boolean usual(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static Optional<ZoneId> zone(SaidFields fields) {
    Optional<String> text = fields.text("zone");
    Optional<ZoneId> zone = text.flatMap(one -> parsed(one, ZoneId::of));
    if (text.isPresent() && zone.isEmpty()) {
      fields.wrong("zone", "there is no time zone " + text.get(), "write for example Europe/Berlin or UTC");
    }
    return zone;
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
