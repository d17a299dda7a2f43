package roadbed.assess.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.model.Value;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;

/**
 * How a failure of a guardrail can be mended in the source that declares the resource, as {@code custom.fix} of the
 * guardrail's metadata says.
 *
 * @param types source types that it is for, {@code kubernetes} for all objects of a cluster
 * @param set what to set, in this order
 * @param add the resource that says it, where it is not the resource itself
 */
public record Fix(List<String> types, List<Setting> set, Optional<Addition> add) {
  /** The type that stands for all objects of a cluster. */
  public static final String KUBERNETES = "kubernetes";

  public Fix {
    types = List.copyOf(types);
    set = List.copyOf(set);
  }

  /** An attribute by its steps, and what it is to be. */
  public record Setting(List<String> path, Value value) {
    public Setting {
      path = List.copyOf(path);
    }
  }

  /** A resource of its own that says more about the failing one, and the attribute by which it refers to it. */
  public record Addition(String type, String reference) {}

  /** The fixes that a guardrail declares. */
  public static List<Fix> of(Guardrail guardrail) {
    if (!guardrail.sources().contains("fix:")) {
      return List.of();
    }
    List<RegoError> errors = new ArrayList<>();
    Module module = Parser.module(guardrail.file(), guardrail.sources(), Dialect.V1, errors);
    List<Fix> fixes = new ArrayList<>();
    if (module != null) {
      for (Annotation annotation : module.annotations()) {
        if (annotation.scope().equals("package")
            && annotation.fields().get(StringValue.of("custom")) instanceof ObjectValue custom
            && custom.get(StringValue.of("fix")) instanceof ArrayValue list) {
          for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof ObjectValue fix) {
              fixes.add(fix(fix));
            }
          }
        }
      }
    }
    return fixes;
  }

  private static Fix fix(ObjectValue fix) {
    List<String> types = new ArrayList<>();
    if (fix.get(StringValue.of("types")) instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof StringValue type) {
          types.add(type.value());
        }
      }
    }
    List<Setting> settings = new ArrayList<>();
    if (fix.get(StringValue.of("set")) instanceof ObjectValue set) {
      for (int i = 0; i < set.size(); i++) {
        if (set.keyAt(i) instanceof StringValue path) {
          settings.add(new Setting(List.of(path.value().split("\\.", -1)), value(set.valueAt(i))));
        }
      }
    }
    Optional<Addition> addition =
        fix.get(StringValue.of("add")) instanceof ObjectValue add
            ? Optional.of(new Addition(text(add, "type"), text(add, "reference")))
            : Optional.empty();
    return new Fix(types, settings, addition);
  }

  private static String text(ObjectValue object, String field) {
    return object.get(StringValue.of(field)) instanceof StringValue text ? text.value() : "";
  }

  private static Value value(roadbed.rego.value.Value value) {
    return switch (value) {
      case StringValue text -> Value.of(text.value());
      case BooleanValue bool -> Value.of(bool.value());
      case NumberValue number -> number(new BigDecimal(number.toString()));
      case ArrayValue array -> {
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          items.add(value(array.get(i)));
        }
        yield new Value.Items(items);
      }
      default -> Value.Null.INSTANCE;
    };
  }

  private static Value number(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0 ? Value.of(number.longValue()) : new Value.Decimal(number);
  }

  /** Whether it is for resources of a type as a source spells it. */
  public boolean isFor(String type, boolean kubernetes) {
    return types.contains(type) || (kubernetes && types.contains(KUBERNETES));
  }
}
