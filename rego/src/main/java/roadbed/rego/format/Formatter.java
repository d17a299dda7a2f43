package roadbed.rego.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.AstText;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.SourceFile;
import roadbed.rego.syntax.Spans;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Formats files. */
public final class Formatter {
  private static final List<String> REGO_V1 = List.of("rego", "v1");

  private final SourceFile source;
  private final Module module;
  private final Page page;
  private final TermWriter terms;
  private final List<Module.Import> imports;
  private final boolean v1;
  private final boolean ifs;
  private final boolean contains;
  private final boolean refHeads;

  private Formatter(SourceFile source, Target target, boolean dropImports) {
    this.source = source;
    this.module = source.module();
    this.page = new Page(source);
    Set<String> future = futureKeywords(module);
    v1 = target != Target.V0;
    ifs = v1 || future.contains("if");
    contains = v1 || future.contains("contains");
    refHeads = module.rules().stream().map(Rule::head).anyMatch(Formatter::needsReference);
    imports = imports(module, target, dropImports);
    Set<String> keywords =
        new HashSet<>(Set.of("not", "package", "import", "as", "default", "else", "with", "null", "true", "false", "some"));
    keywords.addAll(v1 ? Set.of("if", "contains", "in", "every") : future);
    terms = new TermWriter(page, keywords);
  }

  /**
   * A file's text in its one layout.
   *
   * @param dialect the dialect that the text is in
   * @param target the dialect to write
   * @param dropImports whether imports go that the target makes needless
   * @return nothing where the text does not read; the errors are added to the list
   */
  public static @Nullable String format(
      String file, String text, Dialect dialect, Target target, boolean dropImports, List<RegoError> errors) {
    SourceFile source = Parser.file(file, text, dialect, errors);
    return source == null ? null : new Formatter(source, target, dropImports).run();
  }

  private static boolean needsReference(Rule.Head head) {
    return head.path().size() > 1 || (head.path().size() == 1 && head.marks().contains(Rule.Mark.CONTAINS));
  }

  private static Set<String> futureKeywords(Module module) {
    Set<String> keywords = new HashSet<>();
    for (Module.Import imported : module.imports()) {
      List<String> path = imported.path();
      if (path.equals(REGO_V1) || path.equals(List.of("future", "keywords"))) {
        keywords.addAll(Set.of("if", "contains", "in", "every"));
      } else if (isFuture(imported) && path.size() == 3) {
        keywords.add(path.get(2));
      }
    }
    return keywords;
  }

  private static boolean isFuture(Module.Import imported) {
    return imported.path().getFirst().equals("future");
  }

  private static List<Module.Import> imports(Module module, Target target, boolean dropImports) {
    List<Module.Import> imports = new ArrayList<>(module.imports());
    boolean hasV1 = imports.stream().anyMatch(imported -> imported.path().equals(REGO_V1));
    boolean drop = target == Target.V1 && dropImports;
    if (drop || hasV1 || target == Target.V0_AND_V1) {
      // The negation of bodies is not part of any dialect yet.
      imports.removeIf(imported -> isFuture(imported) && !imported.path().getLast().equals("not"));
    }
    if (drop) {
      imports.removeIf(imported -> imported.path().equals(REGO_V1));
    } else if (target == Target.V0_AND_V1 && !hasV1) {
      imports.addFirst(new Module.Import(module.at(), REGO_V1, null));
    }
    return imports;
  }

  private String run() {
    int row = module.at().line();
    page.leading(row);
    List<Term> path = new ArrayList<>();
    module.path().stream().skip(1).forEach(part -> path.add(new Term.Scalar(module.pathAt(), StringValue.of(part))));
    page.write("package " + module.path().getFirst());
    terms.path(path);
    page.reached(row);
    page.blankLine();
    statements();
    page.trailing();
    return page.text();
  }

