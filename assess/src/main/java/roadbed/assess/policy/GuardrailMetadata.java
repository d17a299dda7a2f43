package roadbed.assess.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Diagnostic;
import roadbed.model.GateRules;
import roadbed.model.Location;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.Module;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;

/**
 * A guardrail's metadata: the annotation of its package.
 *
 * @param needs facets without which it cannot judge, as dotted paths
 */
record GuardrailMetadata(Guardrail guardrail, List<String> needs) {

  /** The metadata of a module; empty where it is no guardrail, or where the diagnostics say what is wrong. */
  static Optional<GuardrailMetadata> of(
      String name, String text, Module module, List<Diagnostic> diagnostics) {
    for (Annotation annotation : module.annotations()) {
      if (annotation.scope().equals("package")
          && annotation.fields().get(StringValue.of("custom")) instanceof ObjectValue custom
          && custom.get(StringValue.of("id")) != null) {
        return new Reader(name, annotation, custom, diagnostics).read(text);
      }
    }
    return Optional.empty();
  }

  /** Reads one annotation. */
  private record Reader(
      String name, Annotation annotation, ObjectValue custom, List<Diagnostic> diagnostics) {

    Optional<GuardrailMetadata> read(String text) {
      Optional<Severity> severity = Severity.ofId(text(custom, "severity"));
      String title = text(annotation.fields(), "title");
      List<String> kinds = texts(custom, "kinds");
      String missing =
          title.isEmpty()
              ? "title"
              : severity.isEmpty()
                  ? "custom.severity (low, medium, high or critical)"
                  : kinds.isEmpty() ? "custom.kinds" : "";
      if (severity.isEmpty() || !missing.isEmpty()) {
        problem("the guardrail's metadata lack " + missing, "add it to the METADATA comment");
        return Optional.empty();
      }
      String provider = text(custom, "provider");
      return Optional.of(
          new GuardrailMetadata(
              new Guardrail(
                  text(custom, "id"),
                  title,
                  severity.get(),
                  text(custom, "rationale"),
                  text(custom, "remediation"),
                  provider.isEmpty() ? "any" : provider,
                  kinds,
                  texts(custom, "types"),
                  texts(custom, "controls"),
                  terms(severity.get()),
                  text,
                  name),
              texts(custom, "needs")));
    }

    private GuardrailTerms terms(Severity severity) {
      Map<String, String> examples = new LinkedHashMap<>();
      if (custom.get(StringValue.of("examples")) instanceof ObjectValue all) {
        for (int i = 0; i < all.size(); i++) {
          if (all.keyAt(i) instanceof StringValue source && all.valueAt(i) instanceof StringValue code) {
            examples.put(source.value(), code.value().strip());
          }
        }
      }
      return new GuardrailTerms(
          examples,
          references(),
          parameters(),
          texts(custom, "profiles"),
          Optional.of(text(custom, "when_set")).filter(name -> !name.isEmpty()),
          enforcement(severity));
    }

    /** The language's own related resources. */
    private List<String> references() {
      List<String> references = new ArrayList<>();
      if (annotation.fields().get(StringValue.of("related_resources")) instanceof ArrayValue all) {
        for (int i = 0; i < all.size(); i++) {
          if (all.get(i) instanceof ObjectValue one && one.get(StringValue.of("ref")) instanceof StringValue address) {
            references.add(address.value());
          }
        }
      }
      return references;
    }

    private GateRules.Level enforcement(Severity severity) {
      String word = text(custom, "enforcement");
      GateRules.Level usual = GateRules.DEFAULT.level(severity);
      if (word.isEmpty()) {
        return usual;
      }
      Optional<GateRules.Level> level = GateRules.Level.ofId(word.toLowerCase(Locale.ROOT));
      if (level.isEmpty()) {
        problem("there is no enforcement " + word, "say inform, warn or block");
      }
      return level.orElse(usual);
    }

    private List<GuardrailParameter> parameters() {
      List<GuardrailParameter> parameters = new ArrayList<>();
      if (custom.get(StringValue.of("parameters")) instanceof ArrayValue all) {
        for (int i = 0; i < all.size(); i++) {
          if (all.get(i) instanceof ObjectValue one) {
            parameter(one).ifPresent(parameters::add);
          }
        }
      }
      return parameters;
    }

    private Optional<GuardrailParameter> parameter(ObjectValue one) {
      String called = text(one, "name");
      Optional<GuardrailParameter.Type> type = GuardrailParameter.Type.ofId(text(one, "type"));
      if (called.isEmpty() || type.isEmpty()) {
        problem(
            "a parameter lacks " + (called.isEmpty() ? "a name" : "its type"),
            "write name, type (string, integer, boolean, strings or integers), default and description");
        return Optional.empty();
      }
      Optional<Value> standard = Optional.ofNullable(one.get(StringValue.of("default"))).flatMap(Reader::value);
      if (standard.isEmpty() || !type.get().takes(standard.get())) {
        problem("the default of parameter " + called + " is not " + type.get().words(), "");
        return Optional.empty();
      }
      return Optional.of(
          new GuardrailParameter(called, type.get(), standard.get(), standard.get(), text(one, "description")));
    }

    private static Optional<Value> value(roadbed.rego.value.Value value) {
      return switch (value) {
        case StringValue text -> Optional.of(Value.of(text.value()));
        case BooleanValue truth -> Optional.of(Value.of(truth.value()));
        case NumberValue number -> whole(number).map(Value::of);
        case ArrayValue array -> {
          List<Value> items = new ArrayList<>();
          for (int i = 0; i < array.size(); i++) {
            value(array.get(i)).ifPresent(items::add);
          }
          yield Optional.of(new Value.Items(items));
        }
        default -> Optional.empty();
      };
    }

    private static Optional<Long> whole(NumberValue number) {
      try {
        return Optional.of(new BigDecimal(number.toString()).longValueExact());
      } catch (ArithmeticException | NumberFormatException _) {
        return Optional.empty();
      }
    }

    private void problem(String message, String hint) {
      Location place = Location.of(name, annotation.at().line(), annotation.at().column());
      diagnostics.add(Diagnostic.error("policy.metadata", place, message, hint));
    }

    private static String text(ObjectValue object, String field) {
      return object.get(StringValue.of(field)) instanceof StringValue text ? text.value().strip() : "";
    }

    private static List<String> texts(ObjectValue object, String field) {
      List<String> texts = new ArrayList<>();
      if (object.get(StringValue.of(field)) instanceof ArrayValue array) {
        for (int i = 0; i < array.size(); i++) {
          if (array.get(i) instanceof StringValue text) {
            texts.add(text.value());
          }
        }
      }
      return texts;
    }
  }
}
