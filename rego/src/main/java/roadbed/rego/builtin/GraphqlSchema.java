package roadbed.rego.builtin;

import static roadbed.rego.builtin.GraphqlTree.find;
import static roadbed.rego.builtin.GraphqlTree.name;
import static roadbed.rego.builtin.GraphqlTree.names;
import static roadbed.rego.builtin.GraphqlTree.node;
import static roadbed.rego.builtin.GraphqlTree.nodes;
import static roadbed.rego.builtin.GraphqlTree.text;
import static roadbed.rego.builtin.GraphqlTree.typeOf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ObjectValue;

/** A schema document, checked and joined with its extensions and what GraphQL itself defines. */
final class GraphqlSchema {
  private static final String PRELUDE =
      """
      scalar Int scalar Float scalar String scalar Boolean scalar ID
      directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
      directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
      directive @deprecated(reason: String = "No longer supported")
        on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
      directive @specifiedBy(url: String!) on SCALAR
      type __Schema {
        description: String types: [__Type!]! queryType: __Type! mutationType: __Type subscriptionType: __Type
        directives: [__Directive!]!
      }
      type __Type {
        kind: __TypeKind! name: String description: String
        fields(includeDeprecated: Boolean = false): [__Field!] interfaces: [__Type!] possibleTypes: [__Type!]
        enumValues(includeDeprecated: Boolean = false): [__EnumValue!] inputFields: [__InputValue!] ofType: __Type
        specifiedByURL: String
      }
      type __Field {
        name: String! description: String args: [__InputValue!]! type: __Type! isDeprecated: Boolean!
        deprecationReason: String
      }
      type __InputValue { name: String! description: String type: __Type! defaultValue: String }
      type __EnumValue { name: String! description: String isDeprecated: Boolean! deprecationReason: String }
      enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
      type __Directive {
        name: String! description: String locations: [__DirectiveLocation!]! args: [__InputValue!]!
        isRepeatable: Boolean!
      }
      enum __DirectiveLocation {
        QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION
        SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT
        INPUT_FIELD_DEFINITION
      }
      """;

  private static final Set<String> OUTPUT = Set.of("SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM");
  private static final Set<String> INPUT = Set.of("SCALAR", "ENUM", "INPUT_OBJECT");

  private final Map<String, ObjectValue> types = new LinkedHashMap<>();
  private final Map<String, ObjectValue> directives = new LinkedHashMap<>();
  private final Map<String, String> roots = new HashMap<>();
  private final Map<String, Set<String>> possible = new HashMap<>();

  private GraphqlSchema() {}

  /**
   * Checks a schema document.
   *
   * @throws BuiltinException where it breaks a rule
   */
  static GraphqlSchema of(ObjectValue document) {
    GraphqlSchema schema = new GraphqlSchema();
    schema.load(new GraphqlParser(PRELUDE).schema());
    Set<String> own = schema.load(document);
    schema.findPossible();
    schema.findRoots(document);
    for (String name : own) {
      ObjectValue definition = schema.types.get(name);
      if (definition != null) {
        schema.check(definition);
      }
    }
    for (ObjectValue directive : nodes(document, "Directives")) {
      schema.checkName(name(directive));
      schema.checkArguments(directive);
    }
    return schema;
  }

  @Nullable ObjectValue type(String name) {
    return types.get(name);
  }

  @Nullable ObjectValue directive(String name) {
    return directives.get(name);
  }

  /** The type that operations of a kind start from. */
  @Nullable ObjectValue root(String operation) {
    return types.get(roots.getOrDefault(operation, ""));
  }

  /** The object types that a type may turn out to be. */
  Set<String> possible(String name) {
    return possible.getOrDefault(name, Set.of());
  }

  static boolean isComposite(@Nullable ObjectValue definition) {
    return definition != null && Set.of("OBJECT", "INTERFACE", "UNION").contains(text(definition, "Kind"));
  }

  static boolean isInput(@Nullable ObjectValue definition) {
    return definition != null && INPUT.contains(text(definition, "Kind"));
  }

  private static BuiltinException broken(String problem) {
    return BuiltinException.failed("Error in gqlparser SchemaDocument to Schema conversion: " + problem);
  }

