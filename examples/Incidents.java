import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** A year of incidents: fewer and shorter towards its end, some causes that come back, one not over yet. */
final class Incidents {
  private Incidents() {}

  private record Kind(String title, String cause, boolean platform, String service, String team, int severity, int minutes) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("Scans arrive late because the queue backs up", "queue-backlog", false, "tracking-events", "tracking", 2, 74),
          new Kind("Pods cannot be scheduled", "node-pool-exhausted", true, "slotting", "platform", 2, 96),
          new Kind("Names do not resolve in the cluster", "dns-resolver-overload", true, "tracking-api", "platform", 1, 68),
          new Kind("Certificate of the partner gateway ran out", "expired-certificate", true, "declarations", "platform", 2, 131),
          new Kind("New release answers with errors", "bad-deploy", false, "portal-api", "customer-portal", 3, 41),
          new Kind("Failover of the events database", "database-failover", false, "tracking-events", "tracking", 3, 23),
          new Kind("Routes are planned without traffic", "third-party-feed", false, "traffic-feed", "routing", 3, 180),
          new Kind("Outbound connections are refused", "nat-port-exhaustion", true, "carrier-sync", "platform", 2, 88),
          new Kind("Invoices are sent twice", "retry-without-idempotency", false, "invoicing", "billing", 2, 260),
          new Kind("Limits of the cloud account reached", "quota-exceeded", true, "route-optimizer", "platform", 3, 112),
          new Kind("Portal is slow at the start of the week", "cold-cache", false, "portal-web", "customer-portal", 4, 55),
          new Kind("Labels are not printed in one warehouse", "printer-gateway", false, "label-printer", "warehouse", 3, 140));

  private static final LocalDate FIRST = LocalDate.of(2025, 11, 24);

  /** What was known on a day. */
  static String csv(LocalDate day) {
    StringBuilder out = new StringBuilder("id,title,severity,service,team,cause,platform_caused,security,impact_started_at,detected_at,contained_at,restored_at\n");
    Instant until = day.equals(Generate.NOW) ? day.atTime(3, 0).toInstant(ZoneOffset.UTC) : day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    LocalDate at = FIRST;
    int number = 1041;
    for (int i = 0; i < 44; i++) {
      Kind kind = KINDS.get(Stable.number("kind" + i, KINDS.size()));
      // What the platform causes becomes rarer: from summer on every other such week stays quiet.
      boolean quiet = kind.platform() && i > 24 && Stable.number("quiet" + i, 3) > 0;
      if (quiet) {
        kind = KINDS.get(4 + Stable.number("instead" + i, 3));
      }
      double better = 1 - i * 0.009;
      Instant started = at.atTime(5 + Stable.number("hour" + i, 15), Stable.number("minute" + i, 60)).toInstant(ZoneOffset.UTC);
      long lasted = Math.max(9, Math.round(kind.minutes() * better * (1 + 0.45 * Stable.noise("lasted" + i))));
      long detected = Math.max(1, Math.round(11 * better * (1 + 0.8 * Stable.noise("detected" + i))));
      long contained = detected + Math.round((lasted - detected) * 0.6);
      row(out, "INC-" + number++, kind.title(), kind.severity(), kind.service(), kind.team(), kind.cause(), kind.platform(), false, started, detected, Math.max(detected, contained), lasted, until);
      at = at.plusDays(6 + Stable.number("gap" + i, 5));
    }
    row(out, "INC-" + number++, "A leaked token of a build job was used from abroad", 1, "tariff-import", "security", "leaked-credential", false, true, Instant.parse("2026-08-22T01:14:00Z"), 94, 130, 505, until);
    row(out, "INC-" + number, "Carrier updates are delayed", 2, "carrier-sync", "tracking", "nat-port-exhaustion", true, false, Instant.parse("2026-11-20T22:41:00Z"), 7, -1, -1, until);
    return out.toString();
  }

  private static void row(
      StringBuilder out, String id, String title, int severity, String service, String team, String cause, boolean platform, boolean security,
      Instant started, long detected, long contained, long restored, Instant until) {
    if (!started.isBefore(until)) {
      return;
    }
    out.append(String.join(",", id, title, "" + severity, service, team, cause, "" + platform, "" + security, "" + started, after(started, detected, until), after(started, contained, until), after(started, restored, until))).append('\n');
  }

  private static String after(Instant started, long minutes, Instant until) {
    Instant at = started.plus(Duration.ofMinutes(minutes));
    return minutes < 0 || !at.isBefore(until) ? "" : at.toString();
  }
}
