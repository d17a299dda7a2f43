package roadbed.app.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import roadbed.app.cost.FocusJudgement;
import roadbed.assess.cost.focus.Verdict;
import roadbed.model.Diagnostic;

/** The requirements of FOCUS, each a case of each billing file; what the data cannot decide is skipped. */
final class FocusConformance implements Conformance {
  @Override
  public String description() {
    return "billing files (CSV, gzip, Parquet), each judged by the 621 requirements of FOCUS 1.2";
  }

  @Override
  public void run(List<Path> paths, Consumer<CaseOutcome> each) throws IOException {
    FocusJudgement.Outcome outcome = new FocusJudgement(false, Set.of(), Set.of()).judge(paths);
    for (Diagnostic diagnostic : outcome.diagnostics()) {
      each.accept(new CaseOutcome(diagnostic.location().toString(), CaseOutcome.Result.FAILED, diagnostic.message()));
    }
    for (FocusJudgement.Judged judged : outcome.judged()) {
      for (Verdict verdict : judged.verdicts()) {
        each.accept(outcome(judged, verdict));
      }
    }
  }

  private static CaseOutcome outcome(FocusJudgement.Judged judged, Verdict verdict) {
    String name = judged.files().getFirst() + " " + verdict.requirement().id();
    return switch (verdict.status()) {
      case PASSED -> new CaseOutcome(name, CaseOutcome.Result.PASSED, "");
      case FAILED ->
          new CaseOutcome(
              name,
              CaseOutcome.Result.FAILED,
              verdict.reason().isEmpty()
                  ? "%d of %d lines break: %s"
                      .formatted(verdict.violating(), verdict.checked(), verdict.requirement().words())
                  : verdict.reason());
      case SKIPPED, NOT_EVALUATED -> new CaseOutcome(name, CaseOutcome.Result.SKIPPED, verdict.reason());
    };
  }
}
