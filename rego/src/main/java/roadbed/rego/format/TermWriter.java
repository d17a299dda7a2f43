package roadbed.rego.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.AstText;
import roadbed.rego.syntax.SourceFile;
import roadbed.rego.syntax.Spans;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Values;

/** Writes terms, statements and bodies. */
final class TermWriter {
  private record Operator(String sign, int precedence) {}

  private static final Operator UNKNOWN = new Operator("?", 9);
  private static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          Map.entry("assign", new Operator(":=", -1)),
          Map.entry("eq", new Operator("=", -1)),
          Map.entry("internal.member_2", new Operator("in", 0)),
          Map.entry("internal.member_3", new Operator("in", 0)),
          Map.entry("equal", new Operator("==", 1)),
          Map.entry("neq", new Operator("!=", 1)),
          Map.entry("lt", new Operator("<", 1)),
          Map.entry("gt", new Operator(">", 1)),
          Map.entry("lte", new Operator("<=", 1)),
          Map.entry("gte", new Operator(">=", 1)),
          Map.entry("or", new Operator("|", 2)),
          Map.entry("and", new Operator("&", 3)),
          Map.entry("plus", new Operator("+", 4)),
          Map.entry("minus", new Operator("-", 4)),
          Map.entry("mul", new Operator("*", 5)),
          Map.entry("div", new Operator("/", 5)),
          Map.entry("rem", new Operator("%", 5)));

  private final Page page;
  private final SourceFile source;
  private final TermLayout layout;
  private final Set<String> keywords;

  TermWriter(Page page, Set<String> keywords) {
    this.page = page;
    this.source = page.source();
    this.layout = new TermLayout(page);
    this.keywords = keywords;
  }

  TermLayout layout() {
    return layout;
  }

  /** Statements, each on lines of its own; one empty line stays where there was any. */
  void body(List<Statement> body) {
    int last = -1;
    for (Statement statement : body) {
      int row = layout.row(statement);
      if (last >= 0 && row > last + 1) {
        page.blankLine();
      }
      page.leading(row);
      statement(statement);
      last = layout.endRow(statement);
      page.reached(last);
      page.endLine();
    }
  }

  void statement(Statement statement) {
    Spans.Span span = source.spans().of(statement);
    if (span != null && !layout.carries(statement)) {
      page.raw(span);
      return;
    }
    switch (statement) {
      case Statement.Expression expression -> {
        page.write(expression.negated() ? "not " : "");
        expression(expression.term());
      }
      case Statement.Negation negation -> negation(negation);
      case Statement.SomeVars some -> someVars(some);
      case Statement.SomeIn some -> {
        page.write("some ");
        Term key = some.key();
        if (key != null) {
          operand(key, 1, false);
          page.write(", ");
        }
        operand(some.value(), 1, false);
        page.write(" in ");
        operand(some.domain(), 1, true);
      }
      case Statement.Every every -> {
        page.write("every " + (every.key() == null ? "" : AstText.of(every.key()) + ", "));
        page.write(AstText.of(every.value()) + " in ");
        term(every.domain());
        page.write(" {");
        block(every.body(), layout.isBlock(every.domain(), every.body()), "}", every.body().size() == 1);
      }
    }
    with(statement, span);
  }

  private void negation(Statement.Negation negation) {
    page.write("not ");
    if (source.spans().of(negation.body()) == null) {
      statement(negation.body().getFirst());
    } else {
      page.write("{");
      block(negation.body(), layout.isBlock(negation.body()), "}", true);
    }
  }

  private void someVars(Statement.SomeVars some) {
    page.write("some ");
    int row = some.at().line();
    for (int i = 0; i < some.vars().size(); i++) {
      Term.Var name = some.vars().get(i);
      if (name.at().line() > row) {
        page.endLine();
        page.write("\t");
        row = name.at().line();
      } else if (i > 0) {
        page.write(" ");
      }
      page.write(AstText.of(name) + (i < some.vars().size() - 1 ? "," : ""));
      page.reached(row);
    }
  }

  /** The modifiers: those on the last line of their statement stay there, others get lines of their own. */
  private void with(Statement statement, Spans.@Nullable Span span) {
    boolean indented = false;
    int last = -1;
    for (Statement.With with : statement.with()) {
      int row = with.at().line();
      if (last < 0) {
        Spans.Span own = source.spans().of(with);
        last = own == null || span == null ? row : endOfTerms(span.from(), own.from());
      }
      if (row > last) {
        if (!indented) {
          page.up();
          indented = true;
        }
        page.reached(last);
        page.endLine();
        page.write("with ");
      } else {
        page.write(" with ");
      }
      term(with.target());
      page.write(" as ");
      term(with.value());
      last = layout.endRow(with);
    }
    if (indented) {
      page.reached(last);
      page.down();
    }
  }

  private int endOfTerms(int from, int to) {
    int end = to;
    while (end > from && Character.isWhitespace(source.text().charAt(end - 1))) {
      end--;
    }
    return page.rowAt(Math.max(from, end - 1));
  }

  /** A term that is a statement; an operator there needs no brackets. */
  private void expression(Term term) {
    if (term instanceof Term.Infix infix) {
      infix(infix, false);
    } else {
      term(term);
    }
  }

  /** A term where commas or brackets bound it. */
  void term(Term term) {
    term(term, false);
  }

  private void term(Term term, boolean nested) {
    Spans.Span span = source.spans().of(term);
    if (span != null && !layout.carries(term)) {
      page.raw(span);
      return;
    }
    switch (term) {
      case Term.Scalar scalar -> scalar(scalar, span);
      case Term.Var name -> page.write(name.isWildcard() ? "_" : name.name());
      case Term.Ref ref -> ref(ref);
      case Term.Array array -> items("[", List.copyOf(array.items()), "]", span, true);
      case Term.Set set -> {
        if (set.items().isEmpty()) {
          page.write("set()");
        } else {
          items("{", List.copyOf(set.items()), "}", span, true);
        }
      }
      case Term.Obj object -> items("{", List.copyOf(object.members()), "}", span, true);
      case Term.Call call -> {
        term(call.name());
        Spans.Span name = source.spans().of(call.name());
        Spans.Span arguments = span == null || name == null ? null : new Spans.Span(name.to(), span.to());
        items("(", List.copyOf(call.args()), ")", arguments, false);
      }
      case Term.Infix infix -> infix(infix, nested);
      case Term.ArrayComprehension c -> comprehension("[", null, c.head(), c.body(), "]", span);
      case Term.SetComprehension c -> comprehension("{", null, c.head(), c.body(), "}", span);
      case Term.ObjectComprehension c -> comprehension("{", c.key(), c.value(), c.body(), "}", span);
      case Term.Template template -> template(template, span);
    }
    if (span != null) {
      page.reached(page.rowAt(span.to() - 1));
    }
  }

  private void scalar(Term.Scalar scalar, Spans.@Nullable Span span) {
    String written = span == null ? null : source.text().substring(span.from(), span.to());
    if (written != null && written.startsWith("(")) {
      written = written.substring(1, written.length() - 1).strip();
    }
    boolean isQuoted = written != null && !written.isEmpty() && "\"`".indexOf(written.charAt(0)) >= 0;
    if (scalar.value() instanceof StringValue text && !isQuoted) {
      written = Values.toJson(text);
    }
    page.write(written == null ? scalar.value().toString() : written);
  }

  private void template(Term.Template template, Spans.@Nullable Span span) {
    if (span == null) {
      page.write(AstText.of(template));
    } else {
      page.raw(span);
    }
  }

  private boolean isInBrackets(Object node) {
    String written = source.written(node);
    return written != null && written.startsWith("(");
  }

  private void ref(Term.Ref ref) {
    if (ref.head() instanceof Term.Infix infix) {
      page.write("(");
      infix(infix, false);
      page.write(")");
    } else {
      term(ref.head());
    }
    path(ref.path());
  }

  /** What follows a reference's head: names after dots where they are names. */
  void path(List<Term> path) {
    for (Term part : path) {
      if (part instanceof Term.Scalar scalar && scalar.value() instanceof StringValue name && isDotted(scalar, name)) {
        page.write("." + name.value());
      } else if (part instanceof Term.Scalar scalar && scalar.value() instanceof StringValue name) {
        page.write("[" + Values.toJson(name) + "]");
      } else {
        page.write("[");
        term(part);
        page.write("]");
      }
    }
  }

  private boolean isDotted(Term.Scalar part, StringValue name) {
    String written = source.written(part);
    boolean quoted = written != null && written.startsWith("\"");
    return name.value().matches("[A-Za-z_][A-Za-z0-9_]*") && !(quoted && keywords.contains(name.value()));
  }

  private void infix(Term.Infix infix, boolean brackets) {
    Operator operator = OPERATORS.getOrDefault(infix.builtin(), UNKNOWN);
    List<Term> args = infix.args();
    boolean isIn = operator.sign().equals("in");
    boolean around = brackets || (args.size() == 3 && isInBrackets(infix));
    page.write(around ? "(" : "");
    if (args.size() == 3) {
      operand(args.get(0), 1, false);
      page.write(", ");
    }
    operand(args.get(args.size() - 2), isIn ? 1 : operator.precedence(), false);
    page.write(" " + operator.sign() + " ");
    operand(args.getLast(), isIn ? 1 : operator.precedence(), true);
    page.write(around ? ")" : "");
  }

  /** An operand; below the first level every operator gets brackets, at the first those that need them. */
  private void operand(Term term, int precedence, boolean right) {
    if (!(term instanceof Term.Infix infix)) {
      term(term);
      return;
    }
    int own = OPERATORS.getOrDefault(infix.builtin(), UNKNOWN).precedence();
    boolean needed = own < precedence || (right && own == precedence);
    boolean nested = precedence > 1 || (precedence == 1 && needed);
    term(term, (nested && precedence >= 0) || needed);
  }

  /** Items between brackets, on one line or on the lines that they were on. */
  void items(String open, List<Object> items, String close, Spans.@Nullable Span span, boolean bracketUnions) {
    page.write(open);
    boolean multiline = layout.isMultiline(span, items);
    List<List<Object>> lines = multiline ? layout.lines(items) : List.of(items);
    if (multiline) {
      page.up();
    }
    for (List<Object> line : lines) {
      if (multiline) {
        page.endLine();
        page.leading(layout.row(line.getFirst()));
      }
      for (int i = 0; i < line.size(); i++) {
        page.write(i == 0 ? "" : ", ");
        item(line.get(i), bracketUnions);
        page.reached(layout.endRow(line.get(i)));
      }
      page.write(multiline ? "," : "");
    }
    if (multiline && span != null) {
      page.endLine();
      page.leading(page.rowAt(span.to() - 1));
      page.down();
    }
    page.write(close);
  }

  private void item(Object item, boolean bracketUnions) {
    Spans.Span span = layout.span(item);
    if (span != null && !layout.carries(item)) {
      page.raw(span);
      return;
    }
    if (item instanceof Term.Member member) {
      union(member.key(), true);
      page.write(": ");
      union(member.value(), true);
    } else if (item instanceof Term term) {
      union(term, bracketUnions || isInBrackets(term));
    }
  }

  /** A bar between brackets would begin the body of a comprehension. */
  private void union(Term term, boolean brackets) {
    boolean isUnion = term instanceof Term.Infix infix && infix.builtin().equals("or");
    boolean isKeyed = term instanceof Term.Infix infix && infix.args().size() == 3;
    term(term, (isUnion && brackets) || isKeyed);
  }

  private void comprehension(
      String open, @Nullable Term key, Term value, List<Statement> body, String close, Spans.@Nullable Span span) {
    page.write(open);
    Term first = key == null ? value : key;
    if (span != null && layout.row(first) > page.rowAt(span.from())) {
      page.reached(page.rowAt(span.from()));
      page.endLine();
      page.leading(layout.row(first));
    }
    if (key != null) {
      term(key, key instanceof Term.Infix && (isInBrackets(key) || isUnion(key)));
      page.write(": ");
    }
    term(value, value instanceof Term.Infix && (isInBrackets(value) || isUnion(value)));
    page.write(" |");
    block(body, layout.isBlock(value, body), close, false);
  }

  private static boolean isUnion(Term term) {
    return term instanceof Term.Infix infix && infix.builtin().equals("or");
  }

  /** A body up to its closing bracket, which is written. */
  private void block(List<Statement> body, boolean onLines, String close, boolean spaced) {
    if (!onLines) {
      List<Statement> statements = new ArrayList<>(body);
      for (int i = 0; i < statements.size(); i++) {
        page.write(i == 0 ? " " : "; ");
        statement(statements.get(i));
      }
      page.write(spaced ? " " + close : close);
      return;
    }
    page.endLine();
    page.up();
    body(body);
    Spans.Span span = source.spans().of(body);
    if (span != null) {
      page.leading(page.rowAt(span.to() - 1));
    }
    page.down();
    page.write(close);
  }
}
