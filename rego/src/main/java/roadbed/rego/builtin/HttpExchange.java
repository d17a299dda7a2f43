package roadbed.rego.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** One HTTP exchange for a policy: never redirected, bounded in time and size, the same answer within an evaluation. */
final class HttpExchange {
  private static final int MAX_BODY = 10_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Members that the exchange does not act on are refused rather than ignored. */
  private static final Set<String> SUPPORTED =
      Set.of("method", "url", "body", "raw_body", "headers", "force_json_decode", "raise_error", "cache");

  private HttpExchange() {}

  private record Key(Value request) {}

  static Value send(CallContext context, ObjectValue request) {
    for (int i = 0; i < request.size(); i++) {
      if (request.keyAt(i) instanceof StringValue name && !SUPPORTED.contains(name.value())) {
        throw BuiltinException.operand(1, "request parameter " + name + " is not supported");
      }
    }
    return context.remembered(new Key(request), Value.class, () -> exchange(request));
  }

  private static String text(ObjectValue object, String name) {
    return object.get(name) instanceof StringValue text ? text.value() : "";
  }

  private static Value exchange(ObjectValue request) {
    boolean raise = !BooleanValue.FALSE.equals(request.get("raise_error"));
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(text(request, "url"))).timeout(TIMEOUT);
      if (request.get("headers") instanceof ObjectValue headers) {
        for (int i = 0; i < headers.size(); i++) {
          if (headers.keyAt(i) instanceof StringValue name && headers.valueAt(i) instanceof StringValue value) {
            builder.header(name.value(), value.value());
          }
        }
      }
      Value body = request.get("body");
      String content = request.get("raw_body") != null ? text(request, "raw_body") : body == null ? "" : Values.toJson(body);
      builder.method(
          text(request, "method").toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.ofByteArray(Utf8.encode(content)));
      HttpResponse<InputStream> response = client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] bytes = in.readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
          throw BuiltinException.limit("response of more than " + MAX_BODY + " bytes");
        }
        return answer(request, response, Utf8.decode(bytes));
      }
    } catch (IOException | IllegalArgumentException e) {
      return failed(raise, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failed(raise, "interrupted");
    }
  }

  private static Value failed(boolean raise, String problem) {
    if (raise) {
      throw BuiltinException.failed(problem);
    }
    ObjectValue error =
        ObjectValue.builder()
            .put("code", StringValue.of("eval_http_send_network_error"))
            .put("message", StringValue.of(problem))
            .build();
    return ObjectValue.builder().put("status_code", NumberValue.ZERO).put("error", error).build();
  }

  private static Value answer(ObjectValue request, HttpResponse<InputStream> response, String body) {
    ObjectValue.Builder headers = ObjectValue.builder();
    response.headers().map().forEach((name, values) -> headers.put(Strings.lower(name), Strings.texts(List.copyOf(values))));
    boolean json =
        BooleanValue.TRUE.equals(request.get("force_json_decode"))
            || response.headers().firstValue("content-type").orElse("").contains("json");
    Value parsed = NullValue.NULL;
    try {
      parsed = json ? Values.parseJson(body) : NullValue.NULL;
    } catch (JsonException _) {
      // a body that is not JSON has only its raw form
      json = false;
    }
    return ObjectValue.builder()
        .put("status_code", NumberValue.of(response.statusCode()))
        .put("status", StringValue.of(Integer.toString(response.statusCode())))
        .put("headers", headers.build())
        .put("raw_body", StringValue.of(body))
        .put("body", json ? parsed : NullValue.NULL)
        .build();
  }
}
