package roadbed.web.fakes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.policy.DecisionTree;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.ExceptionStore;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.inventory.EstateStore;
import roadbed.model.Diagnostic;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;
import roadbed.model.GateRules;
import roadbed.model.Location;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Verdict;
import roadbed.web.GateParts;
import roadbed.web.api.ExceptionDesk;
import roadbed.web.ui.Explanations;

/** One exception and one decision, or none. */
public final class FakeGates implements ExceptionStore, DecisionStore {
  private final boolean empty;
  private final List<GateDecision.Feedback> said = new ArrayList<>();
  private final Map<String, GateDecision> kept = new HashMap<>();
  public final List<String> entered = new ArrayList<>();

  private final EstateStore estate;
  private final Guardrails guardrails;

  public FakeGates(boolean empty, EstateStore estate, Guardrails guardrails) {
    this.empty = empty;
    this.estate = estate;
    this.guardrails = guardrails;
  }

  public GateParts parts() {
    return new GateParts(this, this, new Desk(), new Explained());
  }

  /** Explains what the estate has. */
  private final class Explained implements Explanations {
    @Override
    public Optional<DecisionTree> of(String guardrail, ResourceId id) {
      return estate.find(id).flatMap(found -> guardrails.explain(guardrail, found.resource(), List.of()));
    }

    @Override
    public List<Optional<DecisionTree>> all(List<Asked> asked) {
      return asked.stream().map(one -> of(one.guardrail(), one.resource())).toList();
    }
  }

  @Override
  public void record(List<ExceptionStanding> standings, ExceptionRules.Terms terms, Instant judgedAt) {
    throw new UnsupportedOperationException("pages read");
  }

  @Override
  public void enter(ExceptionGrant grant, Instant at) {
    throw new UnsupportedOperationException("pages read");
  }

  @Override
  public boolean withdraw(String id) {
    throw new UnsupportedOperationException("pages ask the desk");
  }

  @Override
  public List<ExceptionGrant> entered() {
    return List.of();
  }

  /** The desk, which has entered the one exception, and takes nothing that does not say why. */
  private final class Desk implements ExceptionDesk {
    @Override
    public Outcome enter(String actor, String document) {
      entered.add(actor + ": " + document);
      return document.contains("reason")
          ? new Done(grant(FakeEstate.NOW), 3)
          : new Refused(List.of(Diagnostic.error("x", Location.of("document"), "reason is missing", "say why")));
    }

    @Override
    public Outcome withdraw(String actor, String id, String reason) {
      return id.equals("EX-12") ? new Done(grant(FakeEstate.NOW), 0) : new Unknown(id);
    }

    @Override
    public List<String> entered() {
      return empty ? List.of() : List.of("EX-12");
    }
  }


  @Override
  public List<ExceptionStanding> standings(Instant now) {
    return empty
        ? List.of()
        : List.of(new ExceptionStanding(grant(now), ExceptionStanding.State.EXPIRING, 3, ""));
  }

  private static ExceptionGrant grant(Instant now) {
    return new ExceptionGrant(
            "EX-12",
            new ExceptionGrant.GuardrailSelector(List.of("s3-tls-only"), List.of(), List.of()),
            new ExceptionGrant.ResourceSelector(
                List.of(), List.of("module.archive.*"), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), false),
            "The archive's old client cannot.",
            Optional.empty(),
            "ana",
            "ben",
            Optional.empty(),
            now.plus(Duration.ofDays(9)),
            Optional.empty(),
            Location.of("exceptions.yaml", 1, 1));
  }

  @Override
  public boolean record(GateDecision decision) {
    return kept.putIfAbsent(decision.id(), decision) == null;
  }

  @Override
  public void record(GateDecision.Feedback feedback) {
    said.add(feedback);
  }

  private static GateDecision decision() {
    GateFinding finding =
        new GateFinding(
            "s3-tls-only", "Only TLS", Severity.HIGH, Verdict.Outcome.FAIL, List.of("answers plain HTTP"), "r",
            "aws_s3_bucket.a", "aws_s3_bucket", "a", "web", "", "", Location.of("main.tf", 3, 1));
    return new GateDecision(
        "g1", GateDecision.GateKind.PULL_REQUEST, FakeEstate.NOW.minusSeconds(60), "infra", Optional.of("abc123"),
        "shop/infra#7", "ana", "0".repeat(64), "1".repeat(64), Map.of("new", 1L, "blocking", 1L),
        GateDecision.Outcome.BLOCK,
        List.of(new GateItem(Movement.NEW, GateRules.Level.BLOCK, "", finding, "f")), List.of("EX-12"),
        Duration.ofMillis(812), Optional.empty());
  }

  @Override
  public Page search(Query query) {
    return empty
        ? new Page(List.of(), 0, Map.of())
        : new Page(
            List.of(decision()), 1, Map.of("gate", Map.of("pull-request", 1L), "outcome", Map.of("block", 1L)));
  }

  @Override
  public List<GateDecision> onCommits(GateDecision.GateKind gate, Set<String> beginnings, int most) {
    return List.of();
  }

  @Override
  public Optional<GateDecision> find(String id) {
    return Optional.of(decision())
        .filter(decision -> !empty && decision.id().equals(id))
        .or(() -> Optional.ofNullable(kept.get(id)));
  }

  @Override
  public List<GateDecision.Feedback> feedback(String decision) {
    return List.copyOf(said);
  }
}
