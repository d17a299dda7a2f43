package roadbed.collect.configuration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Formats of files of settings, with the names by which a command line speaks of them. */
public enum ConfigurationFormat {
  JSON,
  YAML,
  TOML,
  INI,
  PROPERTIES,
  DOTENV,
  DOCKERFILE,
  HCL2,
  HCL1,
  XML,
  EDN,
  IGNORE,
  JSONC,
  NDJSON;

  /** The name, in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of all of them, for people. */
  public static String names() {
    List<String> names = Arrays.stream(values()).map(ConfigurationFormat::id).toList();
    return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }

  /** The format with a name. Bills of materials in JSON are JSON. */
  public static Optional<ConfigurationFormat> named(String name) {
    if (name.equalsIgnoreCase("cyclonedx") || name.equalsIgnoreCase("spdx")) {
      return Optional.of(JSON);
    }
    for (ConfigurationFormat format : values()) {
      if (format.id().equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The format that a file's name tells; empty where it tells none that is known. */
  public static Optional<ConfigurationFormat> of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.equals("dockerfile") || name.startsWith("dockerfile.") || name.endsWith(".dockerfile") || name.equals("containerfile")) {
      return Optional.of(DOCKERFILE);
    }
    int dot = name.lastIndexOf('.');
    return switch (dot < 0 ? "yaml" : name.substring(dot + 1)) {
      case "json" -> Optional.of(JSON);
      case "yaml", "yml" -> Optional.of(YAML);
      case "toml" -> Optional.of(TOML);
      case "ini", "cfg" -> Optional.of(INI);
      case "properties" -> Optional.of(PROPERTIES);
      case "env" -> Optional.of(DOTENV);
      case "tf", "tfvars", "hcl", "tofu", "hcl2" -> Optional.of(HCL2);
      case "hcl1" -> Optional.of(HCL1);
      case "xml" -> Optional.of(XML);
      case "edn" -> Optional.of(EDN);
      case "gitignore", "dockerignore" -> Optional.of(IGNORE);
      case "jsonc" -> Optional.of(JSONC);
      case "ndjson", "jsonl" -> Optional.of(NDJSON);
      default -> Optional.empty();
    };
  }
}
