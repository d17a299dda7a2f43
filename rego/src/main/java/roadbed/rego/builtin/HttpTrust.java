package roadbed.rego.builtin;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;

/** Whom a request trusts, and as whom it presents itself: the members of a request that begin with {@code tls_}. */
final class HttpTrust {
  private static final char[] NO_PASSWORD = new char[0];

  private final ObjectValue request;

  HttpTrust(ObjectValue request) {
    this.request = request;
  }

  private String text(String name) {
    return request.get(name) instanceof StringValue text ? text.value() : "";
  }

  private boolean flag(String name) {
    return BooleanValue.TRUE.equals(request.get(name));
  }

  /** The name that the server must prove to have where it is not that of the address; empty for that of the address. */
  String serverName(String hostHeader) {
    return text("tls_server_name").isEmpty() ? hostHeader : text("tls_server_name");
  }

  /** A context of TLS for the request. */
  SSLContext context(String serverName) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(serverName), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw BuiltinException.failed("tls: " + e.getMessage());
    }
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int pairs = 0;
    pairs += addPair(store, pairs, text("tls_client_cert"), text("tls_client_key"));
    pairs += addPair(store, pairs, file("tls_client_cert_file"), file("tls_client_key_file"));
    pairs += addPair(store, pairs, variable("tls_client_cert_env_variable"), variable("tls_client_key_env_variable"));
    if (pairs == 0) {
      return null;
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static int addPair(KeyStore store, int number, String certificates, String key)
      throws GeneralSecurityException {
    if (certificates.isEmpty() || key.isEmpty()) {
      return 0;
    }
    X509Certificate[] chain = X509.pemCertificates(certificates).toArray(new X509Certificate[0]);
    PrivateKey found = null;
    for (Pem.Block block : Pem.read(key).blocks()) {
      found = found == null ? Keys.privateKey(block) : found;
    }
    if (found == null) {
      throw BuiltinException.failed("tls: failed to find any PEM data in key input");
    }
    if (chain.length == 0) {
      throw BuiltinException.failed("tls: failed to find any PEM data in certificate input");
    }
    store.setKeyEntry("client" + number, found, NO_PASSWORD, chain);
    return 1;
  }

  private String file(String name) throws IOException {
    String path = text(name);
    try {
      return path.isEmpty() ? "" : Files.readString(Path.of(path));
    } catch (InvalidPathException _) {
      throw new IOException("open " + path + ": no such file or directory");
    }
  }

  private String variable(String name) {
    String value = text(name).isEmpty() ? null : System.getenv(text(name));
    return value == null ? "" : value;
  }

  private TrustManager @Nullable [] trust(String serverName) throws GeneralSecurityException, IOException {
    if (flag("tls_insecure_skip_verify")) {
      return new TrustManager[] {new Checked(null, "")};
    }
    List<X509Certificate> authorities = new ArrayList<>();
    String given = text("tls_ca_cert").replace("\\n", "\n");
    for (String pem : List.of(given, file("tls_ca_cert_file"), variable("tls_ca_cert_env_variable"))) {
      if (!pem.isEmpty()) {
        List<X509Certificate> found = X509.pemCertificates(pem);
        if (found.isEmpty()) {
          throw BuiltinException.failed("could not append certificates");
        }
        authorities.addAll(found);
      }
    }
    X509TrustManager delegate = manager(authorities, authorities.isEmpty() || flag("tls_use_system_certs"));
    return serverName.isEmpty()
        ? new TrustManager[] {delegate}
        : new TrustManager[] {new Checked(delegate, serverName)};
  }

  private static X509TrustManager manager(List<X509Certificate> authorities, boolean system)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (authorities.isEmpty()) {
      factory.init((KeyStore) null);
    } else {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      List<X509Certificate> all = new ArrayList<>(authorities);
      if (system) {
        all.addAll(List.of(manager(List.of(), true).getAcceptedIssuers()));
      }
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry("authority" + i, all.get(i));
      }
      factory.init(store);
    }
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager trust) {
        return trust;
      }
    }
    throw new GeneralSecurityException("there is no manager of trust");
  }

  /** Trusts what another manager trusts if it has a certain name; or anything, where there is no other manager. */
  private static final class Checked extends X509ExtendedTrustManager {
    private final @Nullable X509TrustManager delegate;
    private final String serverName;

    Checked(@Nullable X509TrustManager delegate, String serverName) {
      this.delegate = delegate;
      this.serverName = serverName;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
      if (delegate == null) {
        return;
      }
      delegate.checkServerTrusted(chain, algorithm);
      if (!CertificateView.isFor(chain[0], serverName)) {
        throw new CertificateException("x509: certificate is not valid for " + serverName);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
        throws CertificateException {
      checkServerTrusted(chain, algorithm);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
        throws CertificateException {
      checkServerTrusted(chain, algorithm);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
      throw new CertificateException("a client of HTTP has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, algorithm);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, algorithm);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return delegate == null ? new X509Certificate[0] : delegate.getAcceptedIssuers();
    }
  }
}
