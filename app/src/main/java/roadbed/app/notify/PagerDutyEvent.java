package roadbed.app.notify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.Words;

/** A message as PagerDuty's Events API v2 takes it. What is about one subject is one alert there, and ends with it. */
final class PagerDutyEvent {
  private static final int LONGEST_SUMMARY = 1_024;
  private static final int LONGEST_KEY = 255;

  private PagerDutyEvent() {}

  /** By what PagerDuty knows what the message is about. */
  static String key(Words words) {
    Notice notice = words.notice();
    return Notice.cut("roadbed/" + (notice.subject().isEmpty() ? notice.key() : notice.subject()), LONGEST_KEY);
  }

  /** The event. */
  static Value of(Words words, String routingKey) {
    Notice notice = words.notice();
    boolean over =
        switch (notice.kind()) {
          case INCIDENT_RESTORED, INCIDENT_CLOSED -> true;
          case PAGE, PAGE_UNANSWERED, INCIDENT_DECLARED, INCIDENT_GRADED, INCIDENT_REOPENED, STATUS_UPDATE, BUDGET_ALERT, COST_ANOMALY,
              CHANGE, TARGET_FAILING, TEST -> false;
        };
    Map<String, Value> event = new LinkedHashMap<>();
    event.put("routing_key", Value.of(routingKey));
    event.put("event_action", Value.of(over ? "resolve" : "trigger"));
    event.put("dedup_key", Value.of(key(words)));
    Map<String, Value> payload = new LinkedHashMap<>();
    payload.put("summary", Value.of(Notice.cut(words.subject(), LONGEST_SUMMARY)));
    payload.put("source", Value.of("roadbed"));
    payload.put("severity", Value.of(severity(notice)));
    payload.put("timestamp", Value.of(notice.at().toString()));
    notice.service().ifPresent(service -> payload.put("component", Value.of(service)));
    payload.put("class", Value.of(notice.kind().id()));
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("text", Value.of(words.text()));
    words.facts().forEach((name, value) -> details.put(name, Value.of(value)));
    payload.put("custom_details", new Value.Fields(details));
    event.put("payload", new Value.Fields(payload));
    event.put("client", Value.of("Roadbed"));
    List<Value> links = new ArrayList<>();
    words.link().ifPresent(link -> event.put("client_url", Value.of(link.toString())));
    words.answer().ifPresent(link -> links.add(Value.Fields.of("href", Value.of(link.toString()), "text", Value.of("I look into it"))));
    if (!links.isEmpty()) {
      event.put("links", new Value.Items(links));
    }
    return new Value.Fields(event);
  }

  private static String severity(Notice notice) {
    return switch (notice.importance()) {
      case 1 -> "critical";
      case 2 -> "error";
      case 3, 4 -> "warning";
      default -> "info";
    };
  }
}
