package roadbed.collect.terraform.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.model.Value;

/** The functions of the language, by name. */
final class Functions {

  /** A function of values that are there; how many, it checks itself. */
  @FunctionalInterface
  interface Function {
    Value of(Arguments arguments);
  }

  /** The arguments of one call. */
  record Arguments(String function, List<Value> values, Evaluator evaluator) {
    Value at(int index) {
      if (index >= values.size()) {
        throw Undecided.wrong(function + " takes more arguments");
      }
      return values.get(index);
    }

    int count() {
      return values.size();
    }

    boolean has(int index) {
      return index < values.size();
    }

    String text(int index) {
      return Conversions.text(at(index));
    }

    int integer(int index) {
      return Conversions.integer(at(index));
    }

    /** The elements of a list, set or tuple as they stand. */
    List<Value> items(int index) {
      return Conversions.items(at(index));
    }

    /** The elements as those of a list, of one type. */
    List<Value> list(int index) {
      return Conversions.items(Conversions.convert(Conversions.known(at(index)), new Type.ListOf(Type.ANY)));
    }

    Map<String, Value> fields(int index) {
      return Conversions.fields(at(index));
    }

    List<String> texts(int index) {
      return items(index).stream().map(Conversions::text).toList();
    }

    Value.Items.Kind kind(int index) {
      return at(index) instanceof Value.Items items ? items.kind() : Value.Items.Kind.TUPLE;
    }
  }

  /** How many arguments a function takes: at least, and at most. */
  private record Arity(int least, int most) {}

  private static final int ANY = Integer.MAX_VALUE;
  private static final Map<String, Function> ALL = new HashMap<>();
  private static final Map<String, Arity> ARITIES = new HashMap<>();

  /** Functions that take no argument, one, two and three. */
  private static final List<Set<String>> FIXED =
      List.of(
          Set.of("timestamp", "plantimestamp", "uuid"),
          Set.of(
              "abs", "abspath", "alltrue", "anytrue", "base64decode", "base64encode", "base64gzip", "base64sha256",
              "base64sha512", "basename", "ceil", "chomp", "cidrnetmask", "compact", "csvdecode", "dirname", "distinct",
              "ephemeralasnull", "file", "filebase64", "filebase64sha256", "filebase64sha512", "fileexists", "filemd5",
              "filesha1", "filesha256", "filesha512", "flatten", "floor", "issensitive", "jsondecode", "jsonencode",
              "keys", "length", "lower", "md5", "nonsensitive", "one", "pathexpand", "reverse", "sensitive", "sha1",
              "sha256", "sha512", "signum", "sort", "strrev", "sum", "title", "tobool", "tolist", "tomap", "tonumber",
              "toset", "tostring", "transpose", "trimspace", "upper", "urlencode", "values", "yamldecode",
              "yamlencode"),
          Set.of(
              "chunklist", "cidrhost", "contains", "element", "endswith", "fileset", "formatdate", "indent", "index",
              "log", "parseint", "pow", "regex", "regexall", "rsadecrypt", "setsubtract", "split", "startswith",
              "strcontains", "templatefile", "templatestring", "textdecodebase64", "textencodebase64", "timeadd",
              "timecmp", "trim", "trimprefix", "trimsuffix", "uuidv5", "zipmap"),
          Set.of("cidrsubnet", "matchkeys", "replace", "slice", "substr"));

  static {
    TextFunctions.addTo(ALL);
    CollectionFunctions.addTo(ALL);
    SetFunctions.addTo(ALL);
    NumberFunctions.addTo(ALL);
    NetworkFunctions.addTo(ALL);
    EncodingFunctions.addTo(ALL);
    TimeFunctions.addTo(ALL);
    FileFunctions.addTo(ALL);
    for (int i = 0; i < FIXED.size(); i++) {
      for (String name : FIXED.get(i)) {
        ARITIES.put(name, new Arity(i, i));
      }
    }
    ARITIES.put("lookup", new Arity(2, 3));
    ARITIES.put("range", new Arity(1, 3));
    ARITIES.put("join", new Arity(2, ANY));
    ARITIES.put("format", new Arity(1, ANY));
    ARITIES.put("formatlist", new Arity(1, ANY));
    ARITIES.put("setunion", new Arity(1, ANY));
    ARITIES.put("setintersection", new Arity(1, ANY));
    ARITIES.put("cidrsubnets", new Arity(1, ANY));
  }

  private Functions() {}

  /** The names of all functions, {@code try} and {@code can} left out, which are no functions of values. */
  static Set<String> names() {
    return ALL.keySet();
  }

  static Value call(String name, List<Value> arguments, Evaluator evaluator) {
    String plain = name.startsWith("core::") ? name.substring("core::".length()) : name;
    Function function = ALL.get(plain);
    if (function == null) {
      if (arguments.stream().anyMatch(Conversions::hasSecret)) {
        return Value.Secret.INSTANCE;
      }
      throw Undecided.because(new Value.Unknown("the function " + name + " is not evaluated"));
    }
    Arity arity = ARITIES.get(plain);
    if (arity != null && (arguments.size() < arity.least() || arguments.size() > arity.most())) {
      throw Undecided.wrong(
          arity.least() == arity.most()
              ? plain + " takes " + arity.least() + (arity.least() == 1 ? " argument" : " arguments")
              : plain + " takes " + (arguments.size() < arity.least() ? "more" : "fewer") + " arguments");
    }
    return function.of(new Arguments(plain, arguments, evaluator));
  }
}
