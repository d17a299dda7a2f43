package roadbed.collect.terraform.expression;

import java.util.IdentityHashMap;

/** Where expressions stand in the text that they were parsed from, for who wants to show them as they are written. */
public final class Spans {
  private final String text;
  private final IdentityHashMap<Expression, Span> spans = new IdentityHashMap<>();

  private record Span(int from, int to) {}

  /** The spans of the expressions of a text, which a parser notes. */
  public Spans(String text) {
    this.text = text;
  }

  /** What is written within quotes keeps its place; brackets belong to what they enclose. */
  void note(Expression expression, int from, int to) {
    if (text.charAt(from) == '(') {
      spans.put(expression, new Span(from, to));
    } else {
      spans.putIfAbsent(expression, new Span(from, to));
    }
  }

  /** The text of an expression; empty for one that is a part of another and was not noted. */
  public String textOf(Expression expression) {
    Span span = spans.get(expression);
    return span == null ? "" : text.substring(span.from(), span.to());
  }
}
