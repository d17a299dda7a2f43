package roadbed.collect.terraform.expression;

import java.util.List;
import java.util.Optional;
import roadbed.model.Value;

/** An expression, parsed. */
public sealed interface Expression {

  /** A value that is written out. */
  record Literal(Value value) implements Expression {}

  /** Text with expressions in it; its parts are joined. */
  record Template(List<Expression> parts) implements Expression {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  /** {@code %{for key, value in collection}body%{endfor}}. */
  record TemplateFor(Optional<String> key, String value, Expression collection, Expression body)
      implements Expression {}

  /** The first name of a reference. */
  record Root(String name) implements Expression {}

  /** The element that a splat is at; only within {@link Splat#each()}. */
  record Element() implements Expression {}

  /** {@code of.name}. */
  record Attribute(Expression of, String name) implements Expression {}

  /** {@code of[key]}. */
  record Index(Expression of, Expression key) implements Expression {}

  /** {@code of[*].a.b} or {@code of.*.a}; {@code each} is what is taken of each {@link Element}. */
  record Splat(Expression of, Expression each) implements Expression {}

  /** {@code condition ? then : otherwise}. */
  record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {}

  /** Two operands and what is between them. */
  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  /** {@code !operand}. */
  record Not(Expression operand) implements Expression {}

  /** {@code -operand}. */
  record Negative(Expression operand) implements Expression {}

  /** {@code name(arguments)}; with {@code expand} the last argument's elements are arguments. */
  record Call(String name, List<Expression> arguments, boolean expand) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code [for key, value in collection : body if condition]}. */
  record ForTuple(
      Optional<String> key,
      String value,
      Expression collection,
      Expression body,
      Optional<Expression> condition)
      implements Expression {}

  /** <code>{for key, value in collection : newKey => body... if condition}</code>. */
  record ForObject(
      Optional<String> key,
      String value,
      Expression collection,
      Expression newKey,
      Expression body,
      boolean grouped,
      Optional<Expression> condition)
      implements Expression {}

  /** {@code [a, b]}. */
  record TupleOf(List<Expression> items) implements Expression {
    public TupleOf {
      items = List.copyOf(items);
    }
  }

  /** <code>{a = b}</code>. */
  record ObjectOf(List<Entry> entries) implements Expression {
    public ObjectOf {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One entry of an object.
   *
   * @param line where it begins in its file, from 1; 0 where that is not told
   * @param column where it begins in its line, from 1; 0 where that is not told
   */
  record Entry(Expression key, Expression value, int line, int column) {}

  /** The operators of two operands, with how strongly they bind. */
  enum Operator {
    OR("||", 1),
    AND("&&", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS_OR_EQUAL("<=", 4),
    GREATER_OR_EQUAL(">=", 4),
    LESS("<", 4),
    GREATER(">", 4),
    PLUS("+", 5),
    MINUS("-", 5),
    TIMES("*", 6),
    DIVIDED("/", 6),
    MODULO("%", 6);

    final String symbol;
    final int strength;

    Operator(String symbol, int strength) {
      this.symbol = symbol;
      this.strength = strength;
    }
  }
}
