package roadbed.assess.reliability.promql;

import java.util.List;
import java.util.Optional;

/** A query as a tree; parentheses are in its shape. */
public sealed interface Expression {

  /** A number. */
  record Constant(double value) implements Expression {}

  /** A text in quotes, its escapes read. */
  record Text(String value) implements Expression {}

  /**
   * Series by name and labels.
   *
   * @param name the metric's name before the braces
   */
  record Selector(Optional<String> name, List<Matcher> matchers) implements Expression {
    public Selector {
      matchers = List.copyOf(matchers);
    }
  }

  /** A condition on a label. */
  record Matcher(String label, String operator, String value) {}

  /** {@code series[duration]}. */
  record Range(Expression series, Span span) implements Expression {}

  /** {@code expression[range:step]}; without a step, the global one. */
  record Subquery(Expression of, Span range, Optional<Span> step) implements Expression {}

  /** {@code expression offset duration} or {@code expression @ time}, or both. */
  record Shifted(Expression of, Optional<Span> offset, Optional<String> at) implements Expression {}

  /** A function of the language. */
  record Call(String function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An aggregation.
   *
   * @param grouping by or without which labels; without one, over all
   * @param parameter the first argument of those that take two
   */
  record Aggregation(
      String operator, Optional<Grouping> grouping, Optional<Expression> parameter, Expression of)
      implements Expression {}

  /** {@code by} or {@code without} these labels. */
  record Grouping(boolean without, List<String> labels) {
    public Grouping {
      labels = List.copyOf(labels);
    }
  }

  /** Two expressions and what stands between them. */
  record Binary(String operator, Expression left, Expression right, boolean bool, Optional<Matching> matching)
      implements Expression {}

  /**
   * Which labels of both sides must be the same.
   *
   * @param ignoring whether the labels are those that need not
   * @param group {@code group_left} or {@code group_right}, or empty
   * @param include labels taken over from the side of one
   */
  record Matching(boolean ignoring, List<String> labels, String group, List<String> include) {
    public Matching {
      labels = List.copyOf(labels);
      include = List.copyOf(include);
    }
  }

  /** The opposite number. */
  record Negative(Expression of) implements Expression {}

  /** A length of time in a query. */
  sealed interface Span {
    /** Written out. */
    record Fixed(long milliseconds) implements Span {}

    /** The window that a rule puts in its place: {@code {{.window}}}. */
    record Window() implements Span {}
  }
}
