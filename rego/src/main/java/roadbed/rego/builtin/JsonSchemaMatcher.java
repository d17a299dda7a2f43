package roadbed.rego.builtin;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Holds a document against a schema.
 *
 * <p>What is found comes in the order of OPA's validator, and where several schemas would do and none does, with what the
 * one that came closest found: that is what the score is for.
 */
final class JsonSchemaMatcher {
  /** What findings call the document itself. */
  private static final String ROOT = "(Root)";

  private static final int MAX_DEPTH = 200;

  private final CallContext context;
  private final List<Value> findings = new ArrayList<>();
  private int score;

  private JsonSchemaMatcher(CallContext context) {
    this.context = context;
  }

  /** What is wrong with a document; nothing where it fits. */
  static List<Value> findings(CallContext context, JsonSchema schema, Value document) {
    return tried(context, schema, document, ROOT, 0).findings;
  }

  private static JsonSchemaMatcher tried(
      CallContext context, JsonSchema schema, Value value, String field, int depth) {
    JsonSchemaMatcher matcher = new JsonSchemaMatcher(context);
    matcher.check(schema, value, field, depth);
    return matcher;
  }

  private JsonSchemaMatcher tried(JsonSchema schema, Value value, String field, int depth) {
    return tried(context, schema, value, field, depth + 1);
  }

  private boolean fits() {
    return findings.isEmpty();
  }

  private void merge(JsonSchemaMatcher other) {
    findings.addAll(other.findings);
    score += other.score;
  }

  private static @Nullable JsonSchemaMatcher better(@Nullable JsonSchemaMatcher best, JsonSchemaMatcher other) {
    return best == null || other.score > best.score ? other : best;
  }

  private void found(String field, String type, String description) {
    findings.add(
        ObjectValue.builder()
            .put("desc", StringValue.of(description))
            .put("error", StringValue.of(field + ": " + description))
            .put("field", StringValue.of(field))
            .put("type", StringValue.of(type))
            .build());
    context.checkItems(findings.size());
    score -= 2;
  }

  private static String below(String field, String name) {
    return field.equals(ROOT) ? name : field + "." + name;
  }

  private void check(JsonSchema schema, Value value, String field, int depth) {
    context.checkTime();
    if (depth > MAX_DEPTH) {
      throw BuiltinException.limit("schema nested deeper than " + MAX_DEPTH + " levels");
    }
    if (schema.constant != null) {
      if (!schema.constant) {
        found(field, "false", "False always fails validation");
      }
      return;
    }
    if (schema.reference != null) {
      check(schema.reference, value, field, depth + 1);
      return;
    }
    String type = JsonSchema.typeOf(value);
    boolean accepted = schema.accepts(type) || (type.equals("integer") && schema.accepts("number"));
    if (!accepted) {
      found(field, "invalid_type", "Invalid type. Expected: " + schema.shownTypes() + ", given: " + type);
      return;
    }
    combinations(schema, value, field, depth);
    switch (value) {
      case ArrayValue array -> {
        array(schema, array, field, depth);
        common(schema, value, field);
      }
      case ObjectValue object -> {
        object(schema, object, field, depth);
        common(schema, value, field);
        schema.properties.forEach(
            (name, property) -> {
              Value member = object.get(name);
              if (member != null) {
                check(property, member, below(field, name), depth + 1);
              }
            });
      }
      case NumberValue number -> {
        number(schema, number, field);
        common(schema, value, field);
      }
      case StringValue text -> {
        common(schema, value, field);
        text(schema, text.value(), field);
      }
      default -> common(schema, value, field);
    }
    score++;
  }

  private void combinations(JsonSchema schema, Value value, String field, int depth) {
    if (!schema.anyOf.isEmpty()) {
      JsonSchemaMatcher best = null;
      boolean any = false;
      for (int i = 0; i < schema.anyOf.size() && !any; i++) {
        JsonSchemaMatcher trial = tried(schema.anyOf.get(i), value, field, depth);
        any = trial.fits();
        best = any ? best : better(best, trial);
      }
      if (!any) {
        found(field, "number_any_of", "Must validate at least one schema (anyOf)");
        merge(best == null ? new JsonSchemaMatcher(context) : best);
      }
    }
    if (!schema.oneOf.isEmpty()) {
      oneOf(schema, value, field, depth);
    }
    if (!schema.allOf.isEmpty()) {
      int fitting = 0;
      for (JsonSchema one : schema.allOf) {
        JsonSchemaMatcher trial = tried(one, value, field, depth);
        fitting += trial.fits() ? 1 : 0;
        merge(trial);
      }
      if (fitting != schema.allOf.size()) {
        found(field, "number_all_of", "Must validate all the schemas (allOf)");
      }
    }
    if (schema.not != null && tried(schema.not, value, field, depth).fits()) {
      found(field, "number_not", "Must not validate the schema (not)");
    }
    if (value instanceof ObjectValue object) {
      dependencies(schema, object, field, depth);
    }
    condition(schema, value, field, depth);
    score++;
  }

