package roadbed.rego.builtin;

import static roadbed.rego.builtin.GraphqlTree.baseName;
import static roadbed.rego.builtin.GraphqlTree.find;
import static roadbed.rego.builtin.GraphqlTree.isNonNull;
import static roadbed.rego.builtin.GraphqlTree.kind;
import static roadbed.rego.builtin.GraphqlTree.name;
import static roadbed.rego.builtin.GraphqlTree.names;
import static roadbed.rego.builtin.GraphqlTree.node;
import static roadbed.rego.builtin.GraphqlTree.nodes;
import static roadbed.rego.builtin.GraphqlTree.shown;
import static roadbed.rego.builtin.GraphqlTree.text;
import static roadbed.rego.builtin.GraphqlTree.typeOf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Values;

/** The rules of the GraphQL specification for a query against a schema; the first broken one is told. */
final class GraphqlValidator {
  private final CallContext context;
  private final GraphqlSchema schema;
  private final Map<String, ObjectValue> fragments = new HashMap<>();
  private final Set<String> usedFragments = new HashSet<>();
  private final Function<ObjectValue, String> places;

  /** The variables of the operation at hand by name, and which of them were used. */
  private Map<String, ObjectValue> variables = Map.of();

  private Set<String> usedVariables = new HashSet<>();

  private GraphqlValidator(CallContext context, GraphqlSchema schema, Function<ObjectValue, String> places) {
    this.context = context;
    this.schema = schema;
    this.places = places;
  }

  /**
   * Checks a query document.
   *
   * @param places tells where a node stands in the query
   * @throws BuiltinException where it breaks a rule
   */
  static void check(
      CallContext context, GraphqlSchema schema, ObjectValue document, Function<ObjectValue, String> places) {
    new GraphqlValidator(context, schema, places).document(document);
  }

  private BuiltinException broken(ObjectValue node, String problem) {
    return BuiltinException.failed(problem + " in GraphQL string at location " + places.apply(node));
  }

  private void document(ObjectValue document) {
    for (ObjectValue fragment : nodes(document, "Fragments")) {
      if (fragments.put(name(fragment), fragment) != null) {
        throw broken(fragment, "There can be only one fragment named " + quoted(name(fragment)) + ".");
      }
      condition(fragment, "Fragment " + quoted(name(fragment)));
      cycles(fragment, new ArrayList<>());
    }
    List<ObjectValue> operations = nodes(document, "Operations");
    Set<String> operationNames = new HashSet<>();
    for (ObjectValue operation : operations) {
      String name = name(operation);
      if (name.isEmpty() && operations.size() > 1) {
        throw broken(operation, "This anonymous operation must be the only defined operation.");
      }
      if (!operationNames.add(name)) {
        throw broken(operation, "There can be only one operation named " + quoted(name) + ".");
      }
      operation(operation);
    }
    fragments.forEach(
        (name, fragment) -> {
          if (!usedFragments.contains(name)) {
            throw broken(fragment, "Fragment " + quoted(name) + " is never used.");
          }
        });
  }

  private static String quoted(String text) {
    return Values.quote(text);
  }

  private void condition(ObjectValue fragment, String what) {
    String name = text(fragment, "TypeCondition");
    if (name.isEmpty()) {
      return;
    }
    ObjectValue type = schema.type(name);
    if (type == null) {
      throw broken(fragment, "Unknown type " + quoted(name) + ".");
    }
    if (!GraphqlSchema.isComposite(type)) {
      throw broken(fragment, what + " cannot condition on non composite type " + quoted(name) + ".");
    }
  }

  private void cycles(ObjectValue fragment, List<String> path) {
    context.checkTime();
    if (path.contains(name(fragment))) {
      if (path.getFirst().equals(name(fragment))) {
        throw broken(fragment, "Cannot spread fragment " + quoted(name(fragment)) + " within itself.");
      }
      return;
    }
    path.add(name(fragment));
    for (String spread : spreads(fragment)) {
      ObjectValue target = fragments.get(spread);
      if (target != null) {
        cycles(target, path);
      }
    }
    path.removeLast();
  }

  private static boolean isField(ObjectValue selection) {
    return selection.get("Alias") != null;
  }

