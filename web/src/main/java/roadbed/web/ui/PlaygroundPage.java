package roadbed.web.ui;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.model.Diagnostic;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Verdict;
import roadbed.prove.report.DecisionTreeText;
import roadbed.rego.Compilation;
import roadbed.rego.Policy;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.Rego;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.trace.Explanation;
import roadbed.rego.trace.TraceEvent;
import roadbed.rego.trace.TraceRecorder;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/**
 * The playground: a pasted document, and a guardrail to judge it by or Rego of one's own to ask about it. Nothing is kept.
 * Size, time, steps and memory are bounded, and only a few evaluations run at a time.
 */
final class PlaygroundPage {
  private static final int MOST_DOCUMENT = 512 * 1024;
  private static final int MOST_RULE = 64 * 1024;
  private static final int MOST_LINES = 400;
  private static final int MOST_VERDICTS = 200;
  private static final int MOST_RESULT = 20_000;
  private static final int MOST_TREES = 25;
  private static final int TREE_WIDTH = 110;
  private static final Duration EXPLAINING = Duration.ofSeconds(2);
  private static final List<Verdict.Outcome> OUTCOMES =
      List.of(Verdict.Outcome.FAIL, Verdict.Outcome.NOT_EVALUATED, Verdict.Outcome.EXCEPTED, Verdict.Outcome.PASS);
  private static final Semaphore PLACES = new Semaphore(2);
  private static final Limits LIMITS =
      new Limits(5_000_000L, Duration.ofSeconds(2), 200).withMemory(512L << 20).withSizes(100_000, 1_000_000);

  private static final String DOCUMENT =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
      spec:
        containers:
          - name: web
            image: registry.example/web:latest
            securityContext:
              privileged: true
      """;

  private static final String RULE =
      """
      package play

