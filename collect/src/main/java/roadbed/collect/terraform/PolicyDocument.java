package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * Works out the policy that a data source {@code aws_iam_policy_document} writes from its blocks. A document
 * with unknown parts has no text yet and is given as it stands, so that its known parts can be judged.
 */
final class PolicyDocument {
  private static final Comparator<Value> FALLING =
      Comparator.comparing(value -> value instanceof Value.Text(String text) ? text : "", Comparator.reverseOrder());

  private PolicyDocument() {}

  /** The {@code json} of a data source whose body is evaluated. */
  static Value of(Value.Fields body) {
    List<Value> statements = new ArrayList<>();
    for (Value source : documents(body, "source_policy_documents", "source_json")) {
      statements.addAll(statements(source));
    }
    switch (body.values().get("statement")) {
      case Value.Items items -> items.values().forEach(statement -> override(statements, statement(statement)));
      case Value.Fields fields -> override(statements, statement(fields));
      case Value.Unknown unknown -> statements.add(unknown);
      case null, default -> {}
    }
    for (Value source : documents(body, "override_policy_documents", "override_json")) {
      statements(source).forEach(statement -> override(statements, statement));
    }
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("Version", body.get("version").orElse(new Value.Text("2012-10-17")));
    put(document, "Id", body.values().get("policy_id"));
    document.put("Statement", new Value.Items(statements));
    Value whole = new Value.Fields(document);
    return whole.hasUnknown() || hasSecret(whole) ? whole : new Value.Text(ValueJson.text(whole));
  }

  private static boolean hasSecret(Value value) {
    return switch (value) {
      case Value.Secret _ -> true;
      case Value.Items items -> items.values().stream().anyMatch(PolicyDocument::hasSecret);
      case Value.Fields fields -> fields.values().values().stream().anyMatch(PolicyDocument::hasSecret);
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _ -> false;
    };
  }

  private static List<Value> documents(Value.Fields body, String list, String single) {
    List<Value> documents = new ArrayList<>();
    switch (body.values().get(list)) {
      case Value.Items items -> documents.addAll(items.values());
      case Value.Unknown unknown -> documents.add(unknown);
      case null, default -> {}
    }
    Optional.ofNullable(body.values().get(single)).ifPresent(documents::add);
    return documents;
  }

  private static List<Value> statements(Value document) {
    Value parsed = document;
    if (document instanceof Value.Text text) {
      try {
        parsed = text.value().isBlank() ? Value.Null.INSTANCE : ValueJson.parse(text.value());
      } catch (JacksonException malformed) {
        parsed = new Value.Unknown("a source document is not JSON");
      }
    }
    return switch (parsed) {
      case Value.Fields fields ->
          switch (fields.values().get("Statement")) {
            case Value.Items items -> items.values();
            case null -> List.of();
            case Value other -> List.of(other);
          };
      case Value.Unknown unknown -> List.of(unknown);
      case Value.Secret _ -> List.of(new Value.Unknown("a source document is secret"));
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _ -> List.of();
    };
  }

  /** A statement replaces an earlier one with the same identifier. */
  private static void override(List<Value> statements, Value statement) {
    if (statement instanceof Value.Fields fields && fields.values().get("Sid") instanceof Value.Text sid
        && !sid.value().isEmpty()) {
      for (int i = 0; i < statements.size(); i++) {
        if (statements.get(i) instanceof Value.Fields other && sid.equals(other.values().get("Sid"))) {
          statements.set(i, statement);
          return;
        }
      }
    }
    statements.add(statement);
  }

  private static Value statement(Value statement) {
    if (!(statement instanceof Value.Fields fields)) {
      return statement;
    }
    Map<String, Value> written = new LinkedHashMap<>();
    put(written, "Sid", fields.values().get("sid"));
    written.put("Effect", fields.get("effect").orElse(new Value.Text("Allow")));
    put(written, "Action", single(set(fields.values().get("actions"))));
    put(written, "NotAction", single(set(fields.values().get("not_actions"))));
    put(written, "Resource", single(set(fields.values().get("resources"))));
    put(written, "NotResource", single(set(fields.values().get("not_resources"))));
    put(written, "Principal", principals(fields.values().get("principals")));
    put(written, "NotPrincipal", principals(fields.values().get("not_principals")));
    put(written, "Condition", conditions(fields.values().get("condition")));
    return new Value.Fields(written);
  }

