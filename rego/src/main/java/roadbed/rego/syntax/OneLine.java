package roadbed.rego.syntax;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Values;

/** Terms and statements as Rego text on one line, as a trace or a message shows them; comments and layout are gone. */
public final class OneLine {
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("eq", "="),
          Map.entry("assign", ":="),
          Map.entry("equal", "=="),
          Map.entry("neq", "!="),
          Map.entry("lt", "<"),
          Map.entry("lte", "<="),
          Map.entry("gt", ">"),
          Map.entry("gte", ">="),
          Map.entry("plus", "+"),
          Map.entry("minus", "-"),
          Map.entry("mul", "*"),
          Map.entry("div", "/"),
          Map.entry("rem", "%"),
          Map.entry("and", "&"),
          Map.entry("or", "|"),
          Map.entry("internal.member_2", "in"));

  private OneLine() {}

  /** A statement with its modifiers. */
  public static String of(Statement statement) {
    String text =
        switch (statement) {
          case Statement.Expression expression ->
              (expression.negated() ? "not " : "") + top(expression.term());
          case Statement.Negation negation -> "not { " + of(negation.body()) + " }";
          case Statement.SomeVars some -> "some " + list(some.vars());
          case Statement.SomeIn some -> {
            Term key = some.key();
            yield "some " + (key == null ? "" : of(key) + ", ") + of(some.value()) + " in " + of(some.domain());
          }
          case Statement.Every every -> {
            Term key = every.key();
            yield "every " + (key == null ? "" : of(key) + ", ") + of(every.value()) + " in " + of(every.domain())
                + " { " + of(every.body()) + " }";
          }
        };
    return text
        + statement.with().stream()
            .map(with -> " with " + of(with.target()) + " as " + of(with.value()))
            .collect(Collectors.joining());
  }

  /** A body. */
  public static String of(List<Statement> body) {
    return body.stream().map(OneLine::of).collect(Collectors.joining("; "));
  }

  /** A term. */
  public static String of(Term term) {
    return switch (term) {
      case Term.Scalar scalar -> scalar.value().toString();
      case Term.Var variable -> variable.isWildcard() ? "_" : variable.name();
      case Term.Ref ref -> of(ref.head()) + path(ref.path());
      case Term.Array array -> "[" + list(array.items()) + "]";
      case Term.Set set -> set.items().isEmpty() ? "set()" : "{" + list(set.items()) + "}";
      case Term.Obj object ->
          "{"
              + object.members().stream()
                  .map(member -> of(member.key()) + ": " + of(member.value()))
                  .collect(Collectors.joining(", "))
              + "}";
      case Term.Call call -> of(call.name()) + "(" + list(call.args()) + ")";
      case Term.Infix infix -> "(" + infix(infix) + ")";
      case Term.ArrayComprehension comprehension ->
          "[" + of(comprehension.head()) + " | " + of(comprehension.body()) + "]";
      case Term.SetComprehension comprehension ->
          "{" + of(comprehension.head()) + " | " + of(comprehension.body()) + "}";
      case Term.ObjectComprehension comprehension ->
          "{" + of(comprehension.key()) + ": " + of(comprehension.value()) + " | " + of(comprehension.body()) + "}";
      case Term.Template template ->
          "$\"" + template.parts().stream().map(OneLine::part).collect(Collectors.joining()) + "\"";
    };
  }

  private static String part(Term.Part part) {
    return switch (part) {
      case Term.Text text -> {
        String quoted = Values.quote(text.text());
        yield quoted.substring(1, quoted.length() - 1);
      }
      case Term.Embedded embedded -> "{" + of(embedded.statement()) + "}";
    };
  }

  /** The outermost operator of a statement needs no parentheses. */
  private static String top(Term term) {
    return term instanceof Term.Infix infix ? infix(infix) : of(term);
  }

  private static String infix(Term.Infix infix) {
    List<Term> args = infix.args();
    if (infix.builtin().equals("internal.member_3")) {
      return of(args.get(0)) + ", " + of(args.get(1)) + " in " + of(args.get(2));
    }
    return of(args.get(0)) + " " + OPERATORS.getOrDefault(infix.builtin(), infix.builtin()) + " " + of(args.get(1));
  }

  private static String list(List<? extends Term> terms) {
    return terms.stream().map(OneLine::of).collect(Collectors.joining(", "));
  }

  private static String path(List<Term> path) {
    return path.stream()
        .map(
            part ->
                part instanceof Term.Scalar scalar
                        && scalar.value() instanceof StringValue name
                        && isName(name.value())
                    ? "." + name.value()
                    : "[" + of(part) + "]")
        .collect(Collectors.joining());
  }

  private static boolean isName(String text) {
    boolean name = !text.isEmpty() && !Character.isDigit(text.charAt(0));
    for (int i = 0; name && i < text.length(); i++) {
      char c = text.charAt(i);
      name = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
    return name;
  }
}
