package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.rego.bundle.ArchiveLimits;
import roadbed.rego.bundle.BundleException;
import roadbed.rego.bundle.BundleReader;
import roadbed.rego.bundle.BundleSignature;
import roadbed.rego.bundle.BundleWriter;
import roadbed.rego.bundle.Verification;

/** {@code roadbed rego sign}: writes the signature of a bundle beside its files. */
final class RegoSignCommand implements Command {
  private static final int ERROR = 1;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Signs the files of a bundle and writes .signatures.json. Put that file into the bundle, or let"
                + " roadbed rego build sign what it packs.");
    spec.addPositional(RegoOptions.paths("1", "The bundle: a folder or an archive."));
    spec.addOption(RegoOptions.flag("The path is a bundle (it always is).", "-b", "--bundle"));
    spec.addOption(RegoOptions.text("DIR", "Where to write (default: here).", "-o", "--output-file-path"));
    spec.addOption(RegoOptions.text("ALGORITHM", "Algorithm of the signature (default: RS256).", "--signing-alg"));
    spec.addOption(RegoOptions.text("ID", "What the signature calls the key.", "--verification-key-id"));
    RegoBuildCommand.addSigning(spec);
    RegoOptions.addIgnore(spec);
    RegoOptions.addDialect(spec);
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    BundleWriter.Signing signing =
        RegoBuildCommand.signing(words)
            .orElseThrow(() -> new UsageException("specify the secret (HMAC) or path of the PEM file: --signing-key"));
    List<String> paths = words.matchedPositionalValue(0, List.of());
    BundleReader reader =
        new BundleReader(
            RegoOptions.dialect(words), RegoOptions.ignoring(words), Verification.SKIP, ArchiveLimits.STANDARD);
    Path output = Path.of(words.matchedOptionValue("--output-file-path", ".")).resolve(BundleSignature.FILE);
    try {
      Files.write(
          output,
          BundleSignature.sign(
              reader.files(Path.of(paths.getFirst())), signing.key(), signing.keyName(), signing.claims()));
    } catch (BundleException e) {
      terminal.err().println("error: " + e.reason());
      return ERROR;
    }
    return ExitCode.CLEAN;
  }
}
