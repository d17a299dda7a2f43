package roadbed.collect.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.Limits;
import roadbed.collect.SecretNames;
import roadbed.collect.SecretText;
import roadbed.collect.SourceFile;
import roadbed.collect.WholeText;
import roadbed.model.AttributePlaces;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * Reads a declarative Jenkinsfile as {@code jenkins_pipeline}: its agents, environment, parameters and the shell
 * commands of its stages, with whether a command is put together from parameters. Groovy in {@code script} blocks is
 * not understood beyond its calls of {@code sh}, {@code bat} and {@code powershell}.
 */
public final class JenkinsfileReader implements DocumentReader {
  private static final int MOST_COMMANDS = 5_000;
  private static final int DEEPEST = 100;

  private final Limits limits;

  /** A reader of files up to a size. */
  public JenkinsfileReader(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    Optional<String> text = WholeText.read(file, limits.wholeBytes(), sink);
    if (text.isPresent()) {
      new Pipeline(file.name(), text.get(), sink).read();
    }
  }

  /** One pipeline while it is read. */
  private static final class Pipeline {
    private final String file;
    private final CollectionSink sink;
    private final List<JenkinsTokens.Token> tokens;
    private final List<Value> agents = new ArrayList<>();
    private final List<Value> commands = new ArrayList<>();
    private final List<Value> stages = new ArrayList<>();
    private final List<Value> parameters = new ArrayList<>();
    private final List<Value> libraries = new ArrayList<>();
    private final Map<String, Value> environment = new LinkedHashMap<>();
    private final AttributePlaces.Builder places = new AttributePlaces.Builder();
    private int at;

    Pipeline(String file, String text, CollectionSink sink) {
      this.file = file;
      this.sink = sink;
      this.tokens = new JenkinsTokens(text).all();
    }

    private JenkinsTokens.Token token(int index) {
      return index < tokens.size() ? tokens.get(index) : JenkinsTokens.Token.END;
    }

    void read() {
      while (at < tokens.size() && !(token(at).is("pipeline") && token(at + 1).is("{"))) {
        if (token(at).is("@Library") || (token(at).is("@") && token(at + 1).is("Library"))) {
          for (int i = at; i < at + 6; i++) {
            if (token(i).quoted()) {
              libraries.add(Value.of(token(i).text()));
            }
          }
        }
        at++;
      }
      if (at >= tokens.size()) {
        sink.diagnostic(
            Diagnostic.warning(
                "pipeline.malformed",
                Location.of(file),
                "no declarative pipeline begins in this file",
                "only pipeline { ... } is read"));
        return;
      }
      int line = token(at).line();
      at += 2;
      block("", 1);
      Map<String, Value> document = new LinkedHashMap<>();
      document.put("path", Value.of(file));
      document.put("agents", new Value.Items(agents));
      document.put("environment", new Value.Fields(environment));
      document.put("parameters", new Value.Items(parameters));
      document.put("libraries", new Value.Items(libraries));
      document.put("stages", new Value.Items(stages));
      document.put("commands", new Value.Items(commands));
      sink.resource(
          PipelineYaml.resource(
              "jenkins_pipeline",
              file,
              file.substring(file.lastIndexOf('/') + 1),
              new Value.Fields(document),
              List.of(),
              Location.of(file, line, 1),
              places.build()));
    }

    /** Reads a block up to its closing brace. */
    private void block(String stage, int depth) {
      if (depth > DEEPEST) {
        at = tokens.size();
        sink.diagnostic(
            Diagnostic.warning(
                "pipeline.bounds", Location.of(file), "the blocks go too deep; the rest is not read", "nest less"));
        return;
      }
      String inner = stage;
      while (at < tokens.size()) {
        JenkinsTokens.Token here = token(at);
        if (here.is("}")) {
          at++;
          return;
        }
        if (here.is("{")) {
          at++;
          block(inner, depth + 1);
          inner = stage;
        } else if (here.word()) {
          inner = statement(here, stage, inner, depth);
        } else {
          at++;
        }
      }
    }

    /** Reads a word and what belongs to it; gives the stage of the block that may follow. */
    private String statement(JenkinsTokens.Token here, String stage, String inner, int depth) {
      switch (here.text()) {
        case "stage" -> {
          for (int i = at + 1; i < at + 3; i++) {
            if (token(i).quoted()) {
              stages.add(Value.Fields.of("name", Value.of(token(i).text()), "line", Value.of(here.line())));
              at = i + 1;
              return token(i).text();
            }
          }
          at++;
        }
        case "agent" -> agent(stage);
        case "environment" -> {
          at++;
          if (token(at).is("{")) {
            at++;
            environment(depth);
          }
        }
        case "sh", "bat", "powershell", "pwsh" -> command(here, stage);
        case "string", "booleanParam", "choice", "text", "password" -> parameter(here);
        default -> at++;
      }
      return inner;
    }

