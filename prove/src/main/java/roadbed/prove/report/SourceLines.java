package roadbed.prove.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import roadbed.model.Location;

/** The lines of source files, as a reader of the report would see them. */
@FunctionalInterface
public interface SourceLines {
  /** Nothing can be shown. */
  SourceLines NONE = _ -> Optional.empty();

  /** The lines of a file; empty where it is none that a person writes, or cannot be read. */
  Optional<List<String>> of(String file);

  /** A line of a file. */
  record Line(int number, String text, boolean marked) {}

  /** A few lines from a place on. What could be a secret is left out. */
  default List<Line> frame(Location at, int before, int after) {
    if (at.line() < 1) {
      return List.of();
    }
    List<String> lines = of(at.file()).orElse(List.of());
    List<Line> frame = new ArrayList<>();
    int from = Math.max(1, at.line() - before);
    int to = Math.min(lines.size(), at.line() + after);
    for (int number = from; number <= to; number++) {
      String text = lines.get(number - 1).replace("\t", "  ").stripTrailing();
      String shown = Secrets.LIKELY.matcher(text).find() ? text.substring(0, indent(text)) + "(not shown)" : text;
      frame.add(new Line(number, shown.length() > 160 ? shown.substring(0, 159) + "…" : shown, number == at.line()));
    }
    return frame;
  }

  private static int indent(String text) {
    int indent = 0;
    while (indent < text.length() && text.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }

  /** What a line with a secret looks like. */
  final class Secrets {
    private static final Pattern LIKELY =
        Pattern.compile(
            "(?i)(password|passwd|secret|token|api_?key|private_?key|credential|connection_?string)[\\w.-]*[\"']?\\s*[:=]"
                + "|-----BEGIN|AKIA[0-9A-Z]{16}");

    private Secrets() {}
  }
}
