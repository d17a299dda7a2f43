package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * JSON documents in a form that is equal for those that mean the same: an access policy's statements in any order, one
 * text or a list of it, principals in each of their forms; any other document whatever the order of its fields and
 * whether it names what is empty.
 */
final class PolicyForm {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern ROOT = Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}):root");
  private static final Set<String> NOT_IN_ORDER =
      Set.of("Action", "NotAction", "Resource", "NotResource", "actions", "not_actions");

  private PolicyForm() {}

  /** Whether it is an access policy of AWS. */
  static boolean isPolicy(Value document) {
    return document instanceof Value.Fields fields && fields.values().containsKey("Statement");
  }

  /** The form of any JSON document. */
  static String of(Value document) {
    return isPolicy(document) ? policy((Value.Fields) document) : ValueJson.text(plain(document));
  }

  private static String policy(Value.Fields policy) {
    Value said = policy.values().getOrDefault("Statement", Value.Null.INSTANCE);
    List<Value> statements = said instanceof Value.Items items ? items.values() : List.of(said);
    Set<String> forms = new TreeSet<>();
    for (Value statement : statements) {
      if (statement instanceof Value.Fields fields) {
        forms.add(ValueJson.text(statement(fields)));
      }
    }
    return String.join("\n", forms);
  }

  private static Value statement(Value.Fields statement) {
    Map<String, Value> form = new TreeMap<>();
    statement
        .values()
        .forEach(
            (name, value) -> {
              switch (name) {
                // The name of a statement means nothing to who may do what.
                case "Sid" -> {}
                case "Principal", "NotPrincipal" -> form.put(name, principals(value));
                case "Action", "NotAction" -> form.put(name, lower(set(value)));
                case "Resource", "NotResource" -> form.put(name, set(value));
                case "Condition" -> form.put(name, conditions(value));
                default -> form.put(name, plain(value));
              }
            });
    return new Value.Fields(form);
  }

  /** {@code "*"} and {@code {"AWS": "*"}}; an account's number and its root. */
  private static Value principals(Value value) {
    Map<String, Value> form = new TreeMap<>();
    if (value instanceof Value.Fields fields) {
      fields
          .values()
          .forEach(
              (kind, who) -> {
                Set<String> names = new TreeSet<>();
                texts(who).forEach(name -> names.add(kind.equals("AWS") ? account(name) : name));
                form.put(kind, Value.ofTexts(names));
              });
    } else {
      form.put("AWS", Value.ofTexts(texts(value)));
    }
    return new Value.Fields(form);
  }

  private static String account(String name) {
    if (ACCOUNT.matcher(name).matches()) {
      return name;
    }
    var root = ROOT.matcher(name);
    return root.matches() ? root.group(1) : name;
  }

  private static Value conditions(Value value) {
    if (!(value instanceof Value.Fields operators)) {
      return plain(value);
    }
    Map<String, Value> form = new TreeMap<>();
    operators
        .values()
        .forEach(
            (operator, keys) -> {
              Map<String, Value> tests = new TreeMap<>();
              if (keys instanceof Value.Fields fields) {
                // Condition keys are the same in any case.
                fields.values().forEach((key, wanted) -> tests.put(key.toLowerCase(java.util.Locale.ROOT), set(wanted)));
              }
              form.put(operator, new Value.Fields(tests));
            });
    return new Value.Fields(form);
  }

  private static Value set(Value value) {
    return Value.ofTexts(new TreeSet<>(texts(value)));
  }

  private static Value lower(Value actions) {
    Set<String> lower = new TreeSet<>();
    texts(actions).forEach(action -> lower.add(action.toLowerCase(java.util.Locale.ROOT)));
    return Value.ofTexts(lower);
  }

  private static Set<String> texts(Value value) {
    Set<String> texts = new HashSet<>();
    if (value instanceof Value.Items items) {
      items.values().forEach(item -> texts.add(Scalars.text(item)));
    } else {
      texts.add(Scalars.text(value));
    }
    return texts;
  }

  /** Fields sorted, what is empty left out, single values as texts. */
  private static Value plain(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> sorted = new TreeMap<>();
        fields
            .values()
            .forEach(
                (name, inner) -> {
                  if (!Scalars.isUnset(inner)) {
                    sorted.put(name, NOT_IN_ORDER.contains(name) ? set(inner) : plain(inner));
                  }
                });
        yield new Value.Fields(sorted);
      }
      case Value.Items items -> {
        List<Value> plain = new ArrayList<>();
        items.values().forEach(item -> plain.add(plain(item)));
        // Lists of objects with names, as of environment variables, come back in any order.
        if (plain.stream().allMatch(item -> item instanceof Value.Fields one && one.values().containsKey("name"))) {
          plain.sort(java.util.Comparator.comparing(ValueJson::text));
        }
        yield new Value.Items(plain);
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _ -> Value.of(Scalars.text(value));
      case Value.Text _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }
}
