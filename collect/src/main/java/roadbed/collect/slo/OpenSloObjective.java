package roadbed.collect.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import roadbed.collect.slo.OpenSloIndicator.Measured;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.BurnCondition;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.Indicator.Operator;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.ServiceLevelObjective.Alerting;
import roadbed.model.slo.ServiceLevelObjective.DocumentName;
import roadbed.model.slo.ServiceLevelObjective.Notice;
import roadbed.model.slo.ServiceLevelObjective.Origin;
import roadbed.model.slo.SloWindow;

/** OpenSLO v1: one object of kind SLO, to as many objectives as it has. */
final class OpenSloObjective {
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern MINUTES = Pattern.compile("[0-9]{1,6}");

  private final Spec root;
  private final Spec spec;
  private final int index;
  private final OpenSloObjects objects;
  private final Duration period;

  private OpenSloObjective(Spec root, Spec spec, int index, OpenSloObjects objects, Duration period) {
    this.root = root;
    this.spec = spec;
    this.index = index;
    this.objects = objects;
    this.period = period;
  }

  /**
   * Reads an object whose metadata was checked.
   *
   * @param period the rolling window of objectives that name none
   */
  static List<ServiceLevelObjective> read(Spec root, int index, OpenSloObjects objects, Duration period) {
    return root
        .object("spec")
        .map(spec -> new OpenSloObjective(root, spec, index, objects, period).objectives())
        .orElse(List.of());
  }

