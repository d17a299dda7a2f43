package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmazonTopicsTest {
  private static final String CERTIFICATE = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem";
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static KeyStore keys;

  private final List<URI> fetched = new ArrayList<>();
  private final AmazonTopics topics =
      new AmazonTopics(
          address -> {
            fetched.add(address);
            try {
              return Optional.of(keys.getCertificate("sns").getEncoded());
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });

  @BeforeAll
  static void makeAKey() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "sns", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=sns", "-validity", "2",
                "-keystore", file.toString(), "-storepass", new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
  }

  private static byte[] message(String text, String signedText, String certificate) throws Exception {
    String signed =
        "Message\n" + signedText + "\nMessageId\nm-1\nTimestamp\n2026-11-22T03:00:00.000Z\nTopicArn\narn:aws:sns:eu-central-1:1:t\nType\nNotification\n";
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign((PrivateKey) keys.getKey("sns", PASSWORD));
    signature.update(signed.getBytes(StandardCharsets.UTF_8));
    return """
        {"Type": "Notification", "MessageId": "m-1", "TopicArn": "arn:aws:sns:eu-central-1:1:t", "Message": "%s",
         "Timestamp": "2026-11-22T03:00:00.000Z", "SignatureVersion": "2", "Signature": "%s", "SigningCertURL": "%s"}
        """
        .formatted(text, Base64.getEncoder().encodeToString(signature.sign()), certificate)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatTheServiceSignedIsSignedAndItsCertificateIsFetchedOnce() throws Exception {
    byte[] message = message("down", "down", CERTIFICATE);

    assertThat(topics.isSigned(message)).isTrue();
    assertThat(topics.isSigned(message)).isTrue();
    assertThat(fetched).containsExactly(URI.create(CERTIFICATE));
  }

  @Test
  void whatWasChangedIsNotSigned() throws Exception {
    assertThat(topics.isSigned(message("up", "down", CERTIFICATE))).isFalse();
  }

  @Test
  void aCertificateFromElsewhereIsNotEvenFetched() throws Exception {
    assertThat(topics.isSigned(message("down", "down", "https://sns.eu-central-1.amazonaws.com.example.org/x.pem"))).isFalse();
    assertThat(topics.isSigned(message("down", "down", "http://sns.eu-central-1.amazonaws.com/x.pem"))).isFalse();
    assertThat(fetched).isEmpty();
  }

  @Test
  void whatCannotBeFetchedOrIsNoCertificateIsNotTrusted() throws Exception {
    byte[] message = message("down", "down", CERTIFICATE);

    assertThat(new AmazonTopics(address -> Optional.empty()).isSigned(message)).isFalse();
    assertThat(new AmazonTopics(address -> Optional.of(new byte[] {1, 2, 3})).isSigned(message)).isFalse();
  }

  @Test
  void aSubscriptionIsConfirmedAtOneOfAmazonsHostsAlone() {
    String confirmation = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-central-1:1:t&Token=abc";

    assertThat(topics.confirm(confirmation)).isTrue();
    assertThat(topics.confirm(confirmation.replace("amazonaws.com/", "amazonaws.com.example.org/"))).isFalse();
    assertThat(topics.confirm(confirmation.replace("ConfirmSubscription", "DeleteTopic"))).isFalse();
    assertThat(fetched).hasSize(1);
  }
}
