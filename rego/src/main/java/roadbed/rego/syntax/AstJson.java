package roadbed.rego.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Trees as JSON in the shape of OPA's syntax trees: what {@code rego.parse_module}, {@code opa parse} and the REST API
 * give. A term is an object of {@code type} and {@code value}; an expression's {@code terms} is one term, or an array of a
 * function's name and its arguments.
 */
public final class AstJson {
  private final @Nullable SourceFile source;
  private final boolean locations;
  private final Map<String, String> wildcards = new HashMap<>();

  private AstJson(@Nullable SourceFile source, boolean locations) {
    this.source = source;
    this.locations = locations;
  }

  /**
   * A whole file.
   *
   * @param locations whether each node tells its place, with its text in base64
   * @param comments whether the comments are included
   * @param annotations whether the metadata is included
   */
  public static ObjectValue of(SourceFile source, boolean locations, boolean comments, boolean annotations) {
    AstJson json = new AstJson(source, locations);
    Fields out = json.module(source.module(), annotations);
    if (comments && !source.comments().isEmpty()) {
      out.put("comments", ArrayValue.of(source.comments().stream().map(json::comment).toList()));
    }
    return out.build();
  }

  /** A file's tree, without comments and locations. */
  public static ObjectValue of(Module module) {
    return new AstJson(null, false).module(module, true).build();
  }

  /** One term. */
  public static ObjectValue of(Term term) {
    return new AstJson(null, false).term(term);
  }

  /** The statements of a body or a query. */
  public static ArrayValue of(List<Statement> body) {
    return new AstJson(null, false).body(body);
  }

  /** One rule. */
  public static ObjectValue of(Rule rule) {
    return new AstJson(null, false).rule(rule, List.of());
  }

  /** The fields of one JSON object. */
  private static final class Fields {
    private final ObjectValue.Builder builder = ObjectValue.builder(6);

    Fields put(String name, Value value) {
      builder.put(StringValue.of(name), value);
      return this;
    }

    ObjectValue build() {
      return builder.build();
    }
  }

  private Fields module(Module module, boolean withAnnotations) {
    Fields out = new Fields();
    Fields declaration = new Fields().put("path", packagePath(module));
    located(declaration, module.at(), "package");
    out.put("package", declaration.build());
    if (!module.imports().isEmpty()) {
      out.put("imports", ArrayValue.of(module.imports().stream().map(this::imported).toList()));
    }
    if (withAnnotations && !module.annotations().isEmpty()) {
      out.put("annotations", ArrayValue.of(module.annotations().stream().map(this::annotation).toList()));
    }
    List<Value> rules = new ArrayList<>();
    for (int i = 0; i < module.rules().size(); i++) {
      rules.add(rule(module.rules().get(i), withAnnotations ? annotations(module, i) : List.of()));
    }
    if (!rules.isEmpty()) {
      out.put("rules", ArrayValue.of(rules));
    }
    return out;
  }

  private static List<Annotation> annotations(Module module, int rule) {
    List<String> path = module.rulePath(rule);
    return module.annotations().stream()
        .filter(a -> a.rule() == rule || (a.scope().equals("document") && a.target().equals(path)))
        .toList();
  }

  private ArrayValue packagePath(Module module) {
    List<Value> path = new ArrayList<>();
    Location at = module.pathAt();
    path.add(located(typed("var", StringValue.of("data")), at, module.path().getFirst()));
    for (String part : module.path()) {
      path.add(located(typed("string", StringValue.of(part)), at, part));
    }
    return ArrayValue.of(path);
  }

  private Value imported(Module.Import imported) {
    List<Value> parts = new ArrayList<>();
    for (String part : imported.path()) {
      Fields term = typed(parts.isEmpty() ? "var" : "string", StringValue.of(part));
      parts.add(located(term, imported.at(), part));
    }
    Fields out = new Fields().put("path", located(typed("ref", ArrayValue.of(parts)), imported.at(), null));
    String alias = imported.alias();
    if (alias != null) {
      out.put("alias", StringValue.of(alias));
    }
    return located(out, imported.at(), "import");
  }

