package roadbed.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.policy.foreign.conftest.TrivyBuiltins;
import roadbed.collect.configuration.ConfigurationException;
import roadbed.collect.configuration.ConfigurationFormat;
import roadbed.model.Diagnostic;
import roadbed.rego.builtin.BuiltinException;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.bundle.Source;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * The functions that Trivy and Conftest add to the language. Conftest's read configuration, from texts and from files
 * beside the policies.
 */
final class PolicyBuiltins {
  private static final long MAX_FILE_BYTES = 16L << 20;

  private final Set<Path> folders;

  private PolicyBuiltins(Set<Path> folders) {
    this.folders = folders;
  }

  /** The standard builtins and these, for policies that may read files in the folders that they stand in, and below. */
  static Builtins beside(Collection<Source> policies) {
    Set<Path> folders = new LinkedHashSet<>();
    for (Source policy : policies) {
      try {
        Path folder = Path.of(policy.name()).toAbsolutePath().normalize().getParent();
        if (folder != null) {
          folders.add(folder);
        }
      } catch (InvalidPathException _) {
        // A name within a bundle: there is nothing beside it.
      }
    }
    PolicyBuiltins own = new PolicyBuiltins(folders);
    return TrivyBuiltins.with(Builtins.standard())
        .with("parse_config(string, string) -> any", (_, args) -> own.text(text(args[0]), text(args[1])))
        .with("parse_config_file?(string) -> any", (_, args) -> own.file(text(args[0])))
        .with("parse_combined_config_files?(array[string]) -> any", (_, args) -> own.combined((ArrayValue) args[0]));
  }

  private static String text(Value value) {
    return ((StringValue) value).value();
  }

  private Value text(String parser, String text) {
    ConfigurationFormat format =
        ConfigurationFormat.named(parser).orElseThrow(() -> refused("there is no parser " + parser + " here"));
    return one(documents("text", text.getBytes(StandardCharsets.UTF_8), format));
  }

  private Value file(String name) {
    return one(documents(name));
  }

  private Value combined(ArrayValue names) {
    List<Value> all = new ArrayList<>();
    for (Value name : names) {
      for (Value document : documents(text(name))) {
        List<Value> parts = document instanceof ArrayValue array ? array.stream().toList() : List.of(document);
        parts.forEach(part -> all.add(Values.ofJava(Map.of("path", text(name), "contents", part))));
      }
    }
    return ArrayValue.of(all);
  }

  private static Value one(List<Value> documents) {
    return documents.size() == 1 ? documents.getFirst() : ArrayValue.of(documents);
  }

  private List<Value> documents(String name) {
    ConfigurationFormat format =
        ConfigurationFormat.of(Path.of(name)).orElseThrow(() -> refused("no format is known for " + name));
    try {
      Path file = beside(name).orElseThrow(() -> refused(name + " is not beside the policies"));
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw refused(name + " is larger than 16 MiB");
      }
      return documents(name, Files.readAllBytes(file), format);
    } catch (IOException e) {
      throw refused(name + " cannot be read: " + e.getMessage());
    }
  }

  /** A file in or below the folder of a policy; nothing else is read. */
  private Optional<Path> beside(String name) throws IOException {
    for (Path folder : folders) {
      Path file = folder.resolve(name).normalize();
      if (Files.isRegularFile(file) && file.toRealPath().startsWith(folder.toRealPath())) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static List<Value> documents(String name, byte[] content, ConfigurationFormat format) {
    List<Diagnostic> problems = new ArrayList<>();
    try {
      List<Value> documents = PolicyInput.documents(name, content, format, problems);
      if (!problems.isEmpty()) {
        throw refused(problems.getFirst().message());
      }
      return documents;
    } catch (ConfigurationException e) {
      throw refused("line " + e.line() + ": " + e.problem());
    }
  }

  private static BuiltinException refused(String why) {
    return new BuiltinException(BuiltinException.BUILTIN_ERROR, why);
  }
}
