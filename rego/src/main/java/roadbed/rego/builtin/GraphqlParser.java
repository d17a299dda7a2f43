package roadbed.rego.builtin;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.GraphqlLexer.Kind;
import roadbed.rego.builtin.GraphqlLexer.Token;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Reads GraphQL queries and schemas straight into the values that OPA shows as their syntax trees: members that are empty
 * lists or absent are left out.
 */
final class GraphqlParser {
  private static final int MAX_DEPTH = 300;
  private static final Set<String> LOCATIONS =
      Set.of(
          "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT",
          "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM",
          "ENUM_VALUE", "INPUT_OBJECT", "INPUT_FIELD_DEFINITION", "VARIABLE_DEFINITION");

  private final List<Token> tokens;
  private final IdentityHashMap<Value, Token> places = new IdentityHashMap<>();
  private int at;
  private int depth;

  GraphqlParser(String text) {
    tokens = GraphqlLexer.tokens(text);
  }

  /** Where a node of the tree begins, as {@code line:column}. */
  String place(Value node) {
    Token token = places.get(node);
    return token == null ? "1:1" : token.line() + ":" + token.column();
  }

  private Token peek() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  private Token next() {
    Token token = peek();
    at++;
    return token;
  }

  private boolean skip(Kind kind) {
    if (peek().kind() == kind) {
      at++;
      return true;
    }
    return false;
  }

  private boolean isKeyword(String word) {
    return peek().kind() == Kind.NAME && peek().text().equals(word);
  }

  private static BuiltinException problem(Token token, String text) {
    return BuiltinException.failed(text + " in GraphQL string at location " + token.line() + ":" + token.column());
  }

  private static BuiltinException unexpected(Token token) {
    return problem(token, "Unexpected " + token);
  }

  private Token expect(Kind kind) {
    if (peek().kind() != kind) {
      throw problem(peek(), "Expected " + kind + ", found " + peek().kind());
    }
    return next();
  }

  private void keyword(String word) {
    if (!isKeyword(word)) {
      throw problem(peek(), "Expected \"" + word + "\", found " + peek());
    }
    at++;
  }

  private String name() {
    return expect(Kind.NAME).text();
  }

