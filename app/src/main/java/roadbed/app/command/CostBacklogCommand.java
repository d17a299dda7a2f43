package roadbed.app.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.cost.BacklogFile;
import roadbed.app.cost.BillVerification;
import roadbed.app.cost.BilledEstate;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.Backlog.Event;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.backlog.Opportunity;

/** {@code roadbed cost backlog}: optimisations from the idea to what the bill says of them. */
final class CostBacklogCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Optimisations: found, accepted by somebody until a day, done, and verified by the bill, or reverted. What is"
                + " promised and what is realised are never added.");
    CommandSpec list = sub(spec, "list", "List the opportunities with their state.");
    list.addOption(Options.text("--state", "STATE", "Only those of this state."));
    CommandSpec add = sub(spec, "add", "Add an opportunity.");
    add.addPositional(id());
    add.addOption(required("--title", "TEXT", "What would cost less."));
    add.addOption(required("--resources", "IDS", "The resources' identifiers in the bill, separated by commas."));
    add.addOption(Options.text("--control", "IDS", "Resources that are like them and stay as they are."));
    add.addOption(required("--promised", "AMOUNT", "What is hoped to be saved in a month."));
    add.addOption(required("--currency", "CODE", "The currency of the bill."));
    CommandSpec accept = sub(spec, "accept", "Take an opportunity up.");
    accept.addPositional(id());
    accept.addOption(required("--owner", "NAME", "Who does it."));
    accept.addOption(required("--due", "DAY", "Until when."));
    CommandSpec done = sub(spec, "done", "Say that it was done.");
    done.addPositional(id());
    done.addOption(required("--on", "DAY", "When."));
    CommandSpec verify =
        sub(spec, "verify", "Ask the bill what it saved: at least seven days of cost on both sides, corrected for use and price.");
    verify.addPositional(id());
    verify.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .paramLabel("PATH")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Billing files; without any, the imported lines are asked.")
            .build());
    verify.addOption(Options.text("--use", "FACTOR", "How use changed, for example 1.2 for a fifth more, where there is no control."));
    CommandSpec revert = sub(spec, "revert", "Say that it was undone.");
    revert.addPositional(id());
    revert.addOption(required("--on", "DAY", "When."));
    revert.addOption(required("--reason", "TEXT", "Why."));
    CommandSpec decline = sub(spec, "decline", "Say that it is not to be done.");
    decline.addPositional(id());
    decline.addOption(required("--reason", "TEXT", "Why not."));
    CommandSpec undo = sub(spec, "undo", "Take the last step back, which was a mistake.");
    undo.addPositional(id());
    undo.addOption(required("--reason", "TEXT", "Why."));
    return spec;
  }

  private static CommandSpec sub(CommandSpec spec, String name, String description) {
    CommandSpec sub = CommandSpec.create().name(name);
    sub.usageMessage().description(description);
    sub.addOption(
        OptionSpec.builder("--backlog")
            .type(Path.class)
            .paramLabel("FILE")
            .description("The backlog's file (default: in the user's state folder).")
            .build());
    RemoteServer.addTo(sub, "The server that has the backlog (default: ROADBED_SERVER; else the file).");
    spec.addSubcommand(name, sub);
    return sub;
  }

  private static PositionalParamSpec id() {
    return PositionalParamSpec.builder().index("0").paramLabel("ID").type(String.class).description("The opportunity.").build();
  }

  private static OptionSpec required(String name, String label, String description) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).required(true).description(description).build();
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult chosen = words.subcommand();
    if (chosen == null) {
      throw new UsageException("say one of list, add, accept, done, verify, revert, decline, undo (see roadbed cost backlog --help)");
    }
    Path named = chosen.matchedOptionValue("--backlog", null);
    Folders folders = Folders.ofProcess();
    Optional<RemoteServer> server = named == null ? RemoteServer.named(chosen, folders) : Optional.empty();
    BacklogStore store =
        server.isPresent() ? new RemoteBacklog(server.get()) : new BacklogFile(named == null ? folders.backlog() : named);
    String name = chosen.commandSpec().name();
    try {
      if (name.equals("list")) {
        list(store.backlog(), chosen.matchedOptionValue("--state", ""), terminal);
        return ExitCode.CLEAN;
      }
      String id = chosen.matchedPositionalValue(0, "");
      if (name.equals("verify") && server.isPresent()) {
        told(new RemoteBacklog(server.get()).verify(id, use(chosen)), terminal);
        return ExitCode.CLEAN;
      }
      Event event =
          switch (name) {
            case "add" -> new Event.Found(idea(id, chosen));
            case "accept" -> new Event.Accepted(id, text(chosen, "--owner"), day(chosen, "--due"));
            case "done" -> new Event.Done(id, day(chosen, "--on"));
            case "verify" -> verified(id, store.backlog(), chosen, terminal);
            case "revert" -> new Event.Reverted(id, day(chosen, "--on"), text(chosen, "--reason"));
            case "undo" -> new Event.Undone(id, text(chosen, "--reason"));
            default -> new Event.Declined(id, user(), text(chosen, "--reason"));
          };
      told(store.take(event, user(), Clock.systemUTC().instant()), terminal);
      return ExitCode.CLEAN;
    } catch (Backlog.Refused e) {
      throw new UsageException(e.getMessage() == null ? "that cannot be" : e.getMessage());
    }
  }

  private static String user() {
    return System.getProperty("user.name", "unknown");
  }

  private static void told(Opportunity next, Terminal terminal) {
    terminal
        .out()
        .println(next.idea().id() + " is " + next.state() + (next instanceof Opportunity.Verified one ? ": " + words(one) : ""));
  }

  private static Optional<BigDecimal> use(ParseResult words) {
    return words.hasMatchedOption("--use") ? Optional.of(number(words, "--use")) : Optional.empty();
  }

  private static String text(ParseResult words, String option) {
    return words.matchedOptionValue(option, "");
  }

  private static LocalDate day(ParseResult words, String option) {
    try {
      return LocalDate.parse(text(words, option));
    } catch (java.time.DateTimeException _) {
      throw new UsageException(option + " is a day such as 2026-01-31");
    }
  }

  private static BigDecimal number(ParseResult words, String option) {
    String text = text(words, option);
    if (text.length() > 40 || !text.matches("[0-9]+(\\.[0-9]+)?")) {
      throw new UsageException(option + " is a number such as 120.50");
    }
    return new BigDecimal(text);
  }

  private static Opportunity.Idea idea(String id, ParseResult words) {
    return new Opportunity.Idea(
        id,
        text(words, "--title"),
        texts(words, "--resources"),
        texts(words, "--control"),
        number(words, "--promised"),
        text(words, "--currency"),
        LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC));
  }

  private static List<String> texts(ParseResult words, String option) {
    List<String> texts = new ArrayList<>();
    for (String part : text(words, option).split(",", -1)) {
      if (!part.isBlank()) {
        texts.add(part.strip());
      }
    }
    return texts;
  }

  private static Event verified(String id, Backlog backlog, ParseResult words, Terminal terminal)
      throws IOException, Backlog.Refused {
    Opportunity opportunity = backlog.of(id);
    List<Path> paths = words.matchedPositionalValue(1, List.<Path>of());
    ScanCommand.mustExist(paths);
    try (ProgressLine progress = ProgressLine.on(terminal);
        BilledEstate estate = BilledEstate.open(Folders.ofProcess(), Clock.systemUTC(), paths, progress)) {
      return BillVerification.of(opportunity, use(words), estate.billing());
    }
  }

  private static String words(Opportunity.Verified one) {
    return one.saving().monthly().setScale(2, RoundingMode.HALF_EVEN)
        + " " + one.idea().currency() + " a month, of " + one.idea().promised().toPlainString() + " promised; "
        + one.saving().normalised();
  }

  private static void list(Backlog backlog, String state, Terminal terminal) {
    LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
    List<List<String>> rows = new ArrayList<>();
    for (Opportunity one : backlog.opportunities()) {
      if (state.isEmpty() || one.state().equals(state)) {
        String owner =
            switch (one) {
              case Opportunity.Accepted accepted ->
                  accepted.owner() + " until " + accepted.due() + (accepted.late(today) ? ", late" : "");
              case Opportunity.Done done -> done.owner() + " on " + done.on();
              case Opportunity.Verified verified -> verified.owner() + " on " + verified.on();
              case Opportunity.Reverted reverted -> "on " + reverted.on() + ": " + reverted.reason();
              case Opportunity.Declined declined -> declined.reason();
              case Opportunity.Proposed _ -> "";
            };
        rows.add(
            List.of(
                one.idea().id(),
                one.state(),
                one.idea().title(),
                owner,
                one.idea().promised().toPlainString(),
                one instanceof Opportunity.Verified ? one.realised().setScale(2, RoundingMode.HALF_EVEN).toPlainString() : "",
                one.idea().currency()));
      }
    }
    terminal
        .out()
        .print(
            TextTable.render(
                List.of("id", "state", "what", "who", "promised", "realised", ""), rows, terminal.width()));
    for (Map.Entry<String, Backlog.Sums> sum : backlog.sums().entrySet()) {
      terminal
          .out()
          .println(
              sum.getKey() + " a month: " + sum.getValue().realised().setScale(2, RoundingMode.HALF_EVEN)
                  + " realised; " + sum.getValue().promised().toPlainString() + " promised and not verified");
    }
  }
}
