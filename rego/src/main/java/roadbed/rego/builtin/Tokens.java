package roadbed.rego.builtin;

import java.math.BigDecimal;
import java.security.Key;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** JSON Web Tokens. */
final class Tokens {
  private static final int MAX_NESTING = 16;
  private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
  private static final ArrayValue UNVERIFIED =
      ArrayValue.of(BooleanValue.FALSE, ObjectValue.EMPTY, ObjectValue.EMPTY);

  private Tokens() {}

  static @Nullable Body body(String name) {
    String verify = "io.jwt.verify_";
    if (name.startsWith(verify)) {
      String suffix = name.substring(verify.length());
      String algorithm = suffix.equals("eddsa") ? "EdDSA" : suffix.toUpperCase(Locale.ROOT);
      return (_, args) -> BooleanValue.of(verify(algorithm, args));
    }
    return switch (name) {
      case "io.jwt.decode" -> (_, args) -> decode(Operands.string(args, 1), 0);
      case "io.jwt.decode_verify" -> Tokens::decodeVerify;
      case "io.jwt.encode_sign" ->
          (_, args) -> sign(Values.toJson(args[0]), Values.toJson(args[1]), Values.toJson(args[2]));
      case "io.jwt.encode_sign_raw" ->
          (_, args) -> sign(Operands.string(args, 1), Operands.string(args, 2), Operands.string(args, 3));
      default -> null;
    };
  }

  /** A token's three parts as they came. */
  private record Token(String header, String payload, String signature) {
    static Token of(String text) {
      if (text.indexOf('.') < 0) {
        throw BuiltinException.failed("encoded JWT had no period separators");
      }
      String[] parts = text.split("\\.", -1);
      if (parts.length != 3) {
        throw BuiltinException.failed("encoded JWT must have 3 sections, found " + parts.length);
      }
      return new Token(parts[0], parts[1], parts[2]);
    }

    ObjectValue decodedHeader() {
      ObjectValue object;
      String text = decoded(header, "header");
      try {
        object = object(text);
      } catch (BuiltinException e) {
        throw BuiltinException.failed("bad JWT header: " + e.problem());
      }
      if (object.get("enc") != null) {
        throw BuiltinException.failed("JWT is a JWE object, which is not supported");
      }
      return object;
    }

    String decodedPayload() {
      return decoded(payload, "payload");
    }

    byte[] signed() {
      return Utf8.encode(header + "." + payload);
    }

    private static String decoded(String part, String name) {
      try {
        return Utf8.decode(Encodings.decodeBase64Url(part));
      } catch (BuiltinException e) {
        throw BuiltinException.failed("JWT " + name + " had invalid encoding: " + e.problem());
      }
    }
  }

  private static ObjectValue object(String text) {
    try {
      if (Values.parseJson(text) instanceof ObjectValue object) {
        return object;
      }
    } catch (JsonException e) {
      throw BuiltinException.failed("invalid JSON: " + e.getMessage());
    }
    throw BuiltinException.failed("decoded JSON type was not an Object");
  }

  private static String text(ObjectValue object, String name) {
    Value value = object.get(name);
    if (value == null || value instanceof StringValue) {
      return value instanceof StringValue text ? text.value() : "";
    }
    throw BuiltinException.failed(name + ": must be a string");
  }

  private static Value decode(String encoded, int nesting) {
    Token token = Token.of(encoded);
    ObjectValue header = token.decodedHeader();
    String payload = token.decodedPayload();
    if (text(header, "cty").equals("JWT") && nesting < MAX_NESTING) {
      return decode(unquoted(payload), nesting + 1);
    }
    ObjectValue claims = object(payload);
    byte[] signature;
    try {
      signature = Encodings.decodeBase64Url(token.signature());
    } catch (BuiltinException e) {
      throw BuiltinException.failed("JWT signature had invalid encoding: " + e.problem());
    }
    return ArrayValue.of(header, claims, StringValue.of(HexFormat.of().formatHex(signature)));
  }