  private static boolean isInline(ObjectValue selection) {
    return !isField(selection) && selection.get("Name") == null;
  }

  private static Set<String> spreads(ObjectValue owner) {
    Set<String> names = new HashSet<>();
    for (ObjectValue selection : nodes(owner, "SelectionSet")) {
      if (!isField(selection) && !isInline(selection)) {
        names.add(name(selection));
      } else {
        names.addAll(spreads(selection));
      }
    }
    return names;
  }

  private void operation(ObjectValue operation) {
    String kind = text(operation, "Operation");
    ObjectValue root = schema.root(kind);
    if (root == null) {
      throw broken(operation, "Schema does not support operation type " + quoted(kind));
    }
    variables = new HashMap<>();
    usedVariables = new HashSet<>();
    for (ObjectValue variable : nodes(operation, "VariableDefinitions")) {
      variable(variable);
    }
    directives(operation, kind.toUpperCase(java.util.Locale.ROOT));
    if (kind.equals("subscription") && nodes(operation, "SelectionSet").size() > 1) {
      throw broken(operation, "Subscription must select only one top level field.");
    }
    selections(operation, root, new HashSet<>());
    for (Map.Entry<String, ObjectValue> variable : variables.entrySet()) {
      if (!usedVariables.contains(variable.getKey())) {
        String where = name(operation).isEmpty() ? "" : " in operation " + quoted(name(operation));
        throw broken(variable.getValue(), "Variable " + quoted("$" + variable.getKey()) + " is never used" + where + ".");
      }
    }
  }

  private void variable(ObjectValue variable) {
    String name = text(variable, "Variable");
    if (variables.put(name, variable) != null) {
      throw broken(variable, "There can be only one variable named " + quoted("$" + name) + ".");
    }
    ObjectValue type = schema.type(baseName(typeOf(variable)));
    if (type == null) {
      throw broken(variable, "Unknown type " + quoted(baseName(typeOf(variable))) + ".");
    }
    if (!GraphqlSchema.isInput(type)) {
      throw broken(
          variable, "Variable " + quoted("$" + name) + " cannot be non-input type " + quoted(shown(typeOf(variable))) + ".");
    }
    ObjectValue value = node(variable, "DefaultValue");
    if (value != null) {
      value(value, typeOf(variable), false);
    }
    directives(variable, "VARIABLE_DEFINITION");
  }

  private void selections(ObjectValue owner, @Nullable ObjectValue parent, Set<String> path) {
    context.checkTime();
    Map<String, ObjectValue> answers = new HashMap<>();
    for (ObjectValue selection : nodes(owner, "SelectionSet")) {
      if (isField(selection)) {
        ObjectValue other = answers.put(text(selection, "Alias"), selection);
        if (other != null && !(name(other).equals(name(selection)) && sameArguments(other, selection))) {
          throw broken(
              selection,
              "Fields " + quoted(text(selection, "Alias")) + " conflict because they have differing arguments or names."
                  + " Use different aliases on the fields to fetch both if this was intentional.");
        }
        field(selection, parent, path);
      } else if (isInline(selection)) {
        condition(selection, "Fragment");
        directives(selection, "INLINE_FRAGMENT");
        String condition = text(selection, "TypeCondition");
        ObjectValue type = condition.isEmpty() ? parent : schema.type(condition);
        possible(selection, parent, type, "Fragment");
        selections(selection, type, path);
      } else {
        spread(selection, parent, path);
      }
    }
  }

  private static boolean sameArguments(ObjectValue left, ObjectValue right) {
    List<ObjectValue> l = nodes(left, "Arguments");
    List<ObjectValue> r = nodes(right, "Arguments");
    return l.size() == r.size() && new HashSet<>(l).equals(new HashSet<>(r));
  }

  private void spread(ObjectValue selection, @Nullable ObjectValue parent, Set<String> path) {
    ObjectValue fragment = fragments.get(name(selection));
    if (fragment == null) {
      throw broken(selection, "Unknown fragment " + quoted(name(selection)) + ".");
    }
    usedFragments.add(name(selection));
    directives(selection, "FRAGMENT_SPREAD");
    ObjectValue type = schema.type(text(fragment, "TypeCondition"));
    possible(selection, parent, type, "Fragment " + quoted(name(selection)));
    if (path.add(name(selection))) {
      directives(fragment, "FRAGMENT_DEFINITION");
      selections(fragment, type, path);
      path.remove(name(selection));
    }
  }

