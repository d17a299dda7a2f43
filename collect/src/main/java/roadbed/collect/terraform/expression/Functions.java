package roadbed.collect.terraform.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;

/** The functions of the language, by name. */
final class Functions {

  /** A function of values that are there; how many, it checks itself. */
  @FunctionalInterface
  interface Function {
    Value of(Arguments arguments);
  }

  /** The arguments of one call. */
  record Arguments(String function, List<Value> values) {
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

    List<Value> items(int index) {
      return Conversions.items(at(index));
    }

    Map<String, Value> fields(int index) {
      return Conversions.fields(at(index));
    }

    List<String> texts(int index) {
      return items(index).stream().map(Conversions::text).toList();
    }
  }

  private static final Map<String, Function> ALL = new HashMap<>();

  static {
    TextFunctions.addTo(ALL);
    CollectionFunctions.addTo(ALL);
    NumberFunctions.addTo(ALL);
    EncodingFunctions.addTo(ALL);
  }

  private Functions() {}

  static Value call(String name, List<Value> arguments) {
    String plain = name.startsWith("core::") ? name.substring("core::".length()) : name;
    Function function = ALL.get(plain);
    if (function == null) {
      if (arguments.stream().anyMatch(Conversions::hasSecret)) {
        return Value.Secret.INSTANCE;
      }
      throw Undecided.because(new Value.Unknown("the function " + name + " is not evaluated"));
    }
    return function.of(new Arguments(plain, arguments));
  }
}
