package roadbed.operate.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The document of what was learned: what the timeline says already is filled in, what only people know is asked. */
public final class Postmortem {
  /** What it has, in order, each with the question that it answers. */
  public static final Map<String, String> SECTIONS = sections();

  /** Causes that come back, by a word that is the same each time; a document may have others. */
  public static final Map<String, String> CAUSES = causes();

  private Postmortem() {}

  private static Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("summary", "What happened, to whom, for how long, in three sentences that somebody from outside understands?");
    sections.put("impact", "What could users not do? How many, how much of the error budget, how much money?");
    sections.put("timeline", "What happened when?");
    sections.put("detection", "How did we come to know? What would have told us earlier?");
    sections.put("response", "What went well, what was hard, where were we lucky?");
    sections.put("causes", "Which conditions came together? Why did each look right before?");
    sections.put("learning", "What did we not know about the system before?");
    return Collections.unmodifiableMap(sections);
  }

  private static Map<String, String> causes() {
    Map<String, String> causes = new LinkedHashMap<>();
    causes.put("bad-deploy", "a new version misbehaved");
    causes.put("bad-configuration", "a setting, flag or secret was wrong");
    causes.put("infrastructure-change", "a change of infrastructure took effect otherwise than planned");
    causes.put("data-change", "a migration or data brought it about");
    causes.put("capacity", "demand or growth met a limit");
    causes.put("quota", "a provider's quota was reached");
    causes.put("expired-certificate", "a certificate or key ran out");
    causes.put("dependency", "something that we depend on failed");
    causes.put("provider", "the cloud provider failed");
    causes.put("network", "the way between parts failed");
    causes.put("hardware", "a machine or disk failed");
    causes.put("security", "somebody got in, or tried to");
    causes.put("latent-defect", "an old mistake met a new condition");
    causes.put("process", "a procedure led to it");
    causes.put("unknown", "it is not known, which is worth an action of its own");
    return Collections.unmodifiableMap(causes);
  }

  /** The sections as they can be filled from what is known; a section that only people can write is empty. */
  public static Map<String, String> draft(Dossier dossier) {
    Map<String, String> draft = new LinkedHashMap<>();
    SECTIONS.keySet().forEach(section -> draft.put(section, dossier.postmortem().getOrDefault(section, "")));
    draft.computeIfPresent("summary", (section, text) -> text.isEmpty() ? summary(dossier) : text);
    draft.computeIfPresent("timeline", (section, text) -> text.isEmpty() ? timeline(dossier) : text);
    draft.computeIfPresent("detection", (section, text) -> text.isEmpty() ? detection(dossier) : text);
    draft.computeIfPresent("causes", (section, text) -> text.isEmpty() ? suspects(dossier) : text);
    return draft;
  }

  private static String summary(Dossier dossier) {
    Optional<Duration> felt =
        dossier.moment(Moment.IMPACT_STARTED).flatMap(from -> dossier.moment(Moment.RESTORED).map(until -> Duration.between(from, until)));
    return dossier.title()
        + dossier.service().map(service -> " (" + service + ")").orElse("")
        + ", "
        + dossier.severity()
        + felt.map(length -> ", felt for " + words(length)).orElse(", for how long is not set")
        + '.';
  }

  private static String detection(Dossier dossier) {
    Optional<Duration> unseen =
        dossier.moment(Moment.IMPACT_STARTED).flatMap(from -> dossier.moment(Moment.DETECTED).map(at -> Duration.between(from, at)));
    List<String> alerts = dossier.alerts().values().stream().map(Dossier.Member::title).toList();
    return unseen.map(length -> "Known " + words(length) + " after it began. ").orElse("")
        + (alerts.isEmpty() ? "No alert told of it." : "Told by: " + String.join("; ", alerts) + '.');
  }

  private static String suspects(Dossier dossier) {
    return dossier.suspects().isEmpty() ? "" : "Changes that were looked at: " + String.join("; ", dossier.suspects().values()) + '.';
  }

  private static String timeline(Dossier dossier) {
    StringBuilder lines = new StringBuilder();
    dossier.entries().stream()
        .sorted(Comparator.comparing(Entry::at))
        .forEach(entry -> words(entry.what()).ifPresent(words -> line(lines, entry.at(), entry.by(), words)));
    return lines.toString();
  }

  private static void line(StringBuilder lines, Instant at, String by, String words) {
    lines.append(at).append("  ").append(words).append(" (").append(by).append(")\n");
  }

  /** An entry in words for a timeline; empty where it is about the paper and not about what happened. */
  public static Optional<String> words(Entry.What what) {
    return switch (what) {
      case Entry.Declared declared -> Optional.of("declared " + declared.severity() + ": " + declared.title());
      case Entry.Renamed renamed -> Optional.of("renamed: " + renamed.title());
      case Entry.Graded graded -> Optional.of("now " + graded.severity() + ": " + graded.reason());
      case Entry.AlertJoined joined -> Optional.of("alert: " + joined.title() + " - " + joined.reason());
      case Entry.AlertChanged changed -> Optional.of("alert " + changed.key() + " is " + changed.state().id());
      case Entry.Acknowledged _ -> Optional.of("acknowledged");
      case Entry.RoleTaken taken ->
          Optional.of(
              taken.role().name().toLowerCase(Locale.ROOT) + taken.person().map(person -> " is " + person).orElse(" is nobody"));
      case Entry.MomentSet set ->
          Optional.of(
              set.moment().id().replace('_', ' ') + set.value().map(value -> " at " + value).orElse(" taken back") + ": " + set.basis());
      case Entry.Note note -> Optional.of(note.text());
      case Entry.Chat chat -> Optional.of('#' + chat.channel() + ": " + chat.text());
      case Entry.ChangeLinked linked -> Optional.of((linked.suspected() ? "suspected: " : "no longer suspected: ") + linked.summary());
      case Entry.StatusUpdate update ->
          Optional.of("told " + update.audience().name().toLowerCase(Locale.ROOT) + ": " + update.text());
      case Entry.Restricted restricted ->
          Optional.of(restricted.audience().isEmpty() ? "open to everybody" : "only for " + String.join(", ", restricted.audience()));
      case Entry.Restored _ -> Optional.of("restored");
      case Entry.Reopened reopened -> Optional.of("reopened: " + reopened.reason());
      case Entry.CauseConfirmed confirmed -> Optional.of("cause confirmed: " + confirmed.cause());
      case Entry.Related related -> Optional.of("related to " + related.incident() + ": " + related.reason());
      case Entry.Merged merged -> Optional.of("merged into " + merged.into() + ": " + merged.reason());
      case Entry.Absorbed absorbed -> Optional.of(absorbed.incident() + " is the same as this: " + absorbed.reason());
      case Entry.Separated separated -> Optional.of(separated.incident() + " is not the same after all: " + separated.reason());
      case Entry.Closed _ -> Optional.of("closed");
      case Entry.PostmortemWritten _, Entry.ActionAdded _, Entry.ActionDone _, Entry.ActionAccepted _ -> Optional.empty();
    };
  }

  /** A length of time for people, such as {@code 2 h 5 min}. */
  static String words(Duration length) {
    long minutes = length.toMinutes();
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }
}
