package roadbed.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;
import roadbed.testkit.SharedData;

/** Our declarations against OPA's own list of its builtins. */
class CapabilitiesTest {
  private static List<ObjectValue> capabilities() throws IOException {
    Value file = Values.parseJson(Files.readString(SharedData.at("rego/capabilities-v1.19.0.json")));
    return objects(file, "builtins");
  }

  private static List<ObjectValue> objects(Value owner, String member) {
    List<ObjectValue> objects = new ArrayList<>();
    if (owner.get(StringValue.of(member)) instanceof ArrayValue array) {
      array.forEach(item -> objects.add((ObjectValue) item));
    }
    return objects;
  }

  private static String text(ObjectValue owner, String member) {
    return owner.get(member) instanceof StringValue text ? text.value() : "";
  }

  private static @Nullable Type typeAt(ObjectValue owner, String member) {
    return owner.get(member) instanceof ObjectValue object ? type(object) : null;
  }

  private static Type type(ObjectValue json) {
    return switch (text(json, "type")) {
      case "null" -> Type.Scalar.NULL;
      case "boolean" -> Type.Scalar.BOOLEAN;
      case "number" -> Type.Scalar.NUMBER;
      case "string" -> Type.Scalar.STRING;
      case "array" ->
          new Type.ArrayType(
              objects(json, "static").stream().map(CapabilitiesTest::type).toList(), typeAt(json, "dynamic"));
      case "set" -> new Type.SetType(type((ObjectValue) json.get("of")));
      case "object" -> {
        Map<String, Type> members = new LinkedHashMap<>();
        for (ObjectValue member : objects(json, "static")) {
          members.put(text(member, "key"), typeAt(member, "value"));
        }
        Value rest = json.get("dynamic");
        yield rest instanceof ObjectValue dynamic
            ? new Type.ObjectType(members, typeAt(dynamic, "key"), typeAt(dynamic, "value"))
            : new Type.ObjectType(members, null, null);
      }
      case "any" -> {
        List<Type> of = objects(json, "of").stream().map(CapabilitiesTest::type).toList();
        yield of.isEmpty() ? new Type.AnyType() : new Type.OneOf(of);
      }
      default -> throw new AssertionError("unknown type " + json);
    };
  }

  private static String described(
      Signature signature, @Nullable String infix, boolean relation, boolean deterministic, boolean deprecated) {
    return signature
        + (infix == null || infix.isEmpty() ? "" : " as " + infix)
        + (relation ? " relation" : "")
        + (deterministic ? "" : " nondeterministic")
        + (deprecated ? " deprecated" : "");
  }

  private static boolean flag(ObjectValue builtin, String member) {
    return BooleanValue.TRUE.equals(builtin.get(member));
  }

  @Test
  void every_builtin_is_declared_as_opa_declares_it() throws IOException {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (ObjectValue builtin : capabilities()) {
      ObjectValue declared = (ObjectValue) builtin.get("decl");
      Signature signature =
          new Signature(
              objects(declared, "args").stream().map(CapabilitiesTest::type).toList(),
              typeAt(declared, "variadic"),
              typeAt(declared, "result"));
      wanted.put(
          text(builtin, "name"),
          described(
              signature,
              text(builtin, "infix"),
              flag(builtin, "relation"),
              !flag(builtin, "nondeterministic"),
              flag(builtin, "deprecated")));
    }
    Map<String, String> ours = new LinkedHashMap<>();
    for (String name : Builtins.standard().names()) {
      Builtin builtin = Builtins.standard().find(name).orElseThrow();
      ours.put(
          name,
          described(
              builtin.signature(), builtin.infix(), builtin.relation(), builtin.deterministic(), builtin.deprecated()));
    }
    assertThat(ours).hasSize(206).containsExactlyInAnyOrderEntriesOf(wanted);
  }

  @Test
  void every_builtin_has_a_body() throws IOException {
    List<String> absent = new ArrayList<>();
    for (ObjectValue builtin : capabilities()) {
      Builtin found = Builtins.standard().find(text(builtin, "name")).orElseThrow();
      try {
        found.call(CallContext.builder().build(), new Value[found.arity()]);
      } catch (BuiltinException e) {
        if (e.problem().contains("not part of this build")) {
          absent.add(found.name());
        }
      } catch (RuntimeException _) {
        // called with nothing, which a policy cannot do
      }
    }
    assertThat(absent).isEmpty();
  }
}
