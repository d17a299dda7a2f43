package roadbed.web;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.security.KeyStoreException;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import roadbed.web.access.Access;

/** The running server: API and pages over the parts it was given. */
public final class WebServer implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final URI url;
  private final Optional<URI> firstAdministratorLink;

  private WebServer(
      ConfigurableApplicationContext context, URI url, Optional<URI> firstAdministratorLink) {
    this.context = context;
    this.url = url;
    this.firstAdministratorLink = firstAdministratorLink;
  }

  /** The server does not start, and why, in words for the person who started it. */
  public static final class RefusedToStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedToStart(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Starts; returns when requests are answered.
   *
   * @throws RefusedToStart where others could reach it without TLS, the address is taken, or the key store
   *     cannot be used
   */
  public static WebServer start(WebSettings settings, WebParts parts) {
    if (!settings.isLoopback() && settings.tls().isEmpty() && !settings.behindProxy()) {
      throw new RefusedToStart(
          "refusing to listen on %s without TLS: passwords and tokens would travel in the clear. Give a"
                  .formatted(settings.host())
              + " key store (--tls-keystore), or say that a reverse proxy with TLS stands in front"
              + " (--behind-proxy), or bind to 127.0.0.1.");
    }
    Access access = new Access(parts.access(), parts.clock(), new SecureRandom());
    SpringApplication application = new SpringApplication(WebWiring.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setAddCommandLineProperties(false);
    application.setDefaultProperties(properties(settings));
    application.addInitializers(
        context -> {
          if (context instanceof GenericApplicationContext generic) {
            generic.registerBean(WebSettings.class, () -> settings);
            generic.registerBean(WebParts.class, () -> parts);
            generic.registerBean(Access.class, () -> access);
          }
        });
    ConfigurableApplicationContext context = run(application, settings);
    int port =
        context instanceof ServletWebServerApplicationContext servlet && servlet.getWebServer() != null
            ? servlet.getWebServer().getPort()
            : settings.port();
    String host = settings.host().contains(":") && !settings.host().startsWith("[")
        ? "[" + settings.host() + "]"
        : settings.host();
    URI url =
        URI.create((settings.tls().isPresent() ? "https://" : "http://") + host + ":" + port + "/");
    Optional<URI> link = access.firstAdministratorCode().map(code -> url.resolve("/setup?code=" + code));
    return new WebServer(context, url, link);
  }

  private static ConfigurableApplicationContext run(
      SpringApplication application, WebSettings settings) {
    try {
      return application.run();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof PortInUseException || cause instanceof BindException) {
          throw new RefusedToStart(
              "cannot listen on %s port %d: another program does, or the address is not this machine's. Choose another --port."
                  .formatted(settings.host(), settings.port()));
        }
        if (cause instanceof NoSuchSslBundleException
            || cause instanceof KeyStoreException
            || cause instanceof UnrecoverableKeyException
            || (settings.tls().isPresent() && (cause instanceof IOException || isOfCertificates(cause)))) {
          throw new RefusedToStart(
              "cannot use the %s %s: %s"
                  .formatted(
                      settings.tls().flatMap(WebSettings.Tls::key).isPresent() ? "certificate" : "key store",
                      settings.tls().map(WebSettings.Tls::keystore).orElse(null),
                      cause.getMessage()));
        }
      }
      throw e;
    }
  }

  /** Certificates and keys that cannot be read, or do not belong together, have no exception of their own. */
  private static boolean isOfCertificates(Throwable cause) {
    return cause.getCause() == null
        && Arrays.stream(cause.getStackTrace())
            .map(StackTraceElement::getClassName)
            .anyMatch(name -> name.startsWith("org.springframework.boot.") && name.contains(".ssl."));
  }

  private static Map<String, Object> properties(WebSettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.address", settings.host());
    properties.put("server.port", settings.port());
    properties.put("server.shutdown", "graceful");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
    properties.put("server.error.whitelabel.enabled", false);
    properties.put("server.error.include-message", "never");
    properties.put("server.max-http-request-header-size", "16KB");
    properties.put("server.tomcat.max-http-form-post-size", "1MB");
    properties.put("server.tomcat.max-swallow-size", "1MB");
    properties.put("server.tomcat.max-part-count", 1_000);
    properties.put("server.tomcat.max-parameter-count", 500);
    properties.put("server.tomcat.connection-timeout", "20s");
    // Systems that send many alerts keep their connections, and with them what TLS has agreed on.
    properties.put("server.tomcat.max-keep-alive-requests", 10_000);
    properties.put("server.compression.enabled", true);
    properties.put("server.compression.min-response-size", "2KB");
    properties.put(
        "server.compression.mime-types",
        "text/html,text/css,text/javascript,text/csv,image/svg+xml,application/json");
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("spring.main.lazy-initialization", false);
    properties.put("spring.jmx.enabled", false);
    properties.put("logging.level.root", "WARN");
    properties.put("logging.level.roadbed", "INFO");
    // A failed start is told once, by whoever started it.
    properties.put("logging.level.org.springframework.boot.diagnostics", "OFF");
    properties.put("logging.level.org.springframework.boot.SpringApplication", "OFF");
    properties.put("logging.level.org.springframework.boot.web.server.servlet.context", "ERROR");
    if (settings.jsonLogs()) {
      properties.put("logging.structured.format.console", "logstash");
    }
    if (settings.behindProxy()) {
      properties.put("server.forward-headers-strategy", "native");
    }
    settings
        .tls()
        .ifPresent(
            tls -> {
              // A bundle, and not plain settings, because only a bundle is read again when its files change.
              String bundle = tls.key().isPresent() ? "spring.ssl.bundle.pem.web." : "spring.ssl.bundle.jks.web.";
              tls.key()
                  .ifPresentOrElse(
                      key -> {
                        properties.put(bundle + "keystore.certificate", tls.keystore().toUri().toString());
                        properties.put(bundle + "keystore.private-key", key.toUri().toString());
                        properties.put(bundle + "keystore.verify-keys", true);
                      },
                      () -> {
                        properties.put(bundle + "keystore.location", tls.keystore().toUri().toString());
                        properties.put(bundle + "keystore.password", tls.password());
                      });
              properties.put(bundle + "reload-on-update", true);
              properties.put(bundle + "options.enabled-protocols", "TLSv1.3,TLSv1.2");
              properties.put("spring.ssl.bundle.watch.file.quiet-period", "2s");
              properties.put("server.ssl.bundle", "web");
              tls.clients()
                  .ifPresent(
                      clients -> {
                        properties.put(bundle + "truststore." + (tls.key().isPresent() ? "certificate" : "location"), clients.toUri().toString());
                        properties.put("server.ssl.client-auth", "want");
                      });
            });
    return properties;
  }

  /** Where it answers. */
  public URI url() {
    return url;
  }

  /** The one-time link for the first administrator, where there is none yet. Show it once; it is a secret. */
  public Optional<URI> firstAdministratorLink() {
    return firstAdministratorLink;
  }

  /** Stops answering, lets running requests end. */
  @Override
  public void close() {
    context.close();
  }
}
