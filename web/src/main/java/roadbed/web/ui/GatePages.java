package roadbed.web.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** What gates decided, what people said of it, which exceptions there are, and findings by their root cause. */
final class GatePages {
  private static final int SIZE = 50;
  private static final int LONGEST_REASON = 2_000;

  private final Screen screen;
  private final WebParts parts;

  GatePages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record LogView(
      List<GateDecision> decisions, String text, List<Facet> facets, List<ExplorerPage.Chip> chips, Pager pager) {}

  ServerResponse log(Visit visit) {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    Link link = Link.to("/gates").with("q", visit.text("q"));
    for (String column : List.of("gate", "outcome", "guardrail", "subject")) {
      List<String> chosen = visit.texts(column);
      filters.put(column, chosen);
      link = link.with(column, chosen);
    }
    int page = visit.number("page", 1, 100_000, 1);
    DecisionStore.Page found =
        parts.gates().decisions().search(new DecisionStore.Query(filters, visit.text("q"), (page - 1) * SIZE, SIZE));
    List<Facet> facets = new ArrayList<>();
    List<ExplorerPage.Chip> chips = new ArrayList<>();
    for (Map.Entry<String, List<String>> filter : filters.entrySet()) {
      Map<String, Long> counts = found.buckets().getOrDefault(filter.getKey(), Map.of());
      if (!counts.isEmpty()) {
        facets.add(Facet.of(filter.getKey(), counts, filter.getValue()));
      }
      for (String value : filter.getValue()) {
        String without = link.without(filter.getKey(), value).toString();
        chips.add(new ExplorerPage.Chip(filter.getKey() + ": " + value, without));
      }
    }
    LogView view =
        new LogView(found.decisions(), visit.text("q"), facets, chips, new Pager(page, SIZE, found.total(), link));
    return screen.show(visit, "gates", "Gate log", "gates", view);
  }

  /** A group of a decision's findings. */
  record Group(String title, List<GateItem> items) {
    /** What a change leaves as it was is many, and not what one looks for first. */
    boolean folded() {
      return title.equals(Movement.UNCHANGED.id()) && items.size() > 5;
    }
  }

  record DecisionView(
      GateDecision decision, List<Group> groups, List<String> guardrails, List<GateDecision.Feedback> feedback) {}

  ServerResponse decision(Visit visit) {
    String id = visit.request().pathVariable("id");
    GateDecision decision = find(id);
    List<Group> groups = new ArrayList<>();
    for (Movement movement : Movement.values()) {
      List<GateItem> items = decision.items().stream().filter(item -> item.movement() == movement).toList();
      if (!items.isEmpty()) {
        groups.add(new Group(movement.id(), items));
      }
    }
    List<String> guardrails =
        decision.items().stream().map(item -> item.finding().guardrail()).distinct().sorted().toList();
    DecisionView view =
        new DecisionView(decision, groups, guardrails, parts.gates().decisions().feedback(id));
    return screen.show(visit, "gatedecision", "Decision", "gates", view);
  }

  private GateDecision find(String id) {
    return parts
        .gates()
        .decisions()
        .find(id)
        .orElseThrow(() -> Problem.notFound("There is no decision " + id + "."));
  }

  ServerResponse feedback(Visit visit) {
    GateDecision decision = find(visit.text("decision"));
    String guardrail = visit.text("guardrail");
    String reason = visit.text("reason").strip();
    if (decision.items().stream().noneMatch(item -> item.finding().guardrail().equals(guardrail))) {
      throw Problem.badParameter("guardrail", "found nothing in this decision");
    }
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw Problem.badParameter("reason", "says why the gate was wrong, in at most " + LONGEST_REASON + " characters");
    }
    parts
        .gates()
        .decisions()
        .record(
            new GateDecision.Feedback(
                decision.id(), guardrail, parts.clock().instant(), visit.caller().actor(), reason));
    return Replies.seeOther("/gates/" + decision.id());
  }

}
