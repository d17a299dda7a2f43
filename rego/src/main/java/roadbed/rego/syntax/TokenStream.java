package roadbed.rego.syntax;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Token.Kind;

/** Where a parser stands among the tokens, which words are keywords, and how much work it may still do. */
final class TokenStream {
  /** Terms, calls and bodies inside each other beyond which a text is refused. */
  static final int MAX_DEPTH = 300;

  /** What all the streams of one text share. */
  static final class Shared {
    final String file;
    final Set<String> keywords;
    final boolean v1;
    boolean negationWithBody;
    final Spans spans;
    private long budget;
    private int wildcards;

    Shared(String file, Set<String> keywords, boolean v1, int tokens, boolean keepSpans) {
      this.spans = new Spans(keepSpans);
      this.file = file;
      this.keywords = keywords;
      this.v1 = v1;
      // A token is read a few times where the grammar needs a second look; far more means a text made to hurt.
      this.budget = 50_000L + 40L * tokens;
    }

    String wildcard() {
      return "$" + wildcards++;
    }
  }

  private final List<Token> tokens;
  final Shared shared;
  private int position;
  private int depth;

  TokenStream(List<Token> tokens, Shared shared, int depth) {
    this.tokens = tokens;
    this.shared = shared;
    this.depth = depth;
  }

  int depth() {
    return depth;
  }

  Token peek() {
    return tokens.get(position);
  }

  Token previous() {
    return tokens.get(Math.max(0, position - 1));
  }

  Token peekNext() {
    return tokens.get(Math.min(position + 1, tokens.size() - 1));
  }

  Token next() {
    if (--shared.budget < 0) {
      throw bound("this text is too ambiguous to be read in bounded time; break it into smaller rules");
    }
    return skip();
  }

  /** Passes over a token without looking at it. */
  Token skip() {
    Token token = tokens.get(position);
    if (position < tokens.size() - 1) {
      position++;
    }
    return token;
  }

  /** Passes over all that is left where no more may be read. */
  void skipIfExhausted() {
    if (shared.budget < 0) {
      position = tokens.size() - 1;
    }
  }

  /** Notes that a node is what stands between a mark and here. */
  <T> T spanned(int mark, T node) {
    shared.spans.put(node, tokens.get(mark).from(), previous().to());
    return node;
  }

  ParseFailure bound(String message) {
    return ParseFailure.bound(new RegoError(RegoError.PARSE, message, place()));
  }

  int mark() {
    return position;
  }

  /** Goes back to a mark; what was nested deeper is left. */
  void reset(int mark, int depth) {
    position = mark;
    this.depth = depth;
  }

  boolean at(String symbol) {
    return peek().is(symbol);
  }

  boolean atEnd() {
    return peek().kind() == Kind.END;
  }

  /** Takes the symbol if it is next. */
  boolean take(String symbol) {
    if (at(symbol)) {
      next();
      return true;
    }
    return false;
  }

  Token expect(String symbol) {
    if (!at(symbol)) {
      throw unexpected("expected `" + symbol + "`");
    }
    return next();
  }

  /** Whether the next token is this keyword, and not a name that looks like it ({@code if.a}). */
  boolean atKeyword(String word) {
    return peek().isName(word) && shared.keywords.contains(word) && !beginsReference();
  }

  boolean atAnyKeyword() {
    return peek().kind() == Kind.NAME && shared.keywords.contains(peek().text()) && !beginsReference();
  }

  boolean takeKeyword(String word) {
    if (atKeyword(word)) {
      next();
      return true;
    }
    return false;
  }

  /** Whether a word is next that begins a reference by a bracket, {@code not["x"]}, though it may be a keyword. */
  boolean atBracketedName() {
    return peek().kind() == Kind.NAME && peekNext().is("[") && !peekNext().spaced();
  }

  /** Takes the keyword if a statement begins with it, and not a reference. */
  boolean takeLeading(String word) {
    return !atBracketedName() && takeKeyword(word);
  }

  private boolean beginsReference() {
    Token dot = peekNext();
    if (!dot.is(".") || dot.spaced() || position + 2 >= tokens.size()) {
      return false;
    }
    Token after = tokens.get(position + 2);
    return after.kind() == Kind.NAME && !after.spaced();
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw bound("nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }

  Location place() {
    return place(peek());
  }

  Location place(Token token) {
    return new Location(shared.file, token.line(), token.column());
  }

  ParseFailure failure(String message) {
    return new ParseFailure(new RegoError(RegoError.PARSE, message, place()));
  }

  ParseFailure unexpected(String hint) {
    Token token = peek();
    String kind = atAnyKeyword() ? token.text() + " keyword" : token.shown() + " token";
    RegoError error = new RegoError(RegoError.PARSE, "unexpected " + kind + ": " + hint, place());
    return new ParseFailure(error.hinting(misspelt(token)));
  }

  /** The keyword that the word at hand, or the one before it in the line, was probably meant to be. */
  private @Nullable String misspelt(Token token) {
    Token before = previous();
    boolean beginsLine = position < 2 || tokens.get(position - 2).line() < before.line();
    String meant = before.line() == token.line() && beginsLine ? keywordFor(before) : null;
    return meant != null ? meant : keywordFor(token);
  }

  private @Nullable String keywordFor(Token token) {
    return token.kind() == Kind.NAME && !shared.keywords.contains(token.text())
        ? Suggestions.nearest(token.text(), shared.keywords)
        : null;
  }
}
