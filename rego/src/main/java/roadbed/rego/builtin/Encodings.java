package roadbed.rego.builtin;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Base64, hexadecimal and URL queries. */
final class Encodings {
  private static final String STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final String URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private Encodings() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "base64.encode" -> (_, args) -> StringValue.of(Base64.getEncoder().encodeToString(bytes(args)));
      case "base64.decode" -> (_, args) -> StringValue.of(Utf8.decode(decodeBase64(Operands.string(args, 1))));
      case "base64.is_valid" -> (_, args) -> BooleanValue.of(isBase64(args[0]));
      case "base64url.encode" -> (_, args) -> StringValue.of(Base64.getUrlEncoder().encodeToString(bytes(args)));
      case "base64url.encode_no_pad" -> (_, args) -> StringValue.of(encodeBase64Url(bytes(args)));
      case "base64url.decode" -> (_, args) -> StringValue.of(Utf8.decode(decodeBase64Url(Operands.string(args, 1))));
      case "hex.encode" -> (_, args) -> StringValue.of(HexFormat.of().formatHex(bytes(args)));
      case "hex.decode" -> (_, args) -> StringValue.of(Utf8.decode(decodeHex(Operands.string(args, 1))));
      case "urlquery.encode" -> (_, args) -> StringValue.of(encodeQuery(Operands.string(args, 1)));
      case "urlquery.decode" -> (_, args) -> StringValue.of(decodeQuery(Operands.string(args, 1)));
      case "urlquery.encode_object" -> (_, args) -> encodeObject(args);
      case "urlquery.decode_object" -> (_, args) -> decodeObject(Operands.string(args, 1));
      default -> null;
    };
  }

  private static byte[] bytes(Value[] args) {
    return Utf8.encode(Operands.string(args, 1));
  }

  static String encodeBase64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] decodeBase64(String text) {
    return decode(text, STANDARD);
  }

  private static boolean isBase64(Value value) {
    try {
      decodeBase64(Operands.string(new Value[] {value}, 1));
      return true;
    } catch (BuiltinException _) {
      return false;
    }
  }

  /** Base64url with or without its padding. */
  static byte[] decodeBase64Url(String text) {
    if (!text.endsWith("=")) {
      text =
          switch (Strings.byteLength(text) % 4) {
            case 0 -> text;
            case 2 -> text + "==";
            case 3 -> text + "=";
            default -> throw BuiltinException.failed("illegal base64url string: " + text);
          };
    }
    return decode(text, URL);
  }

  /** Decodes as Go does: line breaks are skipped, padding is demanded, a fault is told by its byte. */
  private static byte[] decode(String text, String alphabet) {
    byte[] in = Utf8.encode(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length * 3 / 4 + 3);
    int bits = 0;
    int count = 0;
    int i = 0;
    while (i < in.length) {
      int c = in[i];
      if (c == '\n' || c == '\r') {
        i++;
        continue;
      }
      if (c == '=') {
        finish(in, i, count, bits, out);
        return out.toByteArray();
      }
      int digit = c < 0 ? -1 : alphabet.indexOf(c);
      if (digit < 0) {
        throw illegal(i);
      }
      bits = bits << 6 | digit;
      i++;
      if (++count == 4) {
        out.write(bits >> 16);
        out.write(bits >> 8);
        out.write(bits);
        bits = 0;
        count = 0;
      }
    }
    if (count > 0) {
      throw illegal(in.length - count);
    }
    return out.toByteArray();
  }

  private static void finish(byte[] in, int at, int count, int bits, ByteArrayOutputStream out) {
    if (count < 2) {
      throw illegal(at);
    }
    int i = next(in, at + 1);
    if (count == 2) {
      if (i == in.length) {
        throw illegal(in.length);
      }
      if (in[i] != '=') {
        throw illegal(i);
      }
      i = next(in, i + 1);
      out.write(bits >> 4);
    } else {
      out.write(bits >> 10);
      out.write(bits >> 2);
    }
    if (i < in.length) {
      throw illegal(i);
    }
  }

  private static int next(byte[] in, int from) {
    int i = from;
    while (i < in.length && (in[i] == '\n' || in[i] == '\r')) {
      i++;
    }
    return i;
  }

  private static BuiltinException illegal(int place) {
    return BuiltinException.failed("illegal base64 data at input byte " + place);
  }

  private static byte[] decodeHex(String text) {
    byte[] in = Utf8.encode(text);
    byte[] out = new byte[in.length / 2];
    for (int i = 0; i < in.length; i++) {
      int digit = in[i] < 0 ? -1 : Character.digit(in[i], 16);
      if (digit < 0) {
        String shown = in[i] < 0 || in[i] < 0x20 ? "" : " '" + (char) in[i] + "'";
        throw BuiltinException.failed("encoding/hex: invalid byte: U+%04X".formatted(in[i] & 0xFF) + shown);
      }
      if (i / 2 < out.length) {
        out[i / 2] = (byte) (out[i / 2] << 4 | digit);
      }
    }
    if (in.length % 2 == 1) {
      throw BuiltinException.failed("encoding/hex: odd length hex string");
    }
    return out;
  }

  static String encodeQuery(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : Utf8.encode(text)) {
      char c = (char) (b & 0xFF);
      if (isUnreserved(c)) {
        out.append(c);
      } else if (c == ' ') {
        out.append('+');
      } else {
        out.append("%%%02X".formatted((int) c));
      }
    }
    return out.toString();
  }

  static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.~".indexOf(c) >= 0;
  }

  private static String decodeQuery(String text) {
    return Percent.decode(text, true);
  }

  private static Value encodeObject(Value[] args) {
    ObjectValue object = Operands.object(args, 1);
    TreeMap<String, List<String>> query = new TreeMap<>();
    for (int i = 0; i < object.size(); i++) {
      Value key = object.keyAt(i);
      String name = key instanceof StringValue string ? string.value() : Values.toJson(key);
      query.put(name, queryValues(object.valueAt(i)));
    }
    List<String> pairs = new ArrayList<>();
    query.forEach((name, values) -> values.forEach(value -> pairs.add(encodeQuery(name) + "=" + encodeQuery(value))));
    return StringValue.of(String.join("&", pairs));
  }

  private static List<String> queryValues(Value value) {
    return switch (value) {
      case StringValue string -> List.of(string.value());
      case ArrayValue array -> array.stream().map(Encodings::queryValue).toList();
      case SetValue set -> set.stream().map(Encodings::queryValue).toList();
      default -> throw notQueryValue(value);
    };
  }

  private static String queryValue(Value value) {
    if (value instanceof StringValue string) {
      return string.value();
    }
    throw notQueryValue(value);
  }

  private static BuiltinException notQueryValue(Value value) {
    value.typeRank();
    return BuiltinException.operand(1, "values must be string, array[string], or set[string]");
  }

  private static Value decodeObject(String text) {
    TreeMap<String, List<Value>> query = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.indexOf(';') >= 0) {
        throw BuiltinException.failed("invalid semicolon separator in query");
      }
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decodeQuery(pair.substring(equals + 1));
      query.computeIfAbsent(name, _ -> new ArrayList<>()).add(StringValue.of(value));
    }
    ObjectValue.Builder object = ObjectValue.builder(query.size());
    query.forEach((name, values) -> object.put(name, ArrayValue.of(values)));
    return object.build();
  }
}
