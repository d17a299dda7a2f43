package roadbed.rego.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.SourceFile;
import roadbed.rego.syntax.Spans;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;

/** Which collections and calls stay on several lines, and where comments can be kept without keeping the whole text. */
final class TermLayout {
  private final Page page;
  private final SourceFile source;

  TermLayout(Page page) {
    this.page = page;
    this.source = page.source();
  }

  /** The parts of a node that stand between its brackets, one after the other; of other nodes none. */
  static List<Object> items(Object node) {
    return switch (node) {
      case Term.Array array -> List.copyOf(array.items());
      case Term.Set set -> List.copyOf(set.items());
      case Term.Obj object -> List.copyOf(object.members());
      case Term.Call call -> List.copyOf(call.args());
      default -> List.of();
    };
  }

  static Location place(Object item) {
    return switch (item) {
      case Term term -> term.at();
      case Term.Member member -> member.key().at();
      case Statement statement -> statement.at();
      default -> throw new IllegalStateException("no place of " + item);
    };
  }

  /** Where an item was written. */
  Spans.@Nullable Span span(Object item) {
    if (item instanceof Term.Member member) {
      Spans.Span key = source.spans().of(member.key());
      Spans.Span value = source.spans().of(member.value());
      return key == null || value == null ? null : new Spans.Span(key.from(), value.to());
    }
    return source.spans().of(item);
  }

  /** The line in which an item begins; a bracket around it counts. */
  int row(Object item) {
    Spans.Span span = span(item);
    return span == null ? place(item).line() : page.rowAt(span.from());
  }

  int endRow(Object item) {
    Spans.Span span = span(item);
    return span == null ? place(item).line() : page.rowAt(span.to() - 1);
  }

  /** Items in groups by the line that they begin in. */
  List<List<Object>> lines(List<Object> items) {
    List<List<Object>> lines = new ArrayList<>();
    int last = -1;
    for (Object item : items) {
      int row = row(item);
      if (lines.isEmpty() || row > last) {
        lines.add(new ArrayList<>());
      }
      lines.getLast().add(item);
      last = row;
    }
    return lines;
  }

  /** Whether a bracket's items stay on lines of their own: they did, or the first of them did. */
  boolean isMultiline(Spans.@Nullable Span brackets, List<Object> items) {
    if (brackets == null || items.isEmpty()) {
      return false;
    }
    return lines(items).size() > 1 || row(items.getFirst()) > openRow(brackets, items.getFirst());
  }

  /** The line of the bracket before the first item. */
  private int openRow(Spans.Span brackets, Object first) {
    Spans.Span span = span(first);
    String text = source.text();
    int at = (span == null ? brackets.from() : span.from()) - 1;
    int row = page.rowAt(Math.max(at, 0));
    int open = row;
    // A line that has anything but blanks and a comment before the item is that of the bracket.
    for (int line = row; line >= page.rowAt(brackets.from()); line--) {
      open = line;
      if (holdsMore(text, line, span == null ? brackets.from() : span.from())) {
        break;
      }
    }
    return open;
  }

  private boolean holdsMore(String text, int line, int before) {
    int start = page.lineStart(line);
    int end = Math.min(before, text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start));
    String part = text.substring(start, Math.max(start, end)).strip();
    return !part.isEmpty() && !part.startsWith("#");
  }

  /** Whether all comments inside a node have a place in its layout. */
  boolean carries(Object node) {
    Spans.Span span = span(node);
    if (span == null) {
      return true;
    }
    for (int comment : page.commentsWithin(span.from(), span.to())) {
      if (!carries(node, comment)) {
        return false;
      }
    }
    return true;
  }

  private boolean carries(Object node, int comment) {
    for (Object child : children(node)) {
      Spans.Span span = span(child);
      if (span != null && comment >= span.from() && comment < span.to()) {
        // A member that cannot carry its comments is kept as it was written; that is a place too.
        return carries(child, comment) || (bracketed(node) && items(node).contains(child));
      }
    }
    return bracketed(node) && isBetween(node, comment);
  }

  /** Whether the node is laid out on several lines, between which comments may stand. */
  private boolean bracketed(Object node) {
    return switch (node) {
      case Term.ArrayComprehension c -> isBlock(c.head(), c.body());
      case Term.SetComprehension c -> isBlock(c.head(), c.body());
      case Term.ObjectComprehension c -> isBlock(c.value(), c.body());
      case Statement.Every every -> isBlock(every.domain(), every.body());
      case Statement.Negation negation -> isBlock(negation.body());
      default -> isMultiline(source.spans().of(node), items(node));
    };
  }

  private boolean isBetween(Object node, int comment) {
    Object first =
        switch (node) {
          case Term.ArrayComprehension c -> c.head();
          case Term.SetComprehension c -> c.head();
          case Term.ObjectComprehension c -> c.value();
          case Statement.Every every -> every.domain();
          case Term.Call call -> call.name();
          default -> null;
        };
    Spans.Span head = first == null ? null : span(first);
    return head == null || comment >= head.to();
  }

  /** Whether a body stays on lines of its own below the term before it. */
  boolean isBlock(Term before, List<Statement> body) {
    return row(body.getFirst()) > endRow(before) || lines(List.copyOf(body)).size() > 1;
  }

  /** Whether a body in braces stays on lines of its own. */
  boolean isBlock(List<Statement> body) {
    Spans.Span span = source.spans().of(body);
    int open = span == null ? row(body.getFirst()) : page.rowAt(span.from());
    return row(body.getFirst()) > open || lines(List.copyOf(body)).size() > 1;
  }

  private static List<Object> children(Object node) {
    return switch (node) {
      case Term.Member member -> List.of(member.key(), member.value());
      case Term.Ref ref -> with(ref.head(), ref.path());
      case Term.Infix infix -> List.copyOf(infix.args());
      case Term.Call call -> with(call.name(), call.args());
      case Term.ArrayComprehension c -> with(c.head(), c.body());
      case Term.SetComprehension c -> with(c.head(), c.body());
      case Term.ObjectComprehension c -> with(c.key(), with(c.value(), c.body()));
      case Statement.Expression expression -> with(expression.term(), expression.with());
      case Statement.Negation negation -> with(null, negation.body());
      case Statement.SomeVars some -> List.copyOf(some.vars());
      case Statement.SomeIn some -> with(some.key(), List.of(some.value(), some.domain()));
      case Statement.Every every -> with(every.domain(), every.body());
      case Statement.With with -> List.of(with.target(), with.value());
      default -> items(node);
    };
  }

  private static List<Object> with(@Nullable Object first, List<?> rest) {
    List<Object> all = new ArrayList<>();
    if (first != null) {
      all.add(first);
    }
    all.addAll(rest);
    return all;
  }
}
