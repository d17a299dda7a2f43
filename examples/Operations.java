import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How Nordlicht works: what reaches production, who is on call, what is backed up and what is practised. */
final class Operations {
  private static final int DAYS = 90;
  private static final List<String> DATABASES = List.of("aws_db_instance", "google_sql_database_instance", "azurerm_mssql_database");

  private Operations() {}

  /** Documents that people wrote. */
  static Map<String, String> documents() {
    return new TreeMap<>(Map.of("operations/on-call.yaml", ON_CALL, "operations/resilience.yaml", RESILIENCE));
  }

  /** Tables of what happened up to a day. */
  static Map<String, String> tables(List<Terraform.Workspace> workspaces, LocalDate day) {
    TreeSet<String> deployments = new TreeSet<>();
    TreeSet<String> requests = new TreeSet<>();
    TreeSet<String> runs = new TreeSet<>();
    for (LocalDate at = day.minusDays(DAYS); at.isBefore(day); at = at.plusDays(1)) {
      for (String service : Company.components()) {
        boolean often = Stable.number("often" + service, 3) == 0;
        boolean quiet = at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (!quiet && Stable.number("deploys" + service + at, 20) < (often ? 9 : 3)) {
          Instant finished = at.atTime(7 + Stable.number("hour" + service + at, 10), Stable.number("minute" + service + at, 60)).toInstant(ZoneOffset.UTC);
          deployed(service, finished, Stable.number("broke" + service + at, 30) == 0 ? "failed" : "succeeded", false, deployments, requests);
        }
      }
      if (Stable.number("infrastructure" + at, 7) < 3) {
        run(at, runs);
      }
    }
    for (String line : Incidents.csv(day).lines().skip(1).toList()) {
      String[] incident = line.split(",", -1);
      Instant began = Instant.parse(incident[8]);
      if (incident[5].equals("bad-deploy") && !incident[11].isEmpty() && !began.isBefore(day.minusDays(DAYS).atStartOfDay().toInstant(ZoneOffset.UTC))) {
        deployed(incident[3], began.minus(Duration.ofMinutes(11)), "succeeded", false, deployments, requests);
        deployed(incident[3], Instant.parse(incident[11]).minus(Duration.ofMinutes(2)), "succeeded", true, deployments, requests);
      }
    }
    return Map.of(
        "delivery/deployments.csv", "deployment,finished_at,service,repository,environment,production,status,started_at,commit,version,rollback,actor\n" + String.join("", deployments),
        "delivery/pull-requests.csv", "pull_request,opened_at,repository,title,first_commit_at,approved_at,merged_at,merge_commit\n" + String.join("", requests),
        "delivery/runs.csv", "pipeline_run,finished_at,repository,pipeline,kind,status,started_at,templated\n" + String.join("", runs),
        "operations/backups.csv", "backup,started_at,source,resource,schedule,status,ended_at,data_at,message\n" + String.join("", backups(workspaces, day)),
        "operations/restores.csv", "restore,started_at,source,resource,status,ended_at,data_at,validated\n" + String.join("", restores(workspaces, day)),
        "operations/quotas.csv", "quota,limit,used,at,provider,account,region,service,unit\n" + String.join("", quotas(day)));
  }

  private static void deployed(String service, Instant finished, String status, boolean back, TreeSet<String> deployments, TreeSet<String> requests) {
    String commit = Stable.hex("commit" + service + finished, 40);
    String version = "2026." + Stable.number("version" + service + finished, 900);
    String actor = List.of("ada", "bruno", "cleo", "dries", "elif", "finn").get(Stable.number("actor" + service + finished, 6)) + "@nordlicht.example";
    deployments.add(
        "d-%s,%s,%s,nordlicht/%s,production,true,%s,%s,%s,%s,%s,%s\n"
            .formatted(commit.substring(0, 10), finished, service, service, status, finished.minus(Duration.ofMinutes(6)), commit, version, back, actor));
    if (!back) {
      Instant merged = finished.minus(Duration.ofMinutes(25 + Stable.number("merged" + commit, 90)));
      Instant opened = merged.minus(Duration.ofMinutes(40 + Stable.number("opened" + commit, 3_000)));
      Instant approved = opened.plusMillis(Duration.between(opened, merged).toMillis() * 2 / 3).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
      requests.add(
          "%s,%s,nordlicht/%s,%s,%s,%s,%s,%s\n"
              .formatted(
                  100 + Stable.number("request" + commit, 9_000), opened, service, "Release " + version, opened.minus(Duration.ofHours(1 + Stable.number("first" + commit, 30))), approved, merged, commit));
    }
  }

