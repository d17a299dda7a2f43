package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.expression.ExpressionParser;
import roadbed.collect.terraform.expression.Parsed;
import roadbed.collect.terraform.hcl.Attribute;
import roadbed.collect.terraform.hcl.Block;
import roadbed.collect.terraform.hcl.Body;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads a file of configuration in JSON syntax into its folder, as the structure that native syntax gives. Wherever
 * blocks stand, an object and an array of objects mean the same; a property {@code //} is a comment. Without schemas
 * nobody can tell nested blocks from maps: they stay values, save where dynamic blocks stand among them.
 */
final class JsonConfiguration {
  static final String COMMENT = "//";
  private static final String DYNAMIC = "dynamic";
  private static final String VALIDATION = "validation";

  private final JsonFile file;
  private final ConfigurationFolder folder;
  private final boolean override;

  /** Whether texts are templates here. */
  private boolean templates;

  /**
   * Reads a file.
   *
   * @param override whether its blocks change blocks of the same name instead of standing beside them
   */
  JsonConfiguration(JsonFile file, ConfigurationFolder folder, boolean override) {
    this.file = file;
    this.folder = folder;
    this.override = override;
  }

  /** Reads configuration where the parser stands before the document. */
  void configuration(JsonParser parser) {
    parser.nextToken();
    if (!file.expect(parser, JsonToken.START_OBJECT, "")) {
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      int labels = ConfigurationFolder.labels(name);
      if (labels < 0) {
        parser.skipChildren();
      } else {
        // The default of a variable is a value and nothing to work out.
        templates = !name.equals("variable");
        blocks(parser, name, labels, List.of(), "/" + name);
      }
    }
  }

  /** Reads values of variables where the parser stands before the document. */
  void variableValues(JsonParser parser) {
    parser.nextToken();
    if (file.expect(parser, JsonToken.START_OBJECT, "") && ValueJson.read(parser) instanceof Value.Fields values) {
      values.values().forEach((name, value) -> folder.given.put(name, new Expression.Literal(value)));
    }
  }

  private void blocks(JsonParser parser, String type, int depth, List<String> labels, String pointer) {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        blocks(parser, type, depth, labels, pointer + "/" + i);
      }
      return;
    }
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return;
    }
    if (depth == 0) {
      Location location = file.here(parser, pointer);
      Body body =
          switch (type) {
            case "resource", "data" -> body(object(parser, true));
            case "variable" -> withBlocks(body(object(parser, true)), VALIDATION);
            case "check" -> withBlocks(body(object(parser)), "assert");
            default -> body(object(parser));
          };
      folder.take(type, labels, body, location, override, file.sink());
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals(COMMENT)) {
        parser.skipChildren();
        continue;
      }
      List<String> longer = new ArrayList<>(labels);
      longer.add(name);
      String escaped = name.replace("~", "~0").replace("/", "~1");
      blocks(parser, type, depth - 1, longer, pointer + "/" + escaped);
    }
  }

  // Values as expressions.

  private Expression expression(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Expression> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(expression(parser));
        }
        yield new Expression.TupleOf(items);
      }
      case VALUE_STRING -> text(parser.getString(), parser);
      default -> new Expression.Literal(ValueJson.read(parser));
    };
  }

  private Expression.ObjectOf object(JsonParser parser) {
    return object(parser, false);
  }

  /**
   * An object.
   *
   * @param outermost whether it is the body of a block: its comment is kept as an attribute, for {@link Constructs}, and
   *     a variable's conditions are worked out
   */
  private Expression.ObjectOf object(JsonParser parser, boolean outermost) {
    List<Expression.Entry> entries = new ArrayList<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      TokenStreamLocation place = parser.currentTokenLocation();
      int line = Math.max(0, place.getLineNr());
      int column = Math.max(0, place.getColumnNr());
      if (name.equals(COMMENT)) {
        parser.nextToken();
        if (outermost && parser.currentToken() == JsonToken.START_OBJECT) {
          entries.add(
              new Expression.Entry(
                  new Expression.Literal(Value.of(COMMENT)), new Expression.Literal(ValueJson.read(parser)), line, column));
        } else {
          parser.skipChildren();
        }
        continue;
      }
      Expression key = text(name, parser);
      parser.nextToken();
      boolean around = templates;
      templates = around || (outermost && name.equals(VALIDATION));
      entries.add(new Expression.Entry(key, expression(parser), line, column));
      templates = around;
    }
    return new Expression.ObjectOf(entries);
  }

  private Expression text(String text, JsonParser parser) {
    if (!templates || (text.indexOf("${") < 0 && text.indexOf("%{") < 0)) {
      return new Expression.Literal(new Value.Text(text));
    }
    return switch (ExpressionParser.template(text)) {
      case Parsed.Good good -> good.expression();
      case Parsed.Malformed malformed -> {
        file.sink()
            .diagnostic(
                Diagnostic.warning(
                    "terraform.expression",
                    file.here(parser),
                    "this text is malformed at its character "
                        + (malformed.offset() + 1) + ": " + malformed.message() + "; its value counts as unknown",
                    "terraform validate shows it"));
        yield new Expression.Literal(new Value.Unknown("the expression is malformed"));
      }
    };
  }

  // Objects as bodies.

  /** A body in which what has this name are blocks, which Terraform's own schema says. */
  private Body withBlocks(Body body, String type) {
    Attribute written = body.attributes().get(type);
    if (written == null || !isBlocks(written.value())) {
      return body;
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>(body.attributes());
    attributes.remove(type);
    List<Block> blocks = new ArrayList<>(body.blocks());
    objects(written.value()).forEach(one -> blocks.add(new Block(type, List.of(), body(one), written.location())));
    return new Body(attributes, blocks);
  }

  private Body body(Expression.ObjectOf object) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    List<Block> blocks = new ArrayList<>();
    for (Expression.Entry entry : object.entries()) {
      Optional<String> name = name(entry);
      if (name.isEmpty()) {
        continue;
      }
      Location location = Location.of(file.whole().file(), entry.line(), entry.column());
      if (name.get().equals(DYNAMIC) && isBlocks(entry.value())) {
        objects(entry.value()).forEach(labels -> dynamic(labels, blocks));
      } else if (isBlocks(entry.value()) && objects(entry.value()).stream().anyMatch(JsonConfiguration::hasDynamic)) {
        objects(entry.value()).forEach(one -> blocks.add(new Block(name.get(), List.of(), body(one), location)));
      } else {
        attributes.put(name.get(), new Attribute(name.get(), entry.value(), location));
      }
    }
    return new Body(attributes, blocks);
  }

  private static Optional<String> name(Expression.Entry entry) {
    return entry.key() instanceof Expression.Literal(Value.Text(String name)) ? Optional.of(name) : Optional.empty();
  }

  private void dynamic(Expression.ObjectOf labels, List<Block> into) {
    for (Expression.Entry entry : labels.entries()) {
      Optional<String> label = name(entry);
      if (label.isEmpty() || !isBlocks(entry.value())) {
        continue;
      }
      Location location = Location.of(file.whole().file(), entry.line(), entry.column());
      for (Expression.ObjectOf one : objects(entry.value())) {
        Map<String, Attribute> attributes = new LinkedHashMap<>(body(one).attributes());
        List<Block> content = new ArrayList<>();
        for (Expression.Entry inner : one.entries()) {
          if (name(inner).filter("content"::equals).isPresent() && isBlocks(inner.value())) {
            attributes.remove("content");
            objects(inner.value()).forEach(body -> content.add(new Block("content", List.of(), body(body), location)));
          }
        }
        into.add(new Block(DYNAMIC, List.of(label.get()), new Body(attributes, content), location));
      }
    }
  }

  private static boolean isBlocks(Expression value) {
    return value instanceof Expression.ObjectOf
        || (value instanceof Expression.TupleOf tuple
            && !tuple.items().isEmpty()
            && tuple.items().stream().allMatch(Expression.ObjectOf.class::isInstance));
  }

  private static List<Expression.ObjectOf> objects(Expression value) {
    List<Expression> all = value instanceof Expression.TupleOf tuple ? tuple.items() : List.of(value);
    List<Expression.ObjectOf> objects = new ArrayList<>();
    for (Expression one : all) {
      if (one instanceof Expression.ObjectOf object) {
        objects.add(object);
      }
    }
    return objects;
  }

  private static boolean hasDynamic(Expression.ObjectOf object) {
    return object.entries().stream()
        .anyMatch(
            entry ->
                isBlocks(entry.value())
                    && (name(entry).filter(DYNAMIC::equals).isPresent()
                        || objects(entry.value()).stream().anyMatch(JsonConfiguration::hasDynamic)));
  }
}