  private void oneOf(JsonSchema schema, Value value, String field, int depth) {
    JsonSchemaMatcher best = null;
    int fitting = 0;
    for (JsonSchema one : schema.oneOf) {
      JsonSchemaMatcher trial = tried(one, value, field, depth);
      if (trial.fits()) {
        fitting++;
      } else if (fitting == 0) {
        best = better(best, trial);
      }
    }
    if (fitting != 1) {
      found(field, "number_one_of", "Must validate one and only one schema (oneOf)");
      if (fitting == 0 && best != null) {
        merge(best);
      }
    }
  }

  private void dependencies(JsonSchema schema, ObjectValue object, String field, int depth) {
    schema.dependencies.forEach(
        (member, dependency) -> {
          if (object.get(member) == null) {
            return;
          }
          switch (dependency) {
            case JsonSchema.Dependency.Members(List<String> names) -> {
              for (String name : names) {
                if (object.get(name) == null) {
                  found(field, "missing_dependency", "Has a dependency on " + name);
                }
              }
            }
            case JsonSchema.Dependency.Whole(JsonSchema whole) -> check(whole, object, field, depth + 1);
          }
        });
  }

  private void condition(JsonSchema schema, Value value, String field, int depth) {
    if (schema.condition == null) {
      return;
    }
    boolean holds = tried(schema.condition, value, field, depth).fits();
    JsonSchema branch = holds ? schema.then : schema.otherwise;
    if (branch == null) {
      return;
    }
    JsonSchemaMatcher trial = tried(branch, value, field, depth);
    if (!trial.fits()) {
      found(
          field,
          holds ? "condition_then" : "condition_else",
          holds ? "Must validate \"then\" as \"if\" was valid" : "Must validate \"else\" as \"if\" was not valid");
      merge(trial);
    }
  }

  private void common(JsonSchema schema, Value value, String field) {
    if (schema.fixed != null && !schema.fixed.equals(JsonSchema.canonical(value))) {
      found(field, "const", field + " does not match: " + schema.fixed);
    }
    if (schema.choices != null && !schema.choices.contains(JsonSchema.canonical(value))) {
      String allowed = schema.choices.isEmpty() ? "(none)" : String.join(", ", schema.choices);
      found(field, "enum", field + " must be one of the following: " + allowed);
    }
    if (value instanceof StringValue text && !JsonSchemaFormats.fits(schema.format, text.value())) {
      found(field, "format", "Does not match format '" + schema.format + "'");
    }
    score++;
  }

  private void number(JsonSchema schema, NumberValue number, String field) {
    BigDecimal value = number.decimal();
    if (schema.multipleOf != null && value.remainder(schema.multipleOf).signum() != 0) {
      found(field, "multiple_of", "Must be a multiple of " + GoFloat.general(schema.multipleOf));
    }
    if (schema.maximum != null && value.compareTo(schema.maximum) > 0) {
      found(field, "number_lte", "Must be less than or equal to " + GoFloat.general(schema.maximum));
    }
    if (schema.exclusiveMaximum != null && value.compareTo(schema.exclusiveMaximum) >= 0) {
      found(field, "number_lt", "Must be less than " + GoFloat.general(schema.exclusiveMaximum));
    }
    if (schema.minimum != null && value.compareTo(schema.minimum) < 0) {
      found(field, "number_gte", "Must be greater than or equal to " + GoFloat.general(schema.minimum));
    }
    if (schema.exclusiveMinimum != null && value.compareTo(schema.exclusiveMinimum) <= 0) {
      found(field, "number_gt", "Must be greater than " + GoFloat.general(schema.exclusiveMinimum));
    }
    score++;
  }

  private void text(JsonSchema schema, String text, String field) {
    int length = text.codePointCount(0, text.length());
    if (schema.minLength != null && length < schema.minLength) {
      found(field, "string_gte", "String length must be greater than or equal to " + schema.minLength);
    }
    if (schema.maxLength != null && length > schema.maxLength) {
      found(field, "string_lte", "String length must be less than or equal to " + schema.maxLength);
    }
    if (schema.pattern != null && !Regexes.matcher(context, schema.pattern, text).find()) {
      found(field, "pattern", "Does not match pattern '" + schema.pattern + "'");
    }
    score++;
  }

