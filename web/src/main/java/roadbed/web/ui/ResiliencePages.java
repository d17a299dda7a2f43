package roadbed.web.ui;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.assess.reliability.ledger.RecoveryMeasure;
import roadbed.model.CsvText;
import roadbed.model.resilience.DrillRecord;
import roadbed.model.resilience.WrittenDuration;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.operate.drill.Drill;
import roadbed.operate.drill.DrillDesk;
import roadbed.operate.drill.DrillEntry;
import roadbed.operate.drill.DrillPlan;
import roadbed.prove.kpi.FactTables;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** The resilience matrix, and exercises: planned, run and measured here. */
final class ResiliencePages {
  private static final int MOST_SHOWN = 200;

  private final Screen screen;
  private final WebParts parts;
  private final SecureRandom random = new SecureRandom();

  ResiliencePages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  /** A figure of the matrix's head. */
  record Tile(String title, String figure, String note) {}

  /** An exercise that is kept here. */
  record Line(String id, String title, String kind, String services, String planned, String state, long open) {}

  record View(
      boolean none,
      List<Tile> tiles,
      List<ResilienceFacts.Service> services,
      List<ResilienceFacts.Store> stores,
      List<ResilienceFacts.Backup> backups,
      List<ResilienceFacts.Limit> limits,
      List<ResilienceFacts.Version> versions,
      List<ResilienceFacts.Exercise> told,
      List<Line> drills,
      long protectedOnes,
      String today) {}

  ServerResponse show(Visit visit) {
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    List<Line> drills = parts.drills().drills().stream().map(ResiliencePages::line).toList();
    List<String> kept = drills.stream().map(Line::id).toList();
    try (FactTables tables = parts.facts().get()) {
      ResilienceFacts facts = new ResilienceFacts(tables, today);
      List<ResilienceFacts.Service> services = facts.services();
      List<ResilienceFacts.Store> stores = facts.stores();
      List<ResilienceFacts.Backup> backups = facts.backups();
      List<ResilienceFacts.Limit> limits = facts.limits();
      List<ResilienceFacts.Version> versions = facts.versions();
      List<ResilienceFacts.Exercise> told = facts.exercises().stream().filter(one -> !kept.contains(one.id())).toList();
      long protectedOnes = stores.stream().filter(one -> one.standing().equals("protected")).count();
      long first = services.stream().filter(one -> one.tier().equals("tier-1")).count();
      return screen.show(
          visit,
          "resilience",
          "Resilience",
          "reliability",
          new View(
              services.isEmpty() && stores.isEmpty() && backups.isEmpty() && limits.isEmpty() && versions.isEmpty() && told.isEmpty() && drills.isEmpty(),
              List.of(
                  new Tile(
                      "Tier 1 met",
                      services.stream().filter(one -> one.tier().equals("tier-1") && one.state().equals("met")).count() + " of " + first,
                      "the newest measured recovery met RTO and RPO"),
                  new Tile("Protected", protectedOnes + " of " + stores.size(), "resources that must be"),
                  new Tile(
                      "Proven",
                      stores.stream().filter(one -> one.proof().equals("proven")).count() + " of " + stores.size(),
                      "a restore brought the data back in time"),
                  new Tile("Not clean", Format.count(backups.size()), "backups failed, missing or with issues in 7 days"),
                  new Tile(
                      "Limits", Format.count(limits.stream().filter(ResilienceFacts.Limit::soon).count()), "nine tenths used, or run out in 90 days"),
                  new Tile("Past their life", Format.count(versions.stream().filter(ResilienceFacts.Version::ended).count()), "versions without fixes")),
              services,
              stores.stream().filter(one -> !one.standing().equals("protected") || !one.proof().equals("proven")).limit(MOST_SHOWN).toList(),
              backups.stream().limit(MOST_SHOWN).toList(),
              limits.stream().limit(MOST_SHOWN).toList(),
              versions.stream().limit(MOST_SHOWN).toList(),
              told,
              drills,
              protectedOnes,
              today.toString()));
    }
  }

  private static Line line(Drill drill) {
    Drill.Story story = drill.story();
    return new Line(
        story.id(),
        story.plan().title(),
        story.plan().kind().id(),
        String.join(", ", story.plan().services()),
        story.plan().planned().toString(),
        state(drill),
        story.findings().values().stream().filter(finding -> finding.done().isEmpty()).count());
  }

  private static String state(Drill drill) {
    return switch (drill) {
      case Drill.Planned _ -> "planned";
      case Drill.Running _ -> "running";
      case Drill.Over over -> over.story().outcome().map(DrillRecord.Outcome::id).orElse("over");
    };
  }

  /** One step of the plan. */
  record Step(int number, String text, String done) {}

  /** What was found. */
  record FindingLine(String id, String title, String owner, String due, String done) {}

