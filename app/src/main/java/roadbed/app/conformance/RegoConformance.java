package roadbed.app.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import roadbed.rego.Machine;
import roadbed.rego.conformance.CaseResult;
import roadbed.rego.conformance.RegoCases;

/** Rego cases, one a line of JSON. */
final class RegoConformance implements Conformance {
  private final Machine machine;

  RegoConformance(Machine machine) {
    this.machine = machine;
  }

  @Override
  public String description() {
    return "JSON lines with modules, query, data, input and the wanted result or error";
  }

  @Override
  public void run(List<Path> paths, Consumer<CaseOutcome> each) throws IOException {
    for (Path path : paths) {
      RegoCases.run(path, machine, result -> each.accept(outcome(result)));
    }
  }

  private static CaseOutcome outcome(CaseResult result) {
    return switch (result) {
      case CaseResult.Passed passed -> new CaseOutcome(passed.name(), CaseOutcome.Result.PASSED, "");
      case CaseResult.Failed failed ->
          new CaseOutcome(named(failed.line(), failed.name()), CaseOutcome.Result.FAILED, failed.reason());
      case CaseResult.Skipped skipped ->
          new CaseOutcome(named(skipped.line(), skipped.name()), CaseOutcome.Result.SKIPPED, skipped.reason());
    };
  }

  private static String named(int line, String name) {
    return "line " + line + " " + name;
  }
}
