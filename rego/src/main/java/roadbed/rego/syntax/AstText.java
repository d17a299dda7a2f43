package roadbed.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * Trees as Rego text again, the way OPA prints a parsed tree: one line a rule, calls in prefix form, the members of sets
 * and objects sorted. For messages and for machines; for people, {@code roadbed.rego.format} keeps their layout.
 */
public final class AstText {
  private static final Set<String> KEYWORDS =
      Set.of(
          "not", "package", "import", "as", "default", "else", "with", "null", "true", "false", "some", "if",
          "contains", "in", "every");

  private final boolean v1;

  private AstText(boolean v1) {
    this.v1 = v1;
  }

  /** A whole file. */
  public static String of(Module module) {
    AstText text = new AstText(module.v1());
    StringBuilder out = new StringBuilder("package ").append(packageText(module.path()));
    if (!module.imports().isEmpty()) {
      out.append('\n');
      module.imports().forEach(imported -> out.append('\n').append(of(imported)));
    }
    if (!module.rules().isEmpty()) {
      out.append('\n');
      module.rules().forEach(rule -> out.append('\n').append(text.rule(rule)));
    }
    return out.toString();
  }

  /** An import. */
  public static String of(Module.Import imported) {
    List<Value> rest = imported.path().stream().skip(1).<Value>map(StringValue::of).toList();
    String path = reference(imported.path().getFirst(), rest);
    return "import " + path + (imported.alias() == null ? "" : " as " + imported.alias());
  }

  /** A rule in the dialect of its file. */
  public static String of(Rule rule, boolean v1) {
    return new AstText(v1).rule(rule);
  }

  /** Statements on one line. */
  public static String of(List<Statement> body) {
    return body.stream().map(AstText::of).collect(Collectors.joining("; "));
  }

  /** One statement. */
  public static String of(Statement statement) {
    String text =
        switch (statement) {
          case Statement.Expression expression -> (expression.negated() ? "not " : "") + expression(expression.term());
          case Statement.Negation negation -> "not { " + of(negation.body()) + " }";
          case Statement.SomeVars some -> "some " + joined(some.vars());
          case Statement.SomeIn some ->
              "some " + (some.key() == null ? "" : of(some.key()) + ", ") + of(some.value()) + " in " + of(some.domain());
          case Statement.Every every ->
              "every " + (every.key() == null ? "" : of(every.key()) + ", ") + of(every.value()) + " in "
                  + of(every.domain()) + " { " + of(every.body()) + " }";
        };
    return text
        + statement.with().stream()
            .map(with -> " with " + of(with.target()) + " as " + of(with.value()))
            .collect(Collectors.joining());
  }

  /** A path as a reference, its first part a name. */
  public static String reference(String head, List<? extends Value> path) {
    StringBuilder out = new StringBuilder(head);
    for (Value part : path) {
      appendPart(out, part);
    }
    return out.toString();
  }

  private static String packageText(List<String> path) {
    return reference(path.getFirst(), path.stream().skip(1).<Value>map(StringValue::of).toList());
  }

  private static void appendPart(StringBuilder out, Value part) {
    if (part instanceof StringValue name) {
      if (isName(name.value()) && !KEYWORDS.contains(name.value())) {
        out.append('.').append(name.value());
      } else {
        out.append("[\"").append(name.value()).append("\"]");
      }
    } else {
      out.append('[').append(part).append(']');
    }
  }

  /** Whether a text can be written as a name. */
  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** An equation is the only call that a statement shows in infix form. */
  private static String expression(Term term) {
    return term instanceof Term.Infix infix && infix.builtin().equals("eq")
        ? of(infix.args().get(0)) + " = " + of(infix.args().get(1))
        : of(term);
  }