  /** What happened. */
  record Happened(String when, String actor, String what) {}

  record DrillView(
      String id,
      String title,
      String kind,
      String state,
      boolean planned,
      boolean running,
      List<String> services,
      List<String> restores,
      String day,
      List<String> participants,
      List<Step> steps,
      String slo,
      String fault,
      String recovered,
      String took,
      String data,
      String lost,
      List<FindingLine> findings,
      List<Happened> happened) {}

  ServerResponse drill(Visit visit) {
    Drill drill = find(visit.request().pathVariable("id"));
    Drill.Story story = drill.story();
    DrillRecord known = story.record();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < story.plan().steps().size(); i++) {
      Instant done = story.stepsDone().get(i + 1);
      steps.add(new Step(i + 1, story.plan().steps().get(i), done == null ? "" : Format.time(done)));
    }
    List<FindingLine> findings = new ArrayList<>();
    story.findings().forEach(
        (id, finding) ->
            findings.add(
                new FindingLine(
                    id, finding.title(), finding.owner().orElse(""), finding.due().map(LocalDate::toString).orElse(""), finding.done().map(LocalDate::toString).orElse(""))));
    return screen.show(
        visit,
        "drill",
        story.plan().title(),
        "reliability",
        new DrillView(
            story.id(),
            story.plan().title(),
            story.plan().kind().id(),
            state(drill),
            drill instanceof Drill.Planned,
            drill instanceof Drill.Running,
            story.plan().services(),
            story.plan().restores(),
            story.plan().planned().toString(),
            story.plan().participants(),
            steps,
            story.plan().objective().orElse(""),
            story.faultAt().map(Format::time).orElse(""),
            story.recoveredAt().map(at -> Format.time(at) + story.recoverySource().filter("sli"::equals).map(_ -> ", by counted events").orElse("")).orElse(""),
            known.recoveryTime().map(WrittenDuration::text).orElse("not measured"),
            story.dataAt().map(Format::time).orElse(""),
            known.dataLoss().map(WrittenDuration::text).orElse("not measured"),
            findings,
            story.entries().reversed().stream().map(entry -> new Happened(Format.time(entry.at()), entry.actor(), words(entry.what()))).toList()));
  }

  private static String words(DrillEntry.What what) {
    return switch (what) {
      case DrillEntry.Planned it -> "planned for " + it.plan().planned();
      case DrillEntry.Moved it -> "moved to " + it.to() + (it.reason().isEmpty() ? "" : ": " + it.reason());
      case DrillEntry.Begun _ -> "begun";
      case DrillEntry.StepDone it -> "step " + it.step() + " done" + (it.note().isEmpty() ? "" : ": " + it.note());
      case DrillEntry.FaultMade it -> "made to fail at " + Format.time(it.when());
      case DrillEntry.Recovered it -> "worked again at " + Format.time(it.when()) + (it.source().equals("sli") ? ", by counted events" : "");
      case DrillEntry.DataSeen it -> "the newest data that was there again is of " + Format.time(it.of());
      case DrillEntry.Noted it -> it.text();
      case DrillEntry.Found it -> "found: " + it.title();
      case DrillEntry.Mended it -> "mended " + it.finding() + (it.how().isEmpty() ? "" : ": " + it.how());
      case DrillEntry.Ended it -> it.outcome().id() + (it.conclusion().isEmpty() ? "" : ": " + it.conclusion());
      case DrillEntry.Cancelled it -> "cancelled: " + it.reason();
    };
  }

  private Drill find(String id) {
    return parts.drills().find(id).orElseThrow(() -> Problem.notFound("There is no exercise " + id + "."));
  }

  ServerResponse plan(Visit visit) {
    LocalDate day = visit.day("planned").orElseThrow(() -> Problem.badParameter("planned", "a day is expected here"));
    DrillRecord.Kind kind =
        Arrays.stream(DrillRecord.Kind.values())
            .filter(one -> one.id().equals(visit.text("type")))
            .findFirst()
            .orElseThrow(() -> Problem.badParameter("type", "recovery, restore-test, game-day or tabletop is expected here"));
    String id = visit.text("id").isEmpty() ? day + "-" + fresh() : visit.text("id");
    DrillPlan plan =
        new DrillPlan(
            visit.text("title"),
            kind,
            listed(visit, "services", ","),
            listed(visit, "restores", ","),
            day,
            listed(visit, "participants", ","),
            listed(visit, "steps", "\n"),
            Optional.of(visit.text("slo")).filter(text -> !text.isEmpty()));
    done(() -> parts.drills().plan(id, plan, visit.caller().actor()));
    return Replies.seeOther("/resilience/drills/" + id);
  }

  private static List<String> listed(Visit visit, String name, String between) {
    String text = between.equals("\n") ? visit.verbatim(name) : visit.text(name);
    if (text.length() > 20_000) {
      throw Problem.badParameter(name, "at most 20,000 characters");
    }
    return List.of(text.split(between, -1)).stream().map(String::strip).filter(part -> !part.isEmpty()).limit(MOST_SHOWN).toList();
  }

  /** Takes one step of an exercise. */
  ServerResponse write(Visit visit) {
    Drill drill = find(visit.text("drill"));
    DrillEntry.What what =
        switch (visit.text("what")) {
          case "note" -> new DrillEntry.Noted(visit.text("text"));
          case "found" ->
              new DrillEntry.Found(
                  fresh(), visit.text("text"), Optional.of(visit.text("owner")).filter(text -> !text.isEmpty()), visit.day("due"));
          case "mended" -> mended(drill, visit);
          default -> step(drill, visit);
        };
    done(() -> parts.drills().write(drill, what, visit.caller().actor()));
    return Replies.seeOther("/resilience/drills/" + drill.story().id());
  }

  private static DrillEntry.What mended(Drill drill, Visit visit) {
    if (!drill.story().findings().containsKey(visit.text("finding"))) {
      throw Problem.notFound("There is no such finding.");
    }
    return new DrillEntry.Mended(visit.text("finding"), visit.text("text"));
  }

  private DrillEntry.What step(Drill drill, Visit visit) {
    return switch (drill) {
      case Drill.Planned planned ->
          switch (visit.text("what")) {
            case "begin" -> planned.begin();
            case "move" -> planned.move(visit.day("day").orElseThrow(() -> Problem.badParameter("day", "a day is expected here")), visit.text("text"));
            case "cancel" -> planned.cancel(visit.text("text"));
            default -> throw conflict("It has not begun.");
          };
      case Drill.Running running ->
          switch (visit.text("what")) {
            case "fault" -> running.fault(time(visit));
            case "step" -> running.step(visit.number("step", 1, MOST_SHOWN, 1), visit.text("text"));
            case "recovered" -> running.recovered(time(visit), "person");
            case "measure" -> measured(running);
            case "data" -> running.data(time(visit));
            case "passed" -> running.end(true, visit.text("text"));
            case "failed" -> running.end(false, visit.text("text"));
            default -> throw conflict("It has begun and not ended.");
          };
      case Drill.Over _ -> throw conflict("It is over.");
    };
  }

  private static Problem conflict(String why) {
    return Problem.of(HttpStatus.CONFLICT, "Not done", why);
  }

  /** Recovery by the events that were counted for the exercise's objective. */
  private DrillEntry.What measured(Drill.Running running) {
    Drill.Story story = running.story();
    Optional<ServiceLevelObjective> slo = story.plan().objective().flatMap(id -> parts.objectives().find(id));
    Optional<EventLedger> ledger = slo.flatMap(found -> parts.objectives().ledger(found));
    if (slo.isEmpty() || ledger.isEmpty() || story.faultAt().isEmpty()) {
      throw Problem.of(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "Not measured",
          story.faultAt().isEmpty() ? "First say when it was made to fail." : "No events are counted for the objective of this exercise.");
    }
    RecoveryMeasure measure = RecoveryMeasure.of(ledger.get(), slo.get().target(), story.faultAt().get());
    Instant recovered =
        measure
            .recoveredAt()
            .orElseThrow(() -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "Not measured", Format.capital(measure.words()) + "."));
    return running.recovered(recovered.isBefore(story.faultAt().get()) ? story.faultAt().get() : recovered, "sli");
  }

  /** A time in UTC; now where none is given. */
  private Instant time(Visit visit) {
    String text = visit.text("time");
    try {
      return text.isEmpty() ? parts.clock().instant() : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      throw Problem.badParameter("time", "a time such as 2026-09-30T14:05 is expected here");
    }
  }

  private static void done(Runnable step) {
    try {
      step.run();
    } catch (DrillDesk.Refused refused) {
      throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "Not done", Format.capital(String.valueOf(refused.getMessage())) + ".");
    }
  }

  private String fresh() {
    byte[] bytes = new byte[4];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The rows of the matrix as a table that other programs read. */
  ServerResponse csv(Visit visit) {
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    CsvText text =
        new CsvText()
            .row(List.of("service", "tier", "rto", "recovery", "rpo", "loss", "state", "protected", "proven", "weak", "weakest"));
    try (FactTables tables = parts.facts().get()) {
      for (ResilienceFacts.Service one : new ResilienceFacts(tables, today).services()) {
        text.row(
            List.of(
                one.name(), one.tier(), one.rto(), one.took(), one.rpo(), one.lost(), one.state(), one.backups(), one.proven(),
                Long.toString(one.weak()), one.weakest()));
      }
    }
    return Replies.text(MediaType.parseMediaType("text/csv;charset=utf-8"), text.toString());
  }
}
