package roadbed.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.builtin.Type;
import roadbed.rego.value.StringValue;

/** {@code roadbed rego capabilities}: lists the functions and features of the language. */
final class RegoCapabilitiesCommand implements Command {
  private static final List<String> KEYWORDS = List.of("not");
  private static final List<String> FEATURES =
      List.of("keywords_in_refs", "rego_v1", "template_strings");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Lists the functions with their types, and the features, as JSON in the shape of OPA's capabilities.");
    spec.addOption(RegoOptions.flag("Those of this version (they always are).", "--current"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) {
    List<Object> builtins = new ArrayList<>();
    for (String name : Builtins.standard().names()) {
      Builtins.standard().find(name).ifPresent(builtin -> builtins.add(json(builtin)));
    }
    Fields all = new Fields().put("builtins", builtins);
    all.put("future_keywords", texts(KEYWORDS));
    all.put("features", texts(FEATURES));
    terminal.out().println(RegoText.json(all));
    return ExitCode.CLEAN;
  }

  private static List<Object> texts(List<String> names) {
    return new ArrayList<>(names.stream().map(StringValue::of).toList());
  }

  private static Fields json(Builtin builtin) {
    Fields decl = new Fields();
    if (!builtin.signature().arguments().isEmpty()) {
      decl.put("args", types(builtin.signature().arguments()));
    }
    Type variadic = builtin.signature().variadic();
    if (variadic != null) {
      decl.put("variadic", json(variadic));
    }
    Type result = builtin.signature().result();
    if (result != null) {
      decl.put("result", json(result));
    }
    decl.putText("type", "function");
    Fields fields = new Fields().putText("name", builtin.name()).put("decl", decl);
    String infix = builtin.infix();
    if (infix != null) {
      fields.putText("infix", infix);
    }
    if (builtin.relation()) {
      fields.put("relation", true);
    }
    if (!builtin.deterministic()) {
      fields.put("nondeterministic", true);
    }
    return fields;
  }

  private static List<Object> types(List<Type> types) {
    return new ArrayList<>(types.stream().map(RegoCapabilitiesCommand::json).toList());
  }

  private static Fields json(Type type) {
    return switch (type) {
      case Type.AnyType _ -> new Fields().putText("type", "any");
      case Type.Scalar scalar -> new Fields().putText("type", scalar.toString());
      case Type.ArrayType array -> {
        Fields fields = new Fields();
        if (!array.items().isEmpty()) {
          fields.put("static", types(array.items()));
        }
        dynamic(fields, array.rest());
        yield fields.putText("type", "array");
      }
      case Type.SetType set -> new Fields().put("of", json(set.of())).putText("type", "set");
      case Type.OneOf any -> new Fields().put("of", types(any.of())).putText("type", "any");
      case Type.ObjectType object -> {
        Fields fields = new Fields();
        Type key = object.key();
        Type value = object.value();
        if (key != null && value != null) {
          fields.put("dynamic", new Fields().put("key", json(key)).put("value", json(value)));
        }
        List<Object> members = new ArrayList<>();
        for (Map.Entry<String, Type> member : object.members().entrySet()) {
          members.add(new Fields().putText("key", member.getKey()).put("value", json(member.getValue())));
        }
        if (!members.isEmpty()) {
          fields.put("static", members);
        }
        yield fields.putText("type", "object");
      }
    };
  }

  private static void dynamic(Fields fields, @Nullable Type rest) {
    if (rest != null) {
      fields.put("dynamic", json(rest));
    }
  }
}
