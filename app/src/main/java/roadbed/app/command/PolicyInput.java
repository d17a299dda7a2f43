package roadbed.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import roadbed.assess.policy.foreign.DocumentValues;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.collect.configuration.ConfigurationException;
import roadbed.collect.configuration.ConfigurationFormat;
import roadbed.collect.configuration.ConfigurationText;
import roadbed.collect.configuration.DockerInstruction;
import roadbed.collect.terraform.hcl.HclDocument;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * A file as rules see it.
 *
 * @param file its name as it was given
 * @param format what it was read as
 * @param documents what is in it; a YAML file may have several
 * @param instructions of a Dockerfile
 */
record PolicyInput(
    String file, ConfigurationFormat format, List<Value> documents, List<DockerInstruction> instructions) {
  private static final int MAX_FILES = 50_000;
  private static final long MAX_FILE_BYTES = 64L << 20;

  /** The files below paths that have a format; those that are named must have one. */
  static List<Path> files(List<Path> paths, Optional<Pattern> ignored, Optional<ConfigurationFormat> format)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> walk = Files.walk(path)) {
        walk.filter(Files::isRegularFile)
            .filter(file -> ignored.isEmpty() || !ignored.get().matcher(file.toString()).find())
            .filter(file -> format.isPresent() || ConfigurationFormat.of(file).isPresent())
            .sorted()
            .limit(MAX_FILES)
            .forEach(files::add);
      } catch (UncheckedIOException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return files;
  }

  /** Reads a file; empty where it cannot be read, and the diagnostics say why. */
  static Optional<PolicyInput> read(
      Path path, Optional<ConfigurationFormat> named, List<Diagnostic> diagnostics) throws IOException {
    String file = path.toString();
    byte[] content;
    if (file.equals("-")) {
      content = System.in.readNBytes((int) MAX_FILE_BYTES);
    } else if (Files.size(path) > MAX_FILE_BYTES) {
      diagnostics.add(Diagnostic.error("policy.too-large", Location.of(file), "larger than 64 MiB", "split it"));
      return Optional.empty();
    } else {
      content = Files.readAllBytes(path);
    }
    Optional<ConfigurationFormat> format =
        named.or(() -> file.equals("-") ? Optional.of(ConfigurationFormat.YAML) : ConfigurationFormat.of(path));
    if (format.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "policy.format",
              Location.of(file),
              "no format is known for files of this name",
              "say which with --parser"));
      return Optional.empty();
    }
    try {
      return read(file, content, format.get(), diagnostics);
    } catch (ConfigurationException e) {
      diagnostics.add(
          Diagnostic.error("policy.document", Location.of(file, e.line(), 1), e.problem(), "correct the file"));
      return Optional.empty();
    }
  }

  private static Optional<PolicyInput> read(
      String file, byte[] content, ConfigurationFormat format, List<Diagnostic> diagnostics)
      throws ConfigurationException {
    int before = diagnostics.size();
    List<DockerInstruction> instructions =
        format == ConfigurationFormat.DOCKERFILE
            ? ConfigurationText.dockerfile(new String(content, StandardCharsets.UTF_8))
            : List.of();
    List<Value> documents = documents(file, content, format, diagnostics);
    return diagnostics.size() > before
        ? Optional.empty()
        : Optional.of(new PolicyInput(file, format, documents, instructions));
  }

  /** The documents in a text of a format; what cannot be read of JSON and YAML goes to the diagnostics. */
  static List<Value> documents(
      String file, byte[] content, ConfigurationFormat format, List<Diagnostic> diagnostics)
      throws ConfigurationException {
    String text = new String(content, StandardCharsets.UTF_8);
    return switch (format) {
      case JSON -> json(file, content, diagnostics);
      case JSONC -> json(file, ConfigurationText.plainJson(text).getBytes(StandardCharsets.UTF_8), diagnostics);
      case NDJSON -> {
        List<Value> lines = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
          lines.addAll(json(file, line.getBytes(StandardCharsets.UTF_8), diagnostics));
        }
        yield lines;
      }
      case YAML -> values(Manifest.documents(file.endsWith(".json") ? file + ".yaml" : file, content, diagnostics));
      case TOML -> List.of(DocumentValues.of(ConfigurationText.toml(text)));
      case INI -> List.of(DocumentValues.of(ConfigurationText.ini(text)));
      case PROPERTIES -> List.of(DocumentValues.of(ConfigurationText.properties(text)));
      case DOTENV -> List.of(DocumentValues.of(ConfigurationText.dotenv(text)));
      case DOCKERFILE -> List.of(commands(ConfigurationText.dockerfile(text)));
      case HCL2 -> List.of(DocumentValues.of(ConfigurationText.hcl(file, text, HclDocument.Form.LABELS)));
      case HCL1 -> List.of(DocumentValues.of(ConfigurationText.hcl(file, text, HclDocument.Form.LISTS)));
      case XML -> List.of(DocumentValues.of(ConfigurationText.xml(text)));
      case EDN -> List.of(DocumentValues.of(ConfigurationText.edn(text)));
      case IGNORE -> List.of(DocumentValues.of(ConfigurationText.ignore(text)));
    };
  }

  private static List<Value> json(String file, byte[] content, List<Diagnostic> diagnostics) {
    return values(Manifest.documents(file.endsWith(".json") ? file : file + ".json", content, diagnostics));
  }

  private static List<Value> values(List<Manifest.Placed> placed) {
    return placed.stream().map(Manifest.Placed::value).toList();
  }

  /** The documents that rules see one by one: those of an array that is alone in its file count for themselves. */
  List<Value> apart() {
    boolean whole = format == ConfigurationFormat.DOCKERFILE || format == ConfigurationFormat.IGNORE;
    return documents.size() == 1 && !whole && documents.getFirst() instanceof ArrayValue array
        ? array.stream().toList()
        : documents;
  }

  /** A Dockerfile as a list of its instructions. */
  private static Value commands(List<DockerInstruction> instructions) {
    return ArrayValue.of(instructions.stream().map(one -> command(one, false)).toList());
  }

  private static Value command(DockerInstruction one, boolean placed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Cmd", one.command());
    fields.put("SubCmd", one.sub());
    fields.put("JSON", one.json());
    fields.put("Flags", one.flags());
    fields.put("Value", one.words());
    fields.put("Stage", one.stage());
    if (placed) {
      fields.put("Original", one.original());
      fields.put("StartLine", one.startLine());
      fields.put("EndLine", one.endLine());
    }
    return Values.ofJava(fields);
  }

  /** The documents as Trivy's checks see them: a Dockerfile by its stages. */
  List<Value> forTrivy() {
    if (format != ConfigurationFormat.DOCKERFILE) {
      return documents;
    }
    Map<Integer, List<DockerInstruction>> stages = new LinkedHashMap<>();
    instructions.stream()
        .filter(one -> !one.command().equals("comment"))
        .forEach(one -> stages.computeIfAbsent(one.stage(), _ -> new ArrayList<>()).add(one));
    List<Value> all = new ArrayList<>();
    stages
        .values()
        .forEach(
            ones -> {
              String name =
                  ones.stream()
                      .filter(one -> one.command().equals("from"))
                      .findFirst()
                      .map(one -> String.join(" ", one.words()))
                      .orElse("");
              ObjectValue.Builder stage = ObjectValue.builder();
              stage.put("Name", StringValue.of(name));
              stage.put("Commands", ArrayValue.of(ones.stream().map(one -> command(one, true)).toList()));
              all.add(stage.build());
            });
    return List.of(ObjectValue.of("Stages", ArrayValue.of(all)));
  }

  /** What Trivy calls documents like this one. */
  String trivyKind(Value document) {
    if (format == ConfigurationFormat.DOCKERFILE) {
      return "dockerfile";
    }
    boolean manifest =
        document instanceof ObjectValue object && object.get("apiVersion") != null && object.get("kind") != null;
    return manifest ? "kubernetes" : format.id();
  }
}
