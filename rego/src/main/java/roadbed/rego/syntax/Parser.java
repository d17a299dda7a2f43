package roadbed.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Token.Kind;
import roadbed.rego.value.StringValue;

/**
 * Reads modules, queries and terms. All errors of a text are reported, with what could be read beside them; nothing is
 * thrown, whatever the text.
 */
public final class Parser {
  /** Characters beyond which a text is refused. */
  public static final int MAX_LENGTH = 8_000_000;

  private static final Set<String> ROOTS = Set.of("data", "input", "future", "rego");

  private final String file;
  private final List<RegoError> errors;
  private final TokenStream in;
  private final StatementParser statements;
  private final List<Comment> comments;

  private Parser(String file, String text, Dialect dialect, boolean keepSpans, List<RegoError> errors) {
    this.file = file;
    this.errors = errors;
    String read = text;
    if (text.length() > MAX_LENGTH) {
      errors.add(
          new RegoError(
              RegoError.PARSE, "a text of more than " + MAX_LENGTH + " characters", new Location(file, 1, 1)));
      read = "";
    }
    Lexer lexer = new Lexer(file, read, errors);
    List<Token> tokens = lexer.tokens();
    comments = lexer.comments();
    in =
        new TokenStream(
            tokens,
            new TokenStream.Shared(file, dialect.keywords(), dialect == Dialect.V1, tokens.size(), keepSpans),
            0);
    statements = new StatementParser(in);
  }

  /** Reads one file; the module is null where its text does not even name a package. Errors are added to the list. */
  public static @Nullable Module module(String file, String text, Dialect dialect, List<RegoError> errors) {
    SourceFile read = read(file, text, dialect, false, errors);
    return read == null ? null : read.module();
  }

  /** Reads one file with its comments and the places of its nodes; null where it does not read. */
  public static @Nullable SourceFile file(String file, String text, Dialect dialect, List<RegoError> errors) {
    return read(file, text, dialect, true, errors);
  }

  private static @Nullable SourceFile read(
      String file, String text, Dialect dialect, boolean keepSpans, List<RegoError> errors) {
    List<RegoError> own = new ArrayList<>();
    Parser parser = new Parser(file, text, dialect, keepSpans, own);
    Module module = own.isEmpty() ? parser.module(dialect) : null;
    errors.addAll(own);
    return module == null || !own.isEmpty()
        ? null
        : new SourceFile(module, text, parser.comments, parser.in.shared.spans);
  }

  /** Reads the statements of a query. */
  public static List<Statement> query(String file, String text, Dialect dialect, List<RegoError> errors) {
    Parser parser = new Parser(file, text, dialect, false, errors);
    if (!errors.isEmpty()) {
      return List.of();
    }
    try {
      List<Statement> query = parser.statements.query();
      if (query.isEmpty()) {
        errors.add(new RegoError(RegoError.PARSE, "empty query", new Location(file, 1, 1)));
      }
      return query;
    } catch (ParseFailure failure) {
      errors.add(failure.error());
      return List.of();
    }
  }

  /** Reads one term; null where it is none. */
  public static @Nullable Term term(String file, String text, List<RegoError> errors) {
    Parser parser = new Parser(file, text, Dialect.V1, false, errors);
    if (!errors.isEmpty()) {
      return null;
    }
    try {
      Term term = parser.statements.terms().standalone();
      if (!parser.in.atEnd()) {
        throw parser.in.unexpected("expected the end of the term");
      }
      return term;
    } catch (ParseFailure failure) {
      errors.add(failure.error());
      return null;
    }
  }

