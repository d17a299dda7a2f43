package roadbed.web.ui;

import java.util.List;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.DecisionTree;
import roadbed.model.ResourceId;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** Why a guardrail says of a resource what it says: the rule's decision as a tree down to attributes with their places. */
final class ExplainPage {
  private final Screen screen;
  private final WebParts parts;

  ExplainPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  /**
   * @param tree the decision
   * @param shown the rules to show: those that held, or all where none did or all are wanted
   * @param everything the address that shows all rules; empty where they are shown
   */
  record View(DecisionTree tree, List<DecisionTree.Rule> shown, String everything) {
    /** A statement of a rule on one line. */
    static String line(DecisionTree.Statement statement) {
      return statement.text().strip().replaceAll("\\s+", " ");
    }
  }

  /** The address of an explanation. */
  static Link link(String guardrail, ResourceId resource) {
    return Link.to("/explain").with("guardrail", guardrail).with("id", resource.value());
  }

  ServerResponse show(Visit visit) {
    String guardrail = visit.text("guardrail");
    String id = visit.text("id");
    if (guardrail.isEmpty() || id.isEmpty()) {
      throw Problem.notFound("Name a guardrail and a resource; a resource's page links to its explanations.");
    }
    ResourceId resource = new ResourceId(id);
    DecisionTree tree =
        parts
            .gates()
            .explanations()
            .of(guardrail, resource)
            .orElseThrow(() -> Problem.notFound("The guardrail " + guardrail + " does not judge this resource now."));
    boolean all = !visit.text("all").isEmpty() || tree.rules().stream().noneMatch(DecisionTree.Rule::holds);
    List<DecisionTree.Rule> shown =
        all ? tree.rules() : tree.rules().stream().filter(DecisionTree.Rule::holds).toList();
    String everything =
        shown.size() == tree.rules().size() ? "" : link(guardrail, resource).with("all", "yes").toString();
    return screen.show(visit, "explain", "Why " + guardrail, "findings", new View(tree, shown, everything));
  }
}
