package roadbed.assess.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import roadbed.assess.policy.GuardrailSettings.Placed;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/** Holds the parameters that a file sets against those that guardrails have. */
final class ParameterSettings {
  private ParameterSettings() {}

  /** The values that fit, by guardrail and parameter; what does not fit is told of. */
  static Map<String, Map<String, Value>> values(
      List<Guardrail> guardrails,
      Map<String, Placed<Map<String, Placed<Value>>>> set,
      List<Diagnostic> diagnostics) {
    Map<String, Map<String, Value>> fitting = new TreeMap<>();
    set.forEach(
        (id, values) -> {
          Optional<Guardrail> guardrail = guardrails.stream().filter(one -> one.id().equals(id)).findFirst();
          if (guardrail.isEmpty()) {
            diagnostics.add(unknownGuardrail(values.at(), id));
            return;
          }
          Map<String, Value> own = new TreeMap<>();
          values
              .value()
              .forEach(
                  (name, value) ->
                      fitting(guardrail.get(), name, value, diagnostics).ifPresent(found -> own.put(name, found)));
          fitting.put(id, own);
        });
    return fitting;
  }

  private static Optional<Value> fitting(
      Guardrail guardrail, String name, Placed<Value> given, List<Diagnostic> diagnostics) {
    Optional<GuardrailParameter> parameter = guardrail.terms().parameter(name);
    if (parameter.isEmpty()) {
      List<GuardrailParameter> all = guardrail.terms().parameters();
      diagnostics.add(
          Diagnostic.error(
              "policy.unknown-parameter",
              given.at(),
              guardrail.id() + " has no parameter " + name,
              all.isEmpty()
                  ? "it has none"
                  : "it has " + all.stream().map(GuardrailParameter::name).collect(Collectors.joining(", "))));
      return Optional.empty();
    }
    GuardrailParameter.Type type = parameter.get().type();
    // One item need not be written as a list.
    Value value =
        (type == GuardrailParameter.Type.STRINGS && given.value() instanceof Value.Text)
                || (type == GuardrailParameter.Type.INTEGERS && given.value() instanceof Value.Whole)
            ? new Value.Items(List.of(given.value()))
            : given.value();
    if (!type.takes(value)) {
      diagnostics.add(
          Diagnostic.error(
              "policy.parameter-type",
              given.at(),
              name + " of " + guardrail.id() + " is " + type.words(),
              "its default is " + written(parameter.get().standard())));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  static Diagnostic unknownGuardrail(Location at, String id) {
    return Diagnostic.error(
        "policy.unknown-guardrail", at, "there is no guardrail " + id, "roadbed policy list shows them all");
  }

  /** A parameter's value as a person writes it. */
  static String written(Value value) {
    return switch (value) {
      case Value.Text text -> text.value();
      case Value.Whole whole -> Long.toString(whole.value());
      case Value.Decimal decimal -> decimal.value().toPlainString();
      case Value.Bool bool -> Boolean.toString(bool.value());
      case Value.Items items ->
          items.values().stream().map(ParameterSettings::written).collect(Collectors.joining(", ", "[", "]"));
      case Value.Null _, Value.Fields _, Value.Unknown _, Value.Secret _ -> "";
    };
  }
}
