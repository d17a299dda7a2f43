package roadbed.inventory.normal.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.NotKnown;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** Dockerfiles. */
final class ContainerBuilds {
  private ContainerBuilds() {}

  static void types(Types types) {
    types.resource("container.build", ContainerBuilds::build, "dockerfile");
  }

  private static void build(Subject it, Facets out) {
    List<Document> stages = it.doc().blocks("stages");
    if (stages.isEmpty()) {
      return;
    }
    Document last = stages.getLast();
    out.put("base_images", () -> bases(stages));
    out.put("user", () -> last.text("user"));
    out.put("runs_as_root", () -> root(last, stages));
    out.put("secrets.in_environment", () -> secrets(stages));
    out.put("add.remote", () -> remote(stages));
    out.put("packages.unpinned", () -> Commands.unpinnedPackages(scripts(stages)));
    out.put("remote_scripts", () -> Commands.remoteScripts(scripts(stages)));
    out.put("healthcheck", () -> last.blocks("instructions").stream().anyMatch(one -> one.isAny("instruction", "HEALTHCHECK")));
  }

  private static List<Facets> bases(List<Document> stages) {
    List<Optional<Facets>> images = new ArrayList<>();
    for (Document stage : stages) {
      Optional<String> base = stage.text("base").filter(text -> !text.equals("scratch"));
      base.ifPresent(text -> images.add(Commands.image(text, stage.text("name").orElse("stage " + stage.text("index").orElse("0")))));
    }
    return Commands.images(images);
  }

  /** Without a user the base image decides; what is known to have none of its own runs as root. */
  private static boolean root(Document last, List<Document> stages) {
    Optional<String> user = last.text("user");
    if (user.isPresent()) {
      String name = user.get().split(":", 2)[0];
      return name.equals("root") || name.equals("0");
    }
    Document base = last;
    for (int i = 0; i < stages.size() && base.has("from_stage"); i++) {
      String name = base.text("from_stage").orElse("");
      base =
          stages.stream().filter(stage -> stage.isAny("name", name)).findFirst().orElse(Document.EMPTY);
    }
    String image = base.text("base").orElseThrow(() -> new NotKnown("the base image is not known"));
    return !image.contains("nonroot") && !image.contains("rootless") && !image.contains("unprivileged");
  }

  private static Set<String> secrets(List<Document> stages) {
    Set<String> names = new TreeSet<>();
    for (Document stage : stages) {
      names.addAll(SecretMarks.inVariables(stage, "env"));
      names.addAll(SecretMarks.inVariables(stage, "arg"));
    }
    return names;
  }

  private static List<String> remote(List<Document> stages) {
    Set<String> sources = new TreeSet<>();
    for (Document stage : stages) {
      for (Document instruction : stage.blocks("instructions")) {
        if (instruction.isAny("instruction", "ADD") && !instruction.has("checksum")) {
          instruction.texts("sources").stream()
              .filter(source -> source.startsWith("http://") || source.startsWith("https://"))
              .forEach(sources::add);
        }
      }
    }
    return List.copyOf(sources);
  }

  private static List<String> scripts(List<Document> stages) {
    List<String> scripts = new ArrayList<>();
    for (Document stage : stages) {
      for (Document instruction : stage.blocks("instructions")) {
        if (instruction.isAny("instruction", "RUN")) {
          instruction.text("value").ifPresent(scripts::add);
          scripts.addAll(instruction.texts("documents"));
        }
      }
    }
    return scripts;
  }
}
