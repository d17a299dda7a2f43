package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.AstText;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.types.SchemaException;
import roadbed.rego.types.SchemaTypes;
import roadbed.rego.types.Type;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** What the schemas in a rule's metadata say of the input and of data, one laid over the other. */
final class SchemaOverrides {
  private final Schemas schemas;
  private final RuleTypes rules;
  private final TypeChecker.Consumer errors;
  private final IdentityHashMap<Value, Type> known = new IdentityHashMap<>();
  private final @Nullable Type input;

  SchemaOverrides(Schemas schemas, RuleTypes rules, TypeChecker.Consumer errors) {
    this.schemas = schemas;
    this.rules = rules;
    this.errors = errors;
    Value all = schemas.find(List.of());
    input = all == null ? null : type(all, null);
  }

  /** Lets the checker see the input and data of a rule as its metadata describes them. */
  void apply(List<ObjectValue> annotations, Location at) {
    Type forInput = input;
    Type forData = null;
    for (ObjectValue annotation : annotations) {
      Type type = type(annotation, at);
      if (type == null || !(annotation.get("path") instanceof ArrayValue path)) {
        continue;
      }
      List<Value> rest = path.stream().skip(1).toList();
      if (path.get(0).equals(StringValue.of("input"))) {
        forInput = rest.isEmpty() ? type : over(rest, forInput == null ? Type.AnyOf.ANYTHING : forInput, type);
      } else if (path.get(0).equals(StringValue.of("data"))) {
        forData = rest.isEmpty() ? type : over(rest, forData == null ? rules.extent(rules.root()) : forData, type);
      }
    }
    rules.describe(forInput, forData);
  }

  private @Nullable Type type(ObjectValue annotation, Location at) {
    Value definition = annotation.get("definition");
    if (annotation.get("schema") instanceof ArrayValue name) {
      if (schemas.byPath().isEmpty()) {
        return null;
      }
      List<Value> path = name.stream().skip(1).toList();
      definition =
          schemas.find(path.stream().map(part -> part instanceof StringValue text ? text.value() : part.toString()).toList());
      if (definition == null) {
        errors.accept(TypeChecker.at(at, "undefined schema: " + AstText.reference("schema", path)));
        return null;
      }
    }
    return definition == null ? null : type(definition, at);
  }

  private @Nullable Type type(Value schema, @Nullable Location at) {
    Type type = known.get(schema);
    if (type == null) {
      try {
        type = SchemaTypes.of(schema);
      } catch (SchemaException e) {
        errors.accept(new RegoError(RegoError.TYPE, String.valueOf(e.getMessage()), at));
        return null;
      }
      known.put(schema, type);
    }
    return type;
  }

  /** A type in which what a path finds is of another type. */
  private static Type over(List<Value> path, Type type, Type part) {
    if (!(type instanceof Type.ObjectOf object)) {
      return nested(path, part, Type.AnyOf.ANYTHING, Type.AnyOf.ANYTHING);
    }
    List<Type.Member> members = new ArrayList<>();
    boolean found = false;
    for (Type.Member member : object.members()) {
      boolean isIt = member.key().equals(path.getFirst());
      found |= isIt;
      Type inner = path.size() == 1 ? part : over(path.subList(1, path.size()), member.type(), part);
      members.add(isIt ? new Type.Member(member.key(), inner) : member);
    }
    if (!found) {
      members.addAll(nested(path, part, object.key(), object.value()).members());
    }
    return new Type.ObjectOf(members, object.key(), object.value());
  }

  private static Type.ObjectOf nested(List<Value> path, Type part, @Nullable Type key, @Nullable Type value) {
    Type inner = path.size() == 1 ? part : nested(path.subList(1, path.size()), part, key, value);
    return new Type.ObjectOf(List.of(new Type.Member(path.getFirst(), inner)), key, value);
  }
}