  /** The items between two marks, at least one; none where the first mark is missing. */
  private List<Value> some(Kind open, Kind close, Supplier<Value> item) {
    List<Value> items = new ArrayList<>();
    if (!skip(open)) {
      return items;
    }
    deeper();
    while (peek().kind() != close) {
      items.add(item.get());
    }
    if (items.isEmpty()) {
      throw problem(peek(), "expected at least one definition, found " + peek().kind());
    }
    at++;
    depth--;
    return items;
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw BuiltinException.failed("GraphQL document nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  /** A node under construction. */
  private final class Node {
    private final Token begin = peek();
    private final ObjectValue.Builder members = ObjectValue.builder();

    Node put(String name, String text) {
      members.put(name, StringValue.of(text));
      return this;
    }

    Node put(String name, boolean value) {
      members.put(name, BooleanValue.of(value));
      return this;
    }

    Node put(String name, @Nullable Value value) {
      if (value != null) {
        members.put(name, value);
      }
      return this;
    }

    Node put(String name, List<Value> items) {
      if (!items.isEmpty()) {
        members.put(name, ArrayValue.of(items));
      }
      return this;
    }

    ObjectValue done() {
      ObjectValue value = members.build();
      places.put(value, begin);
      return value;
    }
  }

  ObjectValue query() {
    List<Value> operations = new ArrayList<>();
    List<Value> fragments = new ArrayList<>();
    Node document = new Node();
    while (peek().kind() != Kind.END) {
      if (peek().kind() == Kind.BRACE_L || isKeyword("query") || isKeyword("mutation") || isKeyword("subscription")) {
        operations.add(operation());
      } else if (isKeyword("fragment")) {
        fragments.add(fragment());
      } else {
        throw unexpected(peek());
      }
    }
    return document.put("Operations", operations).put("Fragments", fragments).done();
  }

  private Value operation() {
    Node node = new Node();
    if (peek().kind() == Kind.BRACE_L) {
      return node.put("Operation", "query").put("Name", "").put("SelectionSet", selections()).done();
    }
    node.put("Operation", next().text()).put("Name", peek().kind() == Kind.NAME ? name() : "");
    node.put("VariableDefinitions", variables()).put("Directives", directives(false));
    return node.put("SelectionSet", selections()).done();
  }

  private Value fragment() {
    Node node = new Node();
    keyword("fragment");
    node.put("Name", fragmentName()).put("VariableDefinition", variables());
    keyword("on");
    node.put("TypeCondition", name()).put("Directives", directives(false));
    return node.put("SelectionSet", selections()).done();
  }

  private String fragmentName() {
    if (isKeyword("on")) {
      throw unexpected(peek());
    }
    return name();
  }

  private List<Value> variables() {
    return some(
        Kind.PAREN_L,
        Kind.PAREN_R,
        () -> {
          Node node = new Node();
          node.put("Variable", variable());
          expect(Kind.COLON);
          node.put("Type", type()).put("DefaultValue", skip(Kind.EQUALS) ? literal(true) : null);
          return node.put("Directives", directives(false)).put("Used", false).done();
        });
  }

  private String variable() {
    expect(Kind.DOLLAR);
    return name();
  }

  private List<Value> selections() {
    if (peek().kind() != Kind.BRACE_L) {
      throw problem(peek(), "Expected {, found " + peek().kind());
    }
    return some(Kind.BRACE_L, Kind.BRACE_R, this::selection);
  }

  private Value selection() {
    Node node = new Node();
    if (!skip(Kind.SPREAD)) {
      String alias = name();
      node.put("Alias", alias).put("Name", skip(Kind.COLON) ? name() : alias);
      node.put("Arguments", arguments(false)).put("Directives", directives(false));
      return node.put("SelectionSet", peek().kind() == Kind.BRACE_L ? selections() : List.of()).done();
    }
    if (peek().kind() == Kind.NAME && !isKeyword("on")) {
      return node.put("Name", fragmentName()).put("Directives", directives(false)).done();
    }
    String condition = "";
    if (isKeyword("on")) {
      at++;
      condition = name();
    }
    node.put("TypeCondition", condition).put("Directives", directives(false));
    return node.put("SelectionSet", selections()).done();
  }

  private List<Value> arguments(boolean constant) {
    return some(
        Kind.PAREN_L,
        Kind.PAREN_R,
        () -> {
          Node node = new Node();
          node.put("Name", name());
          expect(Kind.COLON);
          return node.put("Value", literal(constant)).done();
        });
  }

  private List<Value> directives(boolean constant) {
    List<Value> directives = new ArrayList<>();
    while (peek().kind() == Kind.AT) {
      Node node = new Node();
      at++;
      directives.add(node.put("Name", name()).put("Arguments", arguments(constant)).put("Location", "").done());
    }
    return directives;
  }

  private Value type() {
    Node node = new Node();
    deeper();
    if (skip(Kind.BRACKET_L)) {
      node.put("NamedType", "").put("Elem", type());
      expect(Kind.BRACKET_R);
    } else {
      node.put("NamedType", name());
    }
    depth--;
    return node.put("NonNull", skip(Kind.BANG)).done();
  }

  private Value literal(boolean constant) {
    Node node = new Node();
    Token token = peek();
    node.put("ExpectedTypeHasDefault", false);
    return switch (token.kind()) {
      case BRACKET_L -> composite(node, Kind.BRACKET_L, Kind.BRACKET_R, 8, () -> item(constant));
      case BRACE_L -> composite(node, Kind.BRACE_L, Kind.BRACE_R, 9, () -> member(constant));
      case DOLLAR -> {
        if (constant) {
          throw unexpected(token);
        }
        yield node.put("Raw", variable()).put("Kind", NumberValue.of(0)).done();
      }
      case INT -> scalar(node, 1);
      case FLOAT -> scalar(node, 2);
      case STRING -> scalar(node, 3);
      case BLOCK_STRING -> scalar(node, 4);
      case NAME ->
          scalar(
              node,
              switch (token.text()) {
                case "true", "false" -> 5;
                case "null" -> 6;
                default -> 7;
              });
      default -> throw unexpected(token);
    };
  }

  private Value scalar(Node node, int kind) {
    return node.put("Raw", next().text()).put("Kind", NumberValue.of(kind)).done();
  }

  private Value composite(Node node, Kind open, Kind close, int kind, Supplier<Value> item) {
    List<Value> children = new ArrayList<>();
    expect(open);
    deeper();
    while (peek().kind() != close) {
      children.add(item.get());
    }
    at++;
    depth--;
    return node.put("Raw", "").put("Kind", NumberValue.of(kind)).put("Children", children).done();
  }

  private Value item(boolean constant) {
    return new Node().put("Name", "").put("Value", literal(constant)).done();
  }

  private Value member(boolean constant) {
    Node node = new Node();
    node.put("Name", name());
    expect(Kind.COLON);
    return node.put("Value", literal(constant)).done();
  }

  ObjectValue schema() {
    Node document = new Node();
    List<Value> schemas = new ArrayList<>();
    List<Value> schemaExtensions = new ArrayList<>();
    List<Value> directives = new ArrayList<>();
    List<Value> definitions = new ArrayList<>();
    List<Value> extensions = new ArrayList<>();
    while (peek().kind() != Kind.END) {
      Token first = peek();
      int begin = at;
      String description = description();
      if (peek().kind() != Kind.NAME) {
        throw unexpected(peek());
      }
      switch (peek().text()) {
        case "schema" -> schemas.add(schemaDefinition(description));
        case "directive" -> directives.add(directiveDefinition(description));
        case "extend" -> {
          if (at > begin) {
            throw unexpected(first);
          }
          at++;
          if (isKeyword("schema")) {
            schemaExtensions.add(schemaDefinition(""));
          } else {
            extensions.add(definition("", true));
          }
        }
        default -> definitions.add(definition(description, false));
      }
    }
    return document
        .put("Schema", schemas)
        .put("SchemaExtension", schemaExtensions)
        .put("Directives", directives)
        .put("Definitions", definitions)
        .put("Extensions", extensions)
        .done();
  }

  private String description() {
    boolean text = peek().kind() == Kind.STRING || peek().kind() == Kind.BLOCK_STRING;
    return text ? next().text() : "";
  }

  private Value schemaDefinition(String description) {
    Node node = new Node();
    boolean extension = at > 0 && tokens.get(at - 1).text().equals("extend");
    keyword("schema");
    List<Value> directives = directives(true);
    List<Value> types =
        some(
            Kind.BRACE_L,
            Kind.BRACE_R,
            () -> {
              Node type = new Node();
              Token operation = next();
              if (!Set.of("query", "mutation", "subscription").contains(operation.text())) {
                throw unexpected(operation);
              }
              type.put("Operation", operation.text());
              expect(Kind.COLON);
              return type.put("Type", name()).done();
            });
    if (extension && directives.isEmpty() && types.isEmpty()) {
      throw unexpected(peek());
    }
    return node.put("Description", description).put("Directives", directives).put("OperationTypes", types).done();
  }

  private Value directiveDefinition(String description) {
    Node node = new Node();
    keyword("directive");
    expect(Kind.AT);
    node.put("Description", description).put("Name", name()).put("Arguments", argumentDefinitions());
    boolean repeatable = isKeyword("repeatable");
    at += repeatable ? 1 : 0;
    keyword("on");
    List<Value> locations = new ArrayList<>();
    skip(Kind.PIPE);
    do {
      Token location = expect(Kind.NAME);
      if (!LOCATIONS.contains(location.text())) {
        throw unexpected(location);
      }
      locations.add(StringValue.of(location.text()));
    } while (skip(Kind.PIPE));
    return node.put("IsRepeatable", repeatable).put("Locations", locations).done();
  }

  private Value definition(String description, boolean extension) {
    Node node = new Node();
    Token keyword = peek();
    String kind =
        switch (keyword.text()) {
          case "scalar" -> "SCALAR";
          case "type" -> "OBJECT";
          case "interface" -> "INTERFACE";
          case "union" -> "UNION";
          case "enum" -> "ENUM";
          case "input" -> "INPUT_OBJECT";
          default -> throw unexpected(keyword);
        };
    at++;
    node.put("Kind", kind).put("Description", description).put("Name", name()).put("BuiltIn", false);
    int body = at;
    if (kind.equals("OBJECT") || kind.equals("INTERFACE")) {
      node.put("Interfaces", interfaces());
    }
    node.put("Directives", directives(true));
    switch (kind) {
      case "OBJECT", "INTERFACE" -> node.put("Fields", some(Kind.BRACE_L, Kind.BRACE_R, this::fieldDefinition));
      case "INPUT_OBJECT" -> node.put("Fields", some(Kind.BRACE_L, Kind.BRACE_R, this::valueDefinition));
      case "UNION" -> node.put("Types", members());
      case "ENUM" -> node.put("EnumValues", some(Kind.BRACE_L, Kind.BRACE_R, this::enumValue));
      default -> {}
    }
    if (extension && at == body) {
      throw unexpected(peek());
    }
    return node.done();
  }

  private List<Value> interfaces() {
    List<Value> names = new ArrayList<>();
    if (isKeyword("implements")) {
      at++;
      skip(Kind.AMP);
      do {
        names.add(StringValue.of(name()));
      } while (skip(Kind.AMP));
    }
    return names;
  }

  private List<Value> members() {
    List<Value> names = new ArrayList<>();
    if (skip(Kind.EQUALS)) {
      skip(Kind.PIPE);
      do {
        names.add(StringValue.of(name()));
      } while (skip(Kind.PIPE));
    }
    return names;
  }

  private Value fieldDefinition() {
    Node node = new Node();
    node.put("Description", description()).put("Name", name()).put("Arguments", argumentDefinitions());
    expect(Kind.COLON);
    return node.put("Type", type()).put("Directives", directives(true)).done();
  }

  private List<Value> argumentDefinitions() {
    return some(Kind.PAREN_L, Kind.PAREN_R, this::valueDefinition);
  }

  private Value valueDefinition() {
    Node node = new Node();
    node.put("Description", description()).put("Name", name());
    expect(Kind.COLON);
    node.put("Type", type()).put("DefaultValue", skip(Kind.EQUALS) ? literal(true) : null);
    return node.put("Directives", directives(true)).done();
  }

  private Value enumValue() {
    Node node = new Node();
    return node.put("Description", description()).put("Name", name()).put("Directives", directives(true)).done();
  }
}
