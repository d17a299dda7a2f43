package roadbed.collect.facts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;
import roadbed.model.Location;
import roadbed.model.Severity;

/** Reads the documents {@code kind: Exception} and {@code kind: ExceptionTerms}. */
final class ExceptionDocument {
  private static final int MOST_DAYS = 36_500;

  private final FactsFields root;
  private final Location location;
  private final UnaryOperator<String> fromFolder;

  /**
   * A document.
   *
   * @param fromFolder makes a pattern of paths that is relative to the document's folder one of whole paths
   */
  ExceptionDocument(FactsFields root, Location location, UnaryOperator<String> fromFolder) {
    this.root = root;
    this.location = location;
    this.fromFolder = fromFolder;
  }

  /** The exception; empty where something that it cannot do without is missing or wrong, which is said. */
  Optional<ExceptionGrant> grant() {
    root.only(
        "apiVersion", "kind", "id", "guardrails", "resources", "reason", "compensating", "requester", "approver",
        "from", "end", "review");
    Optional<String> id = root.required("id");
    Optional<String> reason = root.required("reason");
    Optional<String> requester = root.required("requester");
    Optional<String> approver = root.required("approver");
    Optional<Instant> end = root.required("end").flatMap(text -> moment("end", text, true));
    Optional<Instant> from = root.text("from").flatMap(text -> moment("from", text, false));
    Optional<LocalDate> review = root.text("review").flatMap(this::day);
    Optional<ExceptionGrant.GuardrailSelector> guardrails = guardrails();
    Optional<ExceptionGrant.ResourceSelector> resources = resources();
    if (id.isEmpty()
        || reason.isEmpty()
        || requester.isEmpty()
        || approver.isEmpty()
        || end.isEmpty()
        || guardrails.isEmpty()
        || resources.isEmpty()
        || (root.has("from") && from.isEmpty())) {
      return Optional.empty();
    }
    if (requester.get().equalsIgnoreCase(approver.get())) {
      root.wrong("approver", "the approver is the requester", "somebody else has to give it");
      return Optional.empty();
    }
    if (from.isPresent() && !from.get().isBefore(end.get())) {
      root.wrong("end", "the exception ends before it begins", "write an end that comes after from");
      return Optional.empty();
    }
    return Optional.of(
        new ExceptionGrant(
            id.get(),
            guardrails.get(),
            resources.get(),
            reason.get(),
            root.text("compensating"),
            requester.get(),
            approver.get(),
            from,
            end.get(),
            review,
            location));
  }

  private Optional<ExceptionGrant.GuardrailSelector> guardrails() {
    FactsFields fields = root.object("guardrails");
    fields.only("ids", "severities", "controls");
    List<Severity> severities = new ArrayList<>();
    boolean wrong = false;
    for (String text : fields.texts("severities")) {
      Optional<Severity> severity = Severity.ofId(text);
      severity.ifPresent(severities::add);
      if (severity.isEmpty()) {
        fields.wrong("severities", "there is no severity " + text, "write low, medium, high or critical");
        wrong = true;
      }
    }
    ExceptionGrant.GuardrailSelector selector =
        new ExceptionGrant.GuardrailSelector(fields.texts("ids"), severities, fields.texts("controls"));
    if (!wrong && selector.isEmpty()) {
      root.wrong(
          root.has("guardrails") ? "guardrails" : "",
          "the exception does not say from which guardrails",
          "give guardrails with ids, severities or controls");
    }
    return wrong || selector.isEmpty() ? Optional.empty() : Optional.of(selector);
  }

  private Optional<ExceptionGrant.ResourceSelector> resources() {
    FactsFields fields = root.object("resources");
    fields.only(
        "ids", "addresses", "types", "kinds", "accounts", "environments", "owners", "tags", "modules", "files",
        "marked");
    boolean wrong = false;
    for (String tag : fields.texts("tags")) {
      if (tag.indexOf('=') < 1) {
        fields.wrong("tags", "a tag's name and value are expected", "write name=value; the value may hold *");
        wrong = true;
      }
    }
    String marked = fields.text("marked").orElse("false");
    if (!marked.equals("true") && !marked.equals("false")) {
      fields.wrong("marked", "true or false is expected here", "");
      wrong = true;
    }
    ExceptionGrant.ResourceSelector selector =
        new ExceptionGrant.ResourceSelector(
            fields.texts("ids"),
            fields.texts("addresses"),
            fields.texts("types"),
            fields.texts("kinds"),
            fields.texts("accounts"),
            fields.texts("environments"),
            fields.texts("owners"),
            fields.texts("tags"),
            fields.texts("modules"),
            fields.texts("files").stream().map(fromFolder).toList(),
            marked.equals("true"));
    if (!wrong && selector.isEmpty()) {
      root.wrong(
          root.has("resources") ? "resources" : "",
          "the exception does not say for which resources",
          "give resources with addresses, ids, types, kinds, accounts, environments, owners, tags, modules, files"
              + " or marked: true");
    }
    return wrong || selector.isEmpty() ? Optional.empty() : Optional.of(selector);
  }

  /** A day means, as an end, that it holds through that day in UTC. */
  private Optional<Instant> moment(String key, String text, boolean end) {
    try {
      if (text.length() == 10) {
        LocalDate day = LocalDate.parse(text);
        return Optional.of((end ? day.plusDays(1) : day).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      root.wrong(key, "a day or a time is expected here", "write for example 2026-12-31 or 2026-12-31T18:00:00Z");
      return Optional.empty();
    }
  }

  private Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException _) {
      root.wrong("review", "a day is expected here", "write for example 2026-10-01");
      return Optional.empty();
    }
  }

  /** How long exceptions may last. */
  Optional<ExceptionRules.Terms> terms() {
    root.only("apiVersion", "kind", "days", "bySeverity", "warnDays");
    ExceptionRules.Terms standard = ExceptionRules.Terms.DEFAULT;
    Optional<Integer> most = days(root, "days", 1, standard.days());
    Optional<Integer> warn = days(root, "warnDays", 0, standard.warnDays());
    Map<Severity, Integer> bySeverity = new EnumMap<>(Severity.class);
    FactsFields fields = root.object("bySeverity");
    boolean wrong = most.isEmpty() || warn.isEmpty();
    for (String key : fields.keys()) {
      Optional<Severity> severity = Severity.ofId(key);
      Optional<Integer> days = days(fields, key, 1, standard.days());
      if (severity.isEmpty()) {
        fields.wrongKey(key, "there is no severity " + key, "write low, medium, high or critical");
      }
      wrong |= severity.isEmpty() || days.isEmpty();
      severity.ifPresent(one -> days.ifPresent(number -> bySeverity.put(one, number)));
    }
    return wrong
        ? Optional.empty()
        : Optional.of(new ExceptionRules.Terms(most.orElseThrow(), bySeverity, warn.orElseThrow()));
  }

  private static Optional<Integer> days(FactsFields fields, String key, int least, int otherwise) {
    if (!fields.has(key)) {
      return Optional.of(otherwise);
    }
    String text = fields.text(key).orElse("");
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= MOST_DAYS) {
      return Optional.of(Integer.parseInt(text));
    }
    fields.wrong(key, "a number of days is expected here", "write for example 180");
    return Optional.empty();
  }
}
