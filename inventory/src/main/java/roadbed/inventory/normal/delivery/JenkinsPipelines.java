package roadbed.inventory.normal.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Declarative pipelines of Jenkins. */
final class JenkinsPipelines {
  /** What a build is started with: parameters, and what others name their branches and changes. */
  private static final Pattern GIVEN =
      Pattern.compile(
          "\\$\\{?\\s*(params\\.\\w+|(?:env\\.)?(?:CHANGE_(?:TITLE|BRANCH|AUTHOR\\w*|FORK)|BRANCH_NAME|GIT_BRANCH|ghprb\\w+))");
  private static final Pattern CREDENTIAL = Pattern.compile("\\$\\{?\\s*(?:env\\.)?(\\w+)");

  private JenkinsPipelines() {}

  static void types(Types types) {
    types.resource("pipeline", JenkinsPipelines::pipeline, "jenkins_pipeline");
  }

  private static void pipeline(Subject it, Facets out) {
    Document pipeline = it.doc();
    List<Document> commands = pipeline.blocks("commands");
    out.set("system", "jenkins");
    out.put("agents.any", () -> pipeline.blocks("agents").stream().anyMatch(agent -> agent.isAny("kind", "any")));
    out.put("images", () -> images(pipeline));
    out.put("secrets.in_text", () -> secrets(pipeline, commands));
    out.put("injections", () -> injections(pipeline, commands));
    out.put("secrets.interpolated", () -> interpolated(pipeline, commands));
    out.put("remote_scripts", () -> Commands.remoteScripts(scripts(commands)));
    out.put("libraries.unpinned", () -> pipeline.texts("libraries").stream().filter(name -> name.indexOf('@') < 0).toList());
  }

  private static List<String> scripts(List<Document> commands) {
    List<String> scripts = new ArrayList<>();
    commands.forEach(command -> command.text("script").ifPresent(scripts::add));
    return scripts;
  }

  private static List<Facets> images(Document pipeline) {
    List<Optional<Facets>> images = new ArrayList<>();
    for (Document agent : pipeline.blocks("agents")) {
      agent.text("image").ifPresent(text -> images.add(Commands.image(text, agent.text("stage").orElse("pipeline"))));
    }
    return Commands.images(images);
  }

  private static Set<String> secrets(Document pipeline, List<Document> commands) {
    Set<String> names = new TreeSet<>(SecretMarks.inVariables(pipeline, "environment"));
    names.addAll(Commands.secrets(scripts(commands)));
    for (Document parameter : pipeline.blocks("parameters")) {
      if (parameter.raw("default").filter(Value.Secret.class::isInstance).isPresent()) {
        parameter.text("name").ifPresent(names::add);
      }
    }
    return names;
  }

  /** Groovy puts what a build is started with into the command before the shell sees it. */
  private static List<String> injections(Document pipeline, List<Document> commands) {
    Set<String> parameters = new TreeSet<>();
    pipeline.blocks("parameters").stream()
        .filter(parameter -> parameter.isAny("type", "string", "text"))
        .forEach(parameter -> parameter.text("name").ifPresent(parameters::add));
    Set<String> found = new TreeSet<>();
    for (Document command : commands) {
      if (command.is("interpolated")) {
        String script = command.text("script").orElse("");
        Matcher given = GIVEN.matcher(script);
        while (given.find()) {
          String name = given.group(1);
          // A choice or a truth value is none that somebody writes freely.
          if (!name.startsWith("params.") || parameters.isEmpty() || parameters.contains(name.substring("params.".length()))) {
            found.add(name);
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /** Credentials that Groovy writes into the command, where a process list and a log show them. */
  private static List<String> interpolated(Document pipeline, List<Document> commands) {
    Set<String> credentials = new TreeSet<>();
    Document environment = pipeline.block("environment");
    for (String name : pipeline.names("environment")) {
      if (environment.raw(name).filter(value -> value instanceof Value.Text text && text.value().startsWith("credentials")).isPresent()) {
        credentials.add(name);
      }
    }
    Set<String> found = new TreeSet<>();
    for (Document command : commands) {
      if (command.is("interpolated")) {
        Matcher variable = CREDENTIAL.matcher(command.text("script").orElse(""));
        while (variable.find()) {
          String name = variable.group(1).replaceFirst("_(USR|PSW)$", "");
          if (credentials.contains(name)) {
            found.add(variable.group(1));
          }
        }
      }
    }
    return List.copyOf(found);
  }
}
