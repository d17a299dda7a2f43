package roadbed.operate.incident;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Alert;
import roadbed.model.Value;

/** What happened, as a word for its kind and a JSON object, and back. */
public final class EntryJson {
  private EntryJson() {}

  /** The word for what happened, for example {@code alert-joined}. */
  public static String kind(Entry.What what) {
    return what.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** What happened, without its kind. */
  public static Value.Fields body(Entry.What what) {
    Writing out = new Writing();
    switch (what) {
      case Entry.Declared it ->
          out.text("title", it.title()).text("severity", it.severity().name()).text("service", it.service()).text("reason", it.reason());
      case Entry.Renamed it -> out.text("title", it.title());
      case Entry.Graded it -> out.text("severity", it.severity().name()).text("reason", it.reason());
      case Entry.AlertJoined it ->
          out.text("key", it.key()).text("title", it.title()).text("level", it.level().name()).text("reason", it.reason());
      case Entry.AlertChanged it -> out.text("key", it.key()).text("state", it.state().name());
      case Entry.Acknowledged _, Entry.Restored _, Entry.Closed _ -> {}
      case Entry.RoleTaken it -> out.text("role", it.role().name()).text("person", it.person());
      case Entry.MomentSet it ->
          out.text("moment", it.moment().name()).text("value", it.value().map(Instant::toString)).text("basis", it.basis());
      case Entry.Note it -> out.text("text", it.text());
      case Entry.Chat it -> out.text("channel", it.channel()).text("text", it.text()).text("link", it.link());
      case Entry.ChangeLinked it -> out.text("change", it.change()).text("summary", it.summary()).truth("suspected", it.suspected());
      case Entry.StatusUpdate it -> out.text("audience", it.audience().name()).text("text", it.text());
      case Entry.Restricted it -> out.fields.put("audience", Value.ofTexts(it.audience()));
      case Entry.Reopened it -> out.text("reason", it.reason());
      case Entry.PostmortemWritten it -> {
        Map<String, Value> sections = new LinkedHashMap<>();
        it.sections().forEach((name, text) -> sections.put(name, Value.of(text)));
        out.fields.put("sections", new Value.Fields(sections));
      }
      case Entry.CauseConfirmed it -> out.text("cause", it.cause()).truth("platform_caused", it.platformCaused());
      case Entry.ActionAdded it ->
          out.text("action", it.action()).text("text", it.text()).text("owner", it.owner()).text("due", it.due().toString());
      case Entry.ActionDone it -> out.text("action", it.action()).text("proof", it.proof());
      case Entry.ActionAccepted it -> out.text("action", it.action()).text("reason", it.reason());
      case Entry.Related it -> out.text("incident", it.incident()).text("reason", it.reason());
      case Entry.Merged it -> out.text("into", it.into()).text("reason", it.reason());
      case Entry.Absorbed it -> {
        out.text("incident", it.incident()).text("reason", it.reason());
        out.fields.put("keys", Value.ofTexts(it.keys()));
      }
      case Entry.Separated it -> out.text("incident", it.incident()).text("reason", it.reason());
    }
    return new Value.Fields(out.fields);
  }

  private static final class Writing {
    private final Map<String, Value> fields = new LinkedHashMap<>();

    Writing text(String name, String text) {
      fields.put(name, Value.of(text));
      return this;
    }

    Writing text(String name, Optional<String> text) {
      text.ifPresent(it -> fields.put(name, Value.of(it)));
      return this;
    }

    Writing truth(String name, boolean truth) {
      fields.put(name, Value.of(truth));
      return this;
    }
  }

  /**
   * What a kind and its object say.
   *
   * @throws IllegalArgumentException where that is nothing that may happen
   */
  public static Entry.What read(String kind, Value.Fields body) {
    Reading in = new Reading(kind, body);
    try {
      return switch (kind) {
        case "declared" ->
            new Entry.Declared(in.text("title"), IncidentSeverity.valueOf(in.text("severity")), body.text("service"), in.text("reason"));
        case "renamed" -> new Entry.Renamed(in.text("title"));
        case "graded" -> new Entry.Graded(IncidentSeverity.valueOf(in.text("severity")), in.text("reason"));
        case "alert-joined" ->
            new Entry.AlertJoined(in.text("key"), in.text("title"), Alert.Level.valueOf(in.text("level")), in.text("reason"));
        case "alert-changed" -> new Entry.AlertChanged(in.text("key"), Alert.State.valueOf(in.text("state")));
        case "acknowledged" -> new Entry.Acknowledged();
        case "role-taken" -> new Entry.RoleTaken(IncidentRole.valueOf(in.text("role")), body.text("person"));
        case "moment-set" ->
            new Entry.MomentSet(Moment.valueOf(in.text("moment")), body.text("value").map(Instant::parse), in.text("basis"));
        case "note" -> new Entry.Note(in.text("text"));
        case "chat" -> new Entry.Chat(in.text("channel"), in.text("text"), body.text("link"));
        case "change-linked" -> new Entry.ChangeLinked(in.text("change"), in.text("summary"), in.truth("suspected"));
        case "status-update" -> new Entry.StatusUpdate(Audience.valueOf(in.text("audience")), in.text("text"));
        case "restricted" -> new Entry.Restricted(in.texts("audience"));
        case "restored" -> new Entry.Restored();
        case "reopened" -> new Entry.Reopened(in.text("reason"));
        case "postmortem-written" -> new Entry.PostmortemWritten(in.map("sections"));
        case "cause-confirmed" -> new Entry.CauseConfirmed(in.text("cause"), in.truth("platform_caused"));
        case "action-added" ->
            new Entry.ActionAdded(in.text("action"), in.text("text"), in.text("owner"), LocalDate.parse(in.text("due")));
        case "action-done" -> new Entry.ActionDone(in.text("action"), body.text("proof"));
        case "action-accepted" -> new Entry.ActionAccepted(in.text("action"), in.text("reason"));
        case "related" -> new Entry.Related(in.text("incident"), in.text("reason"));
        case "merged" -> new Entry.Merged(in.text("into"), in.text("reason"));
        case "absorbed" -> new Entry.Absorbed(in.text("incident"), in.texts("keys"), in.text("reason"));
        case "separated" -> new Entry.Separated(in.text("incident"), in.text("reason"));
        case "closed" -> new Entry.Closed();
        default -> throw new IllegalArgumentException("nothing of the kind " + kind + " happens in an incident");
      };
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(kind + ": " + e.getMessage(), e);
    }
  }

  private record Reading(String kind, Value.Fields body) {
    String text(String name) {
      return body.text(name).orElseThrow(() -> new IllegalArgumentException(kind + " has no " + name));
    }

    boolean truth(String name) {
      return body.get(name).orElse(Value.Bool.FALSE) instanceof Value.Bool it && it.value();
    }

    List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      if (body.get(name).orElse(Value.Items.EMPTY) instanceof Value.Items items) {
        for (Value item : items.values()) {
          if (item instanceof Value.Text it) {
            texts.add(it.value());
          }
        }
      }
      return texts;
    }

    Map<String, String> map(String name) {
      Map<String, String> texts = new LinkedHashMap<>();
      if (body.get(name).orElse(Value.Fields.EMPTY) instanceof Value.Fields it) {
        it.values().keySet().forEach(key -> it.text(key).ifPresent(text -> texts.put(key, text)));
      }
      return texts;
    }
  }
}
