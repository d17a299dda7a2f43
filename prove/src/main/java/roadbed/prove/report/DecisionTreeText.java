package roadbed.prove.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.assess.policy.DecisionTree;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;

/** A decision as a tree for a terminal, and as JSON. */
public final class DecisionTreeText {
  private final DecisionTree tree;
  private final TerminalText text;
  private final boolean all;

  private DecisionTreeText(DecisionTree tree, boolean colour, int width, boolean all) {
    this.tree = tree;
    this.text = new TerminalText(colour, width);
    this.all = all;
  }

  /**
   * Renders a decision.
   *
   * @param all whether to show also rules that did not hold where one did
   */
  public static String render(DecisionTree tree, boolean colour, int width, boolean all) {
    DecisionTreeText rendering = new DecisionTreeText(tree, colour, width, all);
    rendering.verdict();
    rendering.rules();
    return rendering.text.toString();
  }

  private void verdict() {
    Verdict verdict = tree.verdict();
    String outcome =
        switch (verdict.outcome()) {
          case PASS -> text.paint("passes", TerminalText.GREEN);
          case FAIL -> text.paint("fails", TerminalText.RED);
          case NOT_EVALUATED -> text.paint("could not be evaluated", TerminalText.YELLOW);
          case EXCEPTED -> text.paint("fails, excepted", TerminalText.YELLOW);
        };
    text.line(text.bold(tree.resource().origin().address()) + " " + outcome + " " + text.bold(tree.guardrail().id()));
    text.line(text.dim(tree.resource().origin().location() + "  " + tree.guardrail().title()));
    verdict.messages().forEach(message -> text.line("  " + message));
  }

  private void rules() {
    boolean any = tree.rules().stream().anyMatch(DecisionTree.Rule::holds);
    List<DecisionTree.Rule> shown =
        tree.rules().stream().filter(rule -> all || !any || rule.holds()).toList();
    for (int i = 0; i < shown.size(); i++) {
      boolean last = i == shown.size() - 1;
      rule(shown.get(i), last ? "└─ " : "├─ ", last ? "   " : "│  ");
    }
    if (shown.size() < tree.rules().size()) {
      text.line(text.dim((tree.rules().size() - shown.size()) + " rules did not hold (--all shows them)"));
    }
  }

  private void rule(DecisionTree.Rule rule, String branch, String indent) {
    String mark = rule.holds() ? text.paint("holds", TerminalText.RED) : text.dim("does not hold");
    text.line(text.dim(branch) + rule.name() + "  " + mark + text.dim("  " + rule.at()));
    List<DecisionTree.Statement> statements = rule.statements();
    for (int i = 0; i < statements.size(); i++) {
      boolean last = i == statements.size() - 1;
      statement(statements.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
    }
  }

  private void statement(DecisionTree.Statement statement, String branch, String indent) {
    String mark = statement.held() > 0 ? text.paint("✓ ", TerminalText.GREEN) : text.paint("✗ ", TerminalText.YELLOW);
    String often =
        statement.held() + statement.failed() > 1
            ? text.dim("  held " + statement.held() + ", not " + statement.failed())
            : "";
    text.line(
        text.dim(branch) + mark + statement.text().strip().replaceAll("\\s+", " ") + often + text.dim("  line " + statement.at().line()));
    for (DecisionTree.Facet facet : statement.facets()) {
      text.line(text.dim(indent) + "  " + facet.name() + (facet.value().isEmpty() ? "" : " = " + text.bold(facet.value())));
      for (DecisionTree.Attribute attribute : facet.attributes()) {
        text.line(
            text.dim(indent) + "    " + attribute.name() + " = " + attribute.value().orElse(text.dim("(not set)"))
                + text.dim("  " + attribute.at())
                + attribute.decided().map(at -> text.dim("  decided at ") + at).orElse(""));
      }
    }
  }

  /** The tree as one JSON document. */
  public static String json(DecisionTree tree) {
    return ValueJson.text(document(tree));
  }

  /** The tree as a document. */
  public static Value.Fields document(DecisionTree tree) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("format", Value.of("roadbed.explanation/1"));
    fields.put("guardrail", Value.of(tree.guardrail().id()));
    fields.put("resource", Value.of(tree.resource().id().value()));
    fields.put("address", Value.of(tree.resource().origin().address()));
    fields.put("location", Value.of(tree.resource().origin().location().toString()));
    fields.put("outcome", Value.of(tree.verdict().outcome().id()));
    fields.put("messages", Value.ofTexts(tree.verdict().messages()));
    List<Value> rules = new ArrayList<>();
    tree.rules().forEach(rule -> rules.add(rule(rule)));
    fields.put("rules", new Value.Items(rules));
    return new Value.Fields(fields);
  }

  private static Value rule(DecisionTree.Rule rule) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", Value.of(rule.name()));
    fields.put("at", Value.of(rule.at().toString()));
    fields.put("holds", Value.of(rule.holds()));
    List<Value> statements = new ArrayList<>();
    rule.statements().forEach(statement -> statements.add(statement(statement)));
    fields.put("statements", new Value.Items(statements));
    return new Value.Fields(fields);
  }

  private static Value statement(DecisionTree.Statement statement) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("text", Value.of(statement.text()));
    fields.put("at", Value.of(statement.at().toString()));
    fields.put("held", Value.of(statement.held()));
    fields.put("failed", Value.of(statement.failed()));
    List<Value> facets = new ArrayList<>();
    for (DecisionTree.Facet facet : statement.facets()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("facet", Value.of(facet.name()));
      one.put("value", Value.of(facet.value()));
      List<Value> attributes = new ArrayList<>();
      for (DecisionTree.Attribute attribute : facet.attributes()) {
        Map<String, Value> place = new LinkedHashMap<>();
        place.put("attribute", Value.of(attribute.name()));
        attribute.value().ifPresent(value -> place.put("value", Value.of(value)));
        place.put("at", Value.of(attribute.at().toString()));
        attribute.decided().ifPresent(at -> place.put("decided", Value.of(at.toString())));
        attributes.add(new Value.Fields(place));
      }
      one.put("attributes", new Value.Items(attributes));
      facets.add(new Value.Fields(one));
    }
    fields.put("facets", new Value.Items(facets));
    return new Value.Fields(fields);
  }
}
