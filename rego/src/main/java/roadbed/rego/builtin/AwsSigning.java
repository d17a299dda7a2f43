package roadbed.rego.builtin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Signing of HTTP requests for AWS, signature version 4. */
final class AwsSigning {
  private static final SetValue REQUIRED = texts("aws_service", "aws_access_key", "aws_secret_access_key", "aws_region");
  private static final Set<String> UNSIGNED = Set.of("authorization", "user-agent", "x-amzn-trace-id");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private AwsSigning() {}

  static @Nullable Body body(String name) {
    return name.equals("providers.aws.sign_req") ? (_, args) -> sign(args) : null;
  }

  private static SetValue texts(String... texts) {
    SetValue.Builder set = SetValue.builder();
    for (String text : texts) {
      set.add(StringValue.of(text));
    }
    return set.build();
  }

  private static String text(ObjectValue object, String name) {
    return object.get(name) instanceof StringValue text ? text.value() : "";
  }

  /** Refuses an object in which some of these members are no texts. */
  private static void checkTexts(int position, ObjectValue object, SetValue names, String what) {
    SetValue.Builder wrong = SetValue.builder();
    for (Value name : names) {
      if (!(object.get(name) instanceof StringValue)) {
        wrong.add(name);
      }
    }
    if (wrong.size() > 0) {
      throw BuiltinException.operand(position, "invalid values for required " + what + " parameters(s): " + wrong.build());
    }
  }

  private static Value sign(Value[] args) {
    ObjectValue request = Operands.object(args, 1);
    ObjectValue config = Operands.object(args, 2);
    SetValue missing = Sets.difference(REQUIRED, Objects.keys(config));
    if (!missing.isEmpty()) {
      throw BuiltinException.operand(2, "missing required AWS config parameters(s): " + missing);
    }
    checkTexts(2, config, REQUIRED, "AWS config");
    var nanos = Operands.number(args, 3);
    if (!nanos.isLong() || !nanos.isWrittenAsInteger()) {
      throw BuiltinException.operand(3, "could not convert time_ns value into a unix timestamp");
    }
    HttpRequests.check(request);
    checkTexts(1, request, texts("url", "method"), "request");
    Value unsigned = config.get("disable_payload_signing");
    if (unsigned != null && !(unsigned instanceof BooleanValue)) {
      throw BuiltinException.operand(2, "invalid value for 'disable_payload_signing' in AWS config");
    }
    Value given = request.get("headers");
    if (given != null && !(given instanceof ObjectValue)) {
      throw BuiltinException.wrongType(0, given, "object");
    }
    ObjectValue headers = given instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    Instant time = Instant.EPOCH.plusNanos(nanos.longValue());
    return request.toBuilder().put("headers", signed(request, config, headers, time, BooleanValue.TRUE.equals(unsigned))).build();
  }

  private static ObjectValue signed(
      ObjectValue request, ObjectValue config, ObjectValue headers, Instant time, boolean unsignedPayload) {
    Uris.Uri uri = Uris.parse(text(request, "url"));
    String service = text(config, "aws_service");
    String day = DAY.format(time);
    String digest = HexFormat.of().formatHex(Hashes.digest("SHA-256", payload(request)));
    TreeMap<String, String> own = new TreeMap<>();
    own.put("host", uri.host() + (uri.port().isEmpty() ? "" : ":" + uri.port()));
    own.put("x-amz-date", MOMENT.format(time));
    if (service.equals("s3") || service.equals("glacier")) {
      digest = unsignedPayload ? "UNSIGNED-PAYLOAD" : digest;
      own.put("x-amz-content-sha256", digest);
    }
    if (!text(config, "aws_session_token").isEmpty()) {
      own.put("x-amz-security-token", text(config, "aws_session_token"));
    }
    TreeMap<String, String> all = new TreeMap<>(own);
    ObjectValue.Builder result = ObjectValue.builder();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.keyAt(i) instanceof StringValue key ? key.value() : "";
      String value = headers.valueAt(i) instanceof StringValue content ? content.value() : "";
      result.put(name, StringValue.of(value));
      if (!UNSIGNED.contains(Strings.lower(name))) {
        all.put(Strings.lower(name), value);
      }
    }
    StringBuilder canonical = new StringBuilder();
    canonical.append(text(request, "method")).append('\n').append(uri.rawPath()).append('\n').append(uri.query()).append('\n');
    all.forEach((name, value) -> canonical.append(name).append(':').append(value).append('\n'));
    String names = String.join(";", all.keySet());
    canonical.append('\n').append(names).append('\n').append(digest);
    String scope = String.join("/", List.of(day, text(config, "aws_region"), service, "aws4_request"));
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            MOMENT.format(time),
            scope,
            HexFormat.of().formatHex(Hashes.digest("SHA-256", Utf8.encode(canonical.toString()))));
    byte[] key = Utf8.encode("AWS4" + text(config, "aws_secret_access_key"));
    for (String part : scope.split("/", -1)) {
      key = Hashes.mac("HmacSHA256", key, Utf8.encode(part));
    }
    String signature = HexFormat.of().formatHex(Hashes.mac("HmacSHA256", key, Utf8.encode(toSign)));
    String credential = text(config, "aws_access_key") + "/" + scope;
    result.put(
        "Authorization",
        StringValue.of(
            "AWS4-HMAC-SHA256 Credential=" + credential + ",SignedHeaders=" + names + ",Signature=" + signature));
    own.forEach((name, value) -> result.put(name, StringValue.of(value)));
    return result.build();
  }

  private static byte[] payload(ObjectValue request) {
    if (request.get("raw_body") != null) {
      return Utf8.encode(text(request, "raw_body"));
    }
    Value body = request.get("body");
    return body == null ? new byte[0] : Utf8.encode(Values.toJson(body));
  }
}
