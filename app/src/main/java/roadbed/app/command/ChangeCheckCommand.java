package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.change.GateVerdicts;
import roadbed.app.change.LocalChanges;
import roadbed.app.config.Folders;
import roadbed.app.gate.GateRequest;
import roadbed.app.gate.GateRun;
import roadbed.assess.change.ProposedChange;
import roadbed.assess.change.ProposedChangeJson;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.change.ChangeDesk;
import roadbed.operate.change.ChangeDocuments;
import roadbed.operate.change.ChangeNotice;
import roadbed.operate.change.ChangeRecordJson;
import roadbed.operate.change.ChangesInMemory;
import roadbed.operate.change.DeliveredChanges;

/** {@code roadbed change check}: says whether a change may go on, for a pipeline that asks before it does. */
final class ChangeCheckCommand implements Command {
  private static final Collection NOTHING =
      new Collection(
          "change", Instant.EPOCH, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), new Collection.Reading(0, 0, List.of(), 0));
  private static final Duration LONGEST_WAIT = Duration.ofHours(12);
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Says whether a change may go on: a plan that is to be applied, by its files, or a deployment, by its commit or digest. Its plan"
                + " is judged by the guardrails, its risk is told with reasons, and rules say who must agree. With a server its inventory,"
                + " error budgets, freezes and approvals count; without one only what stands in the files does.",
            "",
            "Exit codes: 0 may go on, 1 waits, is frozen or refused, 2 wrong use or nothing readable, 3 internal error.");
    spec.addPositional(ChangeFiles.paths("Plans, and files that tell of the estate, of the catalog and of changes (kind Changes)."));
    spec.addOption(Options.texts("--service", "NAME", "What it touches, by the catalog (default: what the changed resources are part of)."));
    spec.addOption(Options.text("--environment", "NAME", "Where (default: that of the changed resources)."));
    spec.addOption(Options.text("--title", "TEXT", "One line for people."));
    spec.addOption(Options.text("--reason", "TEXT", "Why; identifiers of tickets in it are found."));
    spec.addOption(Options.texts("--ticket", "ID", "Tickets that it is made for."));
    spec.addOption(Options.texts("--author", "NAME", "Who made it (default: who the pipeline says started it, or the user)."));
    spec.addOption(Options.text("--digest", "TEXT", "What exactly is deployed, where there is no plan: an image's digest or a version."));
    spec.addOption(Options.text("--commit", "SHA", "The commit (default: what the pipeline says)."));
    spec.addOption(Options.text("--reference", "TEXT", "The pull request or branch (default: the pipeline's)."));
    spec.addOption(Options.text("--from", "TIME", "When it is planned to begin."));
    spec.addOption(Options.text("--until", "TIME", "When it is planned to be over."));
    spec.addOption(Options.text("--emergency", "REASON", "It cannot wait: it may go on, is marked, and is looked at afterwards."));
    spec.addOption(Options.text("--wait", "TIME", "Ask a server again until it may go on, at most so long, for example 30m."));
    spec.addOption(Options.file("--config", "How the gate acts (default: gate.yaml here, where there is one)."));
    spec.addOption(ScanCommand.flag("--json", "Print the change as JSON."));
    GateCommand.addJudging(spec);
    RemoteServer.addTo(spec, "Ask this server (default: ROADBED_SERVER; without either, files alone).");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    ScanCommand.mustExist(paths);
    Folders folders = Folders.ofProcess();
    Optional<RemoteServer> server = RemoteServer.named(words, folders);
    Optional<Duration> wait = wait(words);
    if (wait.isPresent() && server.isEmpty()) {
      throw new UsageException("--wait asks a server: name one with --server");
    }
    Clock clock = Clock.systemUTC();
    Collection collection =
        paths.isEmpty()
            ? NOTHING
            : new Collector().collect(SourceOptions.name(words, paths), paths, clock.instant(), Progress.NONE, Limits.DEFAULT);
    Snapshot snapshot = Inventory.of(List.of(collection));
    Optional<GateDecision> decision = snapshot.resources().isEmpty() ? Optional.empty() : Optional.of(judged(words, paths, folders, terminal));
    ProposedChange change = change(words, snapshot, decision);
    return server.isPresent()
        ? ask(server.get(), words, change, decision, wait, terminal)
        : alone(words, paths, snapshot, change, clock, terminal);
  }

  private static GateDecision judged(ParseResult words, List<Path> paths, Folders folders, Terminal terminal) throws IOException {
    byte[] random = new byte[5];
    new SecureRandom().nextBytes(random);
    String run = "g" + Long.toString(Clock.systemUTC().millis(), 36) + HexFormat.of().formatHex(random);
    Map<String, String> environment = System.getenv();
    GateRequest request =
        new GateRequest(
            SourceOptions.name(words, paths),
            paths,
            GuardrailOptions.choice(words),
            new GateRequest.Before.Prior(),
            GateCommand.rules(words.matchedOptionValue("--config", null), terminal),
            Optional.empty(),
            new GateRequest.Caller(
                Pipeline.actor(environment),
                said(words, "--commit").or(() -> Pipeline.commit(environment)),
                said(words, "--reference").orElseGet(() -> Pipeline.reference(environment))),
            Optional.empty());
    try {
      return new GateRun(folders, Clock.systemUTC(), "roadbed " + Roadbed.VERSION, run).run(request, Progress.NONE, true).decision();
    } catch (GateRun.NoBefore e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> said(ParseResult words, String option) {
    return Optional.ofNullable(words.<String>matchedOptionValue(option, null)).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static ProposedChange change(ParseResult words, Snapshot snapshot, Optional<GateDecision> decision) {
    Map<String, String> environment = System.getenv();
    List<Resource> changed = LocalChanges.changed(snapshot);
    // Source without a plan: all that it declares is what may change.
    List<Resource> touched = changed.isEmpty() ? snapshot.resources() : changed;
    Set<String> services = new TreeSet<>(words.<List<String>>matchedOptionValue("--service", List.of()));
    if (services.isEmpty()) {
      services.addAll(LocalChanges.services(touched));
    }
    Optional<String> commit = said(words, "--commit").or(() -> Pipeline.commit(environment)).or(() -> decision.flatMap(GateDecision::commit));
    String reason = said(words, "--reason").orElse("");
    Set<String> tickets = new TreeSet<>(words.<List<String>>matchedOptionValue("--ticket", List.of()));
    DeliveredChanges.tickets(reason, tickets);
    List<String> authors = words.matchedOptionValue("--author", List.of());
    boolean plan = decision.isPresent();
    String digest =
        decision
            .map(GateDecision::inputDigest)
            .or(() -> said(words, "--digest"))
            .or(() -> commit)
            .orElseThrow(() -> new UsageException("say what is changed: files of a plan, --digest or --commit"));
    String title =
        said(words, "--title")
            .orElseGet(() -> (plan ? "Apply of " : "Deployment of ") + (services.isEmpty() ? "what nobody names" : String.join(", ", services)));
    try {
      return new ProposedChange(
          plan ? ProposedChange.Kind.PLAN : ProposedChange.Kind.DEPLOYMENT,
          title,
          List.copyOf(services).subList(0, Math.min(services.size(), ProposedChange.MOST)),
          touched.stream().map(resource -> resource.id().value()).limit(ProposedChange.MOST).toList(),
          said(words, "--environment").or(() -> LocalChanges.environment(touched)),
          authors.isEmpty() ? List.of(Pipeline.actor(environment)) : authors,
          reason,
          List.copyOf(tickets),
          digest,
          commit,
          said(words, "--reference").orElseGet(() -> Pipeline.reference(environment)),
          decision.map(GateVerdicts::of).map(List::of).orElse(List.of()),
          plan && !changed.isEmpty() ? OptionalInt.of(LocalChanges.destroyed(changed)) : OptionalInt.empty(),
          time(words, "--from"),
          time(words, "--until"),
          Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Instant> time(ParseResult words, String option) {
    return said(words, option)
        .map(
            text ->
                ChangeDocuments.instant(text, ZoneId.systemDefault(), option.equals("--until"))
                    .orElseThrow(() -> new UsageException(option + " is a day or a time such as 2026-12-24T18:00, not " + text)));
  }

  private static Optional<Duration> wait(ParseResult words) {
    return said(words, "--wait")
        .map(
            text -> {
              if (!text.matches("[0-9]{1,5}[smh]")) {
                throw new UsageException("--wait is a time such as 30m or 2h, not " + text);
              }
              Duration wait = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
              if (wait.compareTo(LONGEST_WAIT) > 0) {
                throw new UsageException("--wait is at most " + LONGEST_WAIT.toHours() + "h");
              }
              return wait;
            });
  }

  private static int alone(
      ParseResult words, List<Path> paths, Snapshot snapshot, ProposedChange change, Clock clock, Terminal terminal) throws IOException {
    ChangeFiles files = ChangeFiles.read(paths, terminal);
    ChangeDesk desk =
        new ChangeDesk(
            new ChangesInMemory(),
            new LocalChanges(snapshot, change.gates(), files.kept()),
            ChangeNotice.Told.NOBODY,
            _ -> {},
            clock);
    ChangeDesk.Done done = desk.propose(change.authors().getFirst(), change, said(words, "--emergency"));
    Value.Fields document = ChangeRecordJson.of(done.record(), done.state());
    print(document, words, terminal);
    if (files.wrong()) {
      return ExitCode.USAGE;
    }
    return done.state().mayGoOn() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static int ask(
      RemoteServer server,
      ParseResult words,
      ProposedChange change,
      Optional<GateDecision> decision,
      Optional<Duration> wait,
      Terminal terminal) {
    if (decision.isPresent() && server.send(GateSend.DECISIONS, DecisionJson.of(decision.get())) instanceof RemoteServer.Failed failed) {
      terminal.err().println("roadbed: the gate's decision was not sent, so the server does not know it: " + failed.why());
    }
    Map<String, Value> body = new LinkedHashMap<>(ProposedChangeJson.of(change).values());
    said(words, "--emergency").ifPresent(reason -> body.put("emergency", Value.of(reason)));
    long until = System.nanoTime() + wait.orElse(Duration.ZERO).toNanos();
    Value.Fields before = null;
    while (true) {
      Value.Fields answer;
      switch (server.send(ChangeFiles.CHANGES, new Value.Fields(body))) {
        case RemoteServer.Failed failed -> {
          terminal.err().println("roadbed: " + failed.why());
          return ExitCode.INTERNAL;
        }
        case RemoteServer.Accepted accepted -> answer = accepted.answer();
      }
      boolean goes = answer.get("may_go_on").orElse(Value.of(false)).equals(Value.of(true));
      boolean ends = Set.of("denied", "rejected", "withdrawn").contains(answer.text("state").orElse(""));
      boolean last = goes || ends || System.nanoTime() - until >= 0 || !slept();
      if (last) {
        print(answer, words, terminal);
        answer.text("id").ifPresent(id -> terminal.err().println("see " + server.url().resolve("/changes/" + id)));
        return goes ? ExitCode.CLEAN : ExitCode.FINDINGS;
      }
      tell(before, answer, terminal);
      before = answer;
      // Called an emergency once, it stays one.
      body.remove("emergency");
    }
  }

  private static void tell(Value.@Nullable Fields before, Value.Fields answer, Terminal terminal) {
    if (before == null || !before.get("why").equals(answer.get("why"))) {
      terminal.err().println(answer.text("state").orElse("") + ": " + String.join("; ", ChangeFiles.texts(answer, "why")));
    }
  }

  private static boolean slept() {
    try {
      Thread.sleep(BETWEEN);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void print(Value.Fields change, ParseResult words, Terminal terminal) {
    if (words.hasMatchedOption("--json")) {
      terminal.out().println(ValueJson.text(change));
    } else {
      List<String> lines = new ArrayList<>(ChangeFiles.lines(change, terminal.width()));
      lines.forEach(terminal.out()::println);
    }
  }
}
