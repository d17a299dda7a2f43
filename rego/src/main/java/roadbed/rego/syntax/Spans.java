package roadbed.rego.syntax;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** From where to where in its text each node of a tree was written; kept beside the tree, since few need it. */
public final class Spans {
  /**
   * A part of a text.
   *
   * @param from the first character
   * @param to the character after the last
   */
  public record Span(int from, int to) {}

  private record Operator(Location at, Span span) {}

  private final IdentityHashMap<Object, Span> spans = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Operator> operators = new IdentityHashMap<>();

  private final boolean kept;

  /** Spans that are kept, or passed over where nobody will ask. */
  Spans(boolean kept) {
    this.kept = kept;
  }

  void put(Object node, int from, int to) {
    if (kept) {
      spans.put(node, new Span(from, to));
    }
  }

  void copy(Object from, Object to) {
    Span span = spans.get(from);
    if (span != null) {
      spans.put(to, span);
    }
  }

  void operator(Object infix, Location at, int from, int to) {
    if (kept) {
      operators.put(infix, new Operator(at, new Span(from, to)));
    }
  }

  /** Where a term, statement, rule, head or import was written; nothing of what nobody wrote. */
  public @Nullable Span of(Object node) {
    return spans.get(node);
  }

  void copyOperator(Object from, Object to) {
    Operator operator = operators.get(from);
    if (operator != null) {
      operators.put(to, operator);
    }
  }

  /** Where the operator of an infix term, or the {@code in} of a declaration, stands. */
  public @Nullable Location operatorPlace(Object infix) {
    Operator operator = operators.get(infix);
    return operator == null ? null : operator.at;
  }

  /** The characters of that operator. */
  @Nullable Span operatorSpan(Object infix) {
    Operator operator = operators.get(infix);
    return operator == null ? null : operator.span;
  }
}
