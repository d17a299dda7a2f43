package roadbed.inventory.normal.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.ImageReference;
import roadbed.inventory.facet.SecretMarks;

/** What shell commands and images of builds and pipelines tell. */
final class Commands {
  private static final Pattern PIPED =
      Pattern.compile(
          "\\b(?:curl|wget)\\b[^\\n|;&]{0,400}\\|\\s*(?:sudo\\s+(?:-\\S+\\s+)*)?(?:env\\s+\\S+\\s+)?(?:/\\S*/)?(?:ba|z|da|k)?sh\\b"
              + "|\\b(?:ba|z|da)?sh\\s+(?:-c\\s+)?[\"']?(?:<\\(|\\$\\()\\s*(?:curl|wget)\\b"
              + "|\\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod)\\b[^\\n|]{0,400}\\|\\s*(?:iex|Invoke-Expression)\\b");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'|)]{1,300}");
  private static final Pattern APT =
      Pattern.compile("\\bapt(?:-get)?\\s+(?:-\\S+\\s+)*+install\\s+([^&|;\\n]{1,4000})");

  private Commands() {}

  /** Where scripts come from that run as soon as they are fetched. */
  static List<String> remoteScripts(Iterable<String> scripts) {
    Set<String> sources = new TreeSet<>();
    for (String script : scripts) {
      Matcher piped = PIPED.matcher(script.replace("\\\n", " "));
      while (piped.find()) {
        Matcher address = ADDRESS.matcher(piped.group());
        sources.add(address.find() ? address.group() : "an address that is put together");
      }
    }
    return List.copyOf(sources);
  }

  /** Packages that apt installs in whichever version there is. */
  static List<String> unpinnedPackages(Iterable<String> scripts) {
    Set<String> packages = new TreeSet<>();
    for (String script : scripts) {
      Matcher install = APT.matcher(script.replace("\\\n", " "));
      while (install.find()) {
        for (String word : install.group(1).strip().split("\\s+")) {
          boolean plain = word.matches("[a-z0-9][a-z0-9+.:-]*");
          if (plain && !word.endsWith(".deb")) {
            packages.add(word);
          }
        }
      }
    }
    return List.copyOf(packages);
  }

  /** The kinds of secret that the texts held. */
  static Set<String> secrets(Iterable<String> texts) {
    Set<String> kinds = new TreeSet<>();
    texts.forEach(text -> kinds.addAll(SecretMarks.in(text)));
    return kinds;
  }

  /** An image as a facet; empty for what is put together from variables. */
  static Optional<Facets> image(String text, String where) {
    if (text.indexOf('$') >= 0 || text.isBlank()) {
      return Optional.empty();
    }
    ImageReference image = ImageReference.parse(text);
    return Optional.of(
        new Facets()
            .set("image", text)
            .set("where", where)
            .set("registry", image.registry())
            .set("tag", image.tag())
            .set("digest", image.digest().isPresent())
            .set("latest", image.latest()));
  }

  /** The images that are known. */
  static List<Facets> images(List<Optional<Facets>> images) {
    List<Facets> known = new ArrayList<>();
    images.forEach(image -> image.ifPresent(known::add));
    return known;
  }
}
