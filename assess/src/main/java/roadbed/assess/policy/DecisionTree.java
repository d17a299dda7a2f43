package roadbed.assess.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.Verdict;

/**
 * Why a guardrail says of a resource what it says, down to the attributes and their places.
 *
 * @param guardrail the guardrail
 * @param resource the resource
 * @param verdict what it says
 * @param rules the rules that were tried, in their order
 */
public record DecisionTree(Guardrail guardrail, Resource resource, Verdict verdict, List<Rule> rules) {
  public DecisionTree {
    rules = List.copyOf(rules);
  }

  /**
   * A rule.
   *
   * @param name its path, for example {@code data.guardrails.x.deny}
   * @param holds whether it held, at least once
   */
  public record Rule(String name, Location at, boolean holds, List<Statement> statements) {
    public Rule {
      statements = List.copyOf(statements);
    }
  }

  /**
   * A statement of a rule.
   *
   * @param held how often it held
   * @param failed how often it did not
   * @param variables the values of its variables where it held last, else where it failed last
   * @param facets the facets that it looks at
   */
  public record Statement(
      String text, Location at, int held, int failed, Map<String, String> variables, List<Facet> facets) {
    public Statement {
      facets = List.copyOf(facets);
    }
  }

  /** A facet with its value as text; the attributes that it was read from. */
  public record Facet(String name, String value, List<Attribute> attributes) {
    public Facet {
      attributes = List.copyOf(attributes);
    }
  }

  /**
   * An attribute.
   *
   * @param value its value as text; empty where it is not there
   * @param at where it stands, or the nearest thing around it
   * @param decided where its value is decided, where it only passes that on
   */
  public record Attribute(String name, Optional<String> value, Location at, Optional<Location> decided) {

    /** Whether it is a truth value or number: what a rule decides by, rather than what it names a thing by. */
    boolean isPlain() {
      return value.filter(text -> text.matches("true|false|[0-9.]+")).isPresent();
    }
  }

  /** The place that decided, as near as the source tells it: where the resource stands, where nothing is nearer. */
  public Location place() {
    Location around = resource.origin().location();
    return attributes().stream()
        .filter(Attribute::isPlain)
        .map(Attribute::at)
        .filter(at -> at.file().equals(around.file()) && at.line() > around.line())
        .findFirst()
        .orElse(around);
  }

  /** Where the value that decided is decided, where the deciding attribute only passes it on. */
  public Optional<Location> decided() {
    List<Attribute> deciding = attributes();
    boolean plain = deciding.stream().anyMatch(Attribute::isPlain);
    return deciding.stream()
        .filter(attribute -> !plain || attribute.isPlain())
        .flatMap(attribute -> attribute.decided().stream())
        .findFirst();
  }

  /** Where to mend it, and all that fails for the same reason with it. */
  public Location cause() {
    return decided().orElseGet(this::place);
  }

  /** The attributes that decided: those that statements of rules look at that held. */
  public List<Attribute> attributes() {
    return rules.stream()
        .filter(Rule::holds)
        .flatMap(rule -> rule.statements().stream())
        .filter(statement -> statement.held() > 0)
        .flatMap(statement -> statement.facets().stream())
        .flatMap(facet -> facet.attributes().stream())
        .filter(attribute -> attribute.value().isPresent())
        .distinct()
        .toList();
  }
}
