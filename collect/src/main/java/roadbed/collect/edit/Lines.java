package roadbed.collect.edit;

import java.util.ArrayList;
import java.util.List;

/** A text by its lines, with the offsets of places that are told as line and column. */
final class Lines {
  private final String text;
  private final List<Integer> starts = new ArrayList<>();

  Lines(String text) {
    this.text = text;
    starts.add(0);
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts.add(at + 1);
    }
  }

  int count() {
    return starts.size();
  }

  /** The offset of a place; columns count code points. */
  int offset(int line, int column) {
    int start = starts.get(line - 1);
    return Math.min(text.length(), text.offsetByCodePoints(start, Math.max(0, column - 1)));
  }

  /** Where a line begins; the end of the text behind the last one. */
  int start(int line) {
    return line > starts.size() ? text.length() : starts.get(line - 1);
  }

  /** The number of the line in which an offset lies. */
  int lineOf(int offset) {
    int low = 0;
    int high = starts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low + 1;
  }

  /** A line without its end. */
  String line(int number) {
    int end = text.indexOf('\n', starts.get(number - 1));
    String line = text.substring(starts.get(number - 1), end < 0 ? text.length() : end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** How the text ends its lines. */
  String end() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }
}