  private List<ServiceLevelObjective> objectives() {
    int before = spec.errors();
    spec.only(
        "description", "service", "indicator", "indicatorRef", "timeWindow", "budgetingMethod", "objectives", "alertPolicies");
    spec.text("description", OpenSloObjects.LONGEST_DESCRIPTION);
    Optional<String> service = spec.required("service");
    Optional<String> method =
        spec.required("budgetingMethod").isPresent()
            ? spec.word("budgetingMethod", List.of("Occurrences", "Timeslices", "RatioTimeslices"))
            : Optional.empty();
    Optional<SloWindow> window = window();
    List<Spec> each = spec.list("objectives");
    if (each.isEmpty()) {
      spec.wrong("objectives", "there is no objective", "add at least one to objectives");
    }
    boolean composite = each.stream().anyMatch(one -> one.has("indicator") || one.has("indicatorRef"));
    boolean common = spec.has("indicator") || spec.has("indicatorRef");
    if (composite && common) {
      spec.wrong(
          "objectives", "an indicator stands at the SLO and at its objectives", "keep one, or one at each objective for a composite");
    } else if (!composite && !common) {
      spec.wrong("", "one of indicator or indicatorRef is missing", "add one, or one at each objective for a composite");
    }
    Optional<Measured> measured = common ? measured(spec) : Optional.empty();
    List<BurnCondition> policies = policies();
    List<Read> read = new ArrayList<>();
    for (Spec one : each) {
      objective(one, composite, measured, method.orElse("")).ifPresent(read::add);
    }
    Optional<String> name = root.quiet().object("metadata").flatMap(metadata -> metadata.text("name"));
    if (spec.errors() > before || service.isEmpty() || window.isEmpty() || name.isEmpty()) {
      return List.of();
    }
    List<ServiceLevelObjective> made = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      String own = read.size() == 1 && !composite ? name.get() : name.get() + "-" + i;
      made.add(made(own, service.get(), window.get(), read.get(i), composite ? Alerting.NONE : alerting(own, policies)));
    }
    if (composite) {
      made.add(whole(name.get(), service.get(), window.get(), read, policies));
    }
    return List.copyOf(made);
  }

  /** What one entry of objectives says. */
  private record Read(Spec spec, BigDecimal target, Budgeting budgeting, Indicator indicator, BigDecimal weight) {}

  private ServiceLevelObjective made(String name, String service, SloWindow window, Read read, Alerting alerting) {
    Spec metadata = root.quiet().object("metadata").orElse(root.quiet());
    SortedMap<String, String> labels = new TreeMap<>();
    objects
        .find("Service", service)
        .flatMap(of -> of.quiet().object("metadata"))
        .ifPresent(of -> labels.putAll(of.texts("labels", true)));
    String owner = first(labels, "owner", "team");
    String tier = first(labels, "tier", "serviceTier");
    labels.clear();
    labels.putAll(metadata.texts("labels", true));
    return new ServiceLevelObjective(
        service,
        name,
        Origin.OPENSLO,
        read.spec().quiet().text("displayName").or(() -> metadata.text("displayName")),
        spec.quiet().text("description").map(String::strip),
        Optional.of(first(labels, "owner", "team")).filter(text -> !text.isEmpty()).or(() -> Optional.of(owner)).filter(text -> !text.isEmpty()),
        Optional.of(first(labels, "tier", "serviceTier")).filter(text -> !text.isEmpty()).or(() -> Optional.of(tier)).filter(text -> !text.isEmpty()),
        labels,
        read.target(),
        window,
        read.budgeting(),
        read.indicator(),
        alerting,
        new DocumentName(
            index, metadata.text("name").orElse(""), Optional.empty(), Map.of(), metadata.texts("annotations", false)),
        read.spec().location());
  }

  private static String first(Map<String, String> labels, String one, String other) {
    return labels.getOrDefault(one, labels.getOrDefault(other, ""));
  }

  /** A composite's own target is the mean of its parts' targets by the same weights as the share itself. */
  private ServiceLevelObjective whole(
      String name, String service, SloWindow window, List<Read> read, List<BurnCondition> policies) {
    BigDecimal weights = BigDecimal.ZERO;
    BigDecimal sum = BigDecimal.ZERO;
    List<Indicator.Part> parts = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      Read part = read.get(i);
      weights = weights.add(part.weight());
      sum = sum.add(part.weight().multiply(part.target()));
      parts.add(new Indicator.Part(name + "-" + i, part.indicator(), part.target(), part.weight()));
    }
    BigDecimal target = sum.divide(weights, MathContext.DECIMAL64).stripTrailingZeros();
    Read all = new Read(root, target, read.getFirst().budgeting(), new Indicator.Composite(parts), BigDecimal.ONE);
    return made(name, service, window, all, alerting(name, policies));
  }

  private static Alerting alerting(String name, List<BurnCondition> policies) {
    Optional<Notice> always = policies.isEmpty() ? Optional.of(new Notice(Map.of(), Map.of())) : Optional.empty();
    return new Alerting(name, Map.of(), Map.of(), always, always, policies);
  }

  // --- windows --------------------------------------------------------------------------------------------------

  private Optional<SloWindow> window() {
    if (!spec.has("timeWindow")) {
      return Optional.of(new SloWindow.Rolling(period));
    }
    List<Spec> windows = spec.list("timeWindow");
    if (windows.size() != 1) {
      spec.wrong("timeWindow", "there is exactly one window, not " + windows.size(), "");
    }
    return windows.isEmpty() ? Optional.empty() : window(windows.getFirst());
  }

  private static Optional<SloWindow> window(Spec window) {
    window.only("duration", "isRolling", "calendar");
    Optional<Shorthand> duration =
        window.required("duration").isPresent() ? Shorthand.of(window, "duration") : Optional.empty();
    boolean rolling = window.truth("isRolling");
    Optional<Spec> calendar = window.object("calendar");
    if (rolling && calendar.isPresent()) {
      window.wrong("calendar", "a rolling window has no calendar", "remove calendar, or set isRolling to false");
    }
    if (!rolling && calendar.isEmpty()) {
      window.wrong("", "a window that is not rolling has a calendar", "add calendar, or set isRolling to true");
      return Optional.empty();
    }
    if (rolling || duration.isEmpty() || calendar.isEmpty()) {
      return duration.map(length -> new SloWindow.Rolling(length.length()));
    }
    Spec said = calendar.get();
    said.only("startTime", "timeZone");
    Optional<LocalDateTime> start = start(said);
    Optional<String> zone = said.required("timeZone");
    if (zone.isPresent() && !ZONES.contains(zone.get())) {
      said.wrong("timeZone", "there is no time zone " + zone.get(), "write a name such as Europe/Berlin or UTC");
      return Optional.empty();
    }
    if (start.isEmpty() || zone.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SloWindow.Calendar(duration.get().count(), duration.get().unit(), start.get(), ZoneId.of(zone.get())));
  }

  private static Optional<LocalDateTime> start(Spec calendar) {
    Optional<String> text = calendar.required("startTime");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(text.get().strip(), START));
    } catch (DateTimeException _) {
      calendar.wrong(
          "startTime", text.get() + " is no date with a time, without a zone", "write for example 2026-01-01 00:00:00");
      return Optional.empty();
    }
  }

  // --- objectives -----------------------------------------------------------------------------------------------

  private Optional<Measured> measured(Spec where) {
    Optional<String> form = where.oneOf("indicator", "indicatorRef");
    if (form.isEmpty()) {
      return Optional.empty();
    }
    if (form.get().equals("indicatorRef")) {
      return objects.follow(where, "indicatorRef", "SLI", true).flatMap(sli -> OpenSloIndicator.read(sli, objects));
    }
    Optional<Spec> inline = where.object("indicator");
    if (inline.isEmpty()) {
      return Optional.empty();
    }
    inline.get().only("apiVersion", "kind", "metadata", "spec");
    OpenSloObjects.metadata(inline.get());
    if (!inline.get().has("spec")) {
      inline.get().wrong("spec", "spec is missing", "add it");
    }
    return inline.get().object("spec").flatMap(sli -> OpenSloIndicator.read(sli, objects));
  }

  private Optional<Read> objective(Spec one, boolean composite, Optional<Measured> common, String method) {
    one.only(
        "displayName", "op", "value", "target", "targetPercent", "timeSliceTarget", "timeSliceWindow", "indicator",
        "indicatorRef", "compositeWeight");
    Optional<BigDecimal> target = target(one);
    Optional<Budgeting> budgeting = budgeting(one, method);
    Optional<BigDecimal> weight = one.number("compositeWeight");
    if (weight.isPresent() && weight.get().signum() <= 0) {
      one.wrong("compositeWeight", "a weight is more than 0", "");
    }
    if (weight.isPresent() && !composite) {
      one.wrong("compositeWeight", "a weight belongs to objectives with indicators of their own", "remove it");
    }
    Optional<Measured> measured = composite ? measured(one) : common;
    Optional<Indicator> indicator = measured.flatMap(of -> indicator(one, of));
    if (target.isEmpty() || budgeting.isEmpty() || indicator.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Read(one, target.get(), budgeting.get(), indicator.get(), weight.orElse(BigDecimal.ONE)));
  }

  private static Optional<Indicator> indicator(Spec one, Measured measured) {
    return switch (measured) {
      case Measured.Share share -> {
        if (one.has("value")) {
          one.wrong("value", "value belongs to an indicator with thresholdMetric", "remove it");
        }
        if (one.has("op")) {
          one.mind("slo.no-meaning", "op", "op belongs to an indicator with thresholdMetric and is not read", "remove it");
        }
        yield Optional.of(share.indicator());
      }
      case Measured.Value value -> {
        Optional<Operator> operator =
            one.required("op").isPresent() ? OpenSloAlerts.operator(one) : Optional.empty();
        Optional<BigDecimal> threshold = one.required("value").isPresent() ? one.number("value") : Optional.empty();
        yield operator.isPresent() && threshold.isPresent()
            ? Optional.of(new Indicator.Threshold(value.query(), operator.get(), threshold.get()))
            : Optional.empty();
      }
    };
  }

  private static Optional<BigDecimal> target(Spec one) {
    Optional<String> key = one.oneOf("target", "targetPercent");
    Optional<BigDecimal> number = key.flatMap(one::number);
    if (key.isEmpty() || number.isEmpty()) {
      return Optional.empty();
    }
    boolean percent = key.get().equals("targetPercent");
    BigDecimal share = percent ? number.get().movePointLeft(2) : number.get();
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) >= 0) {
      String most = percent ? "100" : "1";
      String hint =
          !percent && number.get().compareTo(BigDecimal.valueOf(100)) < 0 && number.get().compareTo(BigDecimal.ONE) > 0
              ? "for a percentage write targetPercent"
              : "";
      one.wrong(key.get(), key.get() + " is " + number.get().toPlainString() + "; it is from 0 up to, not with, " + most, hint);
      return Optional.empty();
    }
    return Optional.of(share.signum() == 0 ? BigDecimal.ZERO : share.stripTrailingZeros());
  }

  private static Optional<Budgeting> budgeting(Spec one, String method) {
    return switch (method) {
      case "Timeslices" -> {
        Optional<BigDecimal> target =
            one.required("timeSliceTarget").isPresent() ? one.number("timeSliceTarget") : Optional.empty();
        if (target.isPresent() && (target.get().signum() <= 0 || target.get().compareTo(BigDecimal.ONE) > 0)) {
          one.wrong("timeSliceTarget", "timeSliceTarget is above 0 and up to 1", "");
        }
        Optional<Duration> slice = slice(one);
        yield target.isPresent() && slice.isPresent()
            ? Optional.of(new Budgeting.Timeslices(target.get().stripTrailingZeros(), slice.get()))
            : Optional.empty();
      }
      case "RatioTimeslices" -> {
        unfit(one, "timeSliceTarget", method);
        yield slice(one).map(Budgeting.RatioTimeslices::new);
      }
      case "Occurrences" -> {
        unfit(one, "timeSliceTarget", method);
        unfit(one, "timeSliceWindow", method);
        yield Optional.of(new Budgeting.Occurrences());
      }
      default -> Optional.empty();
    };
  }

  private static void unfit(Spec one, String key, String method) {
    if (one.has(key)) {
      one.wrong(key, key + " has no meaning with " + method, "remove it");
    }
  }

  /** A number alone is minutes. */
  private static Optional<Duration> slice(Spec one) {
    Optional<String> text = one.required("timeSliceWindow");
    if (text.isPresent() && MINUTES.matcher(text.get()).matches() && !text.get().matches("0+")) {
      return Optional.of(Duration.ofMinutes(Long.parseLong(text.get())));
    }
    return text.isPresent() ? Shorthand.of(one, "timeSliceWindow").map(Shorthand::length) : Optional.empty();
  }

  private List<BurnCondition> policies() {
    List<BurnCondition> conditions = new ArrayList<>();
    for (Spec one : spec.list("alertPolicies")) {
      if (one.has("alertPolicyRef")) {
        one.only("alertPolicyRef");
        String name = one.quiet().text("alertPolicyRef").orElse("");
        objects
            .follow(one, "alertPolicyRef", "AlertPolicy", false)
            .ifPresent(policy -> conditions.addAll(OpenSloAlerts.policy(policy, name, objects)));
      } else {
        String name = one.quiet().object("metadata").flatMap(metadata -> metadata.text("name")).orElse("");
        OpenSloAlerts.inline(one, "AlertPolicy", "alertPolicyRef")
            .ifPresent(policy -> conditions.addAll(OpenSloAlerts.policy(policy, name, objects)));
      }
    }
    return conditions;
  }
}