  /** Imports and rules in the order of the file; runs of imports are sorted. */
  private void statements() {
    List<Module.Import> open = new ArrayList<>(imports);
    List<Module.Import> added = open.stream().filter(imported -> imported.at().equals(module.at())).toList();
    for (Module.Import imported : added) {
      page.write(AstText.of(imported));
      page.blankLine();
    }
    open.removeAll(added);
    List<Rule> rules = module.rules();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      importsAbove(open, rule.at().line());
      page.leading(rule.at().line());
      rule(rule, false);
      Rule next = i + 1 < rules.size() ? rules.get(i + 1) : null;
      boolean grouped =
          next != null
              && isOneLiner(rule)
              && isOneLiner(next)
              && next.at().line() == rule.at().line() + 1;
      if (grouped) {
        page.endLine();
      } else {
        page.blankLine();
      }
    }
    importsAbove(open, Integer.MAX_VALUE);
  }

  private void importsAbove(List<Module.Import> open, int line) {
    List<Module.Import> run = new ArrayList<>();
    while (!open.isEmpty() && open.getFirst().at().line() < line) {
      run.add(open.removeFirst());
    }
    List<Module.Import> group = new ArrayList<>();
    for (Module.Import imported : run) {
      if (!group.isEmpty() && imported.at().line() - group.getLast().at().line() > 1) {
        group(group);
        group.clear();
      }
      group.add(imported);
    }
    if (!group.isEmpty()) {
      group(group);
    }
  }

  /** Imports without a gap between them, in the order of their paths; what is said of one stays with it. */
  private void group(List<Module.Import> group) {
    page.leading(group.getFirst().at().line());
    List<Module.Import> sorted = new ArrayList<>(group);
    sorted.sort(
        Comparator.comparing((Module.Import imported) -> String.join("\u0000", imported.path()))
            .thenComparing(imported -> imported.alias() == null ? "" : imported.alias()));
    Module.Import before = null;
    for (Module.Import imported : sorted) {
      if (before != null && before.path().equals(imported.path()) && before.name().equals(imported.name())
          && page.commentAt(imported.at().line()) == null) {
        continue;
      }
      String comment = page.takeCommentAt(imported.at().line());
      page.write(importText(imported) + (comment == null ? "" : " " + comment));
      page.endLine();
      before = imported;
    }
    page.blankLine();
  }

  private static String importText(Module.Import imported) {
    List<Value> rest = imported.path().stream().skip(1).<Value>map(StringValue::of).toList();
    if (isFuture(imported)) {
      return "import " + String.join(".", imported.path());
    }
    String path = AstText.reference(imported.path().getFirst(), rest);
    return "import " + path + (imported.alias() == null ? "" : " as " + imported.alias());
  }

  private boolean isOneLiner(Rule rule) {
    return rule.body().size() <= 1 && !rule.isDefault() && usesIf(rule);
  }

  private boolean usesIf(Rule rule) {
    return ifs && (contains || !isSet(rule.head()));
  }

  private static boolean isSet(Rule.Head head) {
    return head.key() != null && head.value() == null;
  }

  private static boolean isTrue(@Nullable Term term) {
    return term instanceof Term.Scalar scalar && scalar.value().equals(BooleanValue.TRUE);
  }

  /** Whether the body says nothing: it is not there, or is just {@code true}. */
  private static boolean isConstant(Rule rule) {
    return rule.orElse() == null
        && (rule.body().isEmpty()
            || (rule.body().size() == 1
                && rule.body().getFirst() instanceof Statement.Expression expression
                && !expression.negated()
                && expression.with().isEmpty()
                && isTrue(expression.term())));
  }

  private void rule(Rule rule, boolean isElse) {
    Spans.Span span = source.spans().of(rule);
    boolean constant = isConstant(rule);
    page.write(rule.isDefault() ? "default " : "");
    int headEnd = head(rule, isElse, constant);
    page.reached(headEnd);
    if (constant || rule.isDefault()) {
      page.reached(span == null ? headEnd : page.rowAt(span.to() - 1));
      page.endLine();
      return;
    }
    List<Statement> body = rule.body();
    if (body.isEmpty()) {
      orElse(rule);
      return;
    }
    boolean withIf = usesIf(rule);
    page.write(withIf ? " if" : "");
    if (withIf
        && body.size() == 1
        && terms.layout().row(body.getFirst()) == headEnd
        && !startsLikeBody(body.getFirst())) {
      page.write(" ");
      terms.statement(body.getFirst());
      page.reached(terms.layout().endRow(body.getFirst()));
      Spans.Span braces = source.spans().of(body);
      if (braces != null) {
        page.reached(page.rowAt(braces.to() - 1));
      }
    } else {
      braced(body);
    }
    orElse(rule);
  }

  /** A set after {@code if} would be read as a body. */
  private static boolean startsLikeBody(Statement statement) {
    return statement instanceof Statement.Expression expression
        && !expression.negated()
        && expression.term() instanceof Term.Set set
        && !set.items().isEmpty();
  }

  private void braced(List<Statement> body) {
    page.write(" {");
    Spans.Span braces = source.spans().of(body);
    if (braces != null) {
      page.reached(page.rowAt(braces.from()));
    }
    page.endLine();
    page.up();
    terms.body(body);
    if (braces != null) {
      page.leading(page.rowAt(braces.to() - 1));
      page.reached(page.rowAt(braces.to() - 1));
    }
    page.down();
    page.write("}");
  }

  private void orElse(Rule rule) {
    Rule alternative = rule.orElse();
    if (alternative == null) {
      return;
    }
    int row = alternative.at().line();
    boolean stoodAlone = beginsLine(alternative);
    boolean commented = page.hasCommentAbove(row);
    if (!stoodAlone && !commented && row > rule.at().line()) {
      page.write(" ");
    } else {
      page.blankLine();
      page.leading(row);
    }
    rule(alternative, true);
  }

  private boolean beginsLine(Rule alternative) {
    Spans.Span span = source.spans().of(alternative);
    if (span == null) {
      return false;
    }
    int start = page.lineStart(alternative.at().line());
    return source.text().substring(start, span.from()).isBlank();
  }

  /** Writes a head; the line of the source in which it ends. */
  private int head(Rule rule, boolean isElse, boolean constant) {
    Rule.Head head = rule.head();
    if (isElse) {
      page.write("else");
      return value(rule, head, constant, true, head.at().line());
    }
    int end = page.endRow(head, head.at());
    Spans.Span span = source.spans().of(head);
    if (span != null && page.hasComment(span.from(), span.to()) && !headCarries(head)) {
      page.raw(span);
      return end;
    }
    page.write(head.name());
    if (refHeads || head.path().size() != 1) {
      terms.path(head.path());
    } else {
      page.write("[");
      terms.term(head.path().getFirst());
      page.write("]");
    }
    List<Term> args = head.args();
    if (args != null) {
      arguments(head, args, span);
    }
    Term key = head.key();
    if (key != null) {
      boolean bracketed = !contains && head.path().isEmpty();
      page.write(bracketed ? "[" : " contains ");
      terms.term(key);
      page.write(bracketed ? "]" : "");
    }
    return value(rule, head, constant, false, end);
  }

  private void arguments(Rule.Head head, List<Term> args, Spans.@Nullable Span span) {
    Spans.Span last = source.spans().of(args.getLast());
    Spans.Span brackets = null;
    if (span != null && last != null) {
      int close = source.text().indexOf(')', last.to());
      brackets = new Spans.Span(span.from(), close < 0 ? last.to() : close + 1);
    }
    page.reached(head.at().line());
    terms.items("(", List.copyOf(args), ")", brackets, false);
  }

  private boolean headCarries(Rule.Head head) {
    List<Term> parts = new ArrayList<>(head.path());
    if (head.args() != null) {
      parts.addAll(head.args());
    }
    if (head.key() != null) {
      parts.add(head.key());
    }
    if (head.value() != null) {
      parts.add(head.value());
    }
    Spans.Span span = source.spans().of(head);
    if (span == null) {
      return true;
    }
    for (int comment : page.commentsWithin(span.from(), span.to())) {
      boolean inside =
          parts.stream()
              .anyMatch(
                  part -> {
                    Spans.Span own = source.spans().of(part);
                    return own != null && comment >= own.from() && comment < own.to() && terms.layout().carries(part);
                  });
      if (!inside) {
        return false;
      }
    }
    return true;
  }

  private int value(Rule rule, Rule.Head head, boolean constant, boolean isElse, int end) {
    Term value = head.value();
    boolean written = value != null;
    if (head.key() != null) {
      return end;
    }
    boolean isPlainTrue = value == null || isTrue(value);
    boolean shown;
    if (isElse) {
      shown = written ? !isPlainTrue || constant : constant;
    } else if (head.path().size() == 1 && head.args() == null && written) {
      shown = true;
    } else {
      shown = !isPlainTrue || constant || rule.isDefault();
      boolean needed = v1 || written || !rule.body().isEmpty();
      shown &= needed;
    }
    if (shown) {
      page.write(v1 || head.marks().contains(Rule.Mark.ASSIGN) ? " := " : " = ");
      if (value == null) {
        page.write("true");
      } else {
        terms.term(value);
        return Math.max(isElse ? 0 : end, terms.layout().endRow(value));
      }
    }
    return end;
  }
}
