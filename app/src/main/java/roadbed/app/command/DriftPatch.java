package roadbed.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import roadbed.assess.drift.Proposal;
import roadbed.prove.report.LineDifference;

/** Proposals as one patch: lines of code changed, and files with imports added. */
final class DriftPatch {
  private DriftPatch() {}

  static String of(List<Proposal> proposals, Function<String, Optional<List<String>>> sources) {
    Map<String, List<Proposal.Edit>> byFile = new TreeMap<>();
    for (Proposal proposal : proposals) {
      proposal.edit().ifPresent(edit -> byFile.computeIfAbsent(edit.file(), _ -> new ArrayList<>()).add(edit));
    }
    StringBuilder patch = new StringBuilder();
    byFile.forEach(
        (file, edits) -> {
          List<String> before = sources.apply(file).orElse(List.of());
          List<String> after = new ArrayList<>(before);
          for (Proposal.Edit edit : edits) {
            if (edit.line() > 0 && edit.line() <= after.size()) {
              after.set(edit.line() - 1, edit.text());
            } else {
              if (!after.isEmpty()) {
                after.add("");
              }
              after.addAll(edit.text().lines().toList());
            }
          }
          if (before.isEmpty()) {
            patch.append("--- /dev/null\n+++ ").append(file).append("\n@@ -0,0 +1,").append(after.size()).append(" @@\n");
            after.forEach(line -> patch.append('+').append(line).append('\n'));
          } else {
            patch.append(LineDifference.of(file, String.join("\n", before) + "\n", String.join("\n", after) + "\n"));
          }
        });
    return patch.toString();
  }
}