  private @Nullable Module module(Dialect dialect) {
    AnnotationParser annotations = new AnnotationParser(file, comments, errors);
    List<String> path = List.of();
    Location at = in.place();
    Location pathAt = at;
    try {
      if (!in.takeKeyword("package")) {
        throw in.unexpected("expected `package` keyword first");
      }
      pathAt = in.place();
      path = packagePath();
      endOfStatement();
      annotations.attachToPackage(at, path);
    } catch (ParseFailure failure) {
      errors.add(failure.error());
      return null;
    }
    List<Module.Import> imports = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    RuleParser ruleParser = new RuleParser(in, statements);
    boolean v1 = dialect == Dialect.V1;
    while (!in.atEnd()) {
      int before = in.mark();
      try {
        if (in.take(";")) {
          continue;
        }
        Location start = in.place();
        if (in.takeLeading("import")) {
          annotations.attachToImport(start);
          Module.Import imported = in.spanned(before, imported(start));
          v1 |= enable(imported, !rules.isEmpty());
          imports.add(imported);
        } else {
          int first = rules.size();
          rules.addAll(ruleParser.rules(v1));
          annotations.attachToRule(start, path, rules.get(first), first);
        }
        endOfStatement();
      } catch (ParseFailure failure) {
        errors.add(failure.error());
        recover(before);
      }
    }
    if (errors.isEmpty()) {
      annotations.finish();
    }
    return new Module(file, at, pathAt, path, v1, imports, rules, annotations.found());
  }

  /** Goes on at what looks like the next rule: a name at the beginning of a line. */
  private void recover(int before) {
    in.skipIfExhausted();
    if (in.mark() == before) {
      in.skip();
    }
    in.reset(in.mark(), 0);
    while (!in.atEnd() && !(in.peek().kind() == Kind.NAME && in.peek().column() == 1)) {
      in.skip();
    }
  }

  private void endOfStatement() {
    if (!in.atEnd() && !in.at(";") && in.peek().line() == in.previous().line()) {
      throw in.unexpected("expected a newline after this statement");
    }
  }

  private List<String> packagePath() {
    if (in.peek().kind() != Kind.NAME || in.atAnyKeyword()) {
      throw in.unexpected("expected a name for the package");
    }
    List<String> path = new ArrayList<>();
    path.add(in.next().text());
    addNames(path);
    if (path.getFirst().equals("data") && path.size() > 1) {
      path.removeFirst();
    }
    return path;
  }

  private void addNames(List<String> path) {
    for (Term part : statements.terms().path()) {
      if (!(part instanceof Term.Scalar scalar && scalar.value() instanceof StringValue name)) {
        throw new ParseFailure(new RegoError(RegoError.PARSE, "a path here is names and strings only", part.at()));
      }
      path.add(name.value());
    }
  }

  private Module.Import imported(Location at) {
    if (in.peek().kind() != Kind.NAME) {
      throw in.unexpected("expected a path");
    }
    List<String> path = new ArrayList<>();
    String root = in.next().text();
    path.add(root);
    addNames(path);
    if (!ROOTS.contains(root)) {
      throw new ParseFailure(
          new RegoError(
              RegoError.PARSE,
              "unexpected import path, must begin with one of: {data, future, input, rego}, got: " + root,
              at,
              List.of(),
              Suggestions.nearest(root, ROOTS)));
    }
    String alias = null;
    if (in.takeKeyword("as")) {
      if (in.peek().kind() != Kind.NAME) {
        throw in.unexpected("expected a name after `as`");
      }
      alias = in.next().text();
    }
    return new Module.Import(at, path, alias);
  }

  /** Turns on what an import of {@code rego.v1} or {@code future.keywords} asks for; whether it was {@code rego.v1}. */
  private boolean enable(Module.Import imported, boolean late) {
    List<String> path = imported.path();
    boolean isRego = path.getFirst().equals("rego");
    boolean isFuture = path.getFirst().equals("future");
    if (!isRego && !isFuture) {
      return false;
    }
    if (late && isFuture) {
      errors.add(new RegoError(RegoError.PARSE, "future keyword imports must come before the rules", imported.at()));
    }
    Set<String> keywords = in.shared.keywords;
    if (path.equals(List.of("rego", "v1"))) {
      keywords.addAll(Dialect.FUTURE);
      return true;
    }
    if (path.equals(List.of("future", "keywords"))) {
      keywords.addAll(Dialect.FUTURE);
    } else if (isFuture && path.size() == 3 && Dialect.FUTURE.contains(path.get(2))) {
      keywords.add(path.get(2));
      if (path.get(2).equals("every")) {
        keywords.add("in");
      }
    } else if (path.equals(List.of("future", "keywords", "not"))) {
      in.shared.negationWithBody = true;
    } else {
      errors.add(new RegoError(RegoError.PARSE, "invalid import `" + String.join(".", path) + "`", imported.at()));
    }
    return false;
  }
}
