package roadbed.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.trace.Coverage;

/** Coverage as OPA's JSON, and for people. */
final class RegoCoverageText {
  private RegoCoverageText() {}

  static Fields json(Coverage.Report report) {
    Fields files = new Fields();
    report.files().forEach((name, file) -> files.put(name, json(file)));
    return new Fields()
        .put("files", files)
        .putNumber("covered_lines", report.coveredLines())
        .putNumber("not_covered_lines", report.notCoveredLines())
        .put("coverage", number(report.percent()));
  }

  private static Fields json(Coverage.FileReport file) {
    Fields fields = new Fields();
    if (!file.covered().isEmpty()) {
      fields.put("covered", json(file.covered()));
    }
    if (!file.notCovered().isEmpty()) {
      fields.put("not_covered", json(file.notCovered()));
    }
    if (file.coveredLines() > 0) {
      fields.putNumber("covered_lines", file.coveredLines());
    }
    if (file.notCoveredLines() > 0) {
      fields.putNumber("not_covered_lines", file.notCoveredLines());
    }
    if (file.percent() > 0) {
      fields.put("coverage", number(file.percent()));
    }
    return fields;
  }

  private static List<Object> json(List<Coverage.Range> ranges) {
    return new ArrayList<>(
        ranges.stream()
            .map(
                range ->
                    new Fields()
                        .put("start", new Fields().putNumber("row", range.first()))
                        .put("end", new Fields().putNumber("row", range.last())))
            .toList());
  }

  private static Object number(double percent) {
    return percent == Math.rint(percent) ? (Object) (long) percent : (Object) percent;
  }

  /** The files with the lines that were not come to. */
  static String pretty(Coverage.Report report) {
    List<List<String>> rows = new ArrayList<>();
    report
        .files()
        .forEach(
            (name, file) ->
                rows.add(
                    List.of(
                        name,
                        "%.2f".formatted(file.percent()),
                        file.coveredLines() + "/" + (file.coveredLines() + file.notCoveredLines()),
                        ranges(file.notCovered()))));
    rows.add(
        List.of(
            "Overall Coverage",
            String.format(Locale.ROOT, "%.2f", report.percent()),
            report.coveredLines() + "/" + (report.coveredLines() + report.notCoveredLines()),
            ""));
    return RegoText.table(List.of("File", "Percent", "Lines", "Not covered"), rows);
  }

  private static String ranges(List<Coverage.Range> ranges) {
    return ranges.stream().map(RegoCoverageText::range).collect(Collectors.joining(" "));
  }

  private static String range(Coverage.Range range) {
    return range.first() == range.last() ? "" + range.first() : range.first() + "-" + range.last();
  }

  /** The places that were not come to, one a line. */
  static String notCovered(Coverage.Report report) {
    StringBuilder out = new StringBuilder("Lines not covered:");
    report
        .files()
        .forEach(
            (name, file) ->
                file.notCovered().forEach(range -> out.append("\n\t").append(name).append(':').append(range(range))));
    return out.toString();
  }
}
