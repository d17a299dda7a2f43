package roadbed.web.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** The static files, all from our own archive, under an address that changes with their content. */
final class Assets {
  private static final Map<String, String> FILES =
      Map.of(
          "roadbed.css", "/roadbed/web/assets/roadbed.css",
          "roadbed.js", "/roadbed/web/assets/roadbed.js",
          "theme.js", "/roadbed/web/assets/theme.js",
          "icon.svg", "/roadbed/web/assets/icon.svg",
          "htmx.js", "/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js");

  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private final String version;

  Assets() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : FILES.keySet().stream().sorted().toList()) {
        try (InputStream in = Assets.class.getResourceAsStream(FILES.getOrDefault(name, ""))) {
          if (in == null) {
            throw new IllegalStateException("the file " + name + " is not in the archive");
          }
          byte[] content = in.readAllBytes();
          digest.update(content);
          contents.put(name, content);
        }
      }
      version = HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What the addresses contain, so that browsers may keep the files for good. */
  String version() {
    return version;
  }

  ServerResponse serve(Visit visit) {
    String name = visit.request().pathVariable("name");
    byte[] content = contents.get(name);
    if (content == null) {
      throw Problem.notFound("There is no such file.");
    }
    boolean current = visit.request().pathVariable("version").equals(version);
    return ServerResponse.ok()
        .contentType(type(name))
        .header("Cache-Control", current ? "public, max-age=31536000, immutable" : "no-store")
        .build(
            (_, response) -> {
              response.setContentLength(content.length);
              response.getOutputStream().write(content);
              return null;
            });
  }

  private static MediaType type(String name) {
    String type =
        name.endsWith(".css")
            ? "text/css;charset=utf-8"
            : name.endsWith(".svg") ? "image/svg+xml" : "text/javascript;charset=utf-8";
    return MediaType.parseMediaType(type);
  }
}
