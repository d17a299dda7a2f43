package roadbed.rego.builtin;

import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** UUIDs, semantic versions, random numbers, and what the engine tells of itself. */
final class Identifiers {
  private static final Pattern UUID_DIGITS = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern UUID_GROUPS =
      Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  private Identifiers() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "uuid.rfc4122" -> (context, args) -> random(context, args);
      case "uuid.parse" -> (_, args) -> parseUuid(Operands.string(args, 1));
      case "semver.compare" -> (_, args) -> NumberValue.of(compareVersions(args));
      case "semver.is_valid" ->
          (_, args) -> BooleanValue.of(args[0] instanceof StringValue text && SemanticVersion.parse(text.value()) != null);
      case "rand.intn" -> Identifiers::randomNumber;
      case "opa.runtime" -> (context, _) -> context.runtime();
      case "rego.parse_module" -> Identifiers::parseModule;
      case "rego.metadata.chain", "rego.metadata.rule" ->
          (_, _) -> {
            throw BuiltinException.failed("the " + name + " function must only be called within the scope of a rule");
          };
      default -> null;
    };
  }

  private record RandomKey(String builtin, String key) {}

  private static Value random(CallContext context, Value[] args) {
    return context.remembered(
        new RandomKey("uuid", args[0].toString()),
        Value.class,
        () -> {
          byte[] bytes = new byte[16];
          context.random().nextBytes(bytes);
          bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x40);
          bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
          String hex = HexFormat.of().formatHex(bytes);
          return StringValue.of(grouped(hex));
        });
  }

  private static String grouped(String hex) {
    return String.join(
        "-", hex.substring(0, 8), hex.substring(8, 12), hex.substring(12, 16), hex.substring(16, 20), hex.substring(20));
  }

  private static Value randomNumber(CallContext context, Value[] args) {
    String key = Operands.string(args, 1);
    long bound = Math.abs(Operands.integer(args, 2));
    if (bound <= 0) {
      return NumberValue.ZERO;
    }
    return context.remembered(
        new RandomKey("rand", key + "-" + bound), Value.class, () -> NumberValue.of(context.random().nextLong(bound)));
  }

  /** Undefined where the text is no UUID. */
  private static @Nullable Value parseUuid(String text) {
    String hex = text.toLowerCase(Locale.ROOT);
    hex = hex.startsWith("urn:uuid:") ? hex.substring(9) : hex;
    hex = hex.startsWith("{") && hex.endsWith("}") && hex.length() == 38 ? hex.substring(1, 37) : hex;
    if (UUID_DIGITS.matcher(hex).matches()) {
      hex = grouped(hex);
    }
    if (!UUID_GROUPS.matcher(hex).matches()) {
      return null;
    }
    UUID uuid = UUID.fromString(hex);
    ObjectValue.Builder parts = ObjectValue.builder();
    parts.put("version", NumberValue.of(uuid.version()));
    parts.put("variant", StringValue.of(variant(uuid)));
    if (uuid.version() == 1 || uuid.version() == 2) {
      timeParts(uuid, parts);
    }
    return parts.build();
  }

  private static String variant(UUID uuid) {
    return switch (uuid.variant()) {
      case 2 -> "RFC4122";
      case 6 -> "Microsoft";
      case 7 -> "Future";
      default -> "Reserved";
    };
  }

  private static void timeParts(UUID uuid, ObjectValue.Builder parts) {
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    long ticks = (high & 0x0FFF) << 48 | (high >>> 16 & 0xFFFF) << 32 | high >>> 32;
    parts.put("time", NumberValue.of((ticks - 0x01B21DD213814000L) * 100));
    parts.put("clocksequence", NumberValue.of(low >>> 48 & 0x3FFF));
    byte[] node = new byte[6];
    for (int i = 0; i < 6; i++) {
      node[i] = (byte) (low >>> (40 - 8 * i));
    }
    parts.put("nodeid", StringValue.of(HexFormat.ofDelimiter("-").formatHex(node)));
    String scope = (node[0] & 2) != 0 ? "local" : "global";
    parts.put("macvariables", StringValue.of(scope + ((node[0] & 1) != 0 ? ":multicast" : ":unicast")));
    if (uuid.version() == 2) {
      parts.put("id", NumberValue.of(high >>> 32));
      int domain = (int) (low >>> 48 & 0xFF);
      parts.put(
          "domain",
          StringValue.of(
              switch (domain) {
                case 0 -> "Person";
                case 1 -> "Group";
                case 2 -> "Org";
                default -> "Domain" + domain;
              }));
    }
  }

  private static Value parseModule(CallContext context, Value[] args) {
    String file = Operands.string(args, 1);
    String text = Operands.string(args, 2);
    CallContext.ModuleReader reader = context.modules();
    if (reader == null) {
      throw BuiltinException.failed("modules cannot be parsed within this evaluation");
    }
    return reader.read(file, text);
  }

  private static int compareVersions(Value[] args) {
    return version(args, 1).compareTo(version(args, 2));
  }

  private static SemanticVersion version(Value[] args, int position) {
    String text = Operands.string(args, position);
    SemanticVersion version = SemanticVersion.parse(text);
    if (version == null) {
      throw BuiltinException.failed("operand " + position + ": string " + args[position - 1] + " is not a valid SemVer");
    }
    return version;
  }
}
