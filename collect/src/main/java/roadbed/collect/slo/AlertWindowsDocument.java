package roadbed.collect.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.AlertWindows.Pair;

/** Sloth's document of kind AlertWindows: which windows the alerts of a period look at. */
final class AlertWindowsDocument {
  private static final Pattern DURATION =
      Pattern.compile("(?:([0-9]{1,4})y)?(?:([0-9]{1,4})w)?(?:([0-9]{1,5})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,9})s)?");
  private static final long[] SECONDS = {31_536_000, 604_800, 86_400, 3_600, 60, 1};

  private AlertWindowsDocument() {}

  static Optional<AlertWindows> read(Spec root) {
    root.only("apiVersion", "kind", "metadata", "spec");
    Optional<Spec> found = root.object("spec");
    if (found.isEmpty()) {
      root.wrong("spec", "spec is missing", "add it");
      return Optional.empty();
    }
    Spec spec = found.get();
    spec.only("sloPeriod", "page", "ticket");
    Optional<Duration> period = duration(spec, "sloPeriod");
    Optional<Pair> pageQuick = pair(spec, "page", "quick", period);
    Optional<Pair> pageSlow = pair(spec, "page", "slow", period);
    Optional<Pair> ticketQuick = pair(spec, "ticket", "quick", period);
    Optional<Pair> ticketSlow = pair(spec, "ticket", "slow", period);
    if (period.isEmpty() || pageQuick.isEmpty() || pageSlow.isEmpty() || ticketQuick.isEmpty() || ticketSlow.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AlertWindows(period.get(), pageQuick.get(), pageSlow.get(), ticketQuick.get(), ticketSlow.get()));
  }

  private static Optional<Pair> pair(Spec spec, String severity, String speed, Optional<Duration> period) {
    Optional<Spec> found = spec.quiet().object(severity).flatMap(of -> of.object(speed));
    if (found.isEmpty()) {
      spec.wrong(severity, severity + "." + speed + " is missing", "add it");
      return Optional.empty();
    }
    Spec pair = spec.object(severity).flatMap(of -> of.object(speed)).orElse(spec);
    pair.only("errorBudgetPercent", "shortWindow", "longWindow");
    Optional<BigDecimal> percent =
        pair.required("errorBudgetPercent").isPresent() ? pair.number("errorBudgetPercent") : Optional.empty();
    if (percent.isPresent() && (percent.get().signum() <= 0 || percent.get().compareTo(BigDecimal.valueOf(100)) > 0)) {
      pair.wrong("errorBudgetPercent", "errorBudgetPercent is above 0 and up to 100", "");
      return Optional.empty();
    }
    Optional<Duration> brief = duration(pair, "shortWindow");
    Optional<Duration> whole = duration(pair, "longWindow");
    if (percent.isEmpty() || brief.isEmpty() || whole.isEmpty() || period.isEmpty()) {
      return Optional.empty();
    }
    if (brief.get().compareTo(whole.get()) > 0) {
      pair.wrong("shortWindow", "shortWindow is longer than longWindow", "");
      return Optional.empty();
    }
    return Optional.of(Pair.spending(percent.get().doubleValue(), brief.get(), whole.get(), period.get()));
  }

  private static Optional<Duration> duration(Spec spec, String key) {
    Optional<String> text = spec.required(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> duration = parse(text.get());
    if (duration.isEmpty()) {
      spec.wrong(key, key + " is " + text.get() + ", which is no duration", "write for example 30d, 6h or 1h30m");
    }
    return duration;
  }

  /** A duration as Prometheus writes it. */
  static Optional<Duration> parse(String text) {
    Matcher form = DURATION.matcher(text.strip());
    if (text.isBlank() || !form.matches()) {
      return Optional.empty();
    }
    long seconds = 0;
    for (int i = 0; i < SECONDS.length; i++) {
      if (form.group(i + 1) != null) {
        seconds += Long.parseLong(form.group(i + 1)) * SECONDS[i];
      }
    }
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }
}
