package roadbed.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import roadbed.rego.syntax.Token.Kind;

/** Reads bodies: statements between newlines and semicolons, with their {@code with} modifiers. */
final class StatementParser {
  private final TokenStream in;
  private final TermParser terms;

  StatementParser(TokenStream in) {
    this.in = in;
    this.terms = new TermParser(in, this);
  }

  TermParser terms() {
    return terms;
  }

  /** The one statement that all the tokens are. */
  Statement only() {
    Statement statement = statement();
    if (!in.atEnd()) {
      throw in.unexpected("expected the end of the expression");
    }
    return statement;
  }

  /** Statements up to a closing symbol, which is taken; at least one. */
  List<Statement> bodyUntil(String close) {
    in.enter();
    int open = Math.max(0, in.mark() - 1);
    List<Statement> body = new ArrayList<>();
    do {
      body.add(statement());
    } while (separated(close));
    in.expect(close);
    in.leave();
    return in.spanned(open, List.copyOf(body));
  }

  /** Statements up to the end of the text. */
  List<Statement> query() {
    List<Statement> body = new ArrayList<>();
    while (in.take(";")) {
      // Empty statements mean nothing.
    }
    while (!in.atEnd()) {
      body.add(statement());
      if (!in.atEnd() && !separated("")) {
        throw in.unexpected("expected a newline or `;` between statements");
      }
    }
    return body;
  }

  private boolean separated(String close) {
    if (in.take(";")) {
      while (in.take(";")) {
        // Empty statements mean nothing.
      }
      return !in.at(close);
    }
    if (in.at(close) || in.atEnd()) {
      return false;
    }
    if (in.peek().line() == in.previous().line()) {
      throw in.unexpected("expected \\n or ;" + (close.isEmpty() ? "" : " or " + close));
    }
    return true;
  }

  Statement statement() {
    int start = in.mark();
    return in.spanned(start, unspanned());
  }

  private Statement unspanned() {
    Location at = in.place();
    if (in.takeLeading("not")) {
      return negation(at);
    }
    if (in.takeLeading("some")) {
      return some(at);
    }
    if (in.takeLeading("every")) {
      return every(at);
    }
    Term term = expression();
    return new Statement.Expression(at, false, term, with());
  }

  private Statement negation(Location at) {
    if (in.shared.negationWithBody) {
      if (in.at("{")) {
        int mark = in.mark();
        int depth = in.depth();
        try {
          in.next();
          List<Statement> body = bodyUntil("}");
          return new Statement.Negation(at, body, with());
        } catch (ParseFailure failure) {
          failure.retry();
          in.reset(mark, depth);
          try {
            return negatedExpression(at);
          } catch (ParseFailure _) {
            throw failure;
          }
        }
      }
      return negatedExpression(at);
    }
    if (in.atKeyword("not") || in.atKeyword("some") || in.atKeyword("every")) {
      throw in.unexpected("`not` takes an expression");
    }
    Term term = expression();
    return new Statement.Expression(at, true, term, with());
  }

  private Statement negatedExpression(Location at) {
    Statement inner;
    if (in.atKeyword("every")) {
      int start = in.mark();
      inner = in.spanned(start, every(in.place(in.next())));
      return new Statement.Negation(at, List.of(inner), List.of());
    }
    Location innerAt = in.place();
    int start = in.mark();
    Term term = expression();
    inner = in.spanned(start, new Statement.Expression(innerAt, false, term, List.of()));
    return new Statement.Negation(at, List.of(inner), with());
  }

  private Term expression() {
    Location at = in.place();
    int start = in.mark();
    Term left = terms.standalone();
    if (in.at(":=") || in.at("=")) {
      String builtin = in.at("=") ? "eq" : "assign";
      Token sign = in.next();
      Term.Infix infix = new Term.Infix(at, builtin, List.of(left, terms.standalone()));
      in.shared.spans.operator(infix, in.place(sign), sign.from(), sign.to());
      return in.spanned(start, infix);
    }
    return left;
  }

  private List<Statement.With> with() {
    if (!in.atKeyword("with")) {
      return List.of();
    }
    List<Statement.With> modifiers = new ArrayList<>();
    while (in.atKeyword("with")) {
      int start = in.mark();
      Location at = in.place(in.next());
      Term target = terms.listed();
      if (!(target instanceof Term.Var) && !(target instanceof Term.Ref)) {
        throw new ParseFailure(
            new RegoError(RegoError.PARSE, "a with keyword target must be a reference", target.at()));
      }
      if (!in.takeKeyword("as")) {
        throw in.unexpected("expected `as` keyword");
      }
      modifiers.add(in.spanned(start, new Statement.With(at, target, terms.standalone())));
    }
    return modifiers;
  }

  private Statement some(Location at) {
    List<Term> names = new ArrayList<>();
    names.add(terms.listed());
    while (in.at(",")) {
      in.next();
      names.add(terms.listed());
    }
    if (names.size() <= 2
        && names.getLast() instanceof Term.Infix infix
        && infix.builtin().equals("internal.member_2")) {
      Term key = names.size() == 2 ? names.getFirst() : null;
      Statement.SomeIn some = new Statement.SomeIn(at, key, infix.args().get(0), infix.args().get(1), with());
      in.shared.spans.copyOperator(infix, some);
      return some;
    }
    List<Term.Var> vars = new ArrayList<>();
    for (Term name : names) {
      if (!(name instanceof Term.Var var)) {
        throw new ParseFailure(
            new RegoError(RegoError.PARSE, "illegal `some` declaration: expected a variable or `x in xs`", name.at()));
      }
      vars.add(var);
    }
    return new Statement.SomeVars(at, vars);
  }

  private Statement every(Location at) {
    Term.Var first = variable();
    Term.Var key = null;
    Term.Var value = first;
    if (in.take(",")) {
      key = first;
      value = variable();
    }
    if (!in.takeKeyword("in")) {
      throw in.unexpected("expected `x[, y] in xs { ... }` expression");
    }
    Term domain = terms.listed();
    if (!in.at("{")) {
      throw in.unexpected("missing body");
    }
    in.next();
    List<Statement> body = bodyUntil("}");
    return new Statement.Every(at, key, value, domain, body, with());
  }

  private Term.Var variable() {
    Token token = in.peek();
    if (token.kind() != Kind.NAME || in.atAnyKeyword()) {
      throw in.unexpected("expected a variable");
    }
    int start = in.mark();
    in.next();
    return in.spanned(
        start, new Term.Var(in.place(token), token.text().equals("_") ? in.shared.wildcard() : token.text()));
  }
}
