package roadbed.app.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import roadbed.app.config.Folders;
import roadbed.assess.cost.anomaly.AnomalyDesk;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.collect.SloFiles;
import roadbed.inventory.Inventory;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.operate.drill.DrillDesk;
import roadbed.operate.drill.DrillEntry;
import roadbed.operate.drill.DrillEntryJson;
import roadbed.operate.change.ChangeDesk;
import roadbed.operate.change.ChangeEntry;
import roadbed.operate.change.ChangeEntryJson;
import roadbed.operate.change.DeliveredChanges;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.EntryJson;
import roadbed.operate.incident.IncidentDesk;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.oncall.OnCallStore;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.store.duckdb.DuckDbBillingStore;
import roadbed.store.duckdb.DuckDbUsageLines;
import roadbed.store.duckdb.LakeRates;
import roadbed.store.postgres.EmbeddedPostgres;
import roadbed.store.postgres.PostgresAddress;
import roadbed.store.postgres.PostgresStores;
import roadbed.store.postgres.StoreException;
import roadbed.web.ChangeParts;
import roadbed.web.GateParts;
import roadbed.web.IncidentParts;
import roadbed.web.Logging;
import roadbed.web.OnCallParts;
import roadbed.web.WebParts;
import roadbed.web.WebServer;
import roadbed.web.access.Access;
import roadbed.web.access.AccessStore;
import roadbed.web.api.CollectionIntake;

