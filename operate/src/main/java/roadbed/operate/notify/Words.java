package roadbed.operate.notify;

import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a message says, whatever it travels by.
 *
 * @param subject one line
 * @param text lines of plain text
 * @param facts names with values, shown as a list
 * @param link to the page that shows it
 * @param answer the page on which the one who is paged says that they look
 * @param circle for whom they are
 * @param notice what happened
 */
public record Words(
    String subject, String text, Map<String, String> facts, Optional<URI> link, Optional<URI> answer, Circle circle, Notice notice) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH);
  private static final List<String> LEADERSHIP_FACTS = List.of("Severity", "Service", "Since", "Commander", "Over for", "Owner");
  private static final List<String> INTERNAL_FACTS = List.of("Severity", "Service", "Since", "Commander", "Over for", "Owner", "Amount", "Period", "State");

  /**
   * The words for a circle.
   *
   * @param answer where the one who is paged answers
   */
  public static Words of(Notice notice, Circle circle, NotifySettings settings, Optional<URI> answer) {
    Optional<URI> link =
        circle == Circle.PUBLIC ? Optional.empty() : settings.address().flatMap(base -> notice.path().map(path -> URI.create(base + path)));
    Optional<Template> own =
        settings.templates().stream().filter(one -> one.circle() == circle && one.on().contains(notice.kind())).findFirst();
    if (own.isPresent()) {
      Map<String, String> values = values(notice, link);
      return new Words(
          Notice.cut(Template.fill(own.get().subject(), values).replaceAll("\\s+", " ").strip(), 300),
          Template.fill(own.get().text(), values).strip(),
          Map.of(),
          link,
          answer,
          circle,
          notice);
    }
    return switch (circle) {
      case RESPONDERS -> new Words(subject(notice, true), notice.text(), notice.facts(), link, answer, circle, notice);
      case INTERNAL -> new Words(subject(notice, true), notice.text(), only(notice, INTERNAL_FACTS), link, answer, circle, notice);
      case LEADERSHIP -> new Words(subject(notice, false), leadership(notice), only(notice, LEADERSHIP_FACTS), link, answer, circle, notice);
      // What was not written for those outside is not told to them, not even its title.
      case PUBLIC ->
          new Words(
              "Status update",
              notice.circle().equals(Optional.of(Circle.PUBLIC)) ? notice.text() : "",
              Map.of(),
              Optional.empty(),
              Optional.empty(),
              circle,
              notice);
    };
  }

  /** Several messages in one, the oldest first. */
  static Words digest(List<Words> all, NotifySettings settings) {
    Words last = all.getLast();
    List<String> lines = new ArrayList<>();
    for (Words one : all) {
      lines.add("- " + time(one.notice()) + ": " + one.subject() + one.link().map(link -> " " + link).orElse(""));
    }
    return new Words(
        all.size() + " notices, the last: " + Notice.cut(last.subject(), 200),
        String.join("\n", lines),
        Map.of(),
        last.circle() == Circle.PUBLIC ? Optional.empty() : settings.address().map(base -> URI.create(base + "/notify")),
        Optional.empty(),
        last.circle(),
        last.notice());
  }

  private static String leadership(Notice notice) {
    return switch (notice.kind()) {
      case STATUS_UPDATE, BUDGET_ALERT, COST_ANOMALY, CHANGE, TARGET_FAILING, TEST, PAGE, PAGE_UNANSWERED -> notice.text();
      case INCIDENT_DECLARED -> "It is being worked on.";
      case INCIDENT_GRADED -> "Its severity was set again.";
      case INCIDENT_RESTORED -> "Users no longer feel it.";
      case INCIDENT_REOPENED -> "It is not over.";
      case INCIDENT_CLOSED -> "What was to be learned is written down, and what was to be done is done.";
    };
  }

  private static String subject(Notice notice, boolean withName) {
    String name = withName && !notice.subject().isEmpty() && !notice.title().contains(notice.subject()) ? notice.subject() + " " : "";
    String severity = Optional.ofNullable(notice.facts().get("Severity")).map(it -> "[" + it + "] ").orElse("");
    return switch (notice.kind()) {
      case PAGE -> severity + name + notice.title();
      case PAGE_UNANSWERED -> "Nobody answers: " + name + notice.title();
      case INCIDENT_DECLARED -> severity + name + notice.title();
      case INCIDENT_GRADED -> severity + "changed: " + name + notice.title();
      case INCIDENT_RESTORED -> "Restored: " + name + notice.title();
      case INCIDENT_REOPENED -> severity + "Reopened: " + name + notice.title();
      case INCIDENT_CLOSED -> "Closed: " + name + notice.title();
      case STATUS_UPDATE -> "Update: " + name + notice.title();
      case BUDGET_ALERT, COST_ANOMALY, CHANGE, TARGET_FAILING, TEST -> notice.title();
    };
  }

  private static Map<String, String> only(Notice notice, List<String> names) {
    Map<String, String> facts = new LinkedHashMap<>();
    notice.facts().forEach(
        (name, value) -> {
          if (names.contains(name)) {
            facts.put(name, value);
          }
        });
    return facts;
  }

  private static Map<String, String> values(Notice notice, Optional<URI> link) {
    Map<String, String> values = new LinkedHashMap<>();
    notice.facts().forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
    values.put("title", notice.title());
    values.put("text", notice.text());
    values.put("service", notice.service().orElse(""));
    values.put("subject", notice.subject());
    values.put("time", time(notice));
    values.put("link", link.map(URI::toString).orElse(""));
    return values;
  }

  private static String time(Notice notice) {
    return TIME.format(notice.at().atOffset(ZoneOffset.UTC));
  }

  /** When it happened, in words. */
  public String time() {
    return time(notice);
  }
}
