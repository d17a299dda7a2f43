package roadbed.app.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import roadbed.prove.evidence.MerkleCases;

/** Inclusion and consistency proofs of RFC 6962 trees, one JSON file each. */
final class MerkleConformance implements Conformance {
  @Override
  public String description() {
    return "folders of RFC 6962 inclusion and consistency proofs, one JSON file each";
  }

  @Override
  public void run(List<Path> paths, Consumer<CaseOutcome> each) {
    for (MerkleCases.CaseResult result : MerkleCases.run(paths)) {
      CaseOutcome.Result outcome =
          switch (result.outcome()) {
            case PASSED -> CaseOutcome.Result.PASSED;
            case FAILED -> CaseOutcome.Result.FAILED;
            case SKIPPED -> CaseOutcome.Result.SKIPPED;
          };
      each.accept(new CaseOutcome(result.file().toString(), outcome, result.message()));
    }
  }
}
