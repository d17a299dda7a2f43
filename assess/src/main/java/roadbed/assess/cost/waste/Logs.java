package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.waste.Rule.Judged;
import roadbed.model.Value;

/** Logs that are kept for ever, or for longer than anybody asks. */
final class Logs {
  /** Azure keeps so many days without a charge for it. */
  private static final long FREE_AZURE_DAYS = 31;
  private static final long FREE_GOOGLE_DAYS = 30;

  static final List<Rule> RULES =
      List.of(
          Rule.of("log-retention", WasteKind.LOGS, Logs::amazon, "aws_cloudwatch_log_group"),
          Rule.of("log-retention", WasteKind.LOGS, Logs::azure, "azurerm_log_analytics_workspace"),
          Rule.of("log-retention", WasteKind.LOGS, Logs::google, "google_logging_project_bucket_config"));

  private Logs() {}

  private static long wanted(Seen it, Estate estate) {
    return estate.nonProduction(it).orElse(false) ? Math.min(14, estate.limits().retentionDays()) : estate.limits().retentionDays();
  }

  private static Judged amazon(Seen it, Estate estate) {
    Optional<BigDecimal> days = it.number("retention_in_days");
    if (days.isPresent() && days.get().signum() > 0) {
      return Rule.FINE;
    }
    long wanted = wanted(it, estate);
    return draft(
        it,
        estate,
        "it has no retention, so every line stays for ever",
        wanted,
        Remedy.set(
            "retention_in_days",
            Value.of(wanted),
            "retention_in_days = " + wanted + "\n",
            "aws logs put-retention-policy --log-group-name " + it.resource().name() + " --retention-in-days " + wanted));
  }

  private static Judged azure(Seen it, Estate estate) {
    Optional<BigDecimal> days = it.number("retention_in_days");
    if (days.isEmpty() && it.isLive()) {
      return Rule.unjudged("the inventory does not tell its retention");
    }
    long wanted = Math.max(FREE_AZURE_DAYS, wanted(it, estate));
    if (days.isEmpty() || days.get().longValue() <= Math.max(90, wanted)) {
      return Rule.FINE;
    }
    return draft(
        it,
        estate,
        "it keeps " + days.get().toPlainString() + " days, and what is older than " + FREE_AZURE_DAYS + " is paid for by the day",
        wanted,
        Remedy.set("retention_in_days", Value.of(wanted), "retention_in_days = " + wanted + "\n"));
  }

  private static Judged google(Seen it, Estate estate) {
    Optional<BigDecimal> days = it.number("retention_days", "retentionDays");
    if (days.isEmpty()) {
      return it.isLive() ? Rule.unjudged("the inventory does not tell its retention") : Rule.FINE;
    }
    long wanted = Math.max(FREE_GOOGLE_DAYS, wanted(it, estate));
    if (days.get().longValue() <= Math.max(90, wanted)) {
      return Rule.FINE;
    }
    return draft(
        it,
        estate,
        "it keeps " + days.get().toPlainString() + " days, and what is older than " + FREE_GOOGLE_DAYS + " is paid for",
        wanted,
        Remedy.set("retention_days", Value.of(wanted), "retention_days = " + wanted + "\n"));
  }

  private static Judged draft(Seen it, Estate estate, String why, long wanted, Remedy remedy) {
    return new Rule.Draft(
            "Keep the logs of " + it.resource().name() + " for " + wanted + " days",
            why,
            Part.STORAGE,
            estate.costs().of(it, Part.STORAGE)
                .<Estimate>map(cost -> new Estimate.AtMost(cost.money(), "how old what is stored is, the bill does not tell; " + cost.words()))
                .orElseGet(() -> new Estimate.Unknown("what is stored in it is not in the bill")),
            Grade.medium("what is older is gone: ask who must keep records"),
            Grade.low("one attribute"),
            Grade.high("the retention is written down"),
            List.of(),
            remedy)
        .found();
  }
}