  private Value comment(Comment comment) {
    SourceFile file = source;
    Fields place = new Fields();
    place.put("file", StringValue.of(file == null ? "" : file.module().file()));
    place.put("row", NumberValue.of(comment.line())).put("col", NumberValue.of(comment.column()));
    if (locations) {
      place.put("text", encoded("#" + comment.text()));
    }
    Value text = comment.text().isEmpty() ? NullValue.NULL : encoded(comment.text());
    return new Fields().put("Text", text).put("Location", place.build()).build();
  }

  private static StringValue encoded(String text) {
    return StringValue.of(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Value annotation(Annotation annotation) {
    Fields out = new Fields();
    ObjectValue fields = annotation.fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.keyAt(i) instanceof StringValue name) {
        Value value = fields.valueAt(i);
        out.put(name.value(), name.value().equals("schemas") ? schemas(value) : value);
      }
    }
    return located(out, annotation.at(), null);
  }

  /** The paths in a metadata's schemas are references here. */
  private static Value schemas(Value value) {
    if (!(value instanceof ArrayValue schemas)) {
      return value;
    }
    List<Value> out = new ArrayList<>();
    for (Value one : schemas) {
      Fields fields = new Fields();
      if (one instanceof ObjectValue schema) {
        for (int i = 0; i < schema.size(); i++) {
          String name = schema.keyAt(i) instanceof StringValue text ? text.value() : "";
          fields.put(
              name,
              !name.equals("definition") && schema.valueAt(i) instanceof ArrayValue path
                  ? pathTerms(path)
                  : schema.valueAt(i));
        }
      }
      out.add(fields.build());
    }
    return ArrayValue.of(out);
  }

  private static Value pathTerms(ArrayValue path) {
    List<Value> parts = new ArrayList<>();
    path.forEach(part -> parts.add(typed(parts.isEmpty() ? "var" : part.typeName(), part).build()));
    return ArrayValue.of(parts);
  }

  private ObjectValue rule(Rule rule, List<Annotation> annotations) {
    Fields out = new Fields();
    if (rule.isDefault()) {
      out.put("default", BooleanValue.TRUE);
    }
    out.put("head", head(rule, rule.head()));
    out.put("body", rule.body().isEmpty() ? trueBody(rule) : body(rule.body()));
    Rule orElse = rule.orElse();
    if (orElse != null) {
      out.put("else", rule(orElse, List.of()));
    }
    if (!annotations.isEmpty()) {
      out.put("annotations", ArrayValue.of(annotations.stream().map(this::annotation).toList()));
    }
    return located(out, rule.at(), text(rule));
  }

  private ArrayValue trueBody(Rule rule) {
    Term value = rule.head().value();
    Location at = value == null || rule.isDefault() ? rule.at() : value.at();
    String text = text(value == null || rule.isDefault() ? rule : value);
    Fields expression =
        new Fields()
            .put("index", NumberValue.of(0))
            .put("terms", located(typed("boolean", BooleanValue.TRUE), at, text));
    return ArrayValue.of(List.of(located(expression, at, text)));
  }

  /** A head; the name and key that OPA keeps beside the reference are there where it keeps them. */
  private Value head(Rule rule, Rule.Head head) {
    Fields out = new Fields();
    List<Value> ref = new ArrayList<>();
    ref.add(located(typed("var", StringValue.of(head.name())), head.at(), head.name()));
    head.path().forEach(part -> ref.add(term(part)));
    out.put("ref", ArrayValue.of(ref));
    boolean pair = head.path().size() == 1 && head.key() == null && !rule.isDefault();
    boolean hasIf = head.marks().contains(Rule.Mark.IF);
    Term last = head.path().isEmpty() ? null : head.path().getLast();
    Term key = head.key();
    if (pair && last != null && head.args() == null && (!hasIf || !(last instanceof Term.Scalar))) {
      key = last;
    }
    boolean named = head.path().isEmpty() || (pair && (head.value() != null || head.args() != null));
    if (named) {
      out.put("name", StringValue.of(head.name()));
    }
    if (head.args() != null) {
      out.put("args", ArrayValue.of(head.args().stream().map(this::term).toList()));
    }
    if (key != null) {
      out.put("key", term(key));
    }
    Term value = head.value();
    if (value != null) {
      out.put("value", term(value));
    } else if (head.key() == null) {
      out.put("value", located(typed("boolean", BooleanValue.TRUE), head.at(), text(head)));
    }
    if (head.marks().contains(Rule.Mark.ASSIGN)) {
      out.put("assign", BooleanValue.TRUE);
    }
    return located(out, head.at(), text(head));
  }

