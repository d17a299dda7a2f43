package roadbed.app.server;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import roadbed.assess.policy.ExceptionStore;
import roadbed.assess.policy.Exceptions;
import roadbed.assess.policy.Guardrails;
import roadbed.model.Diagnostic;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionJson;
import roadbed.model.ExceptionRules;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.web.api.ExceptionDesk;
import roadbed.web.ui.PastedDocuments;

/**
 * Takes in what people enter: reads it as a file's document is read, refuses what could never hold, keeps it, lets the
 * estate feel it at once, and writes it into the evidence.
 */
final class EnteredExceptions implements ExceptionDesk {
  private static final int MOST_ENTERED = 10_000;

  private final ExceptionStore store;
  private final Intake intake;
  private final Guardrails guardrails;
  private final EvidenceLog evidence;
  private final Clock clock;

  EnteredExceptions(
      ExceptionStore store, Intake intake, Guardrails guardrails, EvidenceLog evidence, Clock clock) {
    this.store = store;
    this.intake = intake;
    this.guardrails = guardrails;
    this.evidence = evidence;
    this.clock = clock;
  }

  @Override
  public synchronized Outcome enter(String actor, String document) {
    PastedDocuments.Read read = Documents.pasted(document, clock);
    List<Diagnostic> why = new ArrayList<>(read.diagnostics());
    ExceptionRules rules = read.snapshot().facts().exceptions();
    if (rules.grants().size() != 1 || rules.terms().isPresent() || !read.snapshot().resources().isEmpty()) {
      if (why.isEmpty()) {
        why.add(wrong("one document of kind Exception is expected here, and nothing else", "see docs/guide/exceptions.md"));
      }
      return new Refused(why);
    }
    Instant now = clock.instant();
    ExceptionGrant grant = begun(rules.grants().getFirst(), now, actor);
    ExceptionRules known = intake.exceptionRules();
    why.addAll(problems(grant, known, now));
    if (!why.isEmpty()) {
      return new Refused(why);
    }
    intake.change(actor, "exception " + grant.id(), () -> store.enter(grant, now));
    record("entered", actor, grant, "");
    return done(grant);
  }

  /** Whoever enters it says when it begins, or it begins now: the time that it may last runs from there. */
  private static ExceptionGrant begun(ExceptionGrant grant, Instant now, String actor) {
    return new ExceptionGrant(
        grant.id(),
        grant.guardrails(),
        grant.resources(),
        grant.reason(),
        grant.compensating(),
        grant.requester(),
        grant.approver(),
        grant.from().or(() -> Optional.of(now)),
        grant.end(),
        grant.review(),
        Location.of("entered by " + actor));
  }

  private List<Diagnostic> problems(ExceptionGrant grant, ExceptionRules known, Instant now) {
    List<Diagnostic> problems = new ArrayList<>();
    List<String> entered = entered();
    if (!entered.contains(grant.id())) {
      if (known.grants().stream().anyMatch(one -> one.id().equals(grant.id()))) {
        problems.add(wrong("a collected document has the exception " + grant.id() + " already", "change it there"));
      }
      if (entered.size() >= MOST_ENTERED) {
        problems.add(wrong("there are " + MOST_ENTERED + " entered exceptions", "take back those that nobody needs"));
      }
    }
    if (!now.isBefore(grant.end())) {
      problems.add(wrong("the exception has ended already", "give it an end in the future"));
    }
    if (grant.resources().marked() || !grant.resources().files().isEmpty()) {
      problems.add(
          wrong("marks and files stand beside sources, and this exception does not", "put its document beside the source"));
    }
    boolean drift = grant.guardrails().ids().stream().anyMatch(id -> id.equals("drift") || id.startsWith("drift:"));
    Exceptions.Reach reach =
        new Exceptions(new ExceptionRules(List.of(grant), known.terms(), List.of()), guardrails.all(), now)
            .reach(grant.id());
    if (reach.guardrails().isEmpty() && !drift) {
      problems.add(wrong("no guardrail that judges here is one that the exception speaks of", "see the guardrails page"));
    }
    if (!reach.overCap().isEmpty()) {
      problems.add(
          wrong(
              "it is to last for longer than is allowed for " + reach.overCap().stream().limit(5).collect(Collectors.joining(", ")),
              "give it an end at most " + reach.mostDays() + " days after its beginning"));
    }
    grant
        .compensating()
        .filter(id -> guardrails.find(id).isEmpty())
        .ifPresent(id -> problems.add(wrong("the compensating guardrail " + id + " does not judge here", "")));
    return problems;
  }

  private static Diagnostic wrong(String message, String hint) {
    return Diagnostic.error("exception.refused", Location.of("document"), message, hint);
  }

  @Override
  public synchronized Outcome withdraw(String actor, String id, String reason) {
    Optional<ExceptionGrant> grant = store.entered().stream().filter(one -> one.id().equals(id)).findFirst();
    if (grant.isEmpty()) {
      return new Unknown(id);
    }
    intake.change(actor, "exception " + id, () -> store.withdraw(id));
    record("withdrawn", actor, grant.get(), reason);
    return new Done(grant.get(), 0);
  }

  @Override
  public List<String> entered() {
    return store.entered().stream().map(ExceptionGrant::id).toList();
  }

  private Done done(ExceptionGrant grant) {
    return new Done(
        grant,
        store.standings(clock.instant()).stream()
            .filter(standing -> standing.grant().id().equals(grant.id()))
            .mapToLong(standing -> standing.used())
            .sum());
  }

  private void record(String what, String actor, ExceptionGrant grant, String reason) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("what", Value.of(what));
    if (!reason.isEmpty()) {
      body.put("reason", Value.of(reason));
    }
    body.put("exception", ValueJson.parse(ExceptionJson.text(grant)));
    evidence.append("exception", actor, new Value.Fields(body));
  }
}
