package roadbed.collect.terraform.expression;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** Functions that convert between values and texts. */
final class EncodingFunctions {
  private EncodingFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("jsonencode", EncodingFunctions::jsonEncode);
    all.put("jsondecode", EncodingFunctions::jsonDecode);
    all.put("yamlencode", a -> TextFunctions.text(yaml(Conversions.whollyKnown(a.at(0)), "", new StringBuilder()).toString()));
    all.put("base64encode", a -> TextFunctions.text(Base64.getEncoder().encodeToString(bytes(a.text(0)))));
    all.put("base64decode", EncodingFunctions::base64Decode);
    all.put("urlencode", a -> TextFunctions.text(URLEncoder.encode(a.text(0), StandardCharsets.UTF_8)));
    all.put("md5", a -> digest("MD5", a));
    all.put("sha1", a -> digest("SHA-1", a));
    all.put("sha256", a -> digest("SHA-256", a));
    all.put("sha512", a -> digest("SHA-512", a));
    all.put("tostring", EncodingFunctions::toText);
    all.put("tonumber", EncodingFunctions::toNumber);
    all.put("tobool", EncodingFunctions::toTruth);
    all.put("sensitive", _ -> Value.Secret.INSTANCE);
    all.put("nonsensitive", a -> a.at(0));
    all.put("issensitive", a -> Value.of(a.at(0) instanceof Value.Secret));
    for (String name : List.of("file", "filebase64", "templatefile", "fileset", "filemd5", "filesha256", "filebase64sha256")) {
      all.put(name, _ -> new Value.Unknown(name + " reads a file that is not looked at"));
    }
    all.put("fileexists", _ -> new Value.Unknown("fileexists looks at a file that is not looked at"));
    for (String name : List.of("timestamp", "plantimestamp", "uuid", "bcrypt")) {
      all.put(name, _ -> new Value.Unknown("known after apply: " + name));
    }
  }

  /**
   * JSON text, with keys in order as Terraform writes it. A document with unknown parts has no text yet: it is
   * given as it stands, so that its known parts can be judged.
   */
  private static Value jsonEncode(Arguments a) {
    Value value = a.at(0);
    if (Conversions.hasSecret(value)) {
      return value;
    }
    if (Conversions.firstUnknown(value).isPresent()) {
      return value;
    }
    return TextFunctions.text(ValueJson.text(sorted(value)));
  }

  private static Value sorted(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> sorted = new LinkedHashMap<>();
        new TreeMap<>(fields.values()).forEach((name, inner) -> sorted.put(name, sorted(inner)));
        yield new Value.Fields(sorted);
      }
      case Value.Items items ->
          new Value.Items(items.values().stream().map(EncodingFunctions::sorted).toList());
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Secret _ ->
          value;
    };
  }

  private static Value jsonDecode(Arguments a) {
    if (a.at(0) instanceof Value.Fields || a.at(0) instanceof Value.Items) {
      return a.at(0);
    }
    try {
      return ValueJson.parse(a.text(0));
    } catch (JacksonException malformed) {
      throw Undecided.wrong("the text is not JSON");
    }
  }

  /** Block style with quoted texts, as Terraform writes it. */
  private static StringBuilder yaml(Value value, String indent, StringBuilder out) {
    switch (value) {
      case Value.Fields fields when !fields.values().isEmpty() ->
          new TreeMap<>(fields.values())
              .forEach(
                  (name, inner) -> {
                    out.append(indent).append(ValueJson.text(new Value.Text(name))).append(':');
                    boolean nested = isNested(inner);
                    out.append(nested ? "\n" : " ");
                    yaml(inner, nested ? indent + (inner instanceof Value.Items ? "" : "  ") : "", out);
                  });
      case Value.Items items when !items.values().isEmpty() -> {
        for (Value item : items.values()) {
          out.append(indent).append("- ");
          if (isNested(item)) {
            StringBuilder inner = yaml(item, indent + "  ", new StringBuilder());
            out.append(inner, Math.min(inner.length(), indent.length() + 2), inner.length());
          } else {
            yaml(item, "", out);
          }
        }
      }
      default -> out.append(ValueJson.text(value)).append('\n');
    }
    return out;
  }

  private static boolean isNested(Value value) {
    return (value instanceof Value.Fields fields && !fields.values().isEmpty())
        || (value instanceof Value.Items items && !items.values().isEmpty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Value base64Decode(Arguments a) {
    try {
      byte[] decoded = Base64.getDecoder().decode(a.text(0));
      return TextFunctions.text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString());
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      throw Undecided.wrong("the text is not base64 of a text");
    }
  }

  private static Value digest(String algorithm, Arguments a) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes(a.text(0)));
      return TextFunctions.text(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has " + algorithm, impossible);
    }
  }

  private static Value toText(Arguments a) {
    return a.at(0) instanceof Value.Null ? a.at(0) : TextFunctions.text(a.text(0));
  }

  private static Value toNumber(Arguments a) {
    return a.at(0) instanceof Value.Null ? a.at(0) : Conversions.number(Conversions.decimal(a.at(0)));
  }

  private static Value toTruth(Arguments a) {
    return a.at(0) instanceof Value.Null ? a.at(0) : Value.of(Conversions.truth(a.at(0)));
  }
}
