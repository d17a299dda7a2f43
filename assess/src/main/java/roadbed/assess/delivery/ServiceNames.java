package roadbed.assess.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.CatalogEntity;

/**
 * Which catalog component a repository, application, job or workspace is. Annotations decide; else a component of the same name,
 * or of the name's last part. What two components claim is nobody's: it keeps its own name.
 */
public final class ServiceNames {
  /** Annotations whose value is the name, or several with commas. */
  private static final List<String> ANNOTATIONS =
      List.of(
          "roadbed.dev/delivery",
          "github.com/project-slug",
          "gitlab.com/project-slug",
          "argocd/app-name",
          "jenkins.io/job-full-name",
          "jenkins.io/github-folder",
          "terraform/workspaces",
          "aws.amazon.com/codepipeline");

  private static final Pattern SOURCE = Pattern.compile("(?:url:)?https?://[^/]+/(.{1,500}?)(?:\\.git|/-/.*|/(?:tree|blob|src)/.*)?/?$");

  private final Map<String, String> byName = new HashMap<>();
  private final Set<String> components = new HashSet<>();
  private final Set<String> claimedTwice = new HashSet<>();

  /** The names that a catalog gives. */
  public ServiceNames(List<CatalogEntity> catalog) {
    for (CatalogEntity entity : catalog) {
      if (entity.kind().equalsIgnoreCase("component")) {
        components.add(entity.name());
        for (String annotation : ANNOTATIONS) {
          for (String name : entity.annotations().getOrDefault(annotation, "").split(",", 100)) {
            // Jenkins may stand before a job's name as the name of its instance.
            claim(annotation.startsWith("jenkins") ? name.substring(name.indexOf(':') + 1) : name, entity.name());
          }
        }
        Matcher source = SOURCE.matcher(entity.annotations().getOrDefault("backstage.io/source-location", ""));
        if (source.matches()) {
          claim(source.group(1), entity.name());
        }
      }
    }
    claimedTwice.forEach(byName::remove);
  }

  private void claim(String name, String component) {
    String key = key(name);
    String before = key.isEmpty() ? null : byName.put(key, component);
    if (before != null && !before.equals(component)) {
      claimedTwice.add(key);
    }
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** The service that something is of; its own name where the catalog knows none. */
  public String of(String subject, Optional<String> said) {
    if (said.isPresent()) {
      return inCatalog(said.get()).orElse(said.get());
    }
    return inCatalog(subject).orElse(subject);
  }

  /** The component; empty where the catalog has none for it. */
  public Optional<String> inCatalog(String subject) {
    String annotated = byName.get(key(subject));
    if (annotated != null) {
      return Optional.of(annotated);
    }
    String last = subject.substring(subject.lastIndexOf('/') + 1);
    return components.contains(subject)
        ? Optional.of(subject)
        : components.contains(last) && !claimedTwice.contains(key(subject)) ? Optional.of(last) : Optional.empty();
  }
}
