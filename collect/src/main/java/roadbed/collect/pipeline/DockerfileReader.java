package roadbed.collect.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.Limits;
import roadbed.collect.SecretNames;
import roadbed.collect.SecretText;
import roadbed.collect.SourceFile;
import roadbed.collect.WholeText;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Value;

/**
 * Reads a Dockerfile as one resource of type {@code dockerfile}: its stages with what they are based on, and their
 * instructions in order. Variables are filled in as far as {@code ARG} and {@code ENV} give them.
 */
public final class DockerfileReader implements DocumentReader {
  private static final int MOST_INSTRUCTIONS = 10_000;
  private static final int MOST_STAGES = 1_000;
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:[-+]|[#%/]{1,2})([^{}]*))?\\}|([A-Za-z_][A-Za-z0-9_]*))");
  private static final Pattern FLAG = Pattern.compile("--([a-z][a-z0-9-]*)(?:=(\\S*))?\\s+");

  private final Limits limits;

  /** A reader of files up to a size. */
  public DockerfileReader(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    Optional<String> text = WholeText.read(file, limits.wholeBytes(), sink);
    if (text.isPresent()) {
      new Build(file.name(), sink).read(new DockerfileLines(text.get()));
    }
  }

  /** One Dockerfile while it is read. */
  private static final class Build {
    private final String file;
    private final CollectionSink sink;
    private final AttributePlaces.Builder places = new AttributePlaces.Builder();
    private final List<Stage> stages = new ArrayList<>();

    /** Arguments before the first stage, which only base images see. */
    private final Map<String, String> global = new LinkedHashMap<>();

    private final List<Value> arguments = new ArrayList<>();
    private int instructions;
    private int firstLine;

    Build(String file, CollectionSink sink) {
      this.file = file;
      this.sink = sink;
    }

    /** A stage while it is read. */
    private static final class Stage {
      final Map<String, Value> fields = new LinkedHashMap<>();
      final List<Value> instructions = new ArrayList<>();
      final Map<String, Value> environment = new LinkedHashMap<>();
      final Map<String, Value> arguments = new LinkedHashMap<>();
      final Map<String, String> variables = new LinkedHashMap<>();

      Value.Fields document() {
        Map<String, Value> all = new LinkedHashMap<>(fields);
        all.put("env", new Value.Fields(environment));
        all.put("arg", new Value.Fields(arguments));
        all.put("instructions", new Value.Items(instructions));
        return new Value.Fields(all);
      }
    }

    void read(DockerfileLines lines) {
      for (Optional<DockerfileLines.Instruction> next = lines.next(); next.isPresent(); next = lines.next()) {
        if (++instructions > MOST_INSTRUCTIONS || stages.size() > MOST_STAGES) {
          problem(next.get().line(), "docker.bounds", "the file has too many instructions; the rest is not read");
          break;
        }
        instruction(next.get());
      }
      lines.problem().ifPresent(open -> problem(open.line(), "docker.malformed", open.why()));
      if (stages.isEmpty()) {
        problem(1, "docker.malformed", "no stage begins with FROM, so nothing is built");
        return;
      }
      emit(lines);
    }

    private void problem(int line, String code, String message) {
      sink.diagnostic(
          Diagnostic.error(
              code, Location.of(file, line, 1), message, "docker build --check shows it"));
    }

    private void instruction(DockerfileLines.Instruction it) {
      switch (it.name()) {
        case "FROM" -> from(it);
        case "ARG" -> arg(it);
        default -> {
          if (stages.isEmpty()) {
            problem(it.line(), "docker.malformed", it.name() + " stands before the first FROM");
          } else {
            inStage(it, stages.getLast());
          }
        }
      }
    }

    private void from(DockerfileLines.Instruction it) {
      Stage stage = new Stage();
      Matcher flag = FLAG.matcher(it.text());
      String rest = it.text();
      while (flag.lookingAt()) {
        if (flag.group(1).equals("platform") && flag.group(2) != null) {
          stage.fields.put("platform", Value.of(filled(flag.group(2), global)));
        }
        rest = rest.substring(flag.end());
        flag = FLAG.matcher(rest);
      }
      String[] words = rest.strip().split("\\s+", -1);
      if (words[0].isEmpty()) {
        problem(it.line(), "docker.malformed", "FROM names no image");
        return;
      }
      String written = words[0];
      String base = filled(written, global);
      stage.fields.put("index", Value.of(stages.size()));
      boolean named = words.length >= 3 && words[1].equalsIgnoreCase("as");
      if (named) {
        stage.fields.put("name", Value.of(words[2]));
      }
      Optional<Stage> earlier = earlier(base);
      if (earlier.isPresent()) {
        stage.fields.put("from_stage", Value.of(base));
        // What the earlier stage sets holds on.
        Value user = earlier.get().fields.get("user");
        if (user != null) {
          stage.fields.put("user", user);
        }
        stage.variables.putAll(earlier.get().variables);
      } else if (base.indexOf('$') >= 0) {
        stage.fields.put("base", new Value.Unknown("an argument of the build without a default names the base image"));
      } else {
        stage.fields.put("base", Value.of(base));
      }
      stage.fields.put("line", Value.of(it.line()));
      places.add("stages." + stages.size(), file, it.line(), 1);
      places.add("stages." + stages.size() + ".base", file, it.line(), 1);
      firstLine = firstLine == 0 ? it.line() : firstLine;
      stages.add(stage);
    }

    private Optional<Stage> earlier(String name) {
      for (int i = stages.size() - 1; i >= 0; i--) {
        if (stages.get(i).fields.get("name") instanceof Value.Text text && text.value().equalsIgnoreCase(name)) {
          return Optional.of(stages.get(i));
        }
      }
      return Optional.empty();
    }

    private void arg(DockerfileLines.Instruction it) {
      for (String word : DockerfileLines.words(it.text())) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        boolean before = stages.isEmpty();
        Map<String, String> seen = before ? global : stages.getLast().variables;
        if (equals >= 0) {
          seen.put(name, filled(word.substring(equals + 1), seen));
        } else if (!before && global.containsKey(name)) {
          seen.put(name, global.getOrDefault(name, ""));
        }
        Value value = equals < 0 ? Value.Null.INSTANCE : secretless(name, word.substring(equals + 1));
        if (before) {
          arguments.add(Value.Fields.of("name", Value.of(name), "value", value));
        } else {
          stages.getLast().arguments.put(name, value);
          places.add("stages." + (stages.size() - 1) + ".arg." + name, file, it.line(), 1);
        }
      }
    }

    /** A value that is spelled out under a name that speaks of secrets is one; a reference to another is not. */
    private static Value secretless(String name, String value) {
      boolean literal = !value.isEmpty() && value.indexOf('$') < 0;
      return literal && SecretNames.speaksOf(name) ? Value.Secret.INSTANCE : Value.of(SecretText.mask(value));
    }

    private void inStage(DockerfileLines.Instruction it, Stage stage) {
      int index = stages.size() - 1;
      String pointer = "stages." + index + ".instructions." + stage.instructions.size();
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("instruction", Value.of(it.name()));
      fields.put("line", Value.of(it.line()));
      String rest = it.text();
      Matcher flag = FLAG.matcher(rest);
      while (flag.lookingAt()) {
        String value = flag.group(2) == null ? "true" : filled(flag.group(2), stage.variables);
        fields.put(flag.group(1).replace('-', '_'), Value.of(value));
        rest = rest.substring(flag.end());
        flag = FLAG.matcher(rest);
      }
      rest = rest.strip();
      switch (it.name()) {
        case "USER" -> {
          String user = filled(rest, stage.variables);
          Value known =
              user.indexOf('$') >= 0
                  ? new Value.Unknown("an argument of the build without a default names the user")
                  : Value.of(user);
          stage.fields.put("user", known);
          places.add("stages." + index + ".user", file, it.line(), 1);
          fields.put("value", known);
        }
        case "ENV" -> {
          environment(rest, stage, it.line(), index);
          fields.put("value", new Value.Fields(stage.environment));
        }
        case "ADD", "COPY" -> fields.put("sources", sources(rest, stage));
        case "RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK" -> {
          fields.put("value", Value.of(SecretText.maskScript(rest)));
          if (!it.documents().isEmpty()) {
            fields.put(
                "documents", Value.ofTexts(it.documents().stream().map(SecretText::maskScript).toList()));
          }
        }
        default -> fields.put("value", Value.of(SecretText.mask(rest)));
      }
      places.add(pointer, file, it.line(), 1);
      stage.instructions.add(new Value.Fields(fields));
    }

    private void environment(String text, Stage stage, int line, int index) {
      List<String> words = DockerfileLines.words(text);
      if (words.isEmpty()) {
        return;
      }
      List<String> pairs = words;
      if (words.getFirst().indexOf('=') < 0) {
        // The old form: a name, and everything behind it.
        int space = text.indexOf(' ');
        pairs = List.of(words.getFirst() + "=" + (space < 0 ? "" : text.substring(space + 1).strip()));
      }
      for (String pair : pairs) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          String name = pair.substring(0, equals);
          String value = pair.substring(equals + 1);
          stage.environment.put(name, secretless(name, value));
          stage.variables.put(name, filled(value, stage.variables));
          places.add("stages." + index + ".env." + name, file, line, 1);
        }
      }
    }

    /** What is copied: all words but the last, in either form. */
    private static Value sources(String text, Stage stage) {
      List<String> words =
          text.startsWith("[") ? DockerfileLines.jsonWords(text) : DockerfileLines.words(text);
      List<String> sources = new ArrayList<>();
      for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
        sources.add(filled(SecretText.mask(word), stage.variables));
      }
      return Value.ofTexts(sources);
    }

    /** Fills in variables that are known; others stay as they are written. */
    private static String filled(String text, Map<String, String> variables) {
      if (text.indexOf('$') < 0) {
        return text;
      }
      Matcher matcher = VARIABLE.matcher(text);
      StringBuilder result = new StringBuilder();
      while (matcher.find()) {
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(4);
        String operator = matcher.group(2);
        String given = variables.get(name);
        String replacement;
        if (":-".equals(operator)) {
          replacement = given == null || given.isEmpty() ? matcher.group(3) : given;
        } else if (":+".equals(operator)) {
          replacement = given == null || given.isEmpty() ? "" : matcher.group(3);
        } else {
          replacement = given == null || operator != null ? matcher.group() : given;
        }
        matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
        if (result.length() > 100_000) {
          break;
        }
      }
      return matcher.appendTail(result).toString();
    }

    private void emit(DockerfileLines lines) {
      Map<String, Value> document = new LinkedHashMap<>();
      document.put("path", Value.of(file));
      lines.directives().forEach((name, value) -> document.put(name, Value.of(value)));
      document.put("args", new Value.Items(arguments));
      document.put("stages", new Value.Items(stages.stream().<Value>map(Stage::document).toList()));
      String name = file.substring(file.lastIndexOf('/') + 1);
      sink.resource(
          new CollectedResource(
              Declaration.DOCKERFILE,
              Provider.OTHER,
              "dockerfile",
              file,
              name.toLowerCase(Locale.ROOT).equals("dockerfile") ? file : name,
              new Value.Fields(document),
              List.of(),
              Optional.empty(),
              Map.of(),
              Change.NONE,
              Location.of(file, Math.max(1, firstLine), 1),
              places.build(),
              Optional.empty()));
    }
  }
}
