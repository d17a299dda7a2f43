package roadbed.collect.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import roadbed.model.delivery.PipelineRun;

/** What a pipeline is for, where only its name can tell. */
final class InfrastructureNames {
  private static final Set<String> WORDS =
      Set.of("terraform", "tofu", "opentofu", "terragrunt", "pulumi", "cloudformation", "bicep", "infra", "infrastructure", "iac");
  private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");

  private InfrastructureNames() {}

  /** Infrastructure where a word of a name is a tool's or says so; else a build. */
  static PipelineRun.Kind kind(String... names) {
    for (String name : names) {
      if (Arrays.stream(BETWEEN.split(name.toLowerCase(Locale.ROOT), -1)).anyMatch(WORDS::contains)) {
        return PipelineRun.Kind.INFRASTRUCTURE;
      }
    }
    return PipelineRun.Kind.BUILD;
  }
}