  private Set<String> load(ObjectValue document) {
    Set<String> names = new HashSet<>();
    for (ObjectValue definition : nodes(document, "Definitions")) {
      if (types.put(name(definition), definition) != null) {
        throw broken("Cannot redeclare type " + name(definition) + ".");
      }
      names.add(name(definition));
    }
    for (ObjectValue extension : nodes(document, "Extensions")) {
      ObjectValue base = types.get(name(extension));
      names.add(name(extension));
      types.put(name(extension), base == null ? extension : extended(base, extension));
    }
    for (ObjectValue directive : nodes(document, "Directives")) {
      ObjectValue old = directives.put(name(directive), directive);
      boolean ours = old != null && Set.of("include", "skip", "deprecated", "specifiedBy").contains(name(directive));
      if (old != null && !ours) {
        throw broken("Cannot redeclare directive " + name(directive) + ".");
      }
    }
    return names;
  }

  private static ObjectValue extended(ObjectValue base, ObjectValue extension) {
    if (!text(base, "Kind").equals(text(extension, "Kind"))) {
      throw broken(
          "Cannot extend type %s because the base type is a %s, not %s."
              .formatted(name(base), text(base, "Kind"), text(extension, "Kind")));
    }
    ObjectValue.Builder joined = base.toBuilder();
    for (String member : List.of("Directives", "Interfaces", "Fields", "Types", "EnumValues")) {
      joined.put(member, GraphqlTree.joined(base, extension, member));
    }
    return joined.build();
  }

  private void findPossible() {
    types.forEach(
        (name, definition) -> {
          switch (text(definition, "Kind")) {
            case "UNION" -> possible.computeIfAbsent(name, _ -> new HashSet<>()).addAll(names(definition, "Types"));
            case "OBJECT" -> {
              possible.computeIfAbsent(name, _ -> new HashSet<>()).add(name);
              for (String parent : names(definition, "Interfaces")) {
                possible.computeIfAbsent(parent, _ -> new HashSet<>()).add(name);
              }
            }
            default -> {}
          }
        });
  }

  private void findRoots(ObjectValue document) {
    List<ObjectValue> schemas = nodes(document, "Schema");
    if (schemas.size() > 1) {
      throw broken("Cannot have multiple schema entry points, consider schema extensions instead.");
    }
    for (String member : List.of("Schema", "SchemaExtension")) {
      for (ObjectValue schema : nodes(document, member)) {
        for (ObjectValue entry : nodes(schema, "OperationTypes")) {
          String type = text(entry, "Type");
          if (!types.containsKey(type)) {
            throw broken("Schema root " + text(entry, "Operation") + " refers to a type " + type + " that does not exist.");
          }
          roots.put(text(entry, "Operation"), type);
        }
      }
    }
    if (schemas.isEmpty()) {
      roots.putIfAbsent("query", "Query");
      roots.putIfAbsent("mutation", "Mutation");
      roots.putIfAbsent("subscription", "Subscription");
    }
  }