  /** A term. */
  public static String of(Term term) {
    return switch (term) {
      case Term.Scalar scalar -> scalar.value().toString();
      case Term.Var name -> name.isWildcard() ? "_" : name.name();
      case Term.Ref ref -> reference(ref);
      case Term.Array array -> "[" + joined(array.items()) + "]";
      case Term.Set set ->
          set.items().isEmpty()
              ? "set()"
              : set.items().stream().sorted(AstOrder.ORDER).map(AstText::of).distinct()
                  .collect(Collectors.joining(", ", "{", "}"));
      case Term.Obj object ->
          AstOrder.members(object).stream()
              .map(member -> of(member.key()) + ": " + of(member.value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Term.Call call -> of(call.name()) + "(" + joined(call.args()) + ")";
      case Term.Infix infix -> infix.builtin() + "(" + joined(infix.args()) + ")";
      case Term.ArrayComprehension c -> "[" + of(c.head()) + " | " + of(c.body()) + "]";
      case Term.SetComprehension c -> "{" + of(c.head()) + " | " + of(c.body()) + "}";
      case Term.ObjectComprehension c -> "{" + of(c.key()) + ": " + of(c.value()) + " | " + of(c.body()) + "}";
      case Term.Template template -> template(template);
    };
  }

  private static String joined(List<? extends Term> terms) {
    return terms.stream().map(AstText::of).collect(Collectors.joining(", "));
  }

  private static String reference(Term.Ref ref) {
    StringBuilder out = new StringBuilder(of(ref.head()));
    for (Term part : ref.path()) {
      if (part instanceof Term.Scalar scalar) {
        appendPart(out, scalar.value());
      } else {
        out.append('[').append(of(part)).append(']');
      }
    }
    return out.toString();
  }

  private static String template(Term.Template template) {
    char quote = template.raw() ? '`' : '"';
    StringBuilder out = new StringBuilder("$").append(quote);
    for (Term.Part part : template.parts()) {
      switch (part) {
        case Term.Text text -> {
          String shown = text.text().replace("{", "\\{");
          if (!template.raw()) {
            String json = Values.toJson(StringValue.of(text.text()));
            shown = json.substring(1, json.length() - 1).replace("{", "\\{");
          }
          out.append(shown);
        }
        case Term.Embedded embedded -> out.append('{').append(of(embedded.statement())).append('}');
      }
    }
    return out.append(quote).toString();
  }

  private String rule(Rule rule) {
    List<String> parts = new ArrayList<>();
    if (rule.isDefault()) {
      parts.add("default");
    }
    Rule.Head head = rule.head();
    String shown = head(head);
    Term value = head.key() == null && head.value() == null ? null : head.value();
    parts.add(shown + value(head, value));
    if (!rule.isDefault()) {
      body(rule, parts);
    }
    for (Rule alternative = rule.orElse(); alternative != null; alternative = alternative.orElse()) {
      Term written = alternative.head().value();
      parts.add("else = " + (written == null ? "true" : of(written)));
      body(alternative, parts);
    }
    return String.join(" ", parts);
  }

  private void body(Rule rule, List<String> parts) {
    if (v1) {
      parts.add("if");
    }
    parts.add("{ " + (rule.body().isEmpty() ? "true" : of(rule.body())) + " }");
  }

  private static String value(Rule.Head head, @Nullable Term value) {
    if (value != null) {
      return (head.marks().contains(Rule.Mark.ASSIGN) ? " := " : " = ") + of(value);
    }
    return head.key() == null ? " = true" : "";
  }

  /** What stands before a head's value. */
  private String head(Rule.Head head) {
    Term name = new Term.Var(head.at(), head.name());
    String path = of(head.path().isEmpty() ? name : new Term.Ref(head.at(), name, head.path()));
    if (head.args() != null) {
      return path + "(" + joined(head.args()) + ")";
    }
    if (head.key() == null) {
      return path;
    }
    return head.path().isEmpty() && !v1 ? path + "[" + of(head.key()) + "]" : path + " contains " + of(head.key());
  }
}
