package roadbed.rego.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** Policies and inputs made of a seed: every kind of rule and statement, small values so that they meet. */
final class RandomPolicy {
  private static final List<String> KEYS = List.of("a", "b", "c", "d");
  private static final List<String> TEXTS = List.of("", "x", "y", "xy", "12");

  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder();
  private final List<String> documents = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();
  private final List<String> rules = new ArrayList<>();
  private int names;

  RandomPolicy(long seed) {
    random = new SplittableRandom(seed);
    text.append("package t\n\n");
    int count = 3 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> complete(i);
        case 2 -> set(i);
        case 3 -> object(i);
        case 4 -> nested(i);
        case 5 -> alike(i);
        default -> function(i);
      }
      text.append('\n');
    }
  }

  String text() {
    return text.toString();
  }

  /** The paths of all rules that are documents. */
  List<String> rules() {
    return rules;
  }

  private int pick(int bound) {
    return random.nextInt(bound);
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private <T> T any(List<T> list) {
    return list.get(pick(list.size()));
  }

  private String fresh() {
    return "v" + names++;
  }

  private void document(String name) {
    documents.add(name);
    rules.add("data.t." + name);
  }

  private void complete(int i) {
    String name = "r" + i;
    boolean constant = oneIn(2);
    String value = scalar();
    if (oneIn(3)) {
      text.append("default ").append(name).append(" := ").append(constant ? value : scalar()).append('\n');
    }
    int definitions = 1 + pick(3);
    for (int k = 0; k < definitions; k++) {
      List<String> bound = new ArrayList<>();
      String body = body(bound, 2);
      text.append(name).append(" := ").append(constant ? value : expression(bound, 2)).append(" if {").append(body).append('}');
      for (int e = pick(3); e > 0; e--) {
        List<String> inner = new ArrayList<>();
        String elseBody = body(inner, 1);
        text.append(" else := ").append(expression(inner, 1)).append(" if {").append(elseBody).append('}');
      }
      text.append('\n');
    }
    document(name);
  }

  private void set(int i) {
    for (int k = 1 + pick(3); k > 0; k--) {
      List<String> bound = new ArrayList<>();
      String body = body(bound, 2);
      text.append('s').append(i).append(" contains ").append(expression(bound, 2)).append(" if {").append(body).append("}\n");
    }
    document("s" + i);
  }

  private void object(int i) {
    for (int k = 1 + pick(3); k > 0; k--) {
      List<String> bound = new ArrayList<>();
      String body = body(bound, 2);
      String key = oneIn(2) ? "\"" + any(KEYS) + "\"" : expression(bound, 0);
      text.append('o').append(i).append('[').append(key).append("] := ").append(expression(bound, 1)).append(" if {").append(body).append("}\n");
    }
    document("o" + i);
  }

  /** Many definitions that begin with a comparison of the same part of the input. */
  private void alike(int i) {
    String head = oneIn(2) ? "s" + i + " contains " : "r" + i + " := ";
    String subject = untyped();
    String value = scalar();
    for (int k = 4 + pick(4); k > 0; k--) {
      List<String> bound = new ArrayList<>();
      String body = body(bound, 1);
      String found = oneIn(3) ? expression(bound, 0) : value;
      text.append(head).append(found).append(" if {");
      if (!oneIn(5)) {
        text.append(' ').append(subject).append(" == ").append(scalar()).append(';');
      }
      text.append(body).append('}');
      if (head.startsWith("r") && oneIn(6)) {
        text.append(" else := ").append(scalar());
      }
      text.append('\n');
    }
    document(head.substring(0, head.indexOf(' ')));
  }

  private void nested(int i) {
    for (int k = 1 + pick(2); k > 0; k--) {
      List<String> bound = new ArrayList<>();
      String body = body(bound, 1);
      text.append('n').append(i).append(".in[").append(expression(bound, 0)).append("] contains ").append(expression(bound, 1)).append(" if {").append(body).append("}\n");
    }
    document("n" + i);
  }

  private void function(int i) {
    String name = "f" + i;
    int arity = 1 + i % 2;
    if (oneIn(3)) {
      text.append("default ").append(name).append(arity == 1 ? "(_)" : "(_, _)").append(" := ").append(scalar()).append('\n');
    }
    for (int k = 1 + pick(6); k > 0; k--) {
      List<String> bound = new ArrayList<>();
      List<String> parameters = new ArrayList<>();
      for (int p = 0; p < arity; p++) {
        if (oneIn(3)) {
          parameters.add(scalar());
        } else if (oneIn(5)) {
          String x = fresh();
          bound.add(x);
          parameters.add("[" + x + ", _]");
        } else {
          String x = fresh();
          bound.add(x);
          parameters.add(x);
        }
      }
      String body = body(bound, 1);
      text.append(name).append('(').append(String.join(", ", parameters)).append(") := ").append(expression(bound, 1)).append(" if {").append(body).append("}\n");
    }
    functions.add(name);
  }

  /** Statements; what they bind is added to what is bound. */
  private String body(List<String> bound, int depth) {
    StringBuilder out = new StringBuilder();
    for (int k = 1 + pick(3); k > 0; k--) {
      out.append(' ').append(statement(bound, depth)).append(';');
    }
    out.setLength(out.length() - 1);
    return out.append(' ').toString();
  }

  private String statement(List<String> bound, int depth) {
    switch (pick(depth == 0 ? 8 : 15)) {
      case 0, 1 -> {
        String value = expression(bound, 2) + with(bound);
        String name = fresh();
        bound.add(name);
        return name + " := " + value;
      }
      case 2, 3 -> {
        String in = collection(bound);
        String name = fresh();
        String pair = fresh();
        bound.add(name);
        bound.add(pair);
        // What is declared has to be used.
        if (oneIn(2)) {
          return "some " + name + " in " + in + "; " + pair + " := [" + name + ", 1]";
        }
        String key = fresh();
        bound.add(key);
        return "some " + key + ", " + name + " in " + in + "; " + pair + " := [" + key + ", " + name + "]";
      }
      case 4, 5 -> {
        return untyped() + any(List.of(" == ", " != ", " < ", " <= ", " > ", " >= ")) + expression(bound, 1);
      }
      case 6 -> {
        return expression(bound, 1) + with(bound);
      }
      case 7 -> {
        return expression(bound, 1) + " in " + collection(bound);
      }
      case 8 -> {
        return "not " + (oneIn(2) ? expression(bound, 1) : untyped() + " == " + expression(bound, 0)) + with(bound);
      }
      case 9 -> {
        List<String> inner = new ArrayList<>(bound);
        String in = collection(bound);
        String name = fresh();
        inner.add(name);
        return "every " + name + " in " + in + " { " + name + " != [];" + body(inner, depth - 1) + "}";
      }
      case 10 -> {
        String pattern = fresh();
        String other = fresh();
        String value = oneIn(3) ? expression(bound, 1) : untyped();
        bound.add(pattern);
        bound.add(other);
        return (oneIn(2) ? "[" + pattern + ", " + other + "]" : "{\"a\": " + pattern + ", \"b\": " + other + "}") + " = " + value;
      }
      case 11 -> {
        String of = collection(bound);
        String path = fresh();
        String value = fresh();
        bound.add(value);
        if (oneIn(2)) {
          return "walk(" + of + ", [_, " + value + "])";
        }
        bound.add(path);
        return "walk(" + of + ", [" + path + ", " + value + "])";
      }
      case 12, 13 -> {
        return join(bound);
      }
      default -> {
        String of = collection(bound);
        String key = fresh();
        String name = fresh();
        bound.add(key);
        bound.add(name);
        return name + " := " + of + "[" + key + "]";
      }
    }
  }

  /** A loop over many, in which another one, or a closure, looks for members that have something in common with it. */
  private String join(List<String> bound) {
    String x = fresh();
    String y = fresh();
    String z = fresh();
    StringBuilder body = new StringBuilder();
    body.append(oneIn(2) ? "some " + y + " in input.many" : y + " := input.many[" + fresh() + "]");
    for (int k = 1 + pick(3); k > 0; k--) {
      String part = y + (oneIn(6) ? "" : "." + any(KEYS)) + (oneIn(6) ? "." + any(KEYS) : "");
      String other =
          switch (pick(8)) {
            case 0 -> scalar();
            case 1 -> expression(bound, 0);
            case 2 -> untyped();
            case 3 -> y + "." + any(KEYS);
            default -> x + "." + any(KEYS) + (oneIn(8) ? "." + any(KEYS) : "");
          };
      body.append("; ").append(oneIn(2) ? part + " == " + other : other + " == " + part);
      if (oneIn(5)) {
        body.append("; ").append(any(List.of(x, y))).append('.').append(any(KEYS)).append(oneIn(2) ? "" : " != 2");
      }
      if (oneIn(5)) {
        body.append("; ").append(fresh()).append(" := ").append(any(List.of(x, y))).append('.').append(any(KEYS)).append(".a");
      }
    }
    bound.add(z);
    String loop = "some " + x + " in input.many; ";
    String found = oneIn(2) ? y : y + "." + any(KEYS);
    return switch (pick(6)) {
      case 0 -> loop + body + "; " + z + " := [" + x + ", " + y + "]";
      case 1 -> loop + z + " := {" + found + " | " + body + "}";
      case 2 -> loop + z + " := {" + x + ".a: " + found + " | " + body + "}";
      case 3 -> z + " := [" + x + " | " + loop + "count([1 | " + body + "]) > 1]";
      case 4 -> z + " := [n | " + loop + "n := count({" + found + " | " + body + "})" + with(bound.subList(0, bound.size() - 1)) + "]";
      default -> loop + z + " := [" + found + " | " + body + "]";
    };
  }

  private String with(List<String> bound) {
    if (!oneIn(5)) {
      return "";
    }
    return " with "
        + switch (pick(5)) {
          case 0 -> "input." + any(KEYS) + " as " + expression(bound, 0);
          case 1 -> "input as " + expression(bound, 0);
          case 2 -> documents.isEmpty() ? "data.base as 1" : "data.t." + any(documents) + " as " + expression(bound, 0);
          case 3 -> functions.isEmpty() ? "count as 3" : any(functions) + " as " + scalar();
          default -> "count as 3";
        };
  }

  private String collection(List<String> bound) {
    return switch (pick(8)) {
      case 0, 1, 2 -> "input." + any(KEYS);
      case 3 -> "data.base." + any(KEYS);
      case 4 -> documents.isEmpty() ? "input" : any(documents);
      case 5 -> "[" + expression(bound, 0) + ", " + expression(bound, 0) + "]";
      case 6 -> "{" + expression(bound, 0) + ", " + expression(bound, 0) + "}";
      default -> bound.isEmpty() ? "input" : any(bound);
    };
  }

  private String scalar() {
    return switch (pick(5)) {
      case 0 -> "\"" + any(TEXTS) + "\"";
      case 1 -> any(List.of("true", "false", "null"));
      default -> Integer.toString(pick(4));
    };
  }

  private String expression(List<String> bound, int depth) {
    if (depth == 0 || oneIn(4)) {
      return switch (pick(4)) {
        case 0 -> scalar();
        case 1 -> "input." + any(KEYS) + (oneIn(3) ? "." + any(KEYS) : oneIn(4) ? "[" + pick(3) + "]" : "");
        default -> bound.isEmpty() ? scalar() : any(bound);
      };
    }
    return switch (pick(15)) {
      case 0 -> "count(" + untyped() + ")";
      case 1 -> "(" + number(depth) + any(List.of(" + ", " - ", " * ", " / ")) + number(depth) + ")";
      case 2 -> "to_number(" + untyped() + ")";
      case 3 -> "[" + expression(bound, depth - 1) + ", " + expression(bound, depth - 1) + "]";
      case 4 -> "{\"a\": " + expression(bound, depth - 1) + ", \"b\": " + expression(bound, depth - 1) + "}";
      case 5 -> "{" + expression(bound, depth - 1) + "}";
      case 6 -> comprehension(bound, "[", "]");
      case 7 -> comprehension(bound, "{", "}");
      case 8 -> {
        List<String> inner = new ArrayList<>(bound);
        String body = body(inner, depth - 1);
        yield "{" + expression(inner, 0) + ": " + expression(inner, 0) + " |" + body + "}";
      }
      case 9, 10 -> functions.isEmpty() ? scalar() : call(any(functions), bound);
      case 11 -> documents.isEmpty() ? scalar() : any(documents) + (oneIn(3) ? "[" + expression(bound, 0) + "]" : "");
      case 12 -> "startswith(" + untyped() + ", \"" + any(TEXTS) + "\")";
      case 13 -> "object.get(" + untyped() + ", \"" + any(KEYS) + "\", " + expression(bound, 0) + ")";
      default -> "sprintf(\"%v %d\", [" + expression(bound, 0) + ", " + expression(bound, 0) + "])";
    };
  }

  /** Something whose type is not known before it is evaluated. */
  private String untyped() {
    return "input." + any(KEYS) + (oneIn(3) ? "[" + pick(3) + "]" : "");
  }

  private String number(int depth) {
    return oneIn(3) ? Integer.toString(pick(4)) : depth > 1 && oneIn(3) ? "count(" + untyped() + ")" : untyped();
  }

  private String call(String function, List<String> bound) {
    boolean one = Integer.parseInt(function.substring(1)) % 2 == 0;
    return function + "(" + expression(bound, 0) + (one ? "" : ", " + expression(bound, 0)) + ")";
  }

  private String comprehension(List<String> bound, String open, String close) {
    List<String> inner = new ArrayList<>(bound);
    String body = body(inner, 1);
    return open + expression(inner, 0) + " |" + body + close;
  }

  /** A document; now and then a part of it is not known. */
  Value input(boolean unknowns) {
    ObjectValue.Builder builder = ObjectValue.builder();
    for (String key : KEYS) {
      if (!oneIn(6)) {
        builder.put(key, value(2, unknowns));
      }
    }
    List<Value> many = new ArrayList<>();
    for (int i = 14 + pick(10); i > 0; i--) {
      ObjectValue.Builder one = ObjectValue.builder();
      for (String key : KEYS) {
        if (!oneIn(8)) {
          one.put(key, unknowns && oneIn(60) ? new UnknownValue("unknown " + names++) : value(oneIn(6) ? 1 : 0, false));
        }
      }
      many.add(oneIn(40) ? value(0, unknowns) : one.build());
    }
    ObjectValue.Builder named = ObjectValue.builder();
    for (int i = 0; i < many.size(); i++) {
      named.put("k" + i, many.get(i));
    }
    builder.put("many", oneIn(3) ? named.build() : ArrayValue.of(many));
    return builder.build();
  }

  private Value value(int depth, boolean unknowns) {
    if (unknowns && oneIn(12)) {
      return new UnknownValue("unknown " + names++);
    }
    switch (pick(depth == 0 ? 5 : 9)) {
      case 0 -> {
        return StringValue.of(any(TEXTS));
      }
      case 1 -> {
        return oneIn(4) ? NullValue.NULL : BooleanValue.of(oneIn(2));
      }
      case 2, 3, 4 -> {
        return NumberValue.of(pick(4));
      }
      case 5, 6 -> {
        List<Value> items = new ArrayList<>();
        for (int i = pick(4); i > 0; i--) {
          items.add(value(depth - 1, unknowns));
        }
        return ArrayValue.of(items);
      }
      default -> {
        ObjectValue.Builder builder = ObjectValue.builder();
        for (int i = pick(4); i > 0; i--) {
          builder.put(any(KEYS), value(depth - 1, unknowns));
        }
        return builder.build();
      }
    }
  }
}
