package roadbed.collect.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.slo.BurnCondition;
import roadbed.model.slo.Indicator.Operator;

/** OpenSLO v1: alert policies, their conditions and who is told. */
final class OpenSloAlerts {
  private OpenSloAlerts() {}

  /** Reads a policy; gives its conditions as far as they can be read. */
  static List<BurnCondition> policy(Spec spec, String name, OpenSloObjects objects) {
    spec.only(
        "description", "alertWhenNoData", "alertWhenBreaching", "alertWhenResolved", "conditions", "notificationTargets");
    spec.text("description", OpenSloObjects.LONGEST_DESCRIPTION);
    boolean noData = spec.truth("alertWhenNoData");
    boolean breaching = !spec.has("alertWhenBreaching") || spec.truth("alertWhenBreaching");
    spec.truth("alertWhenResolved");
    List<Spec> conditions = spec.list("conditions");
    if (conditions.size() != 1) {
      spec.wrong("conditions", "a policy has exactly one condition, not " + conditions.size(), "");
    }
    List<String> targets = new ArrayList<>();
    List<Spec> told = spec.list("notificationTargets");
    if (told.isEmpty()) {
      spec.wrong("notificationTargets", "a policy tells at least one target", "add notificationTargets");
    }
    for (Spec target : told) {
      notified(target, objects).ifPresent(targets::add);
    }
    List<BurnCondition> read = new ArrayList<>();
    for (Spec one : conditions) {
      burn(one, objects)
          .ifPresent(
              burn ->
                  read.add(
                      new BurnCondition(
                          name, burn.severity(), burn.operator(), burn.threshold(), burn.lookback(), burn.after(),
                          noData, breaching, targets)));
    }
    return read;
  }

  private static Optional<String> notified(Spec target, OpenSloObjects objects) {
    if (target.has("targetRef")) {
      target.only("targetRef");
      objects.follow(target, "targetRef", "AlertNotificationTarget", false);
      return target.quiet().text("targetRef");
    }
    Optional<Spec> inline = inline(target, "AlertNotificationTarget", "targetRef");
    inline.ifPresent(OpenSloAlerts::target);
    return target.quiet().object("metadata").flatMap(metadata -> metadata.text("name"));
  }

  private static Optional<BurnCondition> burn(Spec one, OpenSloObjects objects) {
    if (one.has("conditionRef")) {
      one.only("conditionRef");
      return objects.follow(one, "conditionRef", "AlertCondition", false).flatMap(OpenSloAlerts::condition);
    }
    return inline(one, "AlertCondition", "conditionRef").flatMap(OpenSloAlerts::condition);
  }

  /** The specification of an object that stands in a list in place of a reference. */
  static Optional<Spec> inline(Spec object, String kind, String reference) {
    object.only("apiVersion", "kind", "metadata", "spec");
    if (!object.has("kind") && !object.has("spec")) {
      object.wrong("", "one of " + reference + " or kind and spec is missing", "refer to a " + kind + ", or write it out");
      return Optional.empty();
    }
    if (object.required("kind").filter(said -> !said.equals(kind)).isPresent()) {
      object.wrong("kind", "a " + kind + " stands here", "");
    }
    OpenSloObjects.metadata(object);
    if (!object.has("spec")) {
      object.wrong("spec", "spec is missing", "add it");
    }
    return object.object("spec");
  }

  static void target(Spec spec) {
    spec.only("description", "target");
    spec.text("description", OpenSloObjects.LONGEST_DESCRIPTION);
    spec.required("target");
  }

  /** Reads a condition. */
  static Optional<BurnCondition> condition(Spec spec) {
    spec.only("description", "severity", "condition");
    spec.text("description", OpenSloObjects.LONGEST_DESCRIPTION);
    Optional<String> severity = spec.required("severity");
    Optional<Spec> inner = spec.object("condition");
    if (inner.isEmpty()) {
      spec.wrong("condition", "condition is missing", "add one of kind burnrate");
      return Optional.empty();
    }
    Spec condition = inner.get();
    condition.only("kind", "op", "threshold", "lookbackWindow", "alertAfter");
    int before = condition.errors();
    String kind = condition.text("kind").orElse("burnrate");
    // The specification's own examples write it both ways.
    if (!kind.toLowerCase(Locale.ROOT).equals("burnrate")) {
      condition.wrong("kind", "the condition " + kind + " is not known", "burnrate is");
    }
    // Conditions were without an operator at first; the threshold was one to exceed.
    Optional<Operator> operator = condition.has("op") ? operator(condition) : Optional.of(Operator.GT);
    Optional<BigDecimal> threshold =
        condition.required("threshold").isPresent() ? condition.number("threshold") : Optional.empty();
    Optional<Shorthand> lookback =
        condition.required("lookbackWindow").isPresent() ? Shorthand.of(condition, "lookbackWindow") : Optional.empty();
    Duration after = condition.text("alertAfter").filter(text -> !text.equals("0m") && !text.equals("0")).isPresent()
        ? Shorthand.of(condition, "alertAfter").map(Shorthand::length).orElse(Duration.ZERO)
        : Duration.ZERO;
    if (condition.errors() > before || severity.isEmpty() || operator.isEmpty() || threshold.isEmpty() || lookback.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BurnCondition(
            "", severity.get(), operator.get(), threshold.get(), lookback.get().length(), after, false, true, List.of()));
  }

  static Optional<Operator> operator(Spec spec) {
    Optional<String> word = spec.word("op", OpenSloObjects.OPERATORS);
    for (Operator operator : Operator.values()) {
      if (word.equals(Optional.of(operator.id()))) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }
}