  private void check(ObjectValue definition) {
    String name = name(definition);
    String kind = text(definition, "Kind");
    checkName(name);
    Set<String> fieldNames = new HashSet<>();
    for (ObjectValue field : nodes(definition, "Fields")) {
      if (!fieldNames.add(name(field))) {
        throw broken("Field " + name + "." + name(field) + " can only be defined once.");
      }
      checkName(name(field));
      boolean input = kind.equals("INPUT_OBJECT");
      checkType(typeOf(field), input ? INPUT : OUTPUT, name + " " + name(field));
      checkArguments(field);
      checkDirectives(field, input ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION");
    }
    for (String member : names(definition, "Types")) {
      ObjectValue type = required(member);
      if (!text(type, "Kind").equals("OBJECT")) {
        throw broken("UNION type " + member + " must be OBJECT.");
      }
    }
    for (String parent : names(definition, "Interfaces")) {
      checkImplements(definition, parent);
    }
    boolean fields = kind.equals("OBJECT") || kind.equals("INTERFACE") || kind.equals("INPUT_OBJECT");
    if (fields && fieldNames.isEmpty()) {
      String what = kind.equals("INPUT_OBJECT") ? "input fields." : "fields.";
      throw broken(kind + " " + name + ": must define one or more " + what);
    }
    if (kind.equals("ENUM")) {
      checkEnum(definition);
    }
    checkDirectives(definition, kind);
  }

  private void checkEnum(ObjectValue definition) {
    Set<String> values = new HashSet<>();
    for (ObjectValue value : nodes(definition, "EnumValues")) {
      boolean reserved = Set.of("true", "false", "null").contains(name(value));
      if (reserved || !values.add(name(value))) {
        throw broken("ENUM " + name(definition) + ": non-enum or repeated value " + name(value) + ".");
      }
      checkDirectives(value, "ENUM_VALUE");
    }
    if (values.isEmpty()) {
      throw broken("ENUM " + name(definition) + ": must define one or more unique enum values.");
    }
  }

  private void checkName(String name) {
    if (name.startsWith("__")) {
      throw broken("Name \"" + name + "\" must not begin with \"__\", which is reserved by GraphQL introspection.");
    }
  }

  private ObjectValue required(String name) {
    ObjectValue type = types.get(name);
    if (type == null) {
      throw broken("Undefined type " + name + ".");
    }
    return type;
  }

  private void checkType(ObjectValue type, Set<String> kinds, String what) {
    ObjectValue definition = required(GraphqlTree.baseName(type));
    if (!kinds.contains(text(definition, "Kind"))) {
      throw broken(what + ": cannot be of the type " + name(definition) + ".");
    }
  }

  private void checkArguments(ObjectValue owner) {
    Set<String> names = new HashSet<>();
    for (ObjectValue argument : nodes(owner, "Arguments")) {
      checkName(name(argument));
      if (!names.add(name(argument))) {
        throw broken("Argument " + name(argument) + " can only be defined once.");
      }
      checkType(typeOf(argument), INPUT, "argument " + name(argument));
      checkDirectives(argument, "ARGUMENT_DEFINITION");
    }
  }

  private void checkDirectives(ObjectValue owner, String location) {
    for (ObjectValue use : nodes(owner, "Directives")) {
      checkName(name(use));
      ObjectValue definition = directives.get(name(use));
      if (definition == null) {
        throw broken("Undefined directive " + name(use) + ".");
      }
      if (!names(definition, "Locations").contains(location)) {
        throw broken("Directive " + name(use) + " is not applicable on " + location + ".");
      }
      for (ObjectValue argument : nodes(use, "Arguments")) {
        if (find(nodes(definition, "Arguments"), name(argument)) == null) {
          throw broken("Undefined argument " + name(argument) + " for directive " + name(use) + ".");
        }
      }
      for (ObjectValue argument : nodes(definition, "Arguments")) {
        boolean needed = GraphqlTree.isNonNull(typeOf(argument)) && node(argument, "DefaultValue") == null;
        if (needed && find(nodes(use, "Arguments"), name(argument)) == null) {
          throw broken("Argument " + name(argument) + " for directive " + name(use) + " cannot be null.");
        }
      }
    }
  }

  private void checkImplements(ObjectValue definition, String parent) {
    ObjectValue type = required(parent);
    if (!text(type, "Kind").equals("INTERFACE")) {
      throw broken(parent + " is a non interface type " + text(type, "Kind") + ".");
    }
    for (ObjectValue field : nodes(type, "Fields")) {
      ObjectValue own = find(nodes(definition, "Fields"), name(field));
      if (own == null) {
        throw broken(
            "For %s to implement %s it must have a field called %s.".formatted(name(definition), parent, name(field)));
      }
      if (!isCovariant(typeOf(field), typeOf(own))) {
        throw broken(
            "For %s to implement %s the field %s must have type %s."
                .formatted(name(definition), parent, name(field), GraphqlTree.shown(typeOf(field))));
      }
      for (ObjectValue argument : nodes(field, "Arguments")) {
        ObjectValue mine = find(nodes(own, "Arguments"), name(argument));
        if (mine == null || !GraphqlTree.shown(typeOf(mine)).equals(GraphqlTree.shown(typeOf(argument)))) {
          throw broken(
              "For %s to implement %s the field %s must have the same arguments but it is missing %s."
                  .formatted(name(definition), parent, name(field), name(argument)));
        }
      }
    }
    for (String grandparent : names(type, "Interfaces")) {
      if (!names(definition, "Interfaces").contains(grandparent)) {
        throw broken(
            "Type %s must implement %s because it is implemented by %s."
                .formatted(name(definition), grandparent, parent));
      }
    }
  }

  private boolean isCovariant(ObjectValue required, ObjectValue actual) {
    if (GraphqlTree.isNonNull(required) && !GraphqlTree.isNonNull(actual)) {
      return false;
    }
    ObjectValue element = node(required, "Elem");
    ObjectValue own = node(actual, "Elem");
    if (element != null || own != null) {
      return element != null && own != null && isCovariant(element, own);
    }
    String wanted = text(required, "NamedType");
    String given = text(actual, "NamedType");
    ObjectValue definition = types.get(given);
    return wanted.equals(given)
        || possible(wanted).contains(given)
        || (definition != null && names(definition, "Interfaces").contains(wanted));
  }
}