  private static String unquoted(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && "\"'".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && "\"'".indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean verify(String algorithm, Value[] args) {
    Token token = Token.of(Operands.string(args, 1));
    String key = Operands.string(args, 2);
    if (algorithm.startsWith("HS")) {
      byte[] signature = Encodings.decodeBase64Url(token.signature());
      return Signatures.verifies(algorithm, secret(key), token.signed(), signature);
    }
    List<Keys.NamedKey> keys = Keys.verification(key);
    byte[] signature = Encodings.decodeBase64Url(token.signature());
    ObjectValue header = token.decodedHeader();
    return verifies(algorithm, text(header, "alg"), text(header, "kid"), keys, token, signature);
  }

  private static Key secret(String text) {
    byte[] bytes = Utf8.encode(text);
    return new SecretKeySpec(bytes.length == 0 ? new byte[1] : bytes, "HMAC");
  }

  /** Tries the key that the token names, else every key that is not for another algorithm. */
  private static boolean verifies(
      String algorithm, String stated, String id, List<Keys.NamedKey> keys, Token token, byte[] signature) {
    for (Keys.NamedKey key : keys) {
      if (!id.isEmpty() && key.id().equals(id)) {
        return Signatures.verifies(algorithm, key.key(), token.signed(), signature);
      }
    }
    for (Keys.NamedKey key : keys) {
      boolean candidate = key.algorithm().isEmpty() || key.algorithm().equals(stated);
      if (candidate && Signatures.verifies(algorithm, key.key(), token.signed(), signature)) {
        return true;
      }
    }
    return false;
  }

  /** What a caller demands of a token; absent texts are empty. */
  private record Constraints(
      List<Keys.NamedKey> keys, String secret, String algorithm, String issuer, String audience, BigDecimal seconds) {

    static Constraints of(CallContext context, ObjectValue object) {
      List<Keys.NamedKey> keys = List.of();
      BigDecimal nanos = new BigDecimal(Times.nanos(context.time()));
      for (int i = 0; i < object.size(); i++) {
        String name = object.keyAt(i) instanceof StringValue key ? key.value() : object.keyAt(i).toString();
        Value value = object.valueAt(i);
        switch (name) {
          case "cert" -> keys = Keys.verification(required(name, value));
          case "secret", "alg", "iss", "aud" -> required(name, value);
          case "time" -> nanos = time(value);
          default -> throw BuiltinException.failed("unknown token validation constraint: " + name);
        }
      }
      boolean secret = !text(object, "secret").isEmpty();
      boolean cert = object.get("cert") != null;
      if (secret && cert) {
        throw BuiltinException.failed("duplicate key constraints");
      }
      if (!secret && !cert) {
        throw BuiltinException.failed("no key constraint");
      }
      return new Constraints(
          keys,
          text(object, "secret"),
          text(object, "alg"),
          text(object, "iss"),
          text(object, "aud"),
          BigDecimal.valueOf(nanos.doubleValue() / BILLION.doubleValue()));
    }

    private static String required(String name, Value value) {
      if (value instanceof StringValue text) {
        return text.value();
      }
      throw BuiltinException.failed(name + " constraint: must be a string");
    }

    private static BigDecimal time(Value value) {
      if (!(value instanceof NumberValue number)) {
        throw BuiltinException.failed("token time constraint: must be a number");
      }
      if (number.signum() < 0) {
        throw BuiltinException.failed("token time constraint: must not be negative");
      }
      return number.decimal();
    }

    boolean allowSignature(ObjectValue header, Token token, byte[] signature) {
      String stated = text(header, "alg");
      if (!Keys.isAlgorithm(stated)) {
        return false;
      }
      if (!secret.isEmpty()) {
        return Signatures.verifies(stated, Tokens.secret(secret), token.signed(), signature);
      }
      return verifies(stated, stated, text(header, "kid"), keys, token, signature);
    }

    boolean allowClaims(ObjectValue claims) {
      Value issued = claims.get("iss");
      if (!issuer.isEmpty() && !(issued instanceof StringValue text && text.value().equals(issuer))) {
        return false;
      }
      Value audiences = claims.get("aud");
      if (audiences == null ? !audience.isEmpty() : !isAudience(audiences)) {
        return false;
      }
      BigDecimal expires = seconds(claims, "exp");
      BigDecimal starts = seconds(claims, "nbf");
      return (expires == null || seconds.compareTo(expires) < 0) && (starts == null || seconds.compareTo(starts) >= 0);
    }

    private boolean isAudience(Value audiences) {
      return switch (audiences) {
        case StringValue text -> text.value().equals(audience);
        case ArrayValue array ->
            array.stream().anyMatch(item -> item instanceof StringValue text && text.value().equals(audience));
        default -> false;
      };
    }

    private static @Nullable BigDecimal seconds(ObjectValue claims, String name) {
      Value value = claims.get(name);
      if (value == null) {
        return null;
      }
      if (value instanceof NumberValue number) {
        return number.decimal();
      }
      throw BuiltinException.failed(name + " value must be a number");
    }
  }

  private static Value decodeVerify(CallContext context, Value[] args) {
    Constraints constraints = Constraints.of(context, Operands.object(args, 2));
    String encoded = Operands.string(args, 1);
    for (int nesting = 0; nesting < MAX_NESTING; nesting++) {
      Token token = Token.of(encoded);
      ObjectValue header = token.decodedHeader();
      String stated = text(header, "alg");
      boolean acceptable = !stated.isEmpty() && !hasUnknownCritical(header);
      if (!acceptable || (!constraints.algorithm().isEmpty() && !constraints.algorithm().equals(stated))) {
        return UNVERIFIED;
      }
      byte[] signature = Encodings.decodeBase64Url(token.signature());
      if (!constraints.allowSignature(header, token, signature)) {
        return UNVERIFIED;
      }
      String payload = token.decodedPayload();
      if (text(header, "cty").equalsIgnoreCase("JWT")) {
        encoded = payload;
        continue;
      }
      ObjectValue claims = object(payload);
      return constraints.allowClaims(claims) ? ArrayValue.of(BooleanValue.TRUE, header, claims) : UNVERIFIED;
    }
    throw BuiltinException.failed("JWT nested deeper than " + MAX_NESTING + " levels");
  }

  /** A token that demands what we do not know is not valid. */
  private static boolean hasUnknownCritical(ObjectValue header) {
    Value critical = header.get("crit");
    if (critical == null) {
      return false;
    }
    if (!(critical instanceof ArrayValue names)) {
      throw BuiltinException.failed("crit: must be a list");
    }
    if (names.isEmpty()) {
      throw BuiltinException.failed("crit: must be a nonempty list");
    }
    List<String> known = List.of("alg", "kid", "typ", "cty", "crit");
    return names.stream()
        .anyMatch(
            name -> name instanceof StringValue text && !known.contains(text.value()) && header.get(text) != null);
  }

  private static Value sign(String header, String payload, String jwk) {
    List<Keys.NamedKey> keys = Keys.jwks(jwk, true);
    if (keys.isEmpty()) {
      throw BuiltinException.failed("no keys found in JWK set");
    }
    Value parsed = parsedHeader(header);
    String algorithm = headerText(parsed, "alg");
    if (algorithm == null) {
      throw BuiltinException.failed("missing or invalid 'alg' header: jwsbb: header \"alg\" not found");
    }
    if (!Keys.isAlgorithm(algorithm)) {
      throw BuiltinException.failed("unknown JWS algorithm: " + algorithm);
    }
    String type = headerText(parsed, "typ");
    if ((type == null || type.equals("JWT")) && !isJson(payload)) {
      throw BuiltinException.failed("type is JWT but payload is not JSON");
    }
    String signed =
        Encodings.encodeBase64Url(Utf8.encode(header)) + "." + Encodings.encodeBase64Url(Utf8.encode(payload));
    byte[] signature = Signatures.sign(algorithm, keys.getFirst().key(), Utf8.encode(signed));
    return StringValue.of(signed + "." + Encodings.encodeBase64Url(signature));
  }

  /** The header; a text that is no JSON, yet none of an object either, has no members. */
  private static Value parsedHeader(String header) {
    try {
      return Values.parseJson(header);
    } catch (JsonException e) {
      if (header.isEmpty()) {
        throw BuiltinException.failed("missing or invalid 'alg' header: cannot parse JSON: cannot parse empty string");
      }
      if (!header.startsWith("{")) {
        return ObjectValue.EMPTY;
      }
      throw BuiltinException.failed("missing or invalid 'alg' header: cannot parse JSON: " + e.getMessage());
    }
  }

  private static @Nullable String headerText(Value header, String name) {
    return header instanceof ObjectValue object && object.get(name) instanceof StringValue text ? text.value() : null;
  }

  private static boolean isJson(String text) {
    try {
      Values.parseJson(text);
      return true;
    } catch (JsonException _) {
      return false;
    }
  }
}
