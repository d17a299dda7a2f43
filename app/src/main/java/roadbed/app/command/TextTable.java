package roadbed.app.command;

import java.util.Arrays;
import java.util.List;

/** Rows of text in aligned columns that keep to a width. */
final class TextTable {
  private static final int GAP = 2;
  private static final int LEAST = 6;

  private TextTable() {}

  /** Renders rows under a header; cells that do not fit end in an ellipsis. */
  static String render(List<String> header, List<List<String>> rows, int width) {
    int columns = header.size();
    int[] widths = new int[columns];
    for (int i = 0; i < columns; i++) {
      widths[i] = header.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    narrow(widths, width - GAP * (columns - 1));
    StringBuilder text = new StringBuilder();
    line(text, header, widths);
    line(text, Arrays.stream(widths).mapToObj("─"::repeat).toList(), widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  /** Takes from the widest column until all fit, or none can give more. */
  private static void narrow(int[] widths, int room) {
    while (Arrays.stream(widths).sum() > room) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        return;
      }
      widths[widest]--;
    }
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i).replace('\n', ' ');
      String fitted = cell.length() <= widths[i] ? cell : cell.substring(0, widths[i] - 1) + "…";
      line.append(fitted).append(" ".repeat(widths[i] - fitted.length() + GAP));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
