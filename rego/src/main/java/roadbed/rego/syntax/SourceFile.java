package roadbed.rego.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file's tree with what a tree leaves out: its text, its comments, and where each node was written.
 *
 * @param comments in the order of the text
 */
public record SourceFile(Module module, String text, List<Comment> comments, Spans spans) {
  public SourceFile {
    comments = List.copyOf(comments);
  }

  /** The text of a node as it was written; nothing of what nobody wrote. */
  public @Nullable String written(Object node) {
    Spans.Span span = spans.of(node);
    return span == null ? null : text.substring(span.from(), span.to());
  }
}