  private void array(JsonSchema schema, ArrayValue array, String field, int depth) {
    int single = schema.itemsAreAlike ? array.size() : Math.min(schema.items.size(), array.size());
    for (int i = 0; i < single; i++) {
      JsonSchema item = schema.items.get(schema.itemsAreAlike ? 0 : i);
      merge(tried(item, array.get(i), below(field, Integer.toString(i)), depth));
    }
    if (!schema.items.isEmpty() && single < array.size()) {
      switch (schema.additionalItems) {
        case JsonSchema.Additional.Allowed(boolean allowed) -> {
          if (!allowed) {
            found(field, "array_no_additional_items", "No additional items allowed on array");
          }
        }
        case JsonSchema.Additional.Each(JsonSchema each) -> {
          for (int i = single; i < array.size(); i++) {
            merge(tried(each, array.get(i), below(field, Integer.toString(i)), depth));
          }
        }
        case null -> {}
      }
    }
    if (schema.minItems != null && array.size() < schema.minItems) {
      found(field, "array_min_items", "Array must have at least " + schema.minItems + " items");
    }
    if (schema.maxItems != null && array.size() > schema.maxItems) {
      found(field, "array_max_items", "Array must have at most " + schema.maxItems + " items");
    }
    if (schema.uniqueItems) {
      Map<String, Integer> seen = new HashMap<>();
      for (int i = 0; i < array.size(); i++) {
        Integer other = seen.put(JsonSchema.canonical(array.get(i)), i);
        if (other != null) {
          found(field, "unique", "array items[" + other + "," + i + "] must be unique");
        }
      }
    }
    if (schema.contains != null) {
      contains(schema.contains, array, field, depth);
    }
    score++;
  }

  private void contains(JsonSchema contains, ArrayValue array, String field, int depth) {
    JsonSchemaMatcher best = null;
    for (int i = 0; i < array.size(); i++) {
      JsonSchemaMatcher trial = tried(contains, array.get(i), below(field, Integer.toString(i)), depth);
      if (trial.fits()) {
        return;
      }
      best = better(best, trial);
    }
    found(field, "contains", "At least one of the items must match");
    if (best != null) {
      merge(best);
    }
  }

  private void object(JsonSchema schema, ObjectValue object, String field, int depth) {
    if (schema.minProperties != null && object.size() < schema.minProperties) {
      found(field, "array_min_properties", "Must have at least " + schema.minProperties + " properties");
    }
    if (schema.maxProperties != null && object.size() > schema.maxProperties) {
      found(field, "array_max_properties", "Must have at most " + schema.maxProperties + " properties");
    }
    for (String name : schema.required) {
      if (object.get(name) == null) {
        found(field, "required", name + " is required");
      } else {
        score++;
      }
    }
    boolean names = schema.additionalProperties != null || !schema.patternProperties.isEmpty();
    for (int i = 0; names && i < object.size(); i++) {
      member(schema, object, i, field, depth);
    }
    for (int i = 0; schema.propertyNames != null && i < object.size(); i++) {
      JsonSchemaMatcher trial = tried(schema.propertyNames, object.keyAt(i), field, depth);
      if (!trial.fits()) {
        found(field, "invalid_property_name", "Property name of \"" + name(object, i) + "\" does not match");
        merge(trial);
      }
    }
    score++;
  }

  private static String name(ObjectValue object, int index) {
    return object.keyAt(index) instanceof StringValue text ? text.value() : object.keyAt(index).toString();
  }

  private void member(JsonSchema schema, ObjectValue object, int index, String field, int depth) {
    String name = name(object, index);
    boolean matched = false;
    for (Map.Entry<Pattern, JsonSchema> entry : schema.patternProperties.entrySet()) {
      if (Regexes.matcher(context, entry.getKey(), name).find()) {
        matched = true;
        merge(tried(entry.getValue(), object.valueAt(index), below(field, name), depth));
      }
    }
    score += matched ? 1 : 0;
    if (matched || schema.properties.containsKey(name)) {
      return;
    }
    switch (schema.additionalProperties) {
      case JsonSchema.Additional.Allowed(boolean allowed) -> {
        if (!allowed) {
          found(field, "additional_property_not_allowed", "Additional property " + name + " is not allowed");
        }
      }
      case JsonSchema.Additional.Each(JsonSchema each) ->
          merge(tried(each, object.valueAt(index), below(field, name), depth));
      case null -> {}
    }
  }
}