  private ArrayValue body(List<Statement> body) {
    List<Value> out = new ArrayList<>();
    for (Statement statement : body) {
      out.add(statement(statement, out.size()));
    }
    return ArrayValue.of(out);
  }

  private Value statement(Statement statement, int index) {
    Fields out = new Fields().put("index", NumberValue.of(index));
    switch (statement) {
      case Statement.Expression expression -> {
        if (expression.negated()) {
          out.put("negated", BooleanValue.TRUE);
        }
        out.put("terms", expression(expression.term()));
      }
      case Statement.Negation negation -> {
        out.put("negated", BooleanValue.TRUE);
        out.put("terms", new Fields().put("body", body(negation.body())).build());
      }
      case Statement.SomeVars some -> {
        Fields declaration = new Fields().put("symbols", ArrayValue.of(some.vars().stream().map(this::name).toList()));
        out.put("terms", located(declaration, some.at(), "some"));
      }
      case Statement.SomeIn some -> {
        List<Value> call = new ArrayList<>();
        Term key = some.key();
        call.add(operator(key == null ? "internal.member_2" : "internal.member_3", some));
        if (key != null) {
          call.add(term(key));
        }
        call.add(term(some.value()));
        call.add(term(some.domain()));
        Location at = key != null ? key.at() : some.value().at();
        Value symbol = located(typed("call", ArrayValue.of(call)), at, text(key == null ? some.value() : key, some.domain()));
        Fields declaration = new Fields().put("symbols", ArrayValue.of(List.of(symbol)));
        out.put("terms", located(declaration, some.at(), "some"));
      }
      case Statement.Every every -> {
        Term.Var key = every.key();
        Fields fields =
            new Fields()
                .put("key", key == null ? NullValue.NULL : name(key))
                .put("value", name(every.value()))
                .put("domain", term(every.domain()))
                .put("body", body(every.body()));
        out.put("terms", located(fields, every.at(), "every"));
      }
    }
    if (!statement.with().isEmpty()) {
      out.put("with", ArrayValue.of(statement.with().stream().map(this::with).toList()));
    }
    return located(out, statement.at(), text(statement));
  }

  private Value with(Statement.With with) {
    Fields out = new Fields().put("target", term(with.target())).put("value", term(with.value()));
    return located(out, with.at(), text(with));
  }

  /** The terms of an expression: a call is spread out. */
  private Value expression(Term term) {
    return switch (term) {
      case Term.Call call -> ArrayValue.of(call(call));
      case Term.Infix infix -> ArrayValue.of(infix(infix));
      default -> term(term);
    };
  }

  private List<Value> call(Term.Call call) {
    List<Value> out = new ArrayList<>();
    if (call.name() instanceof Term.Ref ref) {
      out.add(term(ref));
    } else {
      Value name = located(typed("var", StringValue.of(AstText.of(call.name()))), call.at(), text(call.name()));
      out.add(located(typed("ref", ArrayValue.of(List.of(name))), call.at(), text(call.name())));
    }
    call.args().forEach(arg -> out.add(term(arg)));
    return out;
  }

  private List<Value> infix(Term.Infix infix) {
    List<Value> out = new ArrayList<>();
    out.add(operator(infix.builtin(), infix));
    infix.args().forEach(arg -> out.add(term(arg)));
    return out;
  }

  private Value operator(String builtin, Object infix) {
    SourceFile file = source;
    Location at = file == null ? null : file.spans().operatorPlace(infix);
    Spans.Span span = file == null ? null : file.spans().operatorSpan(infix);
    String text = span == null || file == null ? null : file.text().substring(span.from(), span.to());
    List<Value> parts = new ArrayList<>();
    for (String part : builtin.split("\\.")) {
      Fields term = typed(parts.isEmpty() ? "var" : "string", StringValue.of(part));
      parts.add(at == null ? term.build() : located(term, at, text));
    }
    Fields ref = typed("ref", ArrayValue.of(parts));
    return at == null ? ref.build() : located(ref, at, text);
  }

