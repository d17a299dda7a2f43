package roadbed.app.slo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own tool for rules. A test that needs it is skipped, and says so, where it is not installed. */
final class Promtool {
  private static final int SECONDS = 60;

  private final Path folder;

  private Promtool(Path folder) {
    this.folder = folder;
  }

  /** What it said. */
  record Answer(boolean ok, String text) {}

  /** The tool, to be run in a folder. */
  static Promtool in(Path folder) throws IOException, InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("promtool", "--version").redirectErrorStream(true).start().waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (IOException _) {
      there = false;
    }
    Assumptions.assumeTrue(there, "SKIPPED: promtool is not installed (Debian: apt-get install prometheus)");
    return new Promtool(folder);
  }

  Answer check(String rules) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("checked.yaml"), rules);
    return run("check", "rules", file.toString());
  }

  /** What is asked at a time of a test, and which rows are the answer. */
  record Question(String query, String at, String answer) {
    /** A number without labels. */
    static Question isOne(String query, String at) {
      return new Question(query, at, "[{labels: '{}', value: 1}]");
    }

    /** No answer. */
    static Question isNothing(String query, String at) {
      return new Question(query, at, "[]");
    }
  }

  /** A series and its values, one a minute, as the tool writes them. */
  record Series(String name, String values) {}

  /** Plays series through rules that are evaluated every minute, and asks. */
  Answer play(String rules, List<Series> series, List<Question> questions) throws IOException, InterruptedException {
    return play(rules, 1, series, questions);
  }

  /** The same, evaluated every so many minutes. */
  Answer play(String rules, int minutes, List<Series> series, List<Question> questions)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("rules.yaml"), rules);
    StringBuilder test =
        new StringBuilder("rule_files: [rules.yaml]\nevaluation_interval: " + minutes + "m\ngroup_eval_order:\n");
    // Else the tool evaluates groups in an order of its own, another one each time.
    Pattern.compile("- name: (\\S+)").matcher(rules).results().forEach(name -> test.append("  - ").append(name.group(1)).append('\n'));
    test.append("tests:\n  - interval: 1m\n    input_series:\n");
    for (Series one : series) {
      test.append("      - series: '").append(one.name()).append("'\n        values: '").append(one.values()).append("'\n");
    }
    test.append("    promql_expr_test:\n");
    for (Question question : questions) {
      test.append("      - expr: '").append(question.query()).append("'\n        eval_time: ").append(question.at());
      test.append("\n        exp_samples: ").append(question.answer()).append('\n');
    }
    Path file = Files.writeString(folder.resolve("test.yaml"), test.toString());
    return run("test", "rules", file.toString());
  }

  private Answer run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(words));
    Path log = folder.resolve("promtool.log");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return new Answer(false, "it did not end within " + SECONDS + " seconds");
    }
    return new Answer(process.exitValue() == 0, Files.readString(log));
  }
}