  private void possible(ObjectValue selection, @Nullable ObjectValue parent, @Nullable ObjectValue type, String what) {
    if (parent == null || type == null || name(parent).equals(name(type))) {
      return;
    }
    if (schema.possible(name(parent)).stream().noneMatch(schema.possible(name(type))::contains)) {
      throw broken(
          selection,
          what + " cannot be spread here as objects of type " + quoted(name(parent)) + " can never be of type "
              + quoted(name(type)) + ".");
    }
  }

  private void field(ObjectValue selection, @Nullable ObjectValue parent, Set<String> path) {
    directives(selection, "FIELD");
    if (parent == null) {
      return;
    }
    String name = name(selection);
    if (name.equals("__typename")) {
      return;
    }
    ObjectValue definition = find(nodes(parent, "Fields"), name);
    ObjectValue query = schema.root("query");
    boolean introspection = query != null && name(query).equals(name(parent));
    if (definition == null && introspection && (name.equals("__schema") || name.equals("__type"))) {
      selections(selection, schema.type(name.equals("__schema") ? "__Schema" : "__Type"), path);
      return;
    }
    if (definition == null) {
      throw broken(selection, "Cannot query field " + quoted(name) + " on type " + quoted(name(parent)) + ".");
    }
    arguments(selection, definition, "Field " + quoted(name), "field " + quoted(name(parent) + "." + name));
    ObjectValue type = schema.type(baseName(typeOf(definition)));
    boolean selected = !nodes(selection, "SelectionSet").isEmpty();
    if (GraphqlSchema.isComposite(type) != selected) {
      String shown = quoted(shown(typeOf(definition)));
      throw broken(
          selection,
          selected
              ? "Field " + quoted(name) + " must not have a selection since type " + shown + " has no subfields."
              : "Field " + quoted(name) + " of type " + shown + " must have a selection of subfields. Did you mean "
                  + quoted(name + " { ... }") + "?");
    }
    selections(selection, type, path);
  }

  private void arguments(ObjectValue owner, ObjectValue definition, String what, String full) {
    List<ObjectValue> allowed = nodes(definition, "Arguments");
    Set<String> seen = new HashSet<>();
    for (ObjectValue argument : nodes(owner, "Arguments")) {
      ObjectValue expected = find(allowed, name(argument));
      if (expected == null) {
        throw broken(argument, "Unknown argument " + quoted(name(argument)) + " on " + full + ".");
      }
      if (!seen.add(name(argument))) {
        throw broken(argument, "There can be only one argument named " + quoted(name(argument)) + ".");
      }
      ObjectValue value = node(argument, "Value");
      if (value != null) {
        value(value, typeOf(expected), node(expected, "DefaultValue") != null);
      }
    }
    for (ObjectValue expected : allowed) {
      boolean required = isNonNull(typeOf(expected)) && node(expected, "DefaultValue") == null;
      if (required && !seen.contains(name(expected))) {
        throw broken(
            owner,
            what + " argument " + quoted(name(expected)) + " of type " + quoted(shown(typeOf(expected)))
                + " is required, but it was not provided");
      }
    }
  }

  private void directives(ObjectValue owner, String location) {
    Set<String> seen = new HashSet<>();
    for (ObjectValue use : nodes(owner, "Directives")) {
      ObjectValue definition = schema.directive(name(use));
      if (definition == null) {
        throw broken(use, "Unknown directive " + quoted("@" + name(use)) + ".");
      }
      if (!names(definition, "Locations").contains(location)) {
        throw broken(use, "Directive " + quoted("@" + name(use)) + " may not be used on " + location + ".");
      }
      if (!seen.add(name(use)) && !GraphqlTree.flag(definition, "IsRepeatable")) {
        throw broken(
            use, "The directive " + quoted("@" + name(use)) + " can only be used once at this location.");
      }
      String what = "irective " + quoted("@" + name(use));
      arguments(use, definition, "D" + what, "d" + what);
    }
  }

