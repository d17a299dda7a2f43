package roadbed.app.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import roadbed.model.Value;
import roadbed.operate.notify.Circle;
import roadbed.operate.notify.Words;

/**
 * A message for any program: a CloudEvent 1.0 in structured mode, signed as the Standard Webhooks specification says:
 * HMAC-SHA256 over identifier, time and body, joined by dots.
 */
final class SignedWebhook {
  private static final String SECRET = "whsec_";

  private SignedWebhook() {}

  /** The event. */
  static Value event(Words words, String identity, String source, Instant now) {
    Map<String, Value> event = new LinkedHashMap<>();
    event.put("specversion", Value.of("1.0"));
    event.put("id", Value.of(identity));
    event.put("source", Value.of(source));
    event.put("type", Value.of("dev.roadbed.notify." + words.notice().kind().id()));
    event.put("time", Value.of(now.toString()));
    event.put("datacontenttype", Value.of("application/json"));
    boolean inside = words.circle() != Circle.PUBLIC;
    if (inside && !words.notice().subject().isEmpty()) {
      event.put("subject", Value.of(words.notice().subject()));
    }
    Map<String, Value> data = new LinkedHashMap<>();
    data.put("title", Value.of(words.subject()));
    data.put("text", Value.of(words.text()));
    data.put("audience", Value.of(words.circle().id()));
    data.put("happened_at", Value.of(words.notice().at().toString()));
    if (inside) {
      data.put("severity", Value.of(words.notice().importance()));
      words.notice().service().ifPresent(service -> data.put("service", Value.of(service)));
      data.put("owners", Value.ofTexts(words.notice().owners()));
      Map<String, Value> facts = new LinkedHashMap<>();
      words.facts().forEach((name, value) -> facts.put(name, Value.of(value)));
      data.put("facts", new Value.Fields(facts));
    }
    words.link().ifPresent(link -> data.put("link", Value.of(link.toString())));
    words.answer().ifPresent(link -> data.put("answer", Value.of(link.toString())));
    event.put("data", new Value.Fields(data));
    return new Value.Fields(event);
  }

  /** The headers by which a receiver knows who sends, and what comes a second time. */
  static Map<String, String> headers(String identity, String body, Optional<String> secret, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/cloudevents+json; charset=utf-8");
    headers.put("webhook-id", identity);
    headers.put("Idempotency-Key", identity);
    String time = Long.toString(now.getEpochSecond());
    headers.put("webhook-timestamp", time);
    secret.ifPresent(it -> headers.put("webhook-signature", "v1," + signature(identity + "." + time + "." + body, it)));
    return headers;
  }

  private static String signature(String text, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC with SHA-256", e);
    }
  }

  private static byte[] key(String secret) {
    if (secret.startsWith(SECRET)) {
      try {
        byte[] bytes = Base64.getDecoder().decode(secret.substring(SECRET.length()));
        if (bytes.length > 0) {
          return bytes;
        }
      } catch (IllegalArgumentException _) {
        return secret.getBytes(StandardCharsets.UTF_8);
      }
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }
}
