package roadbed.app.command;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.delivery.DeliveryAssessment;
import roadbed.assess.delivery.DeliveryMetrics;
import roadbed.assess.delivery.JudgedDeployment;
import roadbed.assess.delivery.Share;
import roadbed.assess.delivery.Spread;
import roadbed.model.CsvText;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** What {@code roadbed delivery} prints. The first of the metrics is of all that was asked for. */
record DeliveryReport(
    DeliveryAssessment assessment, List<DeliveryMetrics> metrics, DeliveryMetrics.Infrastructure infrastructure) {
  private static final List<String> COLUMNS =
      List.of(
          "deployment",
          "service",
          "environment",
          "finished_at",
          "commit",
          "failed",
          "confidence",
          "evidence",
          "recovery_seconds",
          "rework",
          "lead_seconds",
          "approval_lead_seconds",
          "commits");

  String text(int width) {
    List<List<String>> rows = new ArrayList<>();
    for (DeliveryMetrics one : metrics) {
      rows.add(
          List.of(
              one.service().orElse("all"),
              Integer.toString(one.deployments()),
              decimal(one.perWeek(), 2),
              spread(one.leadTime()),
              share(one.failures()),
              spread(one.recovery()),
              share(one.rework())));
    }
    StringBuilder text = new StringBuilder();
    DeliveryMetrics all = metrics.getFirst();
    text.append("from ").append(all.from()).append(" until ").append(all.until()).append('\n');
    text.append(
        TextTable.render(
            List.of("service", "deployments", "a week", "lead time p50 / p90 (n)", "change failure rate", "recovery p50 / p90 (n)", "rework"),
            rows,
            Math.max(width, 150)));
    text.append('\n');
    distribution(text, "lead time", all.leadTime());
    distribution(text, "from approval", all.approvalLeadTime());
    distribution(text, "recovery", all.recovery());
    text.append("infrastructure: success ").append(share(infrastructure.success())).append('\n');
    distribution(text, "infrastructure lead time, templated", infrastructure.templated());
    distribution(text, "infrastructure lead time, custom", infrastructure.custom());
    DeliveryMetrics.Left left = all.left();
    text.append('\n').append("not evaluated: ");
    text.append(assessment.unknownEnvironment().size()).append(" deployments without an environment, ");
    text.append(assessment.notCompleted().size()).append(" that did not complete, ");
    text.append(left.commitsUnknown()).append(" lead times without commits, ");
    text.append(left.notRecovered()).append(" failures without an end, ");
    text.append(infrastructure.openingUnknown()).append(" infrastructure runs without a pull request; ");
    text.append(assessment.elsewhere()).append(" deployments went elsewhere; ");
    text.append(left.leadTimesAtLeast()).append(" lead times may be longer; ");
    text.append(left.byPerson()).append(" judged by a person; ");
    text.append(assessment.unmatchedJudgements().size()).append(" judgements of unknown deployments\n\n");
    List<JudgedDeployment> failed = DeliveryCommand.newestFirst(assessment, all).stream().filter(JudgedDeployment::failed).limit(20).toList();
    if (!failed.isEmpty()) {
      text.append("failed (roadbed delivery --explain ID tells why):\n");
      for (JudgedDeployment one : failed) {
        text.append("  ").append(one.deployment().at()).append(' ').append(one.service()).append(' ').append(one.deployment().id());
        text.append(String.format(Locale.ROOT, " %.2f ", one.confidence()));
        text.append(one.judgement().map(word -> "by " + word.by()).orElseGet(() -> one.evidence().getFirst().words())).append('\n');
      }
      text.append('\n');
    }
    assessment.rules().inWords().forEach(rule -> text.append("- ").append(rule).append('\n'));
    return text.toString();
  }

  private static void distribution(StringBuilder text, String name, Optional<Spread> spread) {
    text.append(name).append(": ");
    if (spread.isEmpty()) {
      text.append("not known (0 evaluated)\n");
      return;
    }
    Spread known = spread.get();
    text.append("p50 ").append(words(known.p50())).append(", p75 ").append(words(known.p75()));
    text.append(", p90 ").append(words(known.p90())).append(", p95 ").append(words(known.p95()));
    text.append(", mean ").append(words(known.mean())).append(" (n = ").append(known.count()).append("; ");
    text.append(
        known
            .medianInterval()
            .map(bounds -> "the median is within " + words(bounds.low()) + " to " + words(bounds.high()) + " with 95%")
            .orElse("too few for an interval of the median"));
    text.append(")\n");
  }

  private static String spread(Optional<Spread> spread) {
    return spread.map(known -> words(known.p50()) + " / " + words(known.p90()) + " (" + known.count() + ")").orElse("not known");
  }

  private static String share(Share share) {
    return share.isKnown()
        ? percent(share.rate()) + " (" + share.part() + "/" + share.whole() + ", " + percent(share.low()) + " to " + percent(share.high()) + ")"
        : "not known";
  }

  private static String percent(double rate) {
    return decimal(100 * rate, 1) + "%";
  }

  private static String decimal(double number, int digits) {
    return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** A duration as people say it: {@code 3d 4h}, {@code 2h 10m}, {@code 45s}. */
  static String words(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds >= 86_400) {
      return seconds / 86_400 + "d " + seconds % 86_400 / 3_600 + "h";
    }
    if (seconds >= 3_600) {
      return seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m";
    }
    return seconds >= 60 ? seconds / 60 + "m " + seconds % 60 + "s" : seconds + "s";
  }

  String json() {
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("rules", Value.ofTexts(assessment.rules().inWords()));
    document.put("metrics", new Value.Items(metrics.stream().map(DeliveryReport::metrics).toList()));
    Map<String, Value> infra = new LinkedHashMap<>();
    infra.put("success", value(infrastructure.success()));
    infra.put("lead_time_templated", value(infrastructure.templated()));
    infra.put("lead_time_custom", value(infrastructure.custom()));
    infra.put("without_pull_request", Value.of(infrastructure.openingUnknown()));
    document.put("infrastructure", new Value.Fields(infra));
    Map<String, Value> left = new LinkedHashMap<>();
    left.put("unknown_environment", Value.of(assessment.unknownEnvironment().size()));
    left.put("not_completed", Value.of(assessment.notCompleted().size()));
    left.put("other_environments", Value.of(assessment.elsewhere()));
    left.put("unmatched_judgements", Value.of(assessment.unmatchedJudgements().size()));
    document.put("not_evaluated", new Value.Fields(left));
    document.put(
        "deployments",
        new Value.Items(DeliveryCommand.newestFirst(assessment, metrics.getFirst()).stream().map(DeliveryReport::deployment).toList()));
    return ValueJson.text(new Value.Fields(document));
  }

  private static Value metrics(DeliveryMetrics one) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("service", one.service().map(Value::of).orElse(Value.Null.INSTANCE));
    fields.put("from", Value.of(one.from().toString()));
    fields.put("until", Value.of(one.until().toString()));
    fields.put("deployments", Value.of(one.deployments()));
    fields.put("per_week", number(one.perWeek()));
    fields.put("lead_time", value(one.leadTime()));
    fields.put("approval_lead_time", value(one.approvalLeadTime()));
    fields.put("change_failure_rate", value(one.failures()));
    fields.put("recovery", value(one.recovery()));
    fields.put("rework", value(one.rework()));
    Map<String, Value> left = new LinkedHashMap<>();
    left.put("commits_unknown", Value.of(one.left().commitsUnknown()));
    left.put("lead_times_at_least", Value.of(one.left().leadTimesAtLeast()));
    left.put("approval_unknown", Value.of(one.left().approvalUnknown()));
    left.put("not_recovered", Value.of(one.left().notRecovered()));
    left.put("judged_by_person", Value.of(one.left().byPerson()));
    fields.put("not_evaluated", new Value.Fields(left));
    return new Value.Fields(fields);
  }

  private static Value value(Share share) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("part", Value.of(share.part()));
    fields.put("whole", Value.of(share.whole()));
    if (share.isKnown()) {
      fields.put("rate", number(share.rate()));
      fields.put("low", number(share.low()));
      fields.put("high", number(share.high()));
    }
    return new Value.Fields(fields);
  }

  private static Value value(Optional<Spread> spread) {
    if (spread.isEmpty()) {
      return Value.Null.INSTANCE;
    }
    Spread known = spread.get();
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("count", Value.of(known.count()));
    fields.put("p50_seconds", Value.of(known.p50().toSeconds()));
    fields.put("p75_seconds", Value.of(known.p75().toSeconds()));
    fields.put("p90_seconds", Value.of(known.p90().toSeconds()));
    fields.put("p95_seconds", Value.of(known.p95().toSeconds()));
    fields.put("mean_seconds", Value.of(known.mean().toSeconds()));
    known.medianInterval().ifPresent(bounds -> fields.put("median_low_seconds", Value.of(bounds.low().toSeconds())));
    known.medianInterval().ifPresent(bounds -> fields.put("median_high_seconds", Value.of(bounds.high().toSeconds())));
    return new Value.Fields(fields);
  }

  private static Value number(double number) {
    return new Value.Decimal(BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_EVEN));
  }

  private static Value deployment(JudgedDeployment one) {
    Map<String, Value> fields = new LinkedHashMap<>();
    List<String> cells = cells(one);
    for (int i = 0; i < COLUMNS.size(); i++) {
      fields.put(COLUMNS.get(i), Value.of(cells.get(i)));
    }
    fields.put("failed", Value.of(one.failed()));
    fields.put("confidence", number(one.confidence()));
    fields.put(
        "evidence",
        new Value.Items(
            one.evidence().stream()
                .<Value>map(
                    evidence ->
                        new Value.Fields(
                            Map.of(
                                "kind", Value.of(evidence.kind().id()),
                                "confidence", number(evidence.confidence()),
                                "reference", Value.of(evidence.reference()),
                                "words", Value.of(evidence.words()))))
                .toList()));
    return new Value.Fields(fields);
  }

  String csv() {
    CsvText text = new CsvText().row(COLUMNS);
    DeliveryCommand.newestFirst(assessment, metrics.getFirst()).forEach(one -> text.row(cells(one)));
    return text.toString();
  }

  private static List<String> cells(JudgedDeployment one) {
    return List.of(
        one.deployment().id(),
        one.service(),
        one.deployment().environment().orElse(""),
        one.deployment().at().toString(),
        one.deployment().commit().orElse(""),
        Boolean.toString(one.failed()),
        decimal(one.confidence(), 4),
        one.judgement()
            .map(word -> "judged by " + word.by() + ": " + word.reason())
            .orElseGet(() -> String.join("; ", one.evidence().stream().map(evidence -> evidence.words()).toList())),
        one.recovery().map(time -> Long.toString(time.toSeconds())).orElse(""),
        one.rework().orElse(""),
        one.leadTime().map(time -> Long.toString(time.toSeconds())).orElse(""),
        one.approvalLeadTime().map(time -> Long.toString(time.toSeconds())).orElse(""),
        Integer.toString(one.commits().size()));
  }
}