  private void value(ObjectValue value, ObjectValue type, boolean hasDefault) {
    int kind = kind(value);
    if (kind == 0) {
      use(value, type, hasDefault);
      return;
    }
    if (kind == 6) {
      if (isNonNull(type)) {
        throw broken(value, "Expected value of type " + quoted(shown(type)) + ", found null.");
      }
      return;
    }
    ObjectValue element = node(type, "Elem");
    if (element != null) {
      if (kind == 8) {
        for (ObjectValue child : nodes(value, "Children")) {
          ObjectValue inner = node(child, "Value");
          if (inner != null) {
            value(inner, element, false);
          }
        }
      } else {
        value(value, element, false);
      }
      return;
    }
    ObjectValue definition = schema.type(text(type, "NamedType"));
    if (definition == null) {
      throw broken(value, "Unknown type " + quoted(text(type, "NamedType")) + ".");
    }
    named(value, type, definition);
  }

  private void named(ObjectValue value, ObjectValue type, ObjectValue definition) {
    int kind = kind(value);
    boolean good =
        switch (text(definition, "Kind")) {
          case "ENUM" -> kind == 7 && find(nodes(definition, "EnumValues"), text(value, "Raw")) != null;
          case "INPUT_OBJECT" -> kind == 9;
          case "SCALAR" ->
              switch (name(definition)) {
                case "Int" -> kind == 1;
                case "Float" -> kind == 1 || kind == 2;
                case "String" -> kind == 3 || kind == 4;
                case "Boolean" -> kind == 5;
                case "ID" -> kind == 1 || kind == 3 || kind == 4;
                default -> true;
              };
          default -> false;
        };
    if (!good) {
      throw broken(value, "Expected value of type " + quoted(shown(type)) + ", found " + text(value, "Raw") + ".");
    }
    if (kind == 9 && text(definition, "Kind").equals("INPUT_OBJECT")) {
      members(value, definition);
    }
  }

  private void members(ObjectValue value, ObjectValue definition) {
    Set<String> seen = new HashSet<>();
    for (ObjectValue child : nodes(value, "Children")) {
      ObjectValue field = find(nodes(definition, "Fields"), name(child));
      if (field == null) {
        throw broken(
            child, "Field " + quoted(name(child)) + " is not defined by type " + quoted(name(definition)) + ".");
      }
      if (!seen.add(name(child))) {
        throw broken(child, "There can be only one input field named " + quoted(name(child)) + ".");
      }
      ObjectValue inner = node(child, "Value");
      if (inner != null) {
        value(inner, typeOf(field), node(field, "DefaultValue") != null);
      }
    }
    for (ObjectValue field : nodes(definition, "Fields")) {
      boolean required = isNonNull(typeOf(field)) && node(field, "DefaultValue") == null;
      if (required && !seen.contains(name(field))) {
        throw broken(
            value,
            "Field " + quoted(name(definition) + "." + name(field)) + " of required type "
                + quoted(shown(typeOf(field))) + " was not provided.");
      }
    }
  }

  private void use(ObjectValue value, ObjectValue type, boolean hasDefault) {
    String name = text(value, "Raw");
    ObjectValue variable = variables.get(name);
    if (variable == null) {
      throw broken(value, "Variable " + quoted("$" + name) + " is not defined.");
    }
    usedVariables.add(name);
    ObjectValue own = node(variable, "DefaultValue");
    boolean filled = (own != null && kind(own) != 6) || hasDefault;
    if (!fits(typeOf(variable), type, filled)) {
      throw broken(
          value,
          "Variable " + quoted("$" + name) + " of type " + quoted(shown(typeOf(variable)))
              + " used in position expecting type " + quoted(shown(type)) + ".");
    }
  }

  private static boolean fits(ObjectValue given, ObjectValue wanted, boolean filled) {
    if (isNonNull(wanted) && !isNonNull(given) && !filled) {
      return false;
    }
    ObjectValue givenElement = node(given, "Elem");
    ObjectValue wantedElement = node(wanted, "Elem");
    if (givenElement == null || wantedElement == null) {
      return givenElement == null
          && wantedElement == null
          && text(given, "NamedType").equals(text(wanted, "NamedType"));
    }
    return fits(givenElement, wantedElement, false);
  }
}
