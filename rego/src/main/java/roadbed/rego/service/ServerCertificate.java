package roadbed.rego.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What the server shows to speak TLS, read from PEM files. */
public final class ServerCertificate {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]+)-----END \\1PRIVATE KEY-----");
  private static final char[] NO_PASSWORD = new char[0];

  private ServerCertificate() {}

  /**
   * The context for a certificate and its key.
   *
   * @param authorities a file with the authorities that clients' certificates come from
   * @throws IOException where a file cannot be read or used; its message says which and why
   */
  public static SSLContext context(Path certificate, Path key, Optional<Path> authorities) throws IOException {
    try {
      Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setKeyEntry("server", privateKey(key), NO_PASSWORD, chain);
      KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), authorities.isEmpty() ? null : trust(authorities.get()), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot speak TLS with " + certificate + " and " + key + ": " + e.getMessage(), e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
    if (found.isEmpty()) {
      throw new IOException(file + " holds no certificate");
    }
    return found;
  }

  private static TrustManager @Nullable [] trust(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate authority : certificates(file)) {
      store.setCertificateEntry("authority" + number++, authority);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file));
    if (!pem.find()) {
      throw new IOException(file + " holds no private key in PEM");
    }
    if (!pem.group(1).isEmpty()) {
      throw new IOException(
          file + " holds a key in another form than PKCS#8: convert it with openssl pkcs8 -topk8 -nodes");
    }
    PKCS8EncodedKeySpec written = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2)));
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      PrivateKey key = as(algorithm, written);
      if (key != null) {
        return key;
      }
    }
    throw new IOException(file + " holds a key of an unknown algorithm");
  }

  private static @Nullable PrivateKey as(String algorithm, PKCS8EncodedKeySpec written)
      throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(written);
    } catch (InvalidKeySpecException _) {
      return null;
    }
  }
}
