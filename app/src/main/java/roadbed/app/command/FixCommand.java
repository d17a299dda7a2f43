package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.fix.FixRun;
import roadbed.app.fix.FixRun.Mended;
import roadbed.assess.policy.Guardrails;
import roadbed.model.Diagnostic;
import roadbed.prove.report.LineDifference;

/** {@code roadbed fix}: mends what guardrails know how to mend, as a patch or in place. */
final class FixCommand implements Command {
  private static final int MOST_LINES = 5_000;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Mends failures in Terraform, CloudFormation and Kubernetes sources where the guardrail says how. What a"
                + " person wrote stays as it is, comments and all. The sources as they would be are judged again: a fix"
                + " that does not make the verdict a pass is given up, and said. Prints a patch; --write applies it.",
            "",
            "Exit codes: 0 nothing left to mend by a fix, 1 there are fixes that were not written, 2 wrong use,"
                + " 3 internal error.");
    spec.addPositional(ScanCommand.paths("Files and folders to mend."));
    spec.addOption(OptionSpec.builder("-w", "--write").description("Change the files.").build());
    GateCommand.addJudging(spec);
    spec.addOption(OptionSpec.builder("-v", "--verbose").description("Say also what cannot be mended, and why.").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    ScanCommand.mustExist(paths);
    Guardrails guardrails = GuardrailOptions.guardrails(words);
    guardrails.diagnostics().forEach(diagnostic -> terminal.err().println(diagnostic));
    FixRun run =
        new FixRun(SourceOptions.name(words, paths), paths, guardrails, Clock.systemUTC().instant());
    FixRun.Result result;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      result = run.run(progress);
    }
    boolean write = words.hasMatchedOption("--write");
    for (Map.Entry<String, String> file : result.after().entrySet()) {
      String before = result.before().getOrDefault(file.getKey(), "");
      if (write) {
        write(Path.of(file.getKey()), file.getValue());
      } else if (before.lines().count() <= MOST_LINES) {
        terminal.out().print(LineDifference.of(file.getKey(), before, file.getValue()));
      } else {
        terminal.err().println(file.getKey() + ": too long for a patch; --write changes it");
      }
    }
    say(result, write, words.hasMatchedOption("--verbose"), terminal);
    return result.fixed() > 0 && !write ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  /** Whole or not at all, and with the permissions that it had. */
  private static void write(Path file, String text) throws IOException {
    Path real = file.toRealPath();
    Path fresh = Files.createTempFile(real.getParent(), ".roadbed-", ".tmp");
    try {
      Files.writeString(fresh, text);
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(real));
      Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void say(FixRun.Result result, boolean written, boolean verbose, Terminal terminal) {
    for (Diagnostic diagnostic : result.diagnostics()) {
      if (diagnostic.level() == Diagnostic.Level.ERROR) {
        terminal.err().println(diagnostic);
      }
    }
    long discarded = 0;
    long left = 0;
    for (Mended one : result.failures()) {
      switch (one.state()) {
        case FIXED -> {
          if (written) {
            terminal.out().println("fixed  " + one.guardrail() + "  " + one.address() + "  " + one.file());
          }
        }
        case DISCARDED -> {
          discarded++;
          terminal.err().println("not fixed  " + one.guardrail() + "  " + one.address() + "  " + one.location() + ": " + one.why());
        }
        case LEFT -> {
          left++;
          if (verbose) {
            terminal.err().println("by hand  " + one.guardrail() + "  " + one.address() + "  " + one.location() + ": " + one.why());
          }
        }
      }
    }
    terminal
        .err()
        .println(
            result.fixed() + (written ? " fixed" : " can be fixed") + " in " + result.after().size() + " files, "
                + discarded + " not fixed, " + left + " by hand"
                + (left > 0 && !verbose ? " (--verbose lists them)" : "")
                + (result.fixed() > 0 && !written ? "; --write applies the patch" : ""));
  }
}
