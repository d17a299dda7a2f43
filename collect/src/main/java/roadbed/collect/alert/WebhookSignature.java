package roadbed.collect.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** Whether a message comes from whom it says. */
public final class WebhookSignature {
  private static final Pattern CERTIFICATE =
      Pattern.compile("https://sns\\.[a-z0-9-]{1,40}\\.amazonaws\\.com(?:\\.cn)?/[A-Za-z0-9_-]{1,200}\\.pem");
  private static final Pattern CONFIRMATION =
      Pattern.compile("https://sns\\.[a-z0-9-]{1,40}\\.amazonaws\\.com(?:\\.cn)?/\\?Action=ConfirmSubscription&[A-Za-z0-9%&=:._-]{1,2000}");

  private WebhookSignature() {}

  /**
   * Whether a header holds the body's HMAC-SHA256: bare in hexadecimal, or after {@code sha256=} or {@code v1=}, one of
   * several with commas between, as while a key is changed.
   *
   * @param secret shared with the sender
   */
  public static boolean hmac(byte[] body, String header, String secret) {
    String expected = mac(body, secret);
    boolean found = false;
    for (String one : header.split(",", 20)) {
      String digest = one.strip().toLowerCase(Locale.ROOT);
      int equal = digest.indexOf('=');
      String name = equal < 0 ? "" : digest.substring(0, equal);
      if (List.of("", "v1", "sha256").contains(name)) {
        // All are compared, each in constant time, so that time tells nothing.
        found |=
            MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), digest.substring(equal + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  /**
   * Whether a header is the body's HMAC-SHA512 in hexadecimal, as HCP Terraform sends it.
   *
   * @param secret shared with the sender
   */
  public static boolean hmac512(byte[] body, String header, String secret) {
    return MessageDigest.isEqual(
        mac(body, secret, "HmacSHA512").getBytes(StandardCharsets.US_ASCII),
        header.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  /** The HMAC-SHA256 of a body, in hexadecimal. */
  public static String mac(byte[] body, String secret) {
    return mac(body, secret, "HmacSHA256");
  }

  private static String mac(byte[] body, String secret, String algorithm) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  /** Where the certificate of a message of Amazon's notification service lies; empty where it is not one of Amazon's hosts. */
  public static Optional<String> snsCertificate(byte[] body) {
    return sns(body)
        .flatMap(message -> message.raw("SigningCertURL").or(() -> message.raw("SigningCertUrl")))
        .filter(url -> CERTIFICATE.matcher(url).matches());
  }

  /** Whether an address confirms a subscription at one of Amazon's hosts and does nothing else. */
  public static boolean snsConfirmation(String url) {
    return CONFIRMATION.matcher(url).matches();
  }

  /**
   * Whether a message of Amazon's notification service is signed by a key: versions 1 (SHA-1) and 2 (SHA-256) over the
   * fields that the service's documentation names, in the order of their names.
   */
  public static boolean sns(byte[] body, PublicKey key) {
    Optional<Fields> message = sns(body);
    if (message.isEmpty()) {
      return false;
    }
    boolean notification = message.get().raw("Type").orElse("").equals("Notification");
    StringBuilder signed = new StringBuilder();
    Stream.of("Message", "MessageId", notification ? "Subject" : "SubscribeURL", "Timestamp", notification ? "" : "Token", "TopicArn", "Type")
        .forEach(name -> message.get().raw(name).ifPresent(text -> signed.append(name).append('\n').append(text).append('\n')));
    try {
      String version = message.get().text("SignatureVersion").orElse("1");
      Signature signature = Signature.getInstance(version.equals("2") ? "SHA256withRSA" : "SHA1withRSA");
      signature.initVerify(key);
      signature.update(signed.toString().getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(message.get().raw("Signature").orElse("")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<Fields> sns(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (!text.contains("TopicArn")) {
      return Optional.empty();
    }
    try {
      Fields message = new Fields(ValueJson.parse(text));
      return message.has("Type", "TopicArn", "MessageId") ? Optional.of(message) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
