package roadbed.rego.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.BuiltinException;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** What a request carries: perhaps compressed, JSON or YAML. */
final class Body {
  private Body() {}

  /**
   * The body as it was before it was compressed.
   *
   * @throws Refusal where it is not what its header says, or larger than allowed
   */
  static byte[] plain(Request request, long most) {
    if (!request.header("Content-Encoding").toLowerCase(Locale.ROOT).contains("gzip") || request.body().length == 0) {
      return request.body();
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
      byte[] plain = in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 16));
      if (plain.length > most) {
        throw Refusal.invalid("compressed request body too large");
      }
      return plain;
    } catch (IOException e) {
      throw Refusal.invalid("could not decompress the body: " + e.getMessage());
    }
  }

  /**
   * The document in a body; null where it is empty.
   *
   * @throws Refusal where it is neither JSON nor, under a header that says so, YAML
   */
  static @Nullable Value document(Request request, byte[] plain, String problem) {
    if (isBlank(plain)) {
      return null;
    }
    if (request.header("Content-Type").contains("yaml")) {
      return yaml(new String(plain, StandardCharsets.UTF_8), problem);
    }
    return json(plain, problem);
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  static Value json(byte[] utf8, String problem) {
    try {
      return Values.parseJson(utf8);
    } catch (JsonException e) {
      throw Refusal.invalid(problem + e.getMessage());
    }
  }

  static Value yaml(String text, String problem) {
    Builtin reader =
        Builtins.standard().find("yaml.unmarshal").orElseThrow(() -> new IllegalStateException("no yaml.unmarshal"));
    try {
      Value value = reader.call(CallContext.builder().build(), new Value[] {StringValue.of(text)});
      return value == null ? NullValue.NULL : value;
    } catch (BuiltinException e) {
      throw Refusal.invalid(problem + e.problem());
    }
  }

  static byte[] compressed(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    return out.toByteArray();
  }
}
