package roadbed.rego.builtin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a signature from the notation of {@link Declarations}. */
final class SignatureParser {
  private final String text;
  private int at;

  private SignatureParser(String text) {
    this.text = text;
  }

  static Signature parse(String text) {
    return new SignatureParser(text).signature();
  }

  private Signature signature() {
    expect("(");
    List<Type> arguments = new ArrayList<>();
    Type variadic = null;
    while (!skip(")")) {
      if (skip("...")) {
        variadic = type();
      } else {
        arguments.add(type());
      }
      skip(",");
    }
    expect("->");
    return new Signature(List.copyOf(arguments), variadic, skip("void") ? null : type());
  }

  private Type type() {
    Type first = single();
    if (!skip("|")) {
      return first;
    }
    List<Type> all = new ArrayList<>(List.of(first));
    do {
      all.add(single());
    } while (skip("|"));
    return new Type.OneOf(List.copyOf(all));
  }

  private Type single() {
    String name = word();
    return switch (name) {
      case "any" -> any();
      case "null" -> Type.Scalar.NULL;
      case "boolean" -> Type.Scalar.BOOLEAN;
      case "number" -> Type.Scalar.NUMBER;
      case "string" -> Type.Scalar.STRING;
      case "array" -> array();
      case "set" -> {
        expect("[");
        Type of = type();
        expect("]");
        yield new Type.SetType(of);
      }
      case "object" -> object();
      default -> throw new IllegalStateException("no type " + name + " in " + text);
    };
  }

  /** Anything, or one of the types that follow within angle brackets: the way to write a choice of only one. */
  private Type any() {
    if (!skip("<")) {
      return new Type.AnyType();
    }
    List<Type> of = new ArrayList<>();
    while (!skip(">")) {
      of.add(type());
      skip(",");
    }
    return new Type.OneOf(List.copyOf(of));
  }

  private Type array() {
    List<Type> items = new ArrayList<>();
    if (skip("<")) {
      while (!skip(">")) {
        items.add(type());
        skip(",");
      }
    }
    Type rest = null;
    if (skip("[")) {
      rest = type();
      expect("]");
    }
    return new Type.ArrayType(List.copyOf(items), rest);
  }

  private Type object() {
    Map<String, Type> members = new LinkedHashMap<>();
    if (skip("<")) {
      while (!skip(">")) {
        String name = word();
        expect(":");
        members.put(name, type());
        skip(",");
      }
    }
    @Nullable Type key = null;
    @Nullable Type value = null;
    if (skip("[")) {
      key = type();
      expect(":");
      value = type();
      expect("]");
    }
    return new Type.ObjectType(members, key, value);
  }

  private String word() {
    blanks();
    int from = at;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean skip(String token) {
    blanks();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!skip(token)) {
      throw new IllegalStateException("expected " + token + " at " + at + " in " + text);
    }
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }
}
