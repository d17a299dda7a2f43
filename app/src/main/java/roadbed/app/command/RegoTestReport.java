package roadbed.app.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.suite.TestCase;
import roadbed.rego.suite.TestResult;
import roadbed.rego.trace.Explanation;
import roadbed.rego.trace.TraceEvent;

/** Results of tests as OPA reports them: for people as they come, or as a document at the end. */
final class RegoTestReport {
  private static final String RULER = "-".repeat(80);
  private static final int VALUE_WIDTH = 64;

  /**
   * How results are shown.
   *
   * @param format pretty, json or junit
   * @param verbose whether tests that passed are shown too, and traces of those that failed
   * @param variables whether the statement that did not hold is shown with the values of its variables
   * @param explanation how much of a trace is shown; off for what OPA shows by itself
   */
  record Style(String format, boolean verbose, boolean variables, Explanation explanation) {}

  private final PrintStream out;
  private final Style style;
  private final List<TestResult> failed = new ArrayList<>();
  private final List<TestResult> all = new ArrayList<>();
  private int passed;
  private int failures;
  private int skipped;
  private int errors;
  private boolean dirty;
  private String lastFile = "";

  RegoTestReport(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** Takes the next result. */
  void add(TestResult result) {
    passed += result.passed();
    failures += result.failed();
    switch (result.status()) {
      case SKIPPED -> skipped++;
      case ERROR -> errors++;
      case FAILED -> failed.add(result);
      case PASSED -> {
        // Counted above.
      }
    }
    if (!style.format().equals("pretty")) {
      all.add(result);
    } else if (style.verbose() || result.status() != TestResult.Status.PASSED) {
      line(result);
    }
  }

  /** Whether every test passed; skipped ones count as asked for. */
  boolean good(boolean skippedIsGood) {
    return failures == 0 && errors == 0 && failed.isEmpty() && (skippedIsGood || skipped == 0);
  }

  boolean isEmpty() {
    return passed + failures + skipped + errors == 0 && failed.isEmpty();
  }

  /** Says the rest. */
  void end() {
    switch (style.format()) {
      case "json" -> out.println(RegoText.json(new ArrayList<Object>(all.stream().map(RegoTestReport::json).toList())));
      case "junit" -> junit();
      default -> {
        if (!failed.isEmpty() && (style.verbose() || style.variables())) {
          details();
        }
        summary();
      }
    }
  }

  private void line(TestResult result) {
    String file = result.rule().at().file();
    if (!lastFile.isEmpty() && !lastFile.equals(file)) {
      out.println();
    }
    lastFile = file;
    dirty = true;
    out.println(RegoText.place(result.rule().at()) + ":");
    out.println(headline(result));
    cases(result.cases(), 1, style.verbose());
    if (!result.output().isEmpty()) {
      out.println();
      result.output().forEach(text -> text.lines().forEach(part -> out.println("  " + part)));
      out.println();
    }
    result.error().ifPresent(error -> out.println("  " + error.opaText()));
  }

  private static String headline(TestResult result) {
    String text = result.rule().path() + ": " + result.status().word();
    return result.status() == TestResult.Status.SKIPPED
        ? text
        : text + " (" + RegoOptions.duration(result.nanos()) + ")";
  }

  private void cases(SortedMap<String, TestCase> cases, int depth, boolean showPassed) {
    cases
        .values()
        .forEach(
            test -> {
              if (test.failed() || showPassed) {
                out.println("  ".repeat(depth) + test.name() + ": " + (test.failed() ? "FAIL" : "PASS"));
              }
              cases(test.inner(), depth + 1, showPassed);
            });
  }

  private void details() {
    out.println(RULER);
    out.println("FAILURES");
    out.println(RULER);
    for (TestResult result : failed) {
      out.println(headline(result));
      if (style.verbose()) {
        out.println();
        List<TraceEvent> shown =
            style.explanation() == Explanation.OFF
                ? Explanation.ofTest(result.trace())
                : style.explanation().of(result.trace());
        Explanation.text(shown, style.variables()).lines().forEach(line -> out.println("  " + line));
      }
      cases(result.cases(), 1, false);
      if (style.variables()) {
        failingLine(result);
      }
      out.println();
    }
  }

  /** The last statement of a rule that did not hold. */
  private void failingLine(TestResult result) {
    for (TraceEvent event : result.trace().reversed()) {
      if (event.operation() == TraceEvent.Operation.FAIL
          && !event.at().file().equals("query")
          && !event.text().startsWith("every ")) {
        out.println();
        out.println("  " + RegoText.place(event.at()) + ":");
        out.println("    " + event.text());
        event
            .variables()
            .forEach(
                (name, value) ->
                    out.println("      " + name + ": " + Explanation.shortened(value.toString(), VALUE_WIDTH)));
        return;
      }
    }
  }

  private void summary() {
    if (dirty) {
      out.println(RULER);
    }
    int total = passed + failures + skipped + errors;
    count("PASS", passed, total);
    count("FAIL", failures, total);
    count("SKIPPED", skipped, total);
    count("ERROR", errors, total);
    out.println(passed + " passed, " + (failures + errors) + " failed, " + skipped + " skipped");
  }

  private void count(String word, int count, int total) {
    if (count > 0) {
      out.println(word + ": " + count + "/" + total);
    }
  }

  private static Fields json(TestResult result) {
    Fields fields = new Fields();
    result.error().ifPresent(error -> fields.put("error", RegoText.error(error)));
    fields.put("location", RegoText.location(result.rule().at()));
    if (!result.cases().isEmpty()) {
      fields.put("sub_results", json(result.cases()));
    }
    fields.putText("package", result.rule().packagePath());
    fields.putText("name", result.rule().name());
    if (!result.output().isEmpty()) {
      byte[] printed = (String.join("\n", result.output()) + "\n").getBytes(StandardCharsets.UTF_8);
      fields.putText("output", Base64.getEncoder().encodeToString(printed));
    }
    fields.putNumber("duration", result.nanos());
    if (result.status() == TestResult.Status.FAILED) {
      fields.put("fail", true);
    }
    if (result.status() == TestResult.Status.SKIPPED) {
      fields.put("skip", true);
    }
    return fields;
  }

  private static Fields json(SortedMap<String, TestCase> cases) {
    Fields fields = new Fields();
    cases.forEach(
        (name, test) -> {
          Fields inner = new Fields();
          if (!test.inner().isEmpty()) {
            inner.put("sub_results", json(test.inner()));
          }
          inner.putText("name", name);
          if (test.failed()) {
            inner.put("fail", true);
          }
          fields.put(name, inner);
        });
    return fields;
  }

  private void junit() {
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.println(
        "<testsuites tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">"
            .formatted(all.size(), failed.size(), errors, skipped));
    String suite = "";
    for (TestResult result : all) {
      if (!result.rule().packagePath().equals(suite)) {
        out.print(suite.isEmpty() ? "" : "  </testsuite>\n");
        suite = result.rule().packagePath();
        out.println("  <testsuite name=\"" + escaped(suite) + "\">");
      }
      out.print(
          "    <testcase classname=\"%s\" name=\"%s\" file=\"%s\" line=\"%d\" time=\"%s\""
              .formatted(
                  escaped(suite),
                  escaped(result.rule().name()),
                  escaped(result.rule().at().file()),
                  result.rule().at().line(),
                  java.math.BigDecimal.valueOf(result.nanos(), 9).toPlainString()));
      switch (result.status()) {
        case PASSED -> out.println("/>");
        case SKIPPED -> out.println("><skipped/></testcase>");
        case FAILED ->
            out.println("><failure>" + escaped(String.join("\n", result.output())) + "</failure></testcase>");
        case ERROR ->
            out.println(
                "><error>" + escaped(result.error().map(Object::toString).orElse("")) + "</error></testcase>");
      }
    }
    out.print(suite.isEmpty() ? "" : "  </testsuite>\n");
    out.println("</testsuites>");
  }

  /** A text within XML. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