  private static void run(LocalDate at, TreeSet<String> runs) {
    Instant finished = at.atTime(9 + Stable.number("run hour" + at, 7), 12).toInstant(ZoneOffset.UTC);
    runs.add(
        "r-%s,%s,nordlicht/infrastructure,apply,infrastructure,%s,%s,%s\n"
            .formatted(Stable.hex("run" + at, 8), finished, Stable.number("run broke" + at, 12) == 0 ? "failed" : "succeeded", finished.minus(Duration.ofMinutes(9)), Stable.number("templated" + at, 3) > 0));
  }

  private static TreeSet<String> databases(List<Terraform.Workspace> workspaces, LocalDate day) {
    TreeSet<String> ids = new TreeSet<>();
    for (Terraform.Workspace workspace : workspaces) {
      for (Terraform.Resource resource : workspace.on(day)) {
        if (DATABASES.contains(resource.type) && !resource.planned.equals("create")) {
          ids.add(String.valueOf(resource.attributes.getOrDefault("arn", resource.attributes.getOrDefault("self_link", resource.attributes.get("id")))));
        }
      }
    }
    return ids;
  }

  /** Every night of two weeks; some databases were forgotten. */
  private static TreeSet<String> backups(List<Terraform.Workspace> workspaces, LocalDate day) {
    TreeSet<String> lines = new TreeSet<>();
    for (String database : databases(workspaces, day)) {
      if (Stable.number("forgotten" + database, 5) > 0) {
        for (LocalDate at = day.minusDays(13); !at.isAfter(day); at = at.plusDays(1)) {
          Instant started = at.atTime(1, Stable.number("backup" + database, 60)).toInstant(ZoneOffset.UTC);
          int luck = Stable.number("luck" + database + at, 60);
          lines.add(
              "b-%s,%s,nightly,%s,nightly,%s,%s,%s,%s\n"
                  .formatted(
                      Stable.hex("b" + database + at, 10), started, database, luck == 0 ? "failed" : luck == 1 ? "with-issues" : "succeeded", started.plusSeconds(600 + luck * 20L), started,
                      luck == 0 ? "the snapshot timed out" : luck == 1 ? "one table was locked" : ""));
        }
      }
    }
    return lines;
  }

  /** All that are backed up but the warehouse's were brought back within the quarter. */
  private static TreeSet<String> restores(List<Terraform.Workspace> workspaces, LocalDate day) {
    TreeSet<String> lines = new TreeSet<>();
    for (String database : databases(workspaces, day)) {
      if (Stable.number("forgotten" + database, 5) > 0 && !database.contains("warehouse")) {
        LocalDate at = day.minusDays(5 + Stable.number("restore" + database, 50));
        Instant started = at.atTime(10, 0).toInstant(ZoneOffset.UTC);
        lines.add("t-%s,%s,nightly,%s,succeeded,%s,%s,true\n".formatted(Stable.hex("t" + database, 10), started, database, started.plusSeconds(2_400), at.atTime(1, 0).toInstant(ZoneOffset.UTC)));
      }
    }
    return lines;
  }

  /** A reading a week; machines on AWS grow towards their limit. */
  private static TreeSet<String> quotas(LocalDate day) {
    TreeSet<String> lines = new TreeSet<>();
    for (int week = 16; week >= 0; week--) {
      Instant at = day.minusDays(7L * week).atTime(4, 0).toInstant(ZoneOffset.UTC);
      lines.add("Running On-Demand Standard instances,512,%d,%s,aws,210987650001,eu-central-1,ec2,vCPU\n".formatted(455 - week * 7 + Stable.number("vcpu" + at, 5), at));
      lines.add("VPCs per Region,20,%d,%s,aws,210987650001,eu-central-1,vpc,\n".formatted(11, at));
    }
    return lines;
  }

