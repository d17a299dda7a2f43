package roadbed.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.rego.Compilation;
import roadbed.rego.Rego;
import roadbed.rego.bundle.Bundle;
import roadbed.rego.bundle.BundleException;
import roadbed.rego.bundle.BundleWriter;
import roadbed.rego.bundle.Documents;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.bundle.Loader;
import roadbed.rego.bundle.Manifest;
import roadbed.rego.bundle.SigningKey;
import roadbed.rego.bundle.Source;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ObjectValue;

/** {@code roadbed rego build}: packs policies and data into a bundle. */
final class RegoBuildCommand implements Command {
  private static final int ERROR = 1;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Packs policies and data into a bundle, after checking that they compile. The same files give the same"
                + " bytes. Optimisation and other targets than rego are not supported.");
    spec.addPositional(RegoOptions.paths("1..*", "Files, folders, and with --bundle bundles."));
    spec.addOption(RegoOptions.flag("Load the paths as bundles.", "-b", "--bundle"));
    spec.addOption(RegoOptions.text("FILE", "Where to write (default: bundle.tar.gz).", "-o", "--output"));
    spec.addOption(RegoOptions.text("TEXT", "The revision of the bundle.", "-r", "--revision"));
    RegoOptions.addIgnore(spec);
    RegoOptions.addDialect(spec);
    RegoOptions.addVerification(spec);
    addSigning(spec);
    return spec;
  }

  static void addSigning(CommandSpec spec) {
    spec.addOption(
        RegoOptions.text("KEY", "Secret (HMAC), or file with the private key in PEM, to sign with.", "--signing-key"));
    spec.addOption(RegoOptions.text("FILE", "JSON file of what else the signature says.", "--claims-file"));
  }

  /** How a command is to sign, where it is. */
  static Optional<BundleWriter.Signing> signing(ParseResult words) throws IOException {
    String key = words.matchedOptionValue("--signing-key", "");
    if (key.isEmpty()) {
      return Optional.empty();
    }
    String algorithm = words.matchedOptionValue("--signing-alg", "RS256");
    SigningKey signing = new SigningKey(algorithm, RegoOptions.keyText(algorithm, key), "");
    if (!signing.isSupported()) {
      throw new UsageException("unknown signature algorithm: " + algorithm);
    }
    ObjectValue claims = ObjectValue.EMPTY;
    String file = words.matchedOptionValue("--claims-file", "");
    if (!file.isEmpty()) {
      if (!(Documents.json(file, Files.readAllBytes(Path.of(file))) instanceof Documents.Reading.Read read)
          || !(read.value() instanceof ObjectValue object)) {
        throw new UsageException("--claims-file is a file with a JSON object, which " + file + " is not");
      }
      claims = object;
    }
    String name = words.matchedOptionValue("--verification-key-id", "");
    return Optional.of(new BundleWriter.Signing(signing, name, claims));
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Path output = Path.of(words.matchedOptionValue("--output", "bundle.tar.gz"));
    List<String> paths = words.matchedPositionalValue(0, List.of());
    Loader loader =
        new Loader(RegoOptions.dialect(words), RegoOptions.ignoring(words), RegoOptions.verification(words));
    boolean bundles = words.hasMatchedOption("--bundle");
    Loaded loaded = bundles ? loader.bundles(paths) : loader.files(paths);
    Loaded.Parsed parsed = loaded.parse();
    List<RegoError> errors = new ArrayList<>(loaded.problems());
    errors.addAll(parsed.errors());
    if (errors.isEmpty()) {
      Rego.Compiler compiler = Rego.compiler().data(loaded.data());
      parsed.modules().forEach(compiler::module);
      if (compiler.compile() instanceof Compilation.Failed failed) {
        errors.addAll(failed.errors());
      }
    }
    if (!errors.isEmpty()) {
      terminal.err().println(RegoText.summary(errors));
      return ERROR;
    }
    try {
      Files.write(output, BundleWriter.write(bundle(words, loaded), signing(words)));
    } catch (BundleException e) {
      terminal.err().println("error: " + e.reason());
      return ERROR;
    }
    return ExitCode.CLEAN;
  }

  private static Bundle bundle(ParseResult words, Loaded loaded) {
    Manifest manifest = Manifest.EMPTY;
    Map<String, byte[]> files = new TreeMap<>();
    List<String> roots = new ArrayList<>();
    for (Bundle part : loaded.bundles()) {
      manifest = part.manifest();
      roots.addAll(part.manifest().roots());
      files.putAll(part.files());
    }
    if (loaded.bundles().size() > 1) {
      manifest = new Manifest("", roots, null, Map.of(), ObjectValue.EMPTY);
    }
    if (loaded.bundles().isEmpty()) {
      for (Source source : loaded.sources()) {
        String path = source.name().replaceFirst("^(\\.{0,2}/)+", "");
        files.put(path, source.text().getBytes(StandardCharsets.UTF_8));
      }
    }
    if (manifest.version() == null) {
      manifest = manifest.withVersion(RegoOptions.dialect(words));
    }
    String revision = words.matchedOptionValue("--revision", manifest.revision());
    return new Bundle(
        "bundle", manifest.withRevision(revision), loaded.data(), loaded.sources(), files, Optional.empty());
  }
}