/** The running server: everything it needs, started in order and closed in the opposite one. */
public final class Server implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Server.class.getName());
  private static final Duration MEASURE_EVERY = Duration.ofHours(6);
  private static final Duration FOLLOW_BILLS = Duration.ofSeconds(3);
  private static final Duration LAST_JUDGING = Duration.ofSeconds(20);
  private static final int CHANGES_AN_ENTRY = 50;
  private static final String LOCAL_TOKEN = "this user's commands";

  private final OnCallWatch onCallWatch;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Intake intake;
  private final LakeCosts desk;
  private final WebServer web;
  private final Clock clock;

  private Server(ServerSettings settings, Clock clock, String version) throws IOException {
    Logging.quiet();
    this.clock = clock;
    try {
      Folders folders = settings.folders();
      PostgresAddress address;
      Supplier<Optional<String>> problem = Optional::empty;
      if (settings.database().isPresent()) {
        address = settings.database().get();
      } else {
        EmbeddedPostgres postgres = opened(EmbeddedPostgres.start(folders.state(), folders.cache()));
        address = postgres.address();
        problem = postgres::problem;
      }
      PostgresStores stores = opened(PostgresStores.open(address));
      DuckDbBillingStore billing = opened(new DuckDbBillingStore(folders.billing()));
      Guardrails guardrails = settings.guardrails().load();
      KpiCatalogue kpis = KpiCatalogue.load(settings.kpiFolders());
      told(guardrails.diagnostics());
      told(kpis.diagnostics());
      EvidenceLog evidence = EvidenceLog.open(stores.evidence(), folders.keys(), clock);
      LakeExplorer explorer = new LakeExplorer(folders.billing());
      AnomalyDesk anomalies =
          new AnomalyDesk(
              explorer,
              new DuckDbUsageLines(folders.billing()),
              AnomalyDesk.Owners.by(stores.costs()),
              new CostEvents(stores.estate(), stores.decisions(), stores.drift()),
              stores.anomalies(),
              clock);
      EstateGraph graph = new EstateGraph(stores::facts, clock);
      DeliveryDesk delivery =
          opened(
              new DeliveryDesk(
                  stores.delivery(),
                  stores.incidents(),
                  stores.estate()::latestCollections,
                  new Seal(folders.keys()),
                  (by, body) -> evidence.append("delivery", by, body),
                  clock));
      IncidentParts incidents =
          new IncidentParts(
              new IncidentDesk(
                  stores.incidents(),
                  clock,
                  (by, after, entries) -> {
                    evidence.append("incident", by, incident(after, entries));
                    delivery.look();
                  }),
              opened(
                  new AlertIntake(
                      stores.incidents(),
                      new AlertDocuments(stores.estate(), clock),
                      graph,
                      new Seal(folders.keys()),
                      (by, body) -> {
                        evidence.append("incident", by, body);
                        delivery.look();
                      },
                      settings.incidents().restoresAlone(),
                      clock)),
              new IncidentAround(
                  new RecentChanges(
                      stores.estate(), stores.drift(), stores.decisions(), stores.incidents(), stores::facts, graph, clock),
                  stores.incidents(),
                  graph));
      ObjectiveDesk objectives = new ObjectiveDesk(objectives(settings.objectives()), stores.ledger(), clock);
      settings
          .objectives()
          .prometheus()
          .filter(_ -> !objectives.objectives().isEmpty())
          .ifPresent(access -> opened(new LedgerWatch(objectives, access, clock)));
      WasteDesk waste = new WasteDesk(() -> Inventory.of(stores.estate().latestCollections()), billing, stores.backlog(), clock);
      CostWatch watch = opened(new CostWatch(List.of(anomalies::look, waste::look)));
      OnCallStore onCall = new ToldOnCall(stores.onCall(), stores.estate());
      onCallWatch = new OnCallWatch(onCall, stores.outbox(), stores.onCallLoads(), clock);
      NotifyWatch notices =
          opened(
              new NotifyWatch(
                      new NotifyFiles(settings.notifications()),
                      stores.outbox(),
                      new Seal(folders.keys()),
                      incidents.desk(),
                      new NotifyWatch.Followed(stores.incidents(), incidents.around(), onCall),
                      outbox -> new CostNotices(stores.budgetAlerts(), stores.anomalies(), outbox, clock),
                      clock)
                  .started());
      ChangeDesk changes =
          new ChangeDesk(
              stores.changes(),
              new ChangeKnowledge(stores.estate(), graph, objectives, stores.decisions()),
              new ChangeMessages(notices.outbox()),
              all -> changed(evidence, all),
              clock);
      opened(new ChangeWatch(changes, new MaintenanceQuiets(stores.incidents(), clock)));
      ResilienceWatch resilience =
          opened(
              new ResilienceWatch(
                  stores.resilience(),
                  () -> DrillDesk.records(stores.drills()),
                  () -> Inventory.of(stores.estate().latestCollections())));
      DeliveredChanges delivered = new DeliveredChanges(changes, clock);
      delivery.tell(delivered::take);
      intake =
          new Intake(
              stores.estate(),
              stores.verdicts(),
              stores.drift(),
              stores.exceptions(),
              new ContinuousGate(stores.verdicts(), stores.decisions(), evidence, settings.rules()),
              stores.costs(),
              billing,
              stores.kpis(),
              kpis,
              stores::facts,
              evidence,
              guardrails,
              watch::ask,
              stores.budgetAlerts(),
              resilience::assess,
              delivered,
              delivery::follow,
              clock);
      DrillDesk drills =
          new DrillDesk(
              stores.drills(),
              clock,
              (drill, entry) -> {
                evidence.append("exercise", entry.actor(), exercise(drill, entry));
                resilience.ask();
              });
      Supplier<Surroundings> cluster =
          guardrails.foreign().rules().isEmpty()
              ? () -> Surroundings.NONE
              : opened(new ClusterObjects(stores.estate(), settings.clusterSources()));
      AdmissionDesk admission =
          opened(
              new AdmissionDesk(
                  guardrails,
                  settings.strictness(),
                  intake::exceptionRules,
                  cluster,
                  stores.decisions(),
                  evidence,
                  clock));
      desk =
          new LakeCosts(
              stores.estate(),
              billing,
              new LakeCosts.State(stores.backlog(), stores.closedMonths(), stores.budgetAlerts()),
              new LakeRates(folders.billing()),
              evidence,
              clock);
      Supplier<Optional<String>> databaseProblem = problem;
      web =
          opened(
              WebServer.start(
                  settings.web(),
                  new WebParts(
                      stores.estate(),
                      stores.verdicts(),
                      stores.drift(),
                      guardrails,
                      stores.costs(),
                      kpis,
                      stores.kpis(),
                      stores::facts,
                      evidence,
                      intake,
                      stores.access(),
                      clock,
                      version,
                      Decisions.of(settings.decisions()),
                      admission,
                      settings.admission(),
                      text -> Documents.pasted(text, clock),
                      new GateParts(
                          stores.exceptions(),
                          stores.decisions(),
                          new EnteredExceptions(stores.exceptions(), intake, guardrails, evidence, clock),
                          new ExplainedVerdicts(stores.estate(), guardrails)),
                      desk,
                      explorer,
                      anomalies,
                      incidents,
                      new OnCallParts(onCall, OnCallTexts::read),
                      notices.parts(),
                      delivery,
                      objectives,
                      drills,
                      new ChangeParts(changes, ChangeTexts::read),
                      () ->
                          databaseProblem
                              .get()
                              .orElseGet(() -> stores.answers() ? "" : "the database does not answer"))));
      writeLocalToken(folders, stores.access(), clock);
      measureRegularly();
      letExceptionsEnd();
      followBills();
      followRules();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The server does not start as asked, and why, in words for the person who asked. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String why;

    Refused(String why) {
      super(why);
      this.why = why;
    }

    /** What to change. */
    public String why() {
      return why;
    }
  }

  /**
   * Starts; returns when requests are answered.
   *
   * @throws Refused where others could reach it unprotected, or its database cannot be used
   */
  public static Server start(ServerSettings settings, Clock clock, String version) throws IOException {
    try {
      return new Server(settings, clock, version);
    } catch (WebServer.RefusedToStart | StoreException refused) {
      throw new Refused(String.valueOf(refused.getMessage()));
    }
  }

  /** That something was written, and not what: who may read the log need not be who may see the incident. */
  private static Value.Fields incident(IncidentState after, List<Entry> entries) {
    return new Value.Fields(
        Map.of(
            "what", Value.of("written by a person"),
            "incident", Value.of(after.dossier().id()),
            "state", Value.of(after.state()),
            "entries", Value.ofTexts(entries.stream().map(entry -> EntryJson.kind(entry.what())).toList())));
  }

  private static Value.Fields exercise(String drill, DrillEntry entry) {
    return Value.Fields.of("exercise", Value.of(drill), "entry", DrillEntryJson.of(entry.what()));
  }

  /**
   * All that was written about a change: who decided what about which digest is what an audit asks for. Of what was told too
   * late to be judged nobody decided anything. Many at once are only ever what deliveries say.
   */
  private static void changed(EvidenceLog evidence, List<ChangeDesk.Written> all) {
    List<ChangeDesk.Written> decided =
        all.stream().filter(one -> !one.after().leave().equals(Optional.of(ChangeEntry.Leave.NOT_JUDGED))).toList();
    for (int from = 0; from < decided.size(); from += CHANGES_AN_ENTRY) {
      List<ChangeDesk.Written> part = decided.subList(from, Math.min(decided.size(), from + CHANGES_AN_ENTRY));
      if (part.size() == 1) {
        evidence.append("change", part.getFirst().added().getLast().actor(), changed(part.getFirst()));
      } else {
        evidence.append(
            "change",
            DeliveredChanges.ACTOR,
            new Value.Fields(Map.of("changes", new Value.Items(part.stream().<Value>map(Server::changed).toList()))));
      }
    }
  }

  private static Value.Fields changed(ChangeDesk.Written one) {
    return Value.Fields.of(
        "change",
        Value.of(one.after().id()),
        "entries",
        new Value.Items(one.added().stream().<Value>map(Server::written).toList()));
  }

  private static Value written(ChangeEntry entry) {
    return Value.Fields.of(
        "by", Value.of(entry.actor()), "what", ChangeEntryJson.of(entry.what()));
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private static List<ServiceLevelObjective> objectives(ObjectiveSettings settings) throws IOException {
    SloFiles.Read read = SloFiles.read(settings.documents(), SloFiles.DEFAULT_PERIOD);
    told(read.diagnostics());
    return read.objectives();
  }

  private static void told(List<Diagnostic> diagnostics) {
    diagnostics.forEach(diagnostic -> LOG.log(System.Logger.Level.WARNING, diagnostic.toString()));
  }

  /** A token by which this user's own commands may push: only this user can read its file. */
  private static void writeLocalToken(Folders folders, AccessStore store, Clock clock) throws IOException {
    Access access = new Access(store, clock, new SecureRandom());
    Path file = folders.localToken();
    if (Files.exists(file)
        && access.byToken(Files.readString(file, StandardCharsets.UTF_8).strip()).isPresent()) {
      return;
    }
    String secret = access.createToken(LOCAL_TOKEN, "command line").secret();
    Set<PosixFilePermission> own = PosixFilePermissions.fromString("rw-------");
    Path fresh =
        Files.createTempFile(
            folders.state(), "local", ".token", PosixFilePermissions.asFileAttribute(own));
    Files.writeString(fresh, secret + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Keeps KPIs moving that depend on the date, also when nobody pushes. */
  private void measureRegularly() {
    Thread measuring =
        Thread.ofPlatform()
            .daemon()
            .name("measuring")
            .start(
                () -> {
                  try {
                    while (true) {
                      Thread.sleep(MEASURE_EVERY);
                      measure();
                    }
                  } catch (InterruptedException _) {
                    // The server closes.
                  }
                });
    parts.push(measuring::interrupt);
  }

  /** What was judged by other guardrails before this start is judged by these, while the server answers already. */
  private void followRules() {
    Thread judging =
        Thread.ofPlatform()
            .daemon()
            .name("judging")
            .start(
                () -> {
                  try {
                    intake.followRules("roadbed serve");
                  } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "the estate was not judged again: " + e.getMessage());
                  }
                });
    parts.push(() -> judging.join(LAST_JUDGING));
  }

  /** Exceptions end at their moment, whether anybody pushes then or not. */
  private void letExceptionsEnd() {
    Thread ending =
        Thread.ofPlatform()
            .daemon()
            .name("exceptions")
            .start(
                () -> {
                  try {
                    while (true) {
                      Thread.sleep(untilNextEnd());
                    }
                  } catch (InterruptedException _) {
                    // The server closes.
                  }
                });
    parts.push(ending::interrupt);
  }

  /** Bills that are imported beside the server are seen soon, and those that were while it was down. */
  private void followBills() {
    Thread following =
        Thread.ofPlatform()
            .daemon()
            .name("bills")
            .start(
                () -> {
                  String told = "";
                  try {
                    while (true) {
                      Thread.sleep(FOLLOW_BILLS);
                      try {
                        intake.followBills("roadbed serve");
                        told = "";
                      } catch (RuntimeException e) {
                        String problem = String.valueOf(e.getMessage());
                        if (!problem.equals(told)) {
                          LOG.log(System.Logger.Level.WARNING, "bills were not added up: " + problem);
                          told = problem;
                        }
                      }
                    }
                  } catch (InterruptedException _) {
                    // The server closes.
                  }
                });
    parts.push(
        () -> {
          following.interrupt();
          following.join(LAST_JUDGING);
        });
  }

  /** Not for long: a push may bring an exception that ends before all others. */
  private Duration untilNextEnd() {
    Duration longest = Duration.ofSeconds(5);
    try {
      Duration next =
          intake.expire().map(end -> Duration.between(clock.instant(), end)).orElse(longest).plusMillis(1);
      return next.isNegative() ? Duration.ofMillis(100) : next.compareTo(longest) < 0 ? next : longest;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "exceptions were not looked at: " + e.getMessage());
      return longest;
    }
  }

  private void measure() {
    try {
      onCallWatch.look();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "shifts on call were not looked at: " + e.getMessage());
    }
    try {
      intake.measureToday();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "KPIs were not measured: " + e.getMessage());
    }
    try {
      desk.watchBudgets();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "budgets were not looked at: " + e.getMessage());
    }
  }

  /** Where it answers. */
  public URI url() {
    return web.url();
  }

  /** The one-time link for the first administrator, where there is none yet. */
  public Optional<URI> firstAdministratorLink() {
    return web.firstAdministratorLink();
  }

  /** Takes a collection in, as a push does. */
  public CollectionIntake.Outcome receive(String actor, Collection collection) {
    return intake.receive(actor, collection);
  }

  /** Measures on days of the past what can be measured from dated facts. */
  public void measureBefore(List<LocalDate> days) {
    intake.measureBefore(days);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.WARNING, "did not close cleanly: " + e.getMessage());
      }
    }
  }
}