    private void agent(String stage) {
      int line = token(at).line();
      at++;
      Map<String, Value> agent = new LinkedHashMap<>();
      agent.put("stage", Value.of(stage));
      agent.put("line", Value.of(line));
      if (token(at).is("any") || token(at).is("none")) {
        agent.put("kind", Value.of(token(at).text()));
        at++;
      } else if (token(at).is("{")) {
        int depth = 0;
        do {
          JenkinsTokens.Token here = token(at++);
          depth += here.is("{") ? 1 : here.is("}") ? -1 : 0;
          if (here.word() && token(at).quoted()) {
            agent.put(here.text(), Value.of(SecretText.mask(token(at).text())));
          } else if (here.word() && (here.is("docker") || here.is("dockerfile") || here.is("kubernetes") || here.is("label"))) {
            agent.putIfAbsent("kind", Value.of(here.text()));
          }
        } while (depth > 0 && at < tokens.size());
        if (agent.get("docker") instanceof Value.Text image) {
          agent.put("image", image);
        }
      }
      places.add("agents." + agents.size(), file, line, 1);
      agents.add(new Value.Fields(agent));
    }

    private void environment(int depth) {
      int open = depth;
      while (at < tokens.size()) {
        JenkinsTokens.Token here = token(at);
        if (here.is("}")) {
          at++;
          return;
        }
        if (here.word() && token(at + 1).is("=")) {
          JenkinsTokens.Token value = token(at + 2);
          if (value.quoted()) {
            boolean literal = !value.interpolated() && !value.text().isEmpty();
            environment.put(
                here.text(),
                literal && SecretNames.speaksOf(here.text())
                    ? Value.Secret.INSTANCE
                    : Value.of(SecretText.mask(value.text())));
          } else {
            environment.put(here.text(), Value.of(value.text() + (token(at + 3).is("(") ? "(...)" : "")));
          }
          places.add("environment." + here.text(), file, here.line(), 1);
          at += 3;
        } else if (here.is("{") && open < DEEPEST) {
          at++;
          block("", open + 1);
        } else {
          at++;
        }
      }
    }

    private void command(JenkinsTokens.Token here, String stage) {
      at++;
      for (int i = at; i < Math.min(at + 12, tokens.size()); i++) {
        JenkinsTokens.Token next = token(i);
        if (next.is("{") || next.is("}") || (i == at && !next.quoted() && !next.is("(") && !next.word())) {
          return;
        }
        if (next.quoted() && (i == at || token(i - 1).is("(") || (token(i - 1).is(":") && token(i - 2).is("script")))) {
          if (commands.size() < MOST_COMMANDS) {
            Map<String, Value> command = new LinkedHashMap<>();
            command.put("step", Value.of(here.text()));
            command.put("stage", Value.of(stage));
            command.put("line", Value.of(here.line()));
            command.put("script", Value.of(SecretText.maskScript(next.text())));
            command.put("interpolated", Value.of(next.interpolated()));
            places.add("commands." + commands.size(), file, here.line(), 1);
            commands.add(new Value.Fields(command));
          }
          at = i + 1;
          return;
        }
      }
    }

    private void parameter(JenkinsTokens.Token here) {
      at++;
      if (!token(at).is("(") && !(token(at).word() && token(at + 1).is(":"))) {
        return;
      }
      Map<String, Value> parameter = new LinkedHashMap<>();
      parameter.put("type", Value.of(here.text()));
      for (int i = at; i < Math.min(at + 24, tokens.size()); i++) {
        if (token(i).is(")") || token(i).is("}")) {
          break;
        }
        if (token(i).is("name") && token(i + 1).is(":") && token(i + 2).quoted()) {
          parameter.put("name", Value.of(token(i + 2).text()));
        }
        if (token(i).is("defaultValue") && token(i + 1).is(":") && token(i + 2).quoted()) {
          boolean secret = here.is("password") && !token(i + 2).text().isEmpty();
          parameter.put("default", secret ? Value.Secret.INSTANCE : Value.of(SecretText.mask(token(i + 2).text())));
        }
      }
      if (parameter.containsKey("name")) {
        parameters.add(new Value.Fields(parameter));
      }
    }
  }
}
