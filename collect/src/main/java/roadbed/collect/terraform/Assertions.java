package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import roadbed.collect.terraform.ConfigurationFolder.Declared;
import roadbed.collect.terraform.hcl.Block;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/**
 * What a configuration asserts of itself: blocks {@code check}, and {@code validation} of variables. Told is what
 * certainly does not hold; what depends on something unknown is Terraform's to find out.
 */
final class Assertions {
  private Assertions() {}

  /** What does not hold in a module. Messages of the configuration are not quoted, as they may show values. */
  static List<Diagnostic> broken(ModuleEvaluation module) {
    List<Diagnostic> broken = new ArrayList<>();
    for (Map.Entry<String, Declared> check : module.folder().checks.entrySet()) {
      for (Block assertion : check.getValue().body().blocks("assert")) {
        if (fails(module, assertion)) {
          broken.add(
              Diagnostic.warning(
                  "terraform.check",
                  assertion.location(),
                  module.absolute("check." + check.getKey()) + " does not hold for what is declared",
                  "see its error_message"));
        }
      }
    }
    for (Map.Entry<String, Declared> variable : module.folder().variables.entrySet()) {
      for (Block validation : variable.getValue().body().blocks("validation")) {
        if (fails(module, validation)) {
          broken.add(
              Diagnostic.warning(
                  "terraform.validation",
                  validation.location(),
                  "the value of " + module.absolute("var." + variable.getKey()) + " does not pass this validation; Terraform refuses to plan",
                  "see its error_message"));
        }
      }
    }
    return broken;
  }

  private static boolean fails(ModuleEvaluation module, Block block) {
    return block.body().value("condition").map(module::value).filter(Value.Bool.FALSE::equals).isPresent();
  }
}
