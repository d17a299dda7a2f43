package roadbed.collect.terraform.expression;

import java.util.ArrayList;
import java.util.List;
import roadbed.model.Value;

/**
 * Parses a template: text with <code>${…}</code> and {@code %{…}} in it, in quotes or as a whole text. In
 * quotes backslashes escape.
 */
final class TemplateParser {
  private static final int DEEPEST = 50;

  private final ExpressionParser parser;
  private final boolean quoted;
  private final String text;
  private int depth;

  /** Whether the blanks that follow are to be dropped, after a {@code ~}}. */
  private boolean stripNext;

  TemplateParser(ExpressionParser parser, boolean quoted) {
    this.parser = parser;
    this.quoted = quoted;
    this.text = parser.text();
  }

  /** How a sequence of parts ended. */
  private record Sequence(List<Expression> parts, String end) {}

  /** The whole template, from where the parser stands. */
  Expression all() {
    Sequence sequence = parts();
    if (!sequence.end().isEmpty()) {
      throw parser.problem("\"" + sequence.end() + "\" has nothing to end here");
    }
    return joined(sequence.parts());
  }

  private static Expression joined(List<Expression> parts) {
    if (parts.isEmpty()) {
      return new Expression.Literal(new Value.Text(""));
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    return new Expression.Template(parts);
  }

  /** A directive's body is text, also where it is one interpolation. */
  private static Expression body(List<Expression> parts) {
    return new Expression.Template(parts);
  }

  private Sequence parts() {
    if (++depth > DEEPEST) {
      throw parser.problem("the template is nested more than " + DEEPEST + " deep");
    }
    List<Expression> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    while (true) {
      int at = parser.at();
      if (at >= text.length()) {
        if (quoted) {
          throw parser.problem("the text in quotes does not end");
        }
        flush(literal, parts);
        depth--;
        return new Sequence(parts, "");
      }
      char c = text.charAt(at);
      if (quoted && c == '"') {
        parser.moveTo(at + 1);
        flush(literal, parts);
        depth--;
        return new Sequence(parts, "");
      }
      if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
        append(literal, text.substring(at + 1, at + 3));
        parser.moveTo(at + 3);
      } else if (text.startsWith("${", at)) {
        interpolation(literal, parts);
      } else if (text.startsWith("%{", at)) {
        String end = directive(literal, parts);
        if (!end.isEmpty()) {
          depth--;
          return new Sequence(parts, end);
        }
      } else if (quoted && c == '\\') {
        escape(literal);
      } else {
        append(literal, String.valueOf(c));
        parser.moveTo(at + 1);
      }
    }
  }

  private void append(StringBuilder literal, String piece) {
    if (stripNext && literal.isEmpty()) {
      String stripped = piece.stripLeading();
      if (stripped.isEmpty()) {
        return;
      }
      stripNext = false;
      literal.append(stripped);
      return;
    }
    stripNext = false;
    literal.append(piece);
  }

  private static void flush(StringBuilder literal, List<Expression> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Expression.Literal(new Value.Text(literal.toString())));
      literal.setLength(0);
    }
  }

  /** Goes behind the opening of a sequence; a {@code ~} drops the blanks before it. */
  private void open(StringBuilder literal, List<Expression> parts) {
    parser.moveTo(parser.at() + 2);
    stripNext = false;
    if (parser.at() < text.length() && text.charAt(parser.at()) == '~') {
      parser.moveTo(parser.at() + 1);
      String stripped = literal.toString().stripTrailing();
      literal.setLength(0);
      literal.append(stripped);
    }
    flush(literal, parts);
  }

  private void close() {
    if (parser.take("~}")) {
      stripNext = true;
    } else {
      parser.demand("}");
    }
  }

  private void interpolation(StringBuilder literal, List<Expression> parts) {
    open(literal, parts);
    parts.add(parser.whole());
    close();
  }

  private String directive(StringBuilder literal, List<Expression> parts) {
    open(literal, parts);
    String word = parser.directive();
    return switch (word) {
      case "if" -> {
        Expression condition = parser.whole();
        close();
        Sequence then = parts();
        List<Expression> otherwise = List.of();
        String end = then.end();
        if (end.equals("else")) {
          Sequence rest = parts();
          otherwise = rest.parts();
          end = rest.end();
        }
        if (!end.equals("endif")) {
          throw parser.problem("\"%{endif}\" is expected");
        }
        parts.add(new Expression.Conditional(condition, body(then.parts()), body(otherwise)));
        yield "";
      }
      case "for" -> {
        ExpressionParser.Loop loop = parser.loop();
        close();
        Sequence repeated = parts();
        if (!repeated.end().equals("endfor")) {
          throw parser.problem("\"%{endfor}\" is expected");
        }
        parts.add(
            new Expression.TemplateFor(
                loop.key(), loop.value(), loop.collection(), body(repeated.parts())));
        yield "";
      }
      case "else", "endif", "endfor" -> {
        close();
        yield word;
      }
      default -> throw parser.problem("if, for, else, endif or endfor is expected here");
    };
  }

  private void escape(StringBuilder literal) {
    int at = parser.at();
    char escaped = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    switch (escaped) {
      case 'n' -> literal.append('\n');
      case 'r' -> literal.append('\r');
      case 't' -> literal.append('\t');
      case '"' -> literal.append('"');
      case '\\' -> literal.append('\\');
      case 'u', 'U' -> {
        int digits = escaped == 'u' ? 4 : 8;
        int end = at + 2 + digits;
        try {
          literal.appendCodePoint(Integer.parseInt(text.substring(at + 2, end), 16));
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
          throw parser.problem("\"\\" + escaped + "\" takes " + digits + " hexadecimal digits of a character");
        }
        stripNext = false;
        parser.moveTo(end);
        return;
      }
      default -> throw parser.problem("the character behind the backslash escapes nothing");
    }
    stripNext = false;
    parser.moveTo(at + 2);
  }
}
