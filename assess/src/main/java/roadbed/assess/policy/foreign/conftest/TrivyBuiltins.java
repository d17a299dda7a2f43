package roadbed.assess.policy.foreign.conftest;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.foreign.Nested;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** The functions that Trivy adds to the language for its checks. */
public final class TrivyBuiltins {
  private static final Set<String> EVERYWHERE = Set.of("*", "any", "internet", "0.0.0.0", "::");
  private static final BigInteger MOST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /** What a result says of the place of its cause, by the names that a cause has for it. */
  private static final Map<String, List<String>> PLACE =
      Map.of(
          "startline", List.of("StartLine", "startline"),
          "endline", List.of("EndLine", "endline"),
          "filepath", List.of("Path", "filepath"),
          "sourceprefix", List.of("sourceprefix"),
          "explicit", List.of("explicit"),
          "managed", List.of("managed"),
          "fskey", List.of("fskey"),
          "resource", List.of("resource"));

  private static final Map<String, Value> UNTOLD =
      Map.of(
          "startline", NumberValue.of(0),
          "endline", NumberValue.of(0),
          "filepath", StringValue.of(""),
          "sourceprefix", StringValue.of(""),
          "explicit", BooleanValue.FALSE,
          "managed", BooleanValue.TRUE,
          "fskey", StringValue.of(""),
          "resource", StringValue.of(""),
          "parent", NullValue.NULL);

  private static final int DEEPEST = 100;

  private TrivyBuiltins() {}

  /** Some builtins and Trivy's. */
  public static Builtins with(Builtins others) {
    return others
        .with("result.new(string, any) -> any", (_, args) -> result(args[0], args[1], 0))
        .with("isManaged(any) -> boolean", (_, args) -> result(null, args[0], 0).get("managed"))
        .with("sh.parse_commands(string) -> array[array[string]]", (_, args) -> commands((StringValue) args[0]))
        .with("cidr.is_public(string) -> boolean", (_, args) -> BooleanValue.of(isPublic(((StringValue) args[0]).value())))
        .with("cidr.count_addresses(string) -> number", (_, args) -> addresses(((StringValue) args[0]).value()))
        .with("squealer.scan_string(string) -> any", (_, _) -> new UnknownValue("whether a text has secrets in it is not looked at"));
  }

  private static ObjectValue result(@Nullable Value message, Value cause, int depth) {
    ObjectValue told = Nested.object(cause, "__defsec_metadata");
    Value place = told.isEmpty() ? cause : told;
    ObjectValue.Builder result = ObjectValue.builder(UNTOLD.size() + 1);
    UNTOLD.forEach(result::put);
    PLACE.forEach(
        (name, sources) ->
            sources.stream()
                .map(source -> place instanceof ObjectValue object ? object.get(source) : null)
                .filter(value -> value != null)
                .findFirst()
                .ifPresent(value -> result.put(name, value)));
    Value parent = place instanceof ObjectValue object ? object.get("parent") : null;
    if (parent != null && depth < DEEPEST) {
      result.put("parent", result(null, parent, depth + 1));
    }
    if (message != null) {
      result.put("msg", message);
    }
    return result.build();
  }

  private static ArrayValue commands(StringValue script) {
    return ArrayValue.of(
        ShellCommands.of(script.value()).stream()
            .map(words -> (Value) ArrayValue.of(words.stream().map(word -> (Value) StringValue.of(word)).toList()))
            .toList());
  }

  private static boolean isPublic(String block) {
    int slash = block.indexOf('/');
    String address = slash < 0 ? block : block.substring(0, slash);
    if (EVERYWHERE.contains(address.toLowerCase(java.util.Locale.ROOT))) {
      return true;
    }
    InetAddress parsed = address(address);
    return parsed != null
        && !parsed.isSiteLocalAddress()
        && !parsed.isLoopbackAddress()
        && !parsed.isLinkLocalAddress()
        && !parsed.isMulticastAddress()
        && (parsed.getAddress().length == 4 || (parsed.getAddress()[0] & 0xFE) != 0xFC);
  }

  /** An address that is written out: never a name, which would be looked up. */
  private static @Nullable InetAddress address(String text) {
    boolean written = text.matches("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}") || (text.contains(":") && text.matches("[0-9A-Fa-f:.]{2,45}"));
    try {
      return written ? InetAddress.getByName(text) : null;
    } catch (UnknownHostException _) {
      return null;
    }
  }

  private static Value addresses(String block) {
    if (EVERYWHERE.contains(block.toLowerCase(java.util.Locale.ROOT))) {
      return NumberValue.of(MOST);
    }
    int slash = block.indexOf('/');
    InetAddress parsed = address(slash < 0 ? block : block.substring(0, slash));
    if (parsed == null || (slash >= 0 && !block.substring(slash + 1).matches("[0-9]{1,3}"))) {
      return NumberValue.of(0);
    }
    int bits = parsed.getAddress().length * 8;
    int prefix = slash < 0 ? bits : Integer.parseInt(block.substring(slash + 1));
    return NumberValue.of(prefix > bits ? BigInteger.ZERO : BigInteger.TWO.pow(bits - prefix).min(MOST));
  }
}