  private ObjectValue term(Term term) {
    Fields out =
        switch (term) {
          case Term.Scalar scalar -> typed(scalar.value().typeName(), scalar.value());
          case Term.Var name when name.name().equals("input") || name.name().equals("data") ->
              typed("ref", ArrayValue.of(List.of(name(name))));
          case Term.Var name -> typed("var", StringValue.of(shownName(name)));
          case Term.Ref ref -> {
            List<Value> parts = new ArrayList<>();
            parts.add(ref.head() instanceof Term.Var name ? name(name) : term(ref.head()));
            ref.path().forEach(part -> parts.add(term(part)));
            yield typed("ref", ArrayValue.of(parts));
          }
          case Term.Array array -> typed("array", ArrayValue.of(array.items().stream().map(this::term).toList()));
          case Term.Set set -> {
            set.items().forEach(this::name);
            yield typed(
                "set",
                ArrayValue.of(set.items().stream().sorted(AstOrder.ORDER).map(this::term).distinct().toList()));
          }
          case Term.Obj object -> {
            List<Value> members = new ArrayList<>();
            for (Term.Member member : AstOrder.members(object)) {
              members.add(ArrayValue.of(List.of(term(member.key()), term(member.value()))));
            }
            yield typed("object", ArrayValue.of(members));
          }
          case Term.Call call -> typed("call", ArrayValue.of(call(call)));
          case Term.Infix infix -> typed("call", ArrayValue.of(infix(infix)));
          case Term.ArrayComprehension c -> typed("arraycomprehension", comprehension(c.head(), c.body()));
          case Term.SetComprehension c -> typed("setcomprehension", comprehension(c.head(), c.body()));
          case Term.ObjectComprehension c -> {
            Fields fields = new Fields().put("key", term(c.key())).put("value", term(c.value()));
            yield typed("objectcomprehension", fields.put("body", body(c.body())).build());
          }
          case Term.Template template -> typed("templatestring", template(template));
        };
    return located(out, term.at(), text(term));
  }

  private ObjectValue comprehension(Term head, List<Statement> body) {
    return new Fields().put("term", term(head)).put("body", body(body)).build();
  }

  private ObjectValue template(Term.Template template) {
    List<Value> parts = new ArrayList<>();
    for (Term.Part part : template.parts()) {
      switch (part) {
        case Term.Text text -> parts.add(located(typed("string", StringValue.of(text.text())), template.at(), null));
        case Term.Embedded embedded -> {
          boolean constant =
              embedded.statement() instanceof Statement.Expression e
                  && e.term() instanceof Term.Scalar
                  && e.with().isEmpty();
          parts.add(
              constant && embedded.statement() instanceof Statement.Expression e
                  ? term(e.term())
                  : statement(embedded.statement(), 0));
        }
      }
    }
    return new Fields()
        .put("parts", ArrayValue.of(parts))
        .put("multi_line", BooleanValue.of(template.raw()))
        .build();
  }

  /** A name where it is no reference: a parameter of an iteration, or what a reference begins with. */
  private Value name(Term term) {
    if (!(term instanceof Term.Var name)) {
      return NullValue.NULL;
    }
    return located(typed("var", StringValue.of(shownName(name))), name.at(), text(name));
  }

  /** Wildcards are numbered as they come. */
  private String shownName(Term.Var name) {
    return name.isWildcard() ? wildcards.computeIfAbsent(name.name(), _ -> "$" + wildcards.size()) : name.name();
  }

  private static Fields typed(String type, Value value) {
    return new Fields().put("type", StringValue.of(type)).put("value", value);
  }

  private @Nullable String text(Object node) {
    SourceFile file = source;
    return file == null || !locations ? null : file.written(node);
  }

  private @Nullable String text(Term first, Term last) {
    SourceFile file = source;
    Spans.Span from = file == null ? null : file.spans().of(first);
    Spans.Span to = file == null ? null : file.spans().of(last);
    return file == null || from == null || to == null ? null : file.text().substring(from.from(), to.to());
  }

  private ObjectValue located(Fields fields, Location at, @Nullable String text) {
    if (locations && at.line() > 0) {
      Fields place =
          new Fields()
              .put("file", StringValue.of(at.file()))
              .put("row", NumberValue.of(at.line()))
              .put("col", NumberValue.of(at.column()));
      if (text != null) {
        place.put("text", encoded(text));
      }
      fields.put("location", place.build());
    }
    return fields.build();
  }
}
