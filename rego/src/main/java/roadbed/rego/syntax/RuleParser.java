package roadbed.rego.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Token.Kind;

/** Reads rules in all their forms. */
final class RuleParser {
  /** Alternatives of one rule beyond which it is refused. */
  private static final int MAX_ELSE = 500;

  private static final String OLDER =
      "write `%s`, as OPA 1.0 asks; a file from before is read with --v0-compatible or `v0`";

  private final TokenStream in;
  private final StatementParser statements;
  private final TermParser terms;

  RuleParser(TokenStream in, StatementParser statements) {
    this.in = in;
    this.statements = statements;
    this.terms = statements.terms();
  }

  /** One rule; several bodies in a row make several definitions. */
  List<Rule> rules(boolean v1) {
    int start = in.mark();
    Location at = in.place();
    boolean isDefault = in.takeLeading("default");
    Rule.Head head = head(isDefault);
    if (isDefault) {
      if (head.value() == null) {
        throw in.unexpected("expected the default rule's value (`default name := value`)");
      }
      return List.of(in.spanned(start, new Rule(at, true, head, List.of(), null)));
    }
    boolean hasIf = in.takeKeyword("if");
    List<Statement> body = List.of();
    boolean hasBody = hasIf || in.at("{");
    if (hasIf) {
      body = ifBody();
    } else if (hasBody) {
      if (v1) {
        throw in.unexpected("`if` keyword is required before rule body").hinting(OLDER.formatted("if {"));
      }
      body = braced();
    }
    Rule.Head settled = settle(head, hasIf, hasBody, v1);
    in.shared.spans.copy(head, settled);
    List<Rule> alternatives = alternatives(settled, v1);
    List<Rule> rules = new ArrayList<>();
    rules.add(in.spanned(start, new Rule(at, false, settled, body, chain(alternatives))));
    if (alternatives.isEmpty()) {
      while (hasBody && in.at("{")) {
        int more = in.mark();
        Location place = in.place();
        rules.add(in.spanned(more, new Rule(place, false, settled, braced(), null)));
      }
    } else if (settled.key() != null) {
      throw new ParseFailure(
          new RegoError(RegoError.PARSE, "else keyword cannot be used on multi-value rules", alternatives.getFirst().at()));
    }
    return rules;
  }

  private @Nullable Rule chain(List<Rule> alternatives) {
    Rule next = null;
    for (Rule alternative : alternatives.reversed()) {
      Rule chained = new Rule(alternative.at(), false, alternative.head(), alternative.body(), next);
      in.shared.spans.copy(alternative, chained);
      next = chained;
    }
    return next;
  }

  private List<Statement> braced() {
    in.expect("{");
    return statements.bodyUntil("}");
  }

  /** A body in braces or one statement; braces may also begin a term. */
  private List<Statement> ifBody() {
    if (!in.at("{")) {
      return List.of(statements.statement());
    }
    int mark = in.mark();
    int depth = in.depth();
    try {
      List<Statement> body = braced();
      if (in.atEnd() || in.at("{") || in.at(";") || in.atKeyword("else") || in.peek().line() != in.previous().line()) {
        return body;
      }
      throw in.unexpected("expected a newline after the rule");
    } catch (ParseFailure failure) {
      failure.retry();
      in.reset(mark, depth);
      try {
        return List.of(statements.statement());
      } catch (ParseFailure _) {
        throw failure;
      }
    }
  }

  private Rule.Head head(boolean isDefault) {
    Token token = in.peek();
    if (token.kind() != Kind.NAME) {
      throw in.unexpected("expected a rule");
    }
    if (in.atAnyKeyword() && !in.atBracketedName()) {
      throw in.unexpected("expected a rule, got a keyword");
    }
    int start = in.mark();
    in.next();
    Location at = in.place(token);
    EnumSet<Rule.Mark> marks = EnumSet.noneOf(Rule.Mark.class);
    if (token.text().equals("_")) {
      throw in.failure("a rule cannot be named `_`");
    }
    List<Term> path = terms.path();
    List<Term> args = null;
    if (in.at("(") && !in.peek().spaced()) {
      in.next();
      args = terms.list(")");
      // Without parameters it is a rule like any other.
      args = args.isEmpty() ? null : args;
    }
    Term key = null;
    if (args != null && in.atKeyword("contains")) {
      throw in.failure(
          "the contains keyword can only be used with multi-value rule definitions (e.g., p contains <VALUE> { ... })");
    }
    if (!isDefault && args == null && in.takeKeyword("contains")) {
      key = terms.standalone();
      marks.add(Rule.Mark.CONTAINS);
    }
    Term value = null;
    if (in.at(":=") || in.at("=")) {
      if (key != null) {
        throw in.unexpected("a multi-value rule (`contains`) cannot have a value");
      }
      if (in.next().is(":=")) {
        marks.add(Rule.Mark.ASSIGN);
      }
      value = terms.standalone();
    }
    return in.spanned(start, new Rule.Head(at, token.text(), path, args, key, value, marks));
  }

  /** Decides what a head without {@code contains} and value means: {@code p[x] { … }} was once a set. */
  private Rule.Head settle(Rule.Head written, boolean hasIf, boolean hasBody, boolean v1) {
    Rule.Head head = hasIf ? written.with(Rule.Mark.IF) : written;
    if (head.key() != null || head.value() != null || head.args() != null) {
      return head;
    }
    if (!v1 && !hasIf && head.path().size() == 1) {
      return head.with(List.of(), head.path().getFirst());
    }
    boolean isOldReference = !v1 && head.path().size() > 1;
    if (!hasBody && !isOldReference) {
      boolean isName = head.path().isEmpty();
      RegoError error =
          new RegoError(
              RegoError.PARSE,
              isName
                  ? "var cannot be used for rule name: rule must have value assignment and/or body declaration"
                  : "`contains` keyword is required for partial set rules",
              head.at());
      String misspelt = isName ? Suggestions.nearest(head.name(), in.shared.keywords) : null;
      if (misspelt != null) {
        throw new ParseFailure(error).hinting(misspelt);
      }
      throw new ParseFailure(error).hinting(
          isName ? "write `" + head.name() + " := …` or `" + head.name() + " if { … }`" : OLDER.formatted("contains"));
    }
    return head;
  }

  private List<Rule> alternatives(Rule.Head head, boolean v1) {
    List<Rule> alternatives = new ArrayList<>();
    while (in.atKeyword("else") && !in.atBracketedName()) {
      int start = in.mark();
      Location at = in.place(in.next());
      EnumSet<Rule.Mark> marks = EnumSet.noneOf(Rule.Mark.class);
      if (alternatives.size() == MAX_ELSE) {
        throw in.failure("more than " + MAX_ELSE + " alternatives in one rule");
      }
      Term value = null;
      if (in.at(":=") || in.at("=")) {
        if (in.next().is(":=")) {
          marks.add(Rule.Mark.ASSIGN);
        }
        value = terms.standalone();
      }
      List<Statement> body = List.of();
      if (in.takeKeyword("if")) {
        marks.add(Rule.Mark.IF);
        body = ifBody();
      } else if (in.at("{")) {
        if (v1) {
          throw in.unexpected("`if` keyword is required before rule body").hinting(OLDER.formatted("if {"));
        }
        body = braced();
      } else if (value == null) {
        throw in.unexpected("expected else body or else value");
      }
      Rule.Head own = new Rule.Head(at, head.name(), head.path(), head.args(), null, value, marks);
      alternatives.add(in.spanned(start, new Rule(at, false, own, body, null)));
    }
    return alternatives;
  }
}
