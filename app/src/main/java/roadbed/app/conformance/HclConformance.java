package roadbed.app.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roadbed.collect.terraform.hcl.HclFile;
import roadbed.model.Diagnostic;

/** Files of HCL's native syntax. A case is one file: parsed, or refused with the place of each problem. */
final class HclConformance implements Conformance {
  private static final long LARGEST_FILE = 64L << 20;
  private static final int DEEPEST = 200;

  @Override
  public String description() {
    return "files of HCL's native syntax (.tf, .tofu, .tfvars, .hcl); one that is refused fails with its places";
  }

  @Override
  public void run(List<Path> paths, Consumer<CaseOutcome> each) throws IOException {
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        each.accept(parsed(path));
        continue;
      }
      try (Stream<Path> files = Files.walk(path, DEEPEST)) {
        for (Path file : (Iterable<Path>) files.filter(HclConformance::isCase).sorted()::iterator) {
          each.accept(parsed(file));
        }
      }
    }
  }

  private static boolean isCase(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && (name.endsWith(".tf") || name.endsWith(".tofu") || name.endsWith(".tfvars") || name.endsWith(".hcl"));
  }

  private static CaseOutcome parsed(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      return new CaseOutcome(file.toString(), CaseOutcome.Result.SKIPPED, "larger than what is read of such files");
    }
    HclFile parsed = HclFile.parse(file.toString(), Files.readAllBytes(file));
    return parsed.diagnostics().isEmpty()
        ? new CaseOutcome(file.toString(), CaseOutcome.Result.PASSED, "")
        : new CaseOutcome(
            file.toString(),
            CaseOutcome.Result.FAILED,
            parsed.diagnostics().stream().map(Diagnostic::toString).collect(Collectors.joining("; ")));
  }
}