  private static void put(Map<String, Value> into, String name, @Nullable Value value) {
    if (value != null && !(value instanceof Value.Null)) {
      into.put(name, value);
    }
  }

  /** A list of one is written as its element, an empty one not at all. */
  private static @Nullable Value single(@Nullable Value value) {
    if (value instanceof Value.Items items) {
      return switch (items.values().size()) {
        case 0 -> null;
        case 1 -> items.values().getFirst();
        default -> items;
      };
    }
    return value;
  }

  /** A set as the provider writes it: each element once, in falling order. */
  private static @Nullable Value set(@Nullable Value value) {
    Value written = withVariables(value);
    return written instanceof Value.Items items && items.values().stream().allMatch(Value.Text.class::isInstance)
        ? new Value.Items(items.values().stream().distinct().sorted(FALLING).toList())
        : written;
  }

  /** What names a variable of the policy is written with an ampersand, so that the configuration does not take it for its own. */
  private static @Nullable Value withVariables(@Nullable Value value) {
    return value instanceof Value.Items items
        ? new Value.Items(items.values().stream().map(PolicyDocument::written).toList())
        : value;
  }

  private static Value written(Value item) {
    return item instanceof Value.Text(String text) ? new Value.Text(text.replace("&{", "${")) : item;
  }

  private static List<Value> blocks(Value value) {
    return value instanceof Value.Items items ? items.values() : List.of(value);
  }

  private static @Nullable Value principals(@Nullable Value value) {
    if (value == null || value instanceof Value.Null || value instanceof Value.Unknown) {
      return value;
    }
    Map<String, Value> principals = new LinkedHashMap<>();
    for (Value block : blocks(value)) {
      if (!(block instanceof Value.Fields fields)) {
        return block;
      }
      Optional<String> type = fields.text("type");
      Value identifiers = single(set(fields.values().get("identifiers")));
      if (type.isEmpty() || identifiers == null) {
        return new Value.Unknown("the type of a principal is not known");
      }
      if (type.get().equals("*") && identifiers.equals(new Value.Text("*"))) {
        return identifiers;
      }
      principals.merge(type.get(), identifiers, PolicyDocument::together);
    }
    return principals.isEmpty() ? null : new Value.Fields(principals);
  }

  private static Value together(Value first, Value second) {
    if (first instanceof Value.Unknown || second instanceof Value.Unknown) {
      return first instanceof Value.Unknown ? first : second;
    }
    List<Value> all = new ArrayList<>(blocks(first));
    all.addAll(blocks(second));
    return new Value.Items(all);
  }

  private static @Nullable Value conditions(@Nullable Value value) {
    if (value == null || value instanceof Value.Null || value instanceof Value.Unknown) {
      return value;
    }
    Map<String, Value> conditions = new LinkedHashMap<>();
    for (Value block : blocks(value)) {
      if (!(block instanceof Value.Fields fields)) {
        return block;
      }
      Optional<String> test = fields.text("test");
      Optional<String> variable = fields.text("variable");
      Value values = single(withVariables(fields.values().get("values")));
      if (test.isEmpty() || variable.isEmpty() || values == null) {
        return new Value.Unknown("a condition is not known");
      }
      Map<String, Value> variables = new LinkedHashMap<>();
      if (conditions.get(test.get()) instanceof Value.Fields before) {
        variables.putAll(before.values());
      }
      variables.merge(variable.get(), values, PolicyDocument::together);
      conditions.put(test.get(), new Value.Fields(variables));
    }
    return conditions.isEmpty() ? null : new Value.Fields(conditions);
  }
}
