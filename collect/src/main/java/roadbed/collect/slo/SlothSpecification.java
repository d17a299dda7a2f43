package roadbed.collect.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.Indicator.Query;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.ServiceLevelObjective.Alerting;
import roadbed.model.slo.ServiceLevelObjective.DocumentName;
import roadbed.model.slo.ServiceLevelObjective.Notice;
import roadbed.model.slo.ServiceLevelObjective.Origin;
import roadbed.model.slo.SloWindow;

/** Sloth's specification: the plain form and the one that is an object of a cluster. */
final class SlothSpecification {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern WINDOW = Pattern.compile("\\{\\{-?\\s*\\.window\\s*-?\\}\\}");

  private final Origin origin;
  private final Spec spec;
  private final DocumentName document;
  private final Duration period;

  private SlothSpecification(Origin origin, Spec spec, DocumentName document, Duration period) {
    this.origin = origin;
    this.spec = spec;
    this.document = document;
    this.period = period;
  }

  /** Reads the plain form. */
  static List<ServiceLevelObjective> plain(Spec root, int index, Duration period) {
    root.only("version", "service", "labels", "slos", "slo_plugins");
    if (!root.text("version").equals(Optional.of("prometheus/v1"))) {
      root.wrong(
          "slo.version",
          "version",
          "the version " + root.text("version").orElse("") + " of this specification is not known",
          "prometheus/v1 is read");
      return List.of();
    }
    DocumentName document =
        new DocumentName(index, root.text("service").orElse(""), Optional.empty(), Map.of(), Map.of());
    return new SlothSpecification(Origin.SLOTH, root, document, period).objectives();
  }

  /** Reads the object of a cluster. */
  static List<ServiceLevelObjective> object(Spec root, int index, Duration period) {
    root.only("apiVersion", "kind", "metadata", "spec", "status");
    Optional<Spec> metadata = root.object("metadata");
    Optional<Spec> spec = root.object("spec");
    if (metadata.isEmpty() || metadata.get().required("name").isEmpty()) {
      root.wrong("metadata", "an object of a cluster has a name", "add metadata.name");
    }
    if (spec.isEmpty()) {
      root.wrong("spec", "spec is missing", "add it");
      return List.of();
    }
    Spec meta = metadata.orElse(root);
    DocumentName document =
        new DocumentName(
            index,
            metadata.flatMap(of -> of.text("name")).orElse(""),
            metadata.flatMap(of -> of.text("namespace")),
            metadata.isPresent() ? meta.texts("labels", false) : Map.of(),
            metadata.isPresent() ? meta.texts("annotations", false) : Map.of());
    spec.get().only("service", "labels", "slos", "sloPlugins");
    return new SlothSpecification(Origin.SLOTH_KUBERNETES, spec.get(), document, period).objectives();
  }

  /** A key as this form spells it. */
  private String key(String snake) {
    if (origin == Origin.SLOTH) {
      return snake;
    }
    return camel(snake);
  }

  /** The same in an object as it is written: at first objects were spelt as the plain form is. */
  private String key(Spec in, String snake) {
    return origin == Origin.SLOTH_KUBERNETES && !in.has(camel(snake)) && in.has(snake) ? snake : key(snake);
  }

