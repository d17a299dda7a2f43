package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.collect.terraform.PlanConfiguration.Declared;
import roadbed.collect.terraform.PlanConfiguration.Expression;
import roadbed.model.Value;

/** What the configuration of a plan adds to the attributes of its resources. */
final class PlanAttributes {
  /** Blocks that {@code dynamic} blocks write in practice. */
  private static final Set<String> GENERATED_BLOCKS =
      Set.of("ingress", "egress", "security_rule", "route", "inline_policy", "access_policy");

  private PlanAttributes() {}

  /**
   * Marks attributes that are not known only because the configuration does not speak of them. Blocks that
   * are often generated are left alone: a plan's configuration is silent of generated blocks too.
   */
  static Value.Fields leftToProvider(Value.Fields attributes, Declared declared) {
    Map<String, Value> marked = new LinkedHashMap<>();
    attributes
        .values()
        .forEach(
            (name, value) -> {
              if (value.equals(Value.Unknown.AFTER_APPLY)
                  && !GENERATED_BLOCKS.contains(name)
                  && !speaksOf(declared, name)) {
                marked.put(name, Value.Unknown.LEFT_TO_PROVIDER);
              }
            });
    if (marked.isEmpty()) {
      return attributes;
    }
    Map<String, Value> all = new LinkedHashMap<>(attributes.values());
    all.putAll(marked);
    return new Value.Fields(all);
  }

  private static boolean speaksOf(Declared declared, String attribute) {
    for (Expression expression : declared.expressions()) {
      String path = expression.attribute();
      if (path.startsWith(attribute)
          && (path.length() == attribute.length() || path.charAt(attribute.length()) == '.')) {
        return true;
      }
    }
    return false;
  }

  /** The attributes with what stands at a path hidden. */
  static Value.Fields concealed(Value.Fields attributes, String path) {
    return conceal(attributes, List.of(path.split("\\.")), 0) instanceof Value.Fields fields
        ? fields
        : attributes;
  }

  private static Value conceal(Value value, List<String> path, int at) {
    if (at == path.size()) {
      return SecretAttributes.concealAll(value);
    }
    return switch (value) {
      case Value.Fields fields when fields.values().containsKey(path.get(at)) -> {
        Map<String, Value> changed = new LinkedHashMap<>(fields.values());
        changed.computeIfPresent(path.get(at), (_, inner) -> conceal(inner, path, at + 1));
        yield new Value.Fields(changed);
      }
      case Value.Items items when path.get(at).chars().allMatch(Character::isDigit) && path.get(at).length() < 9 -> {
        int index = Integer.parseInt(path.get(at));
        List<Value> changed = new ArrayList<>(items.values());
        if (index < changed.size()) {
          changed.set(index, conceal(changed.get(index), path, at + 1));
        }
        yield new Value.Items(changed);
      }
      case Value.Fields _,
          Value.Items _,
          Value.Text _,
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
