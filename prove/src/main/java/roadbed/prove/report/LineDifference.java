package roadbed.prove.report;

import java.util.ArrayList;
import java.util.List;

/** What changes from one text to another, line by line, in the unified form of the program {@code diff}. */
public final class LineDifference {
  private static final int AROUND = 3;

  /** A line and whether it stays (a blank), goes ({@code -}) or comes ({@code +}). */
  private record Line(char sign, String text) {}

  private LineDifference() {}

  /** The difference; only its heading where there is none. */
  public static String of(String name, String before, String after) {
    List<Line> lines = lines(before.lines().toList(), after.lines().toList());
    StringBuilder out = new StringBuilder("--- ").append(name).append("\n+++ ").append(name).append('\n');
    int old = 1;
    int made = 1;
    int i = 0;
    while (i < lines.size()) {
      int first = next(lines, i);
      if (first < 0) {
        break;
      }
      int start = Math.max(i, first - AROUND);
      old += start - i;
      made += start - i;
      int end = end(lines, first);
      int olds = (int) lines.subList(start, end).stream().filter(line -> line.sign() != '+').count();
      int mades = (int) lines.subList(start, end).stream().filter(line -> line.sign() != '-').count();
      out.append("@@ -%d,%d +%d,%d @@\n".formatted(old, olds, made, mades));
      lines.subList(start, end).forEach(line -> out.append(line.sign()).append(line.text()).append('\n'));
      old += olds;
      made += mades;
      i = end;
    }
    return out.toString();
  }

  private static int next(List<Line> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).sign() != ' ') {
        return i;
      }
    }
    return -1;
  }

  /** Where a run of changes ends that are near to each other. */
  private static int end(List<Line> lines, int first) {
    int last = first;
    for (int i = first; i < lines.size() && i - last <= 2 * AROUND; i++) {
      last = lines.get(i).sign() == ' ' ? last : i;
    }
    return Math.min(lines.size(), last + AROUND + 1);
  }

  /** The longest common lines stay; equal beginnings and ends are not looked at. */
  private static List<Line> lines(List<String> before, List<String> after) {
    int head = 0;
    while (head < before.size() && head < after.size() && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(before.size(), after.size()) - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<Line> lines = new ArrayList<>();
    before.subList(0, head).forEach(text -> lines.add(new Line(' ', text)));
    middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail), lines);
    before.subList(before.size() - tail, before.size()).forEach(text -> lines.add(new Line(' ', text)));
    return lines;
  }

  private static void middle(List<String> before, List<String> after, List<Line> into) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int k = after.size() - 1; k >= 0; k--) {
        common[i][k] =
            before.get(i).equals(after.get(k)) ? common[i + 1][k + 1] + 1 : Math.max(common[i + 1][k], common[i][k + 1]);
      }
    }
    int i = 0;
    int k = 0;
    while (i < before.size() || k < after.size()) {
      if (i < before.size() && k < after.size() && before.get(i).equals(after.get(k))) {
        into.add(new Line(' ', before.get(i)));
        i++;
        k++;
      } else if (k == after.size() || (i < before.size() && common[i + 1][k] >= common[i][k + 1])) {
        into.add(new Line('-', before.get(i++)));
      } else {
        into.add(new Line('+', after.get(k++)));
      }
    }
  }
}
