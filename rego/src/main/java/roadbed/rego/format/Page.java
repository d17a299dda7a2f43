package roadbed.rego.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Comment;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.SourceFile;
import roadbed.rego.syntax.Spans;

/**
 * The text that is being written, line by line, and the comments that wait for their place in it. A comment is written
 * before what stands below it, or at the end of the line that it ended; none is lost, whatever happens to its line.
 */
final class Page {
  private record Waiting(int row, int offset, String text) {}

  private final SourceFile source;
  private final int[] lineStarts;
  private final Deque<Waiting> comments = new ArrayDeque<>();
  private final StringBuilder out = new StringBuilder();
  private int level;
  private int row;
  private boolean open;

  Page(SourceFile source) {
    this.source = source;
    this.lineStarts = lineStarts(source.text());
    for (Comment comment : source.comments()) {
      int offset = lineStarts[comment.line() - 1] + comment.column() - 1;
      comments.add(new Waiting(comment.line(), offset, ("#" + comment.text()).stripTrailing()));
    }
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
    int line = 0;
    starts[0] = text.startsWith("\uFEFF") ? 1 : 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        starts[++line] = i + 1;
      }
    }
    return starts;
  }

  String text() {
    return out.toString().stripTrailing() + "\n";
  }

  /** The line of the source that an offset is in. */
  int rowAt(int offset) {
    int found = java.util.Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Where a line of the source begins. */
  int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** The line of the source in which a node ends. */
  int endRow(Object node, Location otherwise) {
    Spans.Span span = source.spans().of(node);
    return span == null ? otherwise.line() : rowAt(span.to() - 1);
  }

  /** Whether a comment stands inside a part of the source, and was not written yet. */
  boolean hasComment(int from, int to) {
    return comments.stream().anyMatch(comment -> comment.offset() >= from && comment.offset() < to);
  }

  /** The offsets of the comments that wait inside a part of the source. */
  List<Integer> commentsWithin(int from, int to) {
    return comments.stream().map(Waiting::offset).filter(at -> at >= from && at < to).toList();
  }

  void write(String text) {
    if (!open) {
      out.repeat('\t', level);
      open = true;
    }
    out.append(text);
  }

  /** Writes a part of the source as it is, with the comments in it. */
  void raw(Spans.Span span) {
    write(source.text().substring(span.from(), span.to()).replace("\r\n", "\n"));
    comments.removeIf(comment -> comment.offset() >= span.from() && comment.offset() < span.to());
    reached(rowAt(span.to() - 1));
  }

  /** All that the source has up to this line is written. */
  void reached(int line) {
    row = Math.max(row, line);
  }

  /** Ends the line, if one was begun; the comment that ended it in the source comes along. */
  void endLine() {
    if (!open) {
      return;
    }
    boolean first = true;
    while (!comments.isEmpty() && comments.getFirst().row() <= row) {
      if (first) {
        out.append(' ').append(comments.removeFirst().text());
      } else {
        out.append('\n').repeat('\t', level).append(comments.removeFirst().text());
      }
      first = false;
    }
    out.append('\n');
    open = false;
  }

  /** Leaves one line empty; two never follow each other. */
  void blankLine() {
    endLine();
    if (!out.isEmpty() && !endsBlank()) {
      out.append('\n');
    }
  }

  private boolean endsBlank() {
    return out.length() >= 2 && out.charAt(out.length() - 1) == '\n' && out.charAt(out.length() - 2) == '\n';
  }

  /** Writes the comments that stand above a line, each in a line of its own; gaps between them are kept. */
  void leading(int line) {
    int last = 0;
    boolean metadata = false;
    while (!comments.isEmpty() && comments.getFirst().row() < line) {
      Waiting comment = comments.removeFirst();
      endOpenLine();
      boolean begins = comment.text().substring(1).strip().startsWith("METADATA");
      if (last > 0 && (comment.row() > last + 1 || (begins && metadata))) {
        out.append('\n');
      }
      metadata |= begins;
      out.repeat('\t', level).append(comment.text()).append('\n');
      last = comment.row();
    }
    if (last > 0 && line > last + 1) {
      out.append('\n');
    }
  }

  private void endOpenLine() {
    if (open) {
      out.append('\n');
      open = false;
    }
  }

  /** Writes all comments that are left. */
  void trailing() {
    if (!comments.isEmpty()) {
      endOpenLine();
      leading(Integer.MAX_VALUE);
    }
  }

  /** Whether a comment waits that stands above a line. */
  boolean hasCommentAbove(int line) {
    return !comments.isEmpty() && comments.getFirst().row() < line;
  }

  /** The comment that ends a line; nothing where there is none. */
  @Nullable String commentAt(int line) {
    return comments.stream().filter(comment -> comment.row() == line).map(Waiting::text).findFirst().orElse(null);
  }

  /** Takes the comment that ends a line out of those that wait. */
  @Nullable String takeCommentAt(int line) {
    String text = commentAt(line);
    comments.removeIf(comment -> comment.row() == line);
    return text;
  }

  void up() {
    level++;
  }

  void down() {
    level--;
  }

  SourceFile source() {
    return source;
  }
}
