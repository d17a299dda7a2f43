package roadbed.collect.terraform.hcl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.expression.Spans;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/**
 * A file of native syntax as a document, for rules that know nothing of evaluation: blocks are lists below their type and
 * labels, what is written out is itself, and every other expression is its own text between <code>${</code> and
 * <code>}</code>.
 */
public final class HclDocument {
  private final Spans spans;
  private final Form form;

  /** How blocks are laid out. */
  public enum Form {
    /** {@code type → label → … → list of bodies}, as tools for the present language have it. */
    LABELS,
    /** A list at each level, objects too, as tools for the language before Terraform 0.12 had it. */
    LISTS
  }

  private HclDocument(Spans spans, Form form) {
    this.spans = spans;
    this.form = form;
  }

  /**
   * What a text says.
   *
   * @param problems takes what is malformed; the document is to be used only where there is nothing
   */
  public static Value.Fields read(String name, String text, Form form, List<Diagnostic> problems) {
    Spans spans = new Spans(text);
    HclFile file = new BodyParser(name, text, spans).file();
    problems.addAll(file.diagnostics());
    return new HclDocument(spans, form).fields(file.body());
  }

  private Value.Fields fields(Body body) {
    Map<String, Object> tree = new LinkedHashMap<>();
    body.blocks().forEach(block -> add(block, tree));
    body.attributes().forEach((name, attribute) -> tree.put(name, value(attribute.value())));
    return (Value.Fields) value(tree);
  }

  private void add(Block block, Map<String, Object> tree) {
    Value.Fields body = fields(block.body());
    List<String> path = new ArrayList<>();
    path.add(block.type());
    path.addAll(block.labels());
    if (form == Form.LISTS) {
      Value inner = body;
      for (int i = path.size() - 1; i > 0; i--) {
        inner = new Value.Fields(Map.of(path.get(i), new Value.Items(List.of(inner))));
      }
      append(tree, block.type(), inner);
      return;
    }
    Map<String, Object> here = tree;
    for (String name : path.subList(0, path.size() - 1)) {
      here = below(here, name);
    }
    append(here, path.getLast(), body);
  }

  /** Blocks of one type with fewer labels than others have no place below them; the later ones count. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> below(Map<String, Object> tree, String name) {
    return (Map<String, Object>)
        tree.compute(name, (_, known) -> known instanceof Map ? known : new LinkedHashMap<String, Object>());
  }

  @SuppressWarnings("unchecked")
  private static void append(Map<String, Object> tree, String name, Value item) {
    ((List<Object>) tree.compute(name, (_, known) -> known instanceof List ? known : new ArrayList<>())).add(item);
  }

  private static Value value(Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<String, Value> fields = new LinkedHashMap<>();
      map.forEach((name, inner) -> fields.put((String) name, value(inner)));
      return new Value.Fields(fields);
    }
    return node instanceof List<?> list ? new Value.Items(list.stream().map(HclDocument::value).toList()) : (Value) node;
  }

  private Value value(Expression expression) {
    if (spans.textOf(expression).startsWith("(")) {
      return wrapped(expression);
    }
    return switch (expression) {
      case Expression.Literal(Value.Unknown _) -> wrapped(expression);
      case Expression.Literal literal -> literal.value();
      case Expression.Negative(Expression.Literal(Value.Whole whole)) -> new Value.Whole(-whole.value());
      case Expression.Negative(Expression.Literal(Value.Decimal decimal)) -> new Value.Decimal(decimal.value().negate());
      case Expression.Template template -> new Value.Text(text(template));
      case Expression.TupleOf tuple -> new Value.Items(tuple.items().stream().map(this::value).toList());
      case Expression.ObjectOf object -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        object.entries().forEach(entry -> fields.put(key(entry.key()), value(entry.value())));
        Value written = new Value.Fields(fields);
        yield form == Form.LISTS ? new Value.Items(List.of(written)) : written;
      }
      case Expression.Root _,
          Expression.Element _,
          Expression.Attribute _,
          Expression.Index _,
          Expression.Splat _,
          Expression.Binary _,
          Expression.Not _,
          Expression.Negative _,
          Expression.Call _,
          Expression.ForTuple _,
          Expression.ForObject _,
          Expression.Conditional _,
          Expression.TemplateFor _ ->
          wrapped(expression);
    };
  }

  private Value wrapped(Expression expression) {
    return new Value.Text("${" + spans.textOf(expression) + "}");
  }

  /** A reference that is written as a key stands for its own text. */
  private String key(Expression key) {
    boolean reference = key instanceof Expression.Root || key instanceof Expression.Attribute;
    String text = spans.textOf(key);
    return reference && !text.startsWith("(") ? text : part(key);
  }

  private String text(Expression.Template template) {
    StringBuilder text = new StringBuilder();
    template.parts().forEach(part -> text.append(part(part)));
    return text.toString();
  }

  /** A part of a template as it is written; a choice is one of a template, however it is spelled. */
  private String part(Expression part) {
    return switch (part) {
      case Expression.Literal(Value.Text text) -> text.value();
      case Expression.Literal(Value.Whole whole) -> Long.toString(whole.value());
      case Expression.Literal(Value.Decimal(BigDecimal decimal)) -> decimal.toPlainString();
      case Expression.Literal(Value.Bool truth) -> Boolean.toString(truth.value());
      case Expression.Template template -> text(template);
      case Expression.Conditional choice -> {
        String otherwise = part(choice.otherwise());
        yield "%{if "
            + spans.textOf(choice.condition())
            + "}"
            + part(choice.then())
            + (otherwise.isEmpty() ? "" : "%{else}" + otherwise)
            + "%{endif}";
      }
      case Expression.TemplateFor loop ->
          "%{for "
              + loop.key().map(key -> key + ", ").orElse("")
              + loop.value()
              + " in "
              + spans.textOf(loop.collection())
              + "}"
              + part(loop.body())
              + "%{endfor}";
      case Expression.Root _,
          Expression.Element _,
          Expression.Attribute _,
          Expression.Index _,
          Expression.Splat _,
          Expression.Binary _,
          Expression.Not _,
          Expression.Negative _,
          Expression.Call _,
          Expression.ForTuple _,
          Expression.ForObject _,
          Expression.Literal _,
          Expression.TupleOf _,
          Expression.ObjectOf _ ->
          "${" + spans.textOf(part) + "}";
    };
  }
}
