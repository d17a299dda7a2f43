package roadbed.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.rego.bundle.Documents;
import roadbed.rego.bundle.Ignoring;
import roadbed.rego.bundle.Loader;
import roadbed.rego.bundle.SigningKey;
import roadbed.rego.bundle.Verification;
import roadbed.rego.resolve.Schemas;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.Value;

/** Options that several of the Rego commands have, and what they mean. */
final class RegoOptions {
  private static final Pattern DURATION_PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|s|m|h)");

  private RegoOptions() {}

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).description(description).build();
  }

  static OptionSpec text(String label, String description, String... names) {
    return OptionSpec.builder(names).type(String.class).paramLabel(label).description(description).build();
  }

  static OptionSpec texts(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec paths(String arity, String description) {
    return PositionalParamSpec.builder()
        .paramLabel("PATH")
        .arity(arity)
        .required(arity.startsWith("1"))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  static void addDialect(CommandSpec spec) {
    spec.addOption(flag("Read files in the dialect from before OPA 1.0.", "--v0-compatible"));
    spec.addOption(flag("Read files in the dialect since OPA 1.0 (the default).", "--v1-compatible"));
  }

  static void addIgnore(CommandSpec spec) {
    spec.addOption(
        texts("PATTERN", "Pass over files and folders of such names, for example '.*'; may be repeated.", "--ignore"));
  }

  static void addSources(CommandSpec spec) {
    spec.addOption(
        texts("PATH", "Load policies and data of files and folders; may be repeated.", "-d", "--data"));
    spec.addOption(texts("PATH", "Load bundles, folders or archives; may be repeated.", "-b", "--bundle"));
    addIgnore(spec);
    addDialect(spec);
  }

  static void addFormat(CommandSpec spec, String formats) {
    spec.addOption(text("FORMAT", "Output as one of: " + formats + ".", "-f", "--format"));
  }

  static void addVerification(CommandSpec spec) {
    spec.addOption(
        text("KEY", "Secret (HMAC), or file with the public key in PEM, that bundles are verified with.",
            "--verification-key"));
    spec.addOption(text("ID", "Name of the verification key (default: default).", "--verification-key-id"));
    spec.addOption(text("ALGORITHM", "Algorithm of the signature (default: RS256).", "--signing-alg"));
    spec.addOption(text("SCOPE", "What the signature must say that it is for.", "--scope"));
    spec.addOption(texts("PATTERN", "Files that need not be signed.", "--exclude-files-verify"));
    spec.addOption(flag("Do not look at signatures.", "--skip-verify"));
  }

  static void addSchema(CommandSpec spec) {
    spec.addOption(
        text("PATH", "JSON schema of the input, or folder of schemas that metadata names.", "-s", "--schema"));
  }

  /**
   * The schemas that {@code --schema} names: a file is that of the input, a folder's files are named by their paths.
   *
   * @param errors takes what is wrong with them
   */
  static Schemas schemas(ParseResult words, List<RegoError> errors) throws IOException {
    String named = words.matchedOptionValue("--schema", "");
    if (named.isEmpty()) {
      return Schemas.NONE;
    }
    Path root = Path.of(named);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new Command.UsageException("the schema cannot be read: " + named);
    }
    Map<List<String>, Value> schemas = new HashMap<>();
    for (Path file : files) {
      List<String> path = new ArrayList<>();
      if (!file.equals(root)) {
        root.relativize(file).forEach(part -> path.add(part.toString()));
        path.set(path.size() - 1, path.getLast().replaceFirst("\\.[^.]*$", ""));
      }
      switch (Documents.any(file.toString(), Files.readAllBytes(file))) {
        case Documents.Reading.Read read -> schemas.put(path, read.value());
        case Documents.Reading.Failed failed -> errors.add(failed.error());
      }
    }
    return new Schemas(schemas);
  }

  static boolean v0(ParseResult words) {
    return words.hasMatchedOption("--v0-compatible");
  }

  static Dialect dialect(ParseResult words) {
    return v0(words) ? Dialect.V0 : Dialect.V1;
  }

  static List<String> list(ParseResult words, String option) {
    return words.matchedOptionValue(option, List.<String>of());
  }

  static Ignoring ignoring(ParseResult words) {
    return Ignoring.of(
        list(words, "--ignore").stream().flatMap(names -> Arrays.stream(names.split(","))).toList());
  }

  /** A loader that does not look at signatures, as those of eval and test do not. */
  static Loader loader(ParseResult words) {
    return new Loader(dialect(words), ignoring(words), Verification.SKIP);
  }

  /** How the bundles of a command that verifies them are verified. */
  static Verification verification(ParseResult words) throws IOException {
    if (words.hasMatchedOption("--skip-verify")) {
      return Verification.SKIP;
    }
    String key = words.matchedOptionValue("--verification-key", "");
    if (key.isEmpty()) {
      return Verification.NO_KEYS;
    }
    String algorithm = words.matchedOptionValue("--signing-alg", "RS256");
    String name = words.matchedOptionValue("--verification-key-id", Verification.DEFAULT_KEY);
    String scope = words.matchedOptionValue("--scope", "");
    return new Verification(
        Map.of(name, new SigningKey(algorithm, keyText(algorithm, key), scope)),
        words.hasMatchedOption("--verification-key-id") ? name : "",
        scope,
        list(words, "--exclude-files-verify"),
        false);
  }

  /** A secret as it stands; another key from its file. */
  static String keyText(String algorithm, String key) throws IOException {
    Path file = Path.of(key);
    if (algorithm.startsWith("HS") && !Files.isRegularFile(file)) {
      return key;
    }
    if (!Files.isRegularFile(file)) {
      throw new Command.UsageException("there is no file " + key + " with a key in PEM");
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  static String format(ParseResult words, String byDefault, List<String> known) {
    String format = words.matchedOptionValue("--format", byDefault);
    if (!known.contains(format)) {
      throw new Command.UsageException("--format is one of " + String.join(", ", known) + ", not " + format);
    }
    return format;
  }

  static int number(ParseResult words, String option, int byDefault) {
    String text = words.matchedOptionValue(option, String.valueOf(byDefault));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Command.UsageException(option + " is a number, not " + text);
    }
  }

  /** A length of time as Go writes it: {@code 5s}, {@code 1m30s}, {@code 100ms}; empty where it is not given or 0. */
  static Optional<Duration> duration(ParseResult words, String option) {
    String text = words.matchedOptionValue(option, "0");
    if (text.equals("0")) {
      return Optional.empty();
    }
    Matcher parts = DURATION_PART.matcher(text);
    long nanos = 0;
    int end = 0;
    while (parts.find() && parts.start() == end) {
      nanos += Math.round(Double.parseDouble(parts.group(1)) * unit(parts.group(2)));
      end = parts.end();
    }
    if (end != text.length()) {
      throw new Command.UsageException(option + " is a length of time such as 5s or 100ms, not " + text);
    }
    return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  private static double unit(String unit) {
    return switch (unit) {
      case "h" -> 3.6e12;
      case "m" -> 6e10;
      case "s" -> 1e9;
      case "ms" -> 1e6;
      case "us", "µs" -> 1e3;
      default -> 1;
    };
  }

  /** A length of time as Go prints it. */
  static String duration(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    if (nanos < 1_000_000) {
      return number(nanos / 1e3) + "µs";
    }
    if (nanos < 1_000_000_000L) {
      return number(nanos / 1e6) + "ms";
    }
    long minutes = nanos / 60_000_000_000L;
    String seconds = number((nanos - minutes * 60_000_000_000L) / 1e9) + "s";
    return minutes == 0 ? seconds : minutes < 60 ? minutes + "m" + seconds : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
  }

  private static String number(double value) {
    String text = java.math.BigDecimal.valueOf(value).setScale(6, java.math.RoundingMode.HALF_UP).toPlainString();
    return text.replaceFirst("\\.?0+$", "");
  }
}