      deny contains msg if {
      	some container in input.spec.containers
      	container.securityContext.privileged
      	print("privileged:", container.name)
      	msg := sprintf("%s is privileged", [container.name])
      }
      """;

  private final Screen screen;
  private final PastedDocuments documents;
  private final Guardrails guardrails;

  PlaygroundPage(Screen screen, PastedDocuments documents, Guardrails guardrails) {
    this.screen = screen;
    this.documents = documents;
    this.guardrails = guardrails;
  }

  /**
   * What the page shows.
   *
   * @param chosen id of the guardrail; empty for Rego of one's own
   */
  record View(
      List<Guardrail> guardrails, String document, String chosen, String rule, Optional<Answer> answer) {}

  /**
   * What came out.
   *
   * @param headline one line
   * @param good whether everything that was judged passes
   * @param verdicts of a guardrail, by resource
   * @param result of Rego, as JSON
   * @param prints what the rule printed
   * @param trace how it was evaluated
   * @param problems with their places
   */
  record Answer(
      String headline,
      boolean good,
      List<Line> verdicts,
      String result,
      List<String> prints,
      List<String> trace,
      List<String> problems) {}

  /**
   * A verdict over a resource.
   *
   * @param tree how it came about, down to the attributes and their places; empty where that is not shown
   */
  record Line(String resource, String kind, String outcome, List<String> messages, String tree) {}

  ServerResponse show(Visit visit) {
    String chosen = visit.text("guardrail");
    return page(visit, new View(all(), DOCUMENT, chosen, RULE, Optional.empty()));
  }

  private ServerResponse page(Visit visit, View view) {
    return screen.show(visit, "playground", "Playground", "guardrails", view);
  }

  private List<Guardrail> all() {
    return guardrails.all().stream().sorted(Comparator.comparing(Guardrail::id)).toList();
  }

  ServerResponse run(Visit visit) {
    String document = visit.verbatim("document");
    String rule = visit.verbatim("rule");
    String chosen = visit.text("guardrail");
    if (document.length() > MOST_DOCUMENT || rule.length() > MOST_RULE) {
      throw Problem.of(
          HttpStatus.CONTENT_TOO_LARGE,
          "Too much to play with",
          "A document has at most 512 KiB here and a rule 64 KiB. The command line has no such bound.");
    }
    if (!PLACES.tryAcquire()) {
      throw Problem.of(
          HttpStatus.SERVICE_UNAVAILABLE, "The playground is busy", "Others are trying something. Try again in a moment.");
    }
    try {
      Answer answer = chosen.isEmpty() ? ask(document, rule) : judge(document, chosen);
      return page(visit, new View(all(), document, chosen, rule, Optional.of(answer)));
    } finally {
      PLACES.release();
    }
  }

  private Answer judge(String document, String id) {
    if (guardrails.find(id).isEmpty()) {
      throw Problem.notFound("There is no guardrail " + id + ".");
    }
    PastedDocuments.Read read = documents.read(document);
    Map<ResourceId, Resource> resources = new java.util.HashMap<>();
    read.snapshot().resources().forEach(resource -> resources.put(resource.id(), resource));
    List<String> problems = new ArrayList<>(read.diagnostics().stream().map(Diagnostic::toString).limit(MOST_LINES).toList());
    var judgement = guardrails.only(Set.of(id)).judge(read.snapshot());
    judgement.diagnostics().forEach(diagnostic -> problems.add(diagnostic.toString()));
    // What fails comes first, and what could not be decided next.
    List<Verdict> verdicts =
        judgement.verdicts().stream()
            .filter(verdict -> verdict.guardrail().equals(id))
            .sorted(Comparator.comparingInt(verdict -> OUTCOMES.indexOf(verdict.outcome())))
            .toList();
    List<Line> lines = new ArrayList<>();
    long until = System.nanoTime() + EXPLAINING.toNanos();
    for (Verdict verdict : verdicts.stream().limit(MOST_VERDICTS).toList()) {
      Resource resource = resources.get(verdict.resource());
      boolean time = lines.size() < MOST_TREES && System.nanoTime() < until;
      lines.add(
          new Line(
              resource == null ? verdict.resource().value() : resource.name(),
              resource == null ? "" : resource.kind(),
              verdict.outcome().id(),
              verdict.messages(),
              resource != null && time ? tree(id, resource, read) : ""));
    }
    long failed = verdicts.stream().filter(verdict -> verdict.outcome() == Verdict.Outcome.FAIL).count();
    boolean good = !verdicts.isEmpty() && verdicts.stream().allMatch(verdict -> verdict.outcome() == Verdict.Outcome.PASS);
    String headline =
        read.snapshot().resources().isEmpty()
            ? "No resource was recognised in the document."
            : verdicts.isEmpty()
                ? "The guardrail is about none of the %d resources.".formatted(read.snapshot().resources().size())
                : failed > 0
                    ? Format.count(failed, "resource fails.", "resources fail.")
                    : good ? "Everything passes." : "Not everything could be decided.";
    return new Answer(headline, good, lines, "", List.of(), List.of(), problems);
  }

  private String tree(String id, Resource resource, PastedDocuments.Read read) {
    return guardrails
        .explain(id, resource, read.reads())
        .map(tree -> DecisionTreeText.render(tree, false, TREE_WIDTH, false))
        .map(text -> read.folder().isEmpty() ? text : text.replace(read.folder(), ""))
        // That is how the command line shows them.
        .map(text -> text.replace(" (--all shows them)", ""))
        .orElse("");
  }

  /** Asks a rule of one's own: its {@code deny} where it has one, otherwise its whole package. */
  private static Answer ask(String document, String rule) {
    List<String> problems = new ArrayList<>();
    Optional<Value> input = input(document, problems);
    List<RegoError> errors = new ArrayList<>();
    Module module = Parser.module("rule.rego", rule, Dialect.V1, errors);
    errors.forEach(error -> problems.add(error.toString()));
    if (module == null || input.isEmpty() || !problems.isEmpty()) {
      return failed("Something is wrong with what was given.", problems);
    }
    return switch (Rego.compiler().marks(true).module(module).compile()) {
      case Compilation.Failed failed -> {
        failed.errors().forEach(error -> problems.add(error.toString()));
        yield failed("The rule does not compile.", problems);
      }
      case Compilation.Compiled compiled -> evaluated(compiled.policy(), module, input.get());
    };
  }

  private static Answer failed(String headline, List<String> problems) {
    return new Answer(headline, false, List.of(), "", List.of(), List.of(), problems);
  }

  private static Optional<Value> input(String document, List<String> problems) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    boolean json = document.stripLeading().startsWith("{") || document.stripLeading().startsWith("[");
    List<Manifest.Placed> parts =
        Manifest.documents(
            json ? "document.json" : "document.yaml", document.getBytes(StandardCharsets.UTF_8), diagnostics);
    diagnostics.forEach(diagnostic -> problems.add(diagnostic.toString()));
    if (parts.size() > 1) {
      problems.add("document.yaml: " + parts.size() + " documents; a rule is asked about one");
    }
    return parts.isEmpty() ? Optional.of(ObjectValue.EMPTY) : Optional.of(parts.getFirst().value());
  }

  private static Answer evaluated(Policy policy, Module module, Value input) {
    TraceRecorder trace = new TraceRecorder();
    List<String> prints = new ArrayList<>();
    boolean denies = module.rules().stream().anyMatch(one -> one.head().name().equals("deny"));
    StringBuilder query = new StringBuilder("data");
    module.path().forEach(part -> query.append('[').append(Values.quote(part)).append(']'));
    List<String> problems = new ArrayList<>();
    QueryResult result;
    try {
      Policy bounded =
          policy
              .withLimits(LIMITS)
              .withContext(
                  () ->
                      CallContext.builder()
                          .notes(trace::note)
                          .prints(
                              line -> {
                                if (prints.size() < MOST_LINES) {
                                  prints.add(line);
                                }
                              }));
      result = bounded.query(denies ? query + ".deny" : query.toString()).in(bounded.on(input).tracedBy(trace));
    } catch (QueryException e) {
      e.errors().forEach(error -> problems.add(error.toString()));
      return failed("The rule cannot be asked.", problems);
    }
    result.errors().forEach(error -> problems.add(error.toString()));
    List<String> undecided = result.undecided();
    undecided.forEach(reason -> problems.add("not decided: " + reason));
    Optional<Value> value = result.value();
    String json = value.map(Values::toJson).orElse("undefined");
    boolean found = value.isPresent() && !json.equals("[]") && !json.equals("{}") && !json.equals("false");
    String headline =
        !problems.isEmpty()
            ? "The evaluation did not come to an end."
            : denies ? (found ? "The rule denies." : "The rule finds nothing.") : "The package says:";
    return new Answer(
        headline,
        problems.isEmpty() && denies && !found,
        List.of(),
        json.length() > MOST_RESULT ? json.substring(0, MOST_RESULT) + " …" : json,
        prints,
        lines(trace.events()),
        problems);
  }

  private static List<String> lines(List<TraceEvent> events) {
    List<String> lines = new ArrayList<>();
    for (TraceEvent event : Explanation.FULL.of(events)) {
      if (lines.size() >= MOST_LINES) {
        lines.add("… and more");
        break;
      }
      lines.add(
          "%s:%d  %s%s %s"
              .formatted(
                  event.at().file(),
                  event.at().line(),
                  "  ".repeat(Math.min(event.depth(), 12)),
                  event.operation().word(),
                  event.text()));
    }
    return lines;
  }
}
