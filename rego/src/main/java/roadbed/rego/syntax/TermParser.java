package roadbed.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import roadbed.rego.syntax.Token.Kind;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Reads terms: scalars, references, collections, comprehensions, calls and infix operators by their precedence. */
final class TermParser {
  private record Operator(String builtin, int precedence) {}

  private static final int OR = 2;
  private static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          Map.entry("==", new Operator("equal", 1)),
          Map.entry("!=", new Operator("neq", 1)),
          Map.entry("<", new Operator("lt", 1)),
          Map.entry(">", new Operator("gt", 1)),
          Map.entry("<=", new Operator("lte", 1)),
          Map.entry(">=", new Operator("gte", 1)),
          Map.entry("|", new Operator("or", OR)),
          Map.entry("&", new Operator("and", 3)),
          Map.entry("+", new Operator("plus", 4)),
          Map.entry("-", new Operator("minus", 4)),
          Map.entry("*", new Operator("mul", 5)),
          Map.entry("/", new Operator("div", 5)),
          Map.entry("%", new Operator("rem", 5)));

  private final TokenStream in;
  private final StatementParser statements;

  TermParser(TokenStream in, StatementParser statements) {
    this.in = in;
    this.statements = statements;
  }

  /** A term as it stands alone in a body: {@code k, v in xs} is allowed. */
  Term standalone() {
    return membership(true);
  }

  /** A term in a list, where a comma ends it. */
  Term listed() {
    return membership(false);
  }

  private Term membership(boolean withKey) {
    in.enter();
    int start = in.mark();
    Term term = membership(start, infix(1, true), withKey);
    in.leave();
    return term;
  }

  private Term membership(int start, Term first, boolean withKey) {
    Location at = first.at();
    Term left = first;
    if (withKey && in.at(",")) {
      int mark = in.mark();
      int depth = in.depth();
      try {
        in.next();
        Term value = infix(1, true);
        Token operator = in.peek();
        if (in.takeKeyword("in")) {
          Term domain = infix(1, true);
          left = infix(start, operator, new Term.Infix(at, "internal.member_3", List.of(left, value, domain)));
        } else {
          in.reset(mark, depth);
        }
      } catch (ParseFailure failure) {
        failure.retry();
        in.reset(mark, depth);
      }
    }
    int chain = 0;
    while (in.atKeyword("in")) {
      Token operator = in.next();
      limit(++chain);
      left = infix(start, operator, new Term.Infix(at, "internal.member_2", List.of(left, infix(1, true))));
    }
    return left;
  }

  private Term infix(int start, Token operator, Term.Infix term) {
    in.shared.spans.operator(term, in.place(operator), operator.from(), operator.to());
    return in.spanned(start, term);
  }

  private void limit(int chain) {
    if (chain > TokenStream.MAX_DEPTH) {
      throw in.bound("an expression of more than " + TokenStream.MAX_DEPTH + " operators; break it up");
    }
  }

  /** Precedence climbing; without {@code or} for the head of a comprehension, where the bar begins the body. */
  private Term infix(int least, boolean withOr) {
    int start = in.mark();
    Term left = primary();
    int chain = 0;
    while (in.peek().kind() == Kind.SYMBOL) {
      Operator operator = OPERATORS.get(in.peek().text());
      if (operator == null || operator.precedence < least || (operator.precedence == OR && !withOr)) {
        break;
      }
      limit(++chain);
      Token sign = in.next();
      in.enter();
      Term right = infix(operator.precedence + 1, withOr);
      in.leave();
      left = infix(start, sign, new Term.Infix(left.at(), operator.builtin, List.of(left, right)));
    }
    return left;
  }

  private Term primary() {
    in.enter();
    int start = in.mark();
    Term term = suffixes(start, in.spanned(start, simple()));
    in.leave();
    return term;
  }

  private Term simple() {
    Token token = in.peek();
    Location at = in.place(token);
    return switch (token.kind()) {
      case NAME -> name();
      case NUMBER, STRING -> scalar(at, in.next());
      case TEMPLATE -> template(in.next());
      case END -> throw in.unexpected("expected a term");
      case SYMBOL ->
          switch (token.text()) {
            case "[" -> array();
            case "{" -> braces();
            case "(" -> {
              in.next();
              Term inner = standalone();
              in.expect(")");
              yield inner;
            }
            case "-" -> {
              in.next();
              if (in.peek().kind() != Kind.NUMBER) {
                throw in.unexpected("expected number");
              }
              yield new Term.Scalar(at, negated(in.next()));
            }
            default -> throw in.unexpected("expected a term");
          };
    };
  }

  private Value negated(Token number) {
    try {
      return NumberValue.parse("-" + number.text());
    } catch (NumberFormatException e) {
      throw in.failure("illegal number format: " + e.getMessage());
    }
  }

  private Term scalar(Location at, Token token) {
    Value value = token.value();
    if (value == null) {
      throw in.failure("a token without its value");
    }
    return new Term.Scalar(at, value);
  }

  private Term name() {
    Location at = in.place();
    if (in.atKeyword("true") || in.atKeyword("false")) {
      return new Term.Scalar(at, BooleanValue.of(in.next().text().equals("true")));
    }
    if (in.atKeyword("null")) {
      in.next();
      return new Term.Scalar(at, NullValue.NULL);
    }
    if (in.atAnyKeyword() && !in.atKeyword("contains") && !in.atBracketedName()) {
      throw in.unexpected("a keyword cannot be used as a name here");
    }
    Token token = in.next();
    if (token.text().equals("set") && in.at("(") && !in.peek().spaced() && in.peekNext().is(")")) {
      in.next();
      in.next();
      return new Term.Set(at, List.of());
    }
    return new Term.Var(at, token.text().equals("_") ? in.shared.wildcard() : token.text());
  }

  private Term suffixes(int start, Term head) {
    Term term = head;
    int chain = 0;
    while (!in.peek().spaced() && !(term instanceof Term.Scalar) && !(term instanceof Term.Template)) {
      if (in.at("(") && isCallable(term)) {
        limit(++chain);
        in.next();
        term = in.spanned(start, new Term.Call(term.at(), term, list(")")));
      } else if (in.at(".") || in.at("[")) {
        if (term instanceof Term.Infix) {
          break;
        }
        limit(++chain);
        term = in.spanned(start, new Term.Ref(term.at(), term, path()));
      } else {
        break;
      }
    }
    return term;
  }

  private static boolean isCallable(Term term) {
    return term instanceof Term.Var
        || (term instanceof Term.Ref ref
            && ref.head() instanceof Term.Var
            && ref.path().stream().allMatch(t -> t instanceof Term.Scalar s && s.value() instanceof StringValue));
  }

  /** What follows a reference's head, as far as no blank breaks it. */
  List<Term> path() {
    List<Term> path = new ArrayList<>();
    while (!in.peek().spaced()) {
      if (in.at(".")) {
        in.next();
        if (in.peek().kind() != Kind.NAME || in.peek().spaced()) {
          throw in.unexpected("expected identifier");
        }
        int start = in.mark();
        path.add(in.spanned(start, new Term.Scalar(in.place(), StringValue.interned(in.next().text()))));
      } else if (in.at("[")) {
        in.next();
        path.add(standalone());
        in.expect("]");
      } else {
        break;
      }
    }
    return path;
  }

  /** Terms between commas up to a closing symbol; a comma may stand before it. */
  List<Term> list(String close) {
    return in.take(close) ? List.of() : list(listed(), close);
  }

  private List<Term> list(Term first, String close) {
    List<Term> items = new ArrayList<>();
    items.add(first);
    while (!in.take(close)) {
      if (!in.at(",")) {
        throw in.unexpected("expected `,` or `" + close + "`");
      }
      in.next();
      if (!in.at(close)) {
        items.add(listed());
      }
    }
    return items;
  }

  private Term array() {
    Location at = in.place(in.next());
    if (in.take("]")) {
      return new Term.Array(at, List.of());
    }
    int mark = in.mark();
    int depth = in.depth();
    Term head = infix(1, false);
    if (in.at("|")) {
      try {
        in.next();
        return new Term.ArrayComprehension(at, head, statements.bodyUntil("]"));
      } catch (ParseFailure failure) {
        return orElse(mark, depth, failure, () -> new Term.Array(at, list(listed(), "]")));
      }
    }
    return new Term.Array(at, list(membership(mark, head, false), "]"));
  }

  private Term braces() {
    Location at = in.place(in.next());
    if (in.take("}")) {
      return new Term.Obj(at, List.of());
    }
    int mark = in.mark();
    int depth = in.depth();
    Term head = infix(1, false);
    if (in.at("|")) {
      try {
        in.next();
        return new Term.SetComprehension(at, head, statements.bodyUntil("}"));
      } catch (ParseFailure failure) {
        return orElse(mark, depth, failure, () -> collection(at, listed()));
      }
    }
    if (!in.take(":")) {
      return collection(at, membership(mark, head, false));
    }
    int valueMark = in.mark();
    Term value = infix(1, false);
    if (in.at("|")) {
      try {
        in.next();
        return new Term.ObjectComprehension(at, head, value, statements.bodyUntil("}"));
      } catch (ParseFailure failure) {
        return orElse(valueMark, depth, failure, () -> object(at, head, listed()));
      }
    }
    return object(at, head, membership(valueMark, value, false));
  }

  /** Where a comprehension did not read, the bar may be an operator; if that fails too, the first error is the better. */
  private Term orElse(int mark, int depth, ParseFailure first, Supplier<Term> second) {
    first.retry();
    in.reset(mark, depth);
    try {
      return second.get();
    } catch (ParseFailure _) {
      throw first;
    }
  }

  private Term collection(Location at, Term first) {
    return in.take(":") ? object(at, first, listed()) : new Term.Set(at, list(first, "}"));
  }

  private Term object(Location at, Term firstKey, Term firstValue) {
    List<Term.Member> members = new ArrayList<>();
    members.add(new Term.Member(firstKey, firstValue));
    while (!in.take("}")) {
      if (!in.at(",")) {
        throw in.unexpected("expected `,` or `}`");
      }
      in.next();
      if (!in.at("}")) {
        Term key = listed();
        in.expect(":");
        members.add(new Term.Member(key, listed()));
      }
    }
    return new Term.Obj(at, members);
  }

  private Term template(Token token) {
    List<Term.Part> parts = new ArrayList<>();
    List<Token.TemplatePiece> pieces = token.template();
    for (Token.TemplatePiece piece : pieces == null ? List.<Token.TemplatePiece>of() : pieces) {
      List<Token> tokens = piece.tokens();
      String text = piece.text();
      if (tokens != null) {
        TokenStream inner = new TokenStream(tokens, in.shared, in.depth());
        Statement statement = new StatementParser(inner).only();
        if (!(statement instanceof Statement.Expression expression)
            || expression.negated()
            || (expression.term() instanceof Term.Infix infix && isAssignment(infix))) {
          throw new ParseFailure(
              new RegoError(RegoError.PARSE, "unexpected statement in a template string: expected a term", statement.at()));
        }
        parts.add(new Term.Embedded(statement));
      } else if (text != null) {
        parts.add(new Term.Text(text));
      }
    }
    return new Term.Template(in.place(token), token.text().equals("`"), parts);
  }

  private static boolean isAssignment(Term.Infix infix) {
    return infix.builtin().equals("assign") || infix.builtin().equals("eq");
  }
}
