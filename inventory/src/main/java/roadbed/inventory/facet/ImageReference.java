package roadbed.inventory.facet;

import java.util.Optional;

/**
 * A container image reference in its parts.
 *
 * @param registry host, {@code docker.io} where none is named
 * @param repository path inside the registry
 * @param tag tag, where there is one
 * @param digest digest with its algorithm, where there is one
 */
public record ImageReference(
    String registry, String repository, Optional<String> tag, Optional<String> digest) {

  /** Takes a reference apart; every text has some reading. */
  public static ImageReference parse(String text) {
    String rest = text.strip();
    Optional<String> digest = Optional.empty();
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = Optional.of(rest.substring(at + 1)).filter(part -> !part.isEmpty());
      rest = rest.substring(0, at);
    }
    Optional<String> tag = Optional.empty();
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = Optional.of(rest.substring(colon + 1)).filter(part -> !part.isEmpty());
      rest = rest.substring(0, colon);
    }
    int slash = rest.indexOf('/');
    String host = slash < 0 ? "" : rest.substring(0, slash);
    if (host.indexOf('.') >= 0 || host.indexOf(':') >= 0 || host.equals("localhost")) {
      return new ImageReference(host, rest.substring(slash + 1), tag, digest);
    }
    return new ImageReference("docker.io", slash < 0 ? "library/" + rest : rest, tag, digest);
  }

  /** Whether it means whatever is newest: tag {@code latest}, or neither tag nor digest. */
  public boolean latest() {
    return digest.isEmpty() && tag.map("latest"::equals).orElse(true);
  }
}