  private static final String ON_CALL =
      """
      # Who is on call at Nordlicht Logistics.
      apiVersion: roadbed.dev/v1
      kind: OnCall
      people:
        - {id: ada@nordlicht.example, name: Ada, zone: Europe/Berlin}
        - {id: bruno@nordlicht.example, name: Bruno, zone: Europe/Berlin}
        - {id: cleo@nordlicht.example, name: Cleo, zone: Europe/Athens}
        - {id: dries@nordlicht.example, name: Dries, zone: Europe/Amsterdam}
        - {id: elif@nordlicht.example, name: Elif, zone: America/Toronto}
        - {id: finn@nordlicht.example, name: Finn, zone: America/Toronto}
      absences:
        - {person: dries@nordlicht.example, from: 2026-12-21, until: 2027-01-01, reason: leave}
      schedules:
        - id: platform
          name: Platform
          zone: Europe/Berlin
          layers:
            - name: Europe
              rotation: {every: week, length: 1, start: 2026-01-05T08:00}
              members: [ada@nordlicht.example, bruno@nordlicht.example, cleo@nordlicht.example, dries@nordlicht.example]
              restrictions:
                - {from: "08:00", until: "20:00"}
            - name: America
              rotation: {every: week, length: 1, start: 2026-01-05T20:00}
              members: [elif@nordlicht.example, finn@nordlicht.example]
              restrictions:
                - {from: "20:00", until: "08:00"}
        - id: tracking
          name: Tracking
          zone: Europe/Berlin
          layers:
            - name: week
              rotation: {every: week, length: 1, start: 2026-01-07T10:00}
              members: [cleo@nordlicht.example, dries@nordlicht.example, ada@nordlicht.example]
      escalations:
        - id: platform
          repeats: 2
          levels:
            - {delay: 5m, targets: [{schedule: platform}]}
            - {delay: 15m, targets: [{person: ada@nordlicht.example}]}
      """;

  private static final String RESILIENCE =
      """
      # How soon services of Nordlicht Logistics must be back, and what was practised.
      apiVersion: roadbed.dev/v1
      kind: Resilience
      tiers:
        tier-1: {rto: 90m, rpo: 24h, restoreTest: 90d, exercise: 180d}
        tier-2: {rto: 8h, rpo: 24h}
        tier-3: {rto: 48h, rpo: 48h}
      services:
        tracking-api: {dependsOn: [tracking-events, geocoder]}
        portal-web: {dependsOn: [portal-api, portal-bff]}
        portal-api: {dependsOn: [tracking-api, quotes]}
        invoicing: {dependsOn: [rate-engine]}
        route-optimizer: {dependsOn: [traffic-feed]}
      ---
      apiVersion: roadbed.dev/v1
      kind: Drill
      id: 2026-zone
      title: Lose a zone in Frankfurt
      type: recovery
      planned: 2026-09-10
      services: [tracking-api, tracking-events]
      participants: [ada@nordlicht.example, bruno@nordlicht.example]
      steps: [cut the network of zone b, watch the failover, bring the zone back]
      begun: 2026-09-10T09:00:00Z
      fault: 2026-09-10T09:05:00Z
      recovered: 2026-09-10T09:31:00Z
      data: 2026-09-10T09:04:20Z
      ended: 2026-09-10T10:00:00Z
      outcome: passed
      findings:
        - {title: no alert fired for the first eight minutes, owner: bruno@nordlicht.example, due: 2026-10-01, done: 2026-09-24}
      ---
      apiVersion: roadbed.dev/v1
      kind: Drill
      id: 2026-portal
      title: The portal from its backup
      type: recovery
      planned: 2026-10-14
      services: [portal-web, portal-api]
      participants: [cleo@nordlicht.example, elif@nordlicht.example]
      steps: [restore the database beside the old one, point the portal at it]
      begun: 2026-10-14T08:00:00Z
      fault: 2026-10-14T08:00:00Z
      recovered: 2026-10-14T10:12:00Z
      data: 2026-10-14T01:20:00Z
      ended: 2026-10-14T11:00:00Z
      outcome: failed
      findings:
        - {title: nobody could read the key of the backup, owner: cleo@nordlicht.example, due: 2026-12-01}
      ---
      apiVersion: roadbed.dev/v1
      kind: Drill
      id: 2026-invoices
      title: Invoices after a lost queue
      type: game-day
      planned: 2026-12-10
      services: [invoicing]
      participants: [ada@nordlicht.example]
      steps: [empty the queue, send last night's invoices again]
      """;
}
