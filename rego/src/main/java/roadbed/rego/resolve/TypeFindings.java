package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.AstText;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Suggestions;
import roadbed.rego.types.Type;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Type errors in OPA's words: what is there, and what was wanted. */
final class TypeFindings {
  private TypeFindings() {}

  /** A reference into something that has no members, or a function used as a value. */
  static RegoError unsupported(Node.Reference reference, int depth, Type have) {
    String carets = "^".repeat(text(reference, depth).length());
    return undefined(reference, List.of(text(reference), carets, "have: " + have));
  }

  /**
   * A reference by a key that cannot be there.
   *
   * @param depth how many parts of the path stand before the key
   * @param have the key's type; nothing where the key itself says more
   * @param choices the keys that can be there, where they are known
   */
  static RegoError invalid(Node.Reference reference, int depth, @Nullable Type have, Type want, List<Value> choices) {
    String pad = " ".repeat(text(reference, depth).length() + 1);
    List<String> lines = new ArrayList<>(List.of(text(reference), pad + "^"));
    lines.add(pad + (have == null ? "have: " + part(reference.path().get(depth)) : "have (type): " + have));
    lines.add(
        pad
            + (choices.isEmpty()
                ? "want (type): " + want
                : choices.stream().map(Value::toString).collect(Collectors.joining(" ", "want (one of): [", "]"))));
    RegoError error = undefined(reference, lines);
    Node key = reference.path().get(depth);
    return key instanceof Node.Constant constant && constant.value() instanceof StringValue name
        ? error.hinting(
            Suggestions.nearest(
                name.value(),
                choices.stream().map(c -> c instanceof StringValue text ? text.value() : c.toString()).toList()))
        : error;
  }

  private static RegoError undefined(Node.Reference reference, List<String> lines) {
    return new RegoError(RegoError.TYPE, "undefined ref: " + text(reference), reference.at(), lines, null);
  }

  static RegoError match(Location at, Type left, Type right) {
    return new RegoError(RegoError.TYPE, "match error", at, List.of("left  : " + left, "right : " + right), null);
  }

  static RegoError arguments(Location at, String function, String problem, List<Type> have, Type.Function want) {
    String given = have.stream().map(Type::toString).collect(Collectors.joining(", ", "(", ")"));
    return new RegoError(
        RegoError.TYPE,
        function + ": " + problem,
        at,
        List.of("have: " + given, "want: " + want.argumentsText()),
        null);
  }

  private static String text(Node.Reference reference) {
    return text(reference, reference.path().size());
  }

  /** The reference up to a part of its path. */
  private static String text(Node.Reference reference, int depth) {
    Variable variable = reference.variable();
    StringBuilder out =
        new StringBuilder(
            switch (reference.root()) {
              case INPUT -> "input";
              case DATA -> "data";
              case VARIABLE -> variable == null ? "_" : name(variable);
            });
    for (Node part : reference.path().subList(0, depth)) {
      if (part instanceof Node.Constant constant) {
        out.append(AstText.reference("", List.of(constant.value())));
      } else {
        out.append('[').append(part(part)).append(']');
      }
    }
    return out.toString();
  }

  private static String name(Variable variable) {
    return variable.name().isEmpty() ? "_" : variable.name();
  }

  private static String part(Node node) {
    return switch (node) {
      case Node.Constant constant -> constant.value().toString();
      case Node.Local local -> name(local.variable());
      case Node.ArrayNode array -> parts(array.items(), "[", "]");
      case Node.SetNode set -> parts(set.items(), "{", "}");
      case Node.ObjectNode object -> parts(object.keys(), "{", ": …}");
      case Node.Reference reference -> text(reference);
      case Node.Comprehension _ -> "{…}";
    };
  }

  private static String parts(List<Node> nodes, String open, String close) {
    return nodes.stream().map(TypeFindings::part).collect(Collectors.joining(", ", open, close));
  }
}
