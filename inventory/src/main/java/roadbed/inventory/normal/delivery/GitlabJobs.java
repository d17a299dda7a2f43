package roadbed.inventory.normal.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Pipelines of GitLab and their jobs. */
final class GitlabJobs {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private GitlabJobs() {}

  static void types(Types types) {
    types
        .resource("pipeline", GitlabJobs::pipeline, "gitlab_pipeline")
        .resource("pipeline.job", GitlabJobs::job, "gitlab_pipeline_job");
  }

  private static void pipeline(Subject it, Facets out) {
    out.set("system", "gitlab");
    out.put("secrets.in_text", () -> secrets(it.doc(), "variables"));
    out.put("includes.unpinned", () -> unpinned(it.doc()));
  }

  private static void job(Subject it, Facets out) {
    Document job = it.doc();
    out.set("system", "gitlab");
    out.put("runner.labels", () -> job.texts("tags"));
    out.put("oidc", () -> job.has("id_tokens"));
    out.put("images", () -> images(job));
    out.put("secrets.in_text", () -> jobSecrets(job));
    out.put("remote_scripts", () -> Commands.remoteScripts(scripts(job)));
    out.put("environment", () -> job.raw("environment").filter(Value.Text.class::isInstance).isPresent() ? job.text("environment") : job.text("environment.name"));
  }

  private static Set<String> jobSecrets(Document job) {
    Set<String> names = new TreeSet<>(secrets(job, "variables"));
    names.addAll(secrets(job.block("pipeline"), "variables"));
    names.addAll(Commands.secrets(scripts(job)));
    return names;
  }

  /** A variable stands as its value, or as an object with the value in it. */
  private static Set<String> secrets(Document document, String attribute) {
    Set<String> names = new TreeSet<>(SecretMarks.inVariables(document, attribute));
    Document variables = document.block(attribute);
    for (String name : document.names(attribute)) {
      if (!SecretMarks.inVariables(variables, name).isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<String> scripts(Document job) {
    List<String> scripts = new ArrayList<>();
    for (String key : List.of("before_script", "script", "after_script")) {
      scripts.addAll(job.texts(key));
    }
    return List.of(String.join("\n", scripts));
  }

  private static List<Facets> images(Document job) {
    List<Optional<Facets>> images = new ArrayList<>();
    Optional<String> image =
        job.raw("image").filter(Value.Fields.class::isInstance).isPresent() ? job.text("image.name") : job.text("image");
    image.ifPresent(text -> images.add(Commands.image(text, "image")));
    if (job.raw("services").orElse(Value.Null.INSTANCE) instanceof Value.Items services) {
      for (Value service : services.values()) {
        Optional<String> name =
            service instanceof Value.Text text ? Optional.of(text.value()) : new Document(service).text("name");
        name.ifPresent(text -> images.add(Commands.image(text, "service")));
      }
    }
    return Commands.images(images);
  }

  /** What is included from elsewhere by a name that can come to mean something else. */
  private static List<String> unpinned(Document pipeline) {
    Set<String> unpinned = new TreeSet<>();
    for (Document include : pipeline.blocks("remote_includes")) {
      Optional<String> remote = include.text("remote");
      Optional<String> project = include.text("project");
      Optional<String> component = include.text("component");
      if (remote.isPresent() && !include.has("integrity")) {
        unpinned.add(remote.get());
      } else if (project.isPresent() && include.text("ref").filter(ref -> COMMIT.matcher(ref).matches()).isEmpty()) {
        unpinned.add(project.get());
      } else if (component.isPresent()
          && !COMMIT.matcher(component.get().substring(component.get().lastIndexOf('@') + 1)).matches()) {
        unpinned.add(component.get());
      }
    }
    return List.copyOf(unpinned);
  }
}
