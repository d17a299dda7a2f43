package roadbed.collect.terraform;

import java.util.Map;
import java.util.Set;
import roadbed.model.Value;

/**
 * Tells Terraform's JSON documents by their top-level keys, which may come in any order. Every method takes
 * the keys seen so far with their values, where an object or array stands as an empty one, and says yes as
 * soon as the keys suffice; none says yes for a document that another one claims.
 */
public final class TerraformDocuments {
  private static final Set<String> CONFIGURATION_BLOCKS =
      Set.of(
          "resource", "data", "module", "variable", "locals", "output", "provider", "terraform", "moved",
          "import", "removed", "check", "ephemeral");

  private TerraformDocuments() {}

  /** Whether it is a plan, as {@code terraform show -json PLAN} or HCP Terraform's redacted plan writes it. */
  public static boolean looksLikePlan(Map<String, Value> topLevel) {
    boolean versioned =
        topLevel.containsKey("format_version")
            || topLevel.containsKey("terraform_version")
            || topLevel.containsKey("plan_format_version");
    return versioned
        && (topLevel.containsKey("resource_changes") || topLevel.containsKey("planned_values"));
  }

  /**
   * Whether it is a state, as {@code terraform.tfstate} (of any version; an old one is refused with advice) or
   * {@code terraform show -json} writes it.
   */
  public static boolean looksLikeState(Map<String, Value> topLevel) {
    if (looksLikePlan(topLevel)) {
      return false;
    }
    if (topLevel.get("version") instanceof Value.Whole && topLevel.containsKey("lineage")) {
      return true;
    }
    if (topLevel.get("version") instanceof Value.Whole && topLevel.containsKey("terraform_version")) {
      return topLevel.containsKey("resources") || topLevel.containsKey("modules");
    }
    return topLevel.containsKey("format_version")
        && topLevel.get("values") instanceof Value.Fields
        && !topLevel.containsKey("configuration");
  }

  /**
   * Whether it is configuration in JSON syntax. Terraform itself goes by the name ({@code *.tf.json}), so a
   * caller does well to ask this only after the whole document was seen and the name does not say it.
   */
  public static boolean looksLikeConfiguration(Map<String, Value> topLevel) {
    return !topLevel.isEmpty()
        && topLevel.keySet().stream().allMatch(key -> CONFIGURATION_BLOCKS.contains(key) || key.equals("//"))
        && topLevel.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("//"))
            .allMatch(entry -> entry.getValue() instanceof Value.Fields || entry.getValue() instanceof Value.Items)
        && !topLevel.keySet().equals(Set.of("//"));
  }

  /** Whether the name is one of Terraform's or OpenTofu's own for configuration, in either syntax. */
  public static boolean namedConfiguration(String name) {
    return name.endsWith(".tf") || name.endsWith(".tofu") || name.endsWith(".tf.json") || name.endsWith(".tofu.json");
  }

  /** Whether the name says that its text is native syntax: configuration, or values of variables. */
  public static boolean namedNative(String name) {
    return name.endsWith(".tf") || name.endsWith(".tofu") || name.endsWith(".tfvars");
  }

  /** Whether the name is one that Terraform itself loads variable values from, in either syntax. */
  public static boolean namedVariableValues(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.endsWith(".auto.tfvars")
        || last.endsWith(".auto.tfvars.json")
        || last.equals("terraform.tfvars")
        || last.equals("terraform.tfvars.json");
  }
}
