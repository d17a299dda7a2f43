package roadbed.app.equivalence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** One Terraform configuration in JSON syntax, also as the plan and the state that would come of it. */
final class TerraformForms {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z0-9_]+)\\.([a-z0-9_]+)\\.([a-z0-9_]+)\\}");

  private final Value.Fields resources;

  TerraformForms(String configuration) {
    resources = (Value.Fields) ((Value.Fields) ValueJson.parse(configuration)).get("resource").orElseThrow();
  }

  /** As Terraform shows a plan to create all of it. */
  String plan() {
    List<Value> planned = new ArrayList<>();
    List<Value> changes = new ArrayList<>();
    List<Value> configured = new ArrayList<>();
    each(
        (type, name, attributes) -> {
          Map<String, Value> head = head(type, name);
          Map<String, Value> unknown = new LinkedHashMap<>(Map.of("id", Value.Bool.TRUE));
          Map<String, Value> expressions = new LinkedHashMap<>();
          Map<String, Value> values = new LinkedHashMap<>();
          attributes
              .values()
              .forEach(
                  (attribute, value) -> {
                    expressions.put(attribute, expression(value));
                    values.put(attribute, value);
                    if (ValueJson.text(value).contains("${")) {
                      unknown.put(attribute, marks(value));
                      values.put(attribute, without(value));
                    }
                  });
          Map<String, Value> resource = new LinkedHashMap<>(head);
          resource.put("values", new Value.Fields(values));
          planned.add(new Value.Fields(resource));
          Map<String, Value> change = new LinkedHashMap<>(head);
          change.put(
              "change",
              fields(
                  "actions", Value.ofTexts(List.of("create")),
                  "before", Value.Null.INSTANCE,
                  "after", new Value.Fields(values),
                  "after_unknown", new Value.Fields(unknown)));
          changes.add(new Value.Fields(change));
          Map<String, Value> configuration = new LinkedHashMap<>(head);
          configuration.put("expressions", new Value.Fields(expressions));
          configured.add(new Value.Fields(configuration));
        });
    return ValueJson.text(
        fields(
            "format_version", Value.of("1.2"),
            "terraform_version", Value.of("1.11.4"),
            "planned_values", fields("root_module", fields("resources", new Value.Items(planned))),
            "resource_changes", new Value.Items(changes),
            "configuration", fields("root_module", fields("resources", new Value.Items(configured)))));
  }

  /** As Terraform shows the state once all of it is there. */
  String state() {
    List<Value> all = new ArrayList<>();
    each(
        (type, name, attributes) -> {
          Map<String, Value> resource = new LinkedHashMap<>(head(type, name));
          Map<String, Value> values = new LinkedHashMap<>();
          values.put("id", Value.of(type + "/" + name));
          attributes.values().forEach((attribute, value) -> values.put(attribute, resolved(value)));
          resource.put("values", new Value.Fields(values));
          all.add(new Value.Fields(resource));
        });
    return ValueJson.text(
        fields(
            "format_version", Value.of("1.0"),
            "terraform_version", Value.of("1.11.4"),
            "values", fields("root_module", fields("resources", new Value.Items(all)))));
  }

  private interface Each {
    void resource(String type, String name, Value.Fields attributes);
  }

  private void each(Each what) {
    resources
        .values()
        .forEach(
            (type, named) ->
                ((Value.Fields) named)
                    .values()
                    .forEach((name, attributes) -> what.resource(type, name, (Value.Fields) attributes)));
  }

  private static Map<String, Value> head(String type, String name) {
    Map<String, Value> head = new LinkedHashMap<>();
    head.put("address", Value.of(type + "." + name));
    head.put("mode", Value.of("managed"));
    head.put("type", Value.of(type));
    head.put("name", Value.of(name));
    head.put(
        "provider_name",
        Value.of("registry.terraform.io/hashicorp/" + (type.startsWith("google") ? "google" : "azurerm")));
    return head;
  }

  private static Value.Fields fields(Object... namesAndValues) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
    }
    return new Value.Fields(fields);
  }

  private static Value expression(Value value) {
    List<String> references = new ArrayList<>();
    Matcher matcher = REFERENCE.matcher(ValueJson.text(value));
    while (matcher.find()) {
      references.add(matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3));
      references.add(matcher.group(1) + "." + matcher.group(2));
    }
    boolean block = value instanceof Value.Items items && items.values().stream().anyMatch(Value.Fields.class::isInstance);
    if (!block) {
      return references.isEmpty() ? fields("constant_value", value) : fields("references", Value.ofTexts(references));
    }
    List<Value> blocks = new ArrayList<>();
    for (Value item : ((Value.Items) value).values()) {
      Map<String, Value> inner = new LinkedHashMap<>();
      ((Value.Fields) item).values().forEach((name, one) -> inner.put(name, expression(one)));
      blocks.add(new Value.Fields(inner));
    }
    return new Value.Items(blocks);
  }

  private static Value marks(Value value) {
    return switch (value) {
      case Value.Text text -> Value.of(text.value().startsWith("${"));
      case Value.Items items -> new Value.Items(items.values().stream().map(TerraformForms::marks).toList());
      case Value.Fields fields -> {
        Map<String, Value> marks = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> marks.put(name, marks(inner)));
        yield new Value.Fields(marks);
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> Value.Bool.FALSE;
    };
  }

  private static Value without(Value value) {
    return switch (value) {
      case Value.Text text -> text.value().startsWith("${") ? Value.Null.INSTANCE : text;
      case Value.Items items -> new Value.Items(items.values().stream().map(TerraformForms::without).toList());
      case Value.Fields fields -> {
        Map<String, Value> kept = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> kept.put(name, without(inner)));
        yield new Value.Fields(kept);
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  private Value resolved(Value value) {
    return switch (value) {
      case Value.Text text -> {
        Matcher matcher = REFERENCE.matcher(text.value());
        yield matcher.matches() ? attribute(matcher.group(1), matcher.group(2), matcher.group(3)) : text;
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(this::resolved).toList());
      case Value.Fields fields -> {
        Map<String, Value> known = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> known.put(name, resolved(inner)));
        yield new Value.Fields(known);
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  private Value attribute(String type, String name, String attribute) {
    Optional<Value> said = resources.at(type, name, attribute);
    return said.orElse(Value.of(type + "/" + name));
  }
}
