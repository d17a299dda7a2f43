package roadbed.app.command;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * Incidents on a server, as commands read and write them.
 *
 * @param server where they are
 * @param json whether answers are shown as they came
 */
record IncidentServer(RemoteServer server, boolean json) {
  static final String EXIT =
      "Exit codes: 0 done, 1 there is none such or the server refused, 2 wrong use, 3 the server does not answer, or an internal"
          + " error.";

  /** What all of these commands have. */
  static CommandSpec spec(String description) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(description, "", EXIT);
    RemoteServer.addTo(spec, "The server (default: ROADBED_SERVER, else http://127.0.0.1:" + ServeCommand.PORT + ").");
    spec.addOption(
        OptionSpec.builder("--format").type(String.class).paramLabel("FORMAT").defaultValue("text").description("text or json (default: ${DEFAULT-VALUE}).").build());
    return spec;
  }

  /** The incident that a command is about. */
  static void addId(CommandSpec spec) {
    addWord(spec, 0, "ID", "The incident, such as INC-7.");
  }

  static void addWord(CommandSpec spec, int index, String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder().index(String.valueOf(index)).arity("1").type(String.class).paramLabel(label).description(description).build());
  }

  static String word(ParseResult words, int index) {
    return words.matchedPositionalValue(index, "");
  }

  static IncidentServer of(ParseResult words) throws IOException {
    String format = words.matchedOptionValue("--format", "text");
    if (!List.of("text", "json").contains(format)) {
      throw new Command.UsageException("--format is text or json, not " + format);
    }
    Folders folders = Folders.ofProcess();
    Optional<RemoteServer> named = RemoteServer.named(words, folders);
    return new IncidentServer(
        named.isPresent() ? named.get() : RemoteServer.at(URI.create("http://127.0.0.1:" + ServeCommand.PORT), words, folders),
        format.equals("json"));
  }

  /** Says how an answer is shown. */
  @FunctionalInterface
  interface Shown {
    void show(Value.Fields answer);
  }

  /** Shows what came, or why nothing did. */
  int show(RemoteServer.Sent sent, Terminal terminal, Shown shown) {
    return switch (sent) {
      case RemoteServer.Accepted accepted -> {
        if (json) {
          terminal.out().println(ValueJson.text(accepted.answer()));
        } else {
          shown.show(accepted.answer());
        }
        yield ExitCode.CLEAN;
      }
      case RemoteServer.Failed failed -> {
        terminal.err().println(failed.why());
        yield failed.lasting() ? ExitCode.FINDINGS : ExitCode.INTERNAL;
      }
    };
  }

  /** Writes something into an incident, and says how it stands since. */
  int write(String id, Map<String, String> entry, Terminal terminal) {
    Map<String, Value> body = new LinkedHashMap<>();
    entry.forEach((name, text) -> body.put(name, Value.of(text)));
    return show(
        server.send("/api/v1/incidents/" + encoded(id) + "/entries", new Value.Fields(body)),
        terminal,
        answer -> terminal.out().println(head(answer)));
  }

  /** One line that says which incident it is and how it stands. */
  static String head(Value.Fields answer) {
    return text(answer, "id") + " " + text(answer, "state") + ", SEV" + number(answer, "severity") + ": " + text(answer, "title");
  }

  static String text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Text text ? text.value() : "";
  }

  static long number(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Whole whole ? whole.value() : 0;
  }

  static List<Value.Fields> list(Value.Fields fields, String name) {
    List<Value.Fields> found = new ArrayList<>();
    if (fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Fields one) {
          found.add(one);
        }
      }
    }
    return found;
  }

  static List<String> texts(Value.Fields fields, String name) {
    List<String> found = new ArrayList<>();
    if (fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text) {
          found.add(text.value());
        }
      }
    }
    return found;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