  private static String camel(String snake) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      camel.append(c == '_' ? Character.toUpperCase(snake.charAt(++i)) : c);
    }
    return camel.toString();
  }

  private List<ServiceLevelObjective> objectives() {
    Optional<String> service = spec.required("service");
    service.ifPresent(name -> checkName(spec, "service", name));
    Map<String, String> labels = labels(spec);
    plugins(spec, key("slo_plugins"));
    List<Spec> slos = spec.list("slos");
    if (slos.isEmpty()) {
      spec.wrong("slos", "there is no objective", "add at least one to slos");
    }
    List<ServiceLevelObjective> read = new ArrayList<>();
    for (Spec slo : slos) {
      objective(slo, service, labels).ifPresent(read::add);
    }
    return read;
  }

  private Optional<ServiceLevelObjective> objective(Spec slo, Optional<String> service, Map<String, String> common) {
    int before = slo.errors();
    slo.only("name", "objective", "description", "labels", "sli", "alerting", "plugins");
    Optional<String> name = slo.required("name");
    name.ifPresent(said -> checkName(slo, "name", said));
    boolean stated = slo.required("objective").isPresent();
    Optional<BigDecimal> percent = stated ? slo.number("objective") : Optional.empty();
    if (percent.isPresent() && (percent.get().signum() <= 0 || percent.get().compareTo(HUNDRED) > 0)) {
      slo.wrong(
          "objective",
          "the objective is " + percent.get().toPlainString() + "; it is a percentage above 0 and up to 100",
          "write for example 99.9");
      percent = Optional.empty();
    }
    Map<String, String> labels = new TreeMap<>(common);
    labels.putAll(labels(slo));
    plugins(slo, "plugins");
    Optional<Indicator> indicator = slo.object("sli").flatMap(this::indicator);
    if (!slo.has("sli")) {
      slo.wrong("sli", "sli is missing", "add events or raw");
    }
    Optional<Alerting> alerting = alerting(slo);
    if (slo.errors() > before || name.isEmpty() || service.isEmpty() || percent.isEmpty() || indicator.isEmpty() || alerting.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServiceLevelObjective(
            service.get(),
            name.get(),
            origin,
            Optional.empty(),
            slo.text("description").map(String::strip),
            Optional.ofNullable(labels.get("owner")).or(() -> Optional.ofNullable(labels.get("team"))),
            Optional.ofNullable(labels.get("tier")),
            new TreeMap<>(labels),
            percent.get().movePointLeft(2).stripTrailingZeros(),
            new SloWindow.Rolling(period),
            new Budgeting.Occurrences(),
            indicator.get(),
            alerting.get(),
            document,
            slo.location()));
  }

  private Optional<Indicator> indicator(Spec sli) {
    sli.only("events", "raw", "plugin");
    Optional<String> form = sli.oneOf("events", "raw", "plugin");
    if (form.isEmpty()) {
      return Optional.empty();
    }
    Optional<Spec> inner = sli.object(form.get());
    if (inner.isEmpty()) {
      return Optional.empty();
    }
    Spec of = inner.get();
    return switch (form.get()) {
      case "events" -> {
        String error = key(of, "error_query");
        String total = key(of, "total_query");
        of.only(error, total);
        Optional<Query> bad = query(of, error);
        Optional<Query> all = query(of, total);
        if (bad.isEmpty() || all.isEmpty()) {
          yield Optional.empty();
        }
        if (bad.get().text().equals(all.get().text())) {
          of.wrong(error, "both queries are the same, so that every event is an error", "ask for the errors here");
          yield Optional.empty();
        }
        yield Optional.of(new Indicator.Events(bad.get(), false, all.get(), true));
      }
      case "raw" -> {
        String ratio = key(of, "error_ratio_query");
        of.only(ratio);
        yield query(of, ratio).map(share -> new Indicator.Ratio(share, false));
      }
      default -> {
        of.only("id", "options");
        of.wrong(
            "slo.plugin",
            "id",
            "the plugin " + of.text("id").orElse("") + " is a program of its own, which is not run",
            "write its query as events or raw");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Query> query(Spec spec, String key) {
    Optional<String> text = spec.required(key);
    if (text.isPresent() && !WINDOW.matcher(text.get()).find()) {
      spec.wrong(key, "the query has no {{.window}}", "write [{{.window}}] where the range of time belongs");
      return Optional.empty();
    }
    return text.map(said -> new Query(Optional.of("prometheus"), said, spec.location(key)));
  }

  private Optional<Alerting> alerting(Spec slo) {
    Optional<Spec> said = slo.object("alerting");
    if (said.isEmpty()) {
      slo.wrong(
          "alerting", "alerting is missing, so that its alerts have no name", "add alerting.name, or disable both alerts");
      return Optional.empty();
    }
    Spec alerting = said.get();
    alerting.only("name", "labels", "annotations", key("page_alert"), key("ticket_alert"));
    Optional<Notice> page = notice(alerting, key("page_alert"));
    Optional<Notice> ticket = notice(alerting, key("ticket_alert"));
    String name = alerting.text("name").orElse("");
    if (name.isBlank() && (page.isPresent() || ticket.isPresent())) {
      alerting.wrong("name", "the alerts have no name", "add alerting.name, or disable both alerts");
    }
    return Optional.of(new Alerting(name, labels(alerting), annotations(alerting), page, ticket, List.of()));
  }

  private Optional<Notice> notice(Spec alerting, String key) {
    Optional<Spec> said = alerting.object(key);
    if (said.isEmpty()) {
      return Optional.of(new Notice(Map.of(), Map.of()));
    }
    said.get().only("disable", "labels", "annotations");
    Notice notice = new Notice(labels(said.get()), annotations(said.get()));
    return said.get().truth("disable") ? Optional.empty() : Optional.of(notice);
  }

  private static Map<String, String> labels(Spec of) {
    return named(of, "labels");
  }

  private static Map<String, String> annotations(Spec of) {
    return named(of, "annotations");
  }

  private static Map<String, String> named(Spec of, String key) {
    Map<String, String> texts = of.texts(key, false);
    of.object(key)
        .ifPresent(
            inner ->
                texts.forEach(
                    (name, text) -> {
                      if (!LABEL.matcher(name).matches() || name.equals("__name__")) {
                        inner.wrong(name, name + " is no name that Prometheus takes", "use letters, digits and _");
                      } else if (text.isEmpty()) {
                        inner.wrong(name, name + " is empty", "give it a text, or remove it");
                      }
                    }));
    return texts;
  }

  private static void plugins(Spec of, String key) {
    if (of.has(key)) {
      of.mind(
          "slo.plugin",
          key,
          "plugins are programs of their own, which are not run",
          "the rules are those that there are without them");
    }
  }

  private static void checkName(Spec spec, String key, String name) {
    if (!NAME.matcher(name).matches()) {
      spec.wrong(
          key,
          key + " is " + name + "; a name has at least two letters, digits, '.', '_' or '-' and begins and ends with a letter or digit",
          "");
    }
  }
}
