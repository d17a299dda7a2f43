package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.collect.terraform.PlanConfiguration.Call;
import roadbed.collect.terraform.PlanConfiguration.Declared;
import roadbed.collect.terraform.PlanConfiguration.Expression;
import roadbed.collect.terraform.PlanConfiguration.Module;
import roadbed.collect.terraform.PlanConfiguration.ProviderBlock;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Streams the {@code configuration} of a plan into the little that references need: constants, which are the
 * bulk of it, are skipped unread.
 */
final class PlanConfigurationReader {
  private final JsonFile file;

  PlanConfigurationReader(JsonFile file) {
    this.file = file;
  }

  /** Reads where the parser stands at the value of {@code configuration}. */
  PlanConfiguration read(JsonParser parser) {
    Module root = new Module();
    Map<String, ProviderBlock> providers = new HashMap<>();
    if (file.expect(parser, JsonToken.START_OBJECT, "/configuration")) {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        switch (name) {
          case "root_module" -> module(parser, root, "/configuration/root_module");
          case "provider_config" -> providers(parser, providers);
          default -> parser.skipChildren();
        }
      }
    }
    return new PlanConfiguration(root, providers);
  }

  private void module(JsonParser parser, Module module, String pointer) {
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      String inner = pointer + "/" + name;
      switch (name) {
        case "resources" -> {
          if (file.expect(parser, JsonToken.START_ARRAY, inner)) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
              resource(parser, module, inner + "/" + i);
            }
          }
        }
        case "module_calls" -> {
          if (file.expect(parser, JsonToken.START_OBJECT, inner)) {
            for (String call = parser.nextName(); call != null; call = parser.nextName()) {
              parser.nextToken();
              call(parser, module, call, inner + "/" + call);
            }
          }
        }
        case "outputs" -> outputs(parser, module, inner);
        case "variables" -> variables(parser, module, inner);
        default -> parser.skipChildren();
      }
    }
  }

  private void resource(JsonParser parser, Module module, String pointer) {
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return;
    }
    String mode = "managed";
    String type = "";
    String name = "";
    String providerKey = "";
    List<Expression> expressions = new ArrayList<>(4);
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      switch (key) {
        case "mode" -> mode = JsonFile.text(parser);
        case "type" -> type = JsonFile.text(parser);
        case "name" -> name = JsonFile.text(parser);
        case "provider_config_key" -> providerKey = JsonFile.text(parser);
        case "expressions" -> expressions(parser, "", expressions);
        default -> parser.skipChildren();
      }
    }
    String address = (mode.equals("data") ? "data." : "") + type + "." + name;
    module.resources.put(address, new Declared(providerKey, List.copyOf(expressions)));
  }

  /**
   * Collects the references below a value. An expression is an object with an array {@code references} or
   * with a {@code constant_value}; anything else is a nested block.
   */
  private void expressions(JsonParser parser, String path, List<Expression> into) {
    switch (parser.currentToken()) {
      case START_ARRAY -> {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
          expressions(parser, join(path, Integer.toString(i)), into);
        }
      }
      case START_OBJECT -> {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          JsonToken token = parser.nextToken();
          if (name.equals("references") && token == JsonToken.START_ARRAY) {
            List<String> references = texts(parser);
            if (!references.isEmpty()) {
              into.add(new Expression(path, references));
            }
          } else if (name.equals("constant_value")) {
            parser.skipChildren();
          } else {
            expressions(parser, join(path, name), into);
          }
        }
      }
      default -> parser.skipChildren();
    }
  }

  private static String join(String path, String step) {
    return path.isEmpty() ? step : path + "." + step;
  }

  private static List<String> texts(JsonParser parser) {
    List<String> texts = new ArrayList<>(2);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String text = JsonFile.text(parser);
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private void call(JsonParser parser, Module module, String callName, String pointer) {
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return;
    }
    String source = "";
    String version = "";
    Map<String, List<String>> arguments = new HashMap<>();
    Module called = new Module();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "source" -> source = JsonFile.text(parser);
        case "version_constraint" -> version = JsonFile.text(parser);
        case "expressions" -> {
          List<Expression> found = new ArrayList<>();
          expressions(parser, "", found);
          for (Expression expression : found) {
            String argument = Address.parse(expression.attribute()).parts().getFirst().name();
            arguments.computeIfAbsent(argument, _ -> new ArrayList<>()).addAll(expression.references());
          }
        }
        case "module" -> module(parser, called, pointer + "/module");
        default -> parser.skipChildren();
      }
    }
    String pinned = version.isEmpty() ? source : source + "@" + version;
    module.calls.put(callName, new Call(pinned, arguments, called));
  }

  private void outputs(JsonParser parser, Module module, String pointer) {
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return;
    }
    for (String output = parser.nextName(); output != null; output = parser.nextName()) {
      parser.nextToken();
      List<Expression> found = new ArrayList<>();
      expressions(parser, "", found);
      List<String> references = new ArrayList<>();
      for (Expression expression : found) {
        if (expression.attribute().equals("expression") || expression.attribute().startsWith("expression.")) {
          references.addAll(expression.references());
        }
      }
      module.outputs.put(output, references);
    }
  }

  private void variables(JsonParser parser, Module module, String pointer) {
    if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
      return;
    }
    for (String variable = parser.nextName(); variable != null; variable = parser.nextName()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (name.equals("sensitive") && token == JsonToken.VALUE_TRUE) {
          module.sensitiveVariables.add(variable);
        }
        parser.skipChildren();
      }
    }
  }

  private void providers(JsonParser parser, Map<String, ProviderBlock> providers) {
    if (!file.expect(parser, JsonToken.START_OBJECT, "/configuration/provider_config")) {
      return;
    }
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      if (!file.expect(parser, JsonToken.START_OBJECT, "/configuration/provider_config/" + key)) {
        continue;
      }
      String name = "";
      Value expressions = Value.Fields.EMPTY;
      for (String field = parser.nextName(); field != null; field = parser.nextName()) {
        parser.nextToken();
        switch (field) {
          case "name" -> name = JsonFile.text(parser);
          case "expressions" -> expressions = plain(ValueJson.read(parser));
          default -> parser.skipChildren();
        }
      }
      providers.put(
          key, new ProviderBlock(name, expressions instanceof Value.Fields fields ? fields : Value.Fields.EMPTY));
    }
  }

  /** Replaces expression objects by what they say. */
  private static Value plain(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Value constant = fields.values().get("constant_value");
        if (constant != null) {
          yield constant;
        }
        if (fields.values().get("references") instanceof Value.Items references) {
          yield references.values().isEmpty() || !(references.values().getFirst() instanceof Value.Text first)
              ? Value.Unknown.AFTER_APPLY
              : new Value.Unknown(first.value());
        }
        Map<String, Value> inner = new LinkedHashMap<>();
        fields.values().forEach((name, field) -> inner.put(name, plain(field)));
        yield new Value.Fields(inner);
      }
      case Value.Items items ->
          new Value.Items(items.values().stream().map(PlanConfigurationReader::plain).toList());
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Secret _ ->
          value;
    };
  }
}
