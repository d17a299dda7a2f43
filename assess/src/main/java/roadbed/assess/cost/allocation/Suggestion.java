package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.util.List;

/**
 * A team that may own resources which nobody owns, with what speaks for it. It is a proposal: nothing is allocated
 * by it until somebody makes a rule of it.
 *
 * @param owner the team
 * @param basis what kind of fact speaks for it
 * @param evidence the fact, in words, with its counts
 * @param confidence how much of what is comparable is that team's, from 0 to 1
 * @param effective cost of the resources, in the currency
 * @param resources identifiers of the resources in the bill
 * @param rule a rule that would give them to the team, as YAML
 */
public record Suggestion(
    String owner,
    Basis basis,
    String evidence,
    BigDecimal confidence,
    String currency,
    BigDecimal effective,
    List<String> resources,
    String rule) {
  public Suggestion {
    resources = List.copyOf(resources);
  }

  /** What kind of fact speaks for an owner, strongest first. */
  public enum Basis {
    /** Who, or which pipeline, created it. */
    CREATOR("creator"),
    /** The stack, module or resource group that it is part of. */
    GROUP("group"),
    /** The beginning of its name. */
    NAME("name"),
    /** What else is in its account. */
    ACCOUNT("account");

    private final String id;

    Basis(String id) {
      this.id = id;
    }

    /** The identifier in documents. */
    public String id() {
      return id;
    }
  }
}
