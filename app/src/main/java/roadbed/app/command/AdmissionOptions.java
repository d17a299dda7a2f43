package roadbed.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.policy.admission.AdmissionGate;
import roadbed.model.Severity;
import roadbed.web.WebSettings;
import roadbed.web.hooks.AdmissionSettings;

/** The options of a server that say how it speaks TLS and how it admits. */
final class AdmissionOptions {
  /** Sources of the objects that rules look up. */
  static final String INVENTORY = "--admission-inventory";

  private AdmissionOptions() {}

  static void add(CommandSpec spec) {
    spec.addOption(Options.file("--tls-certificate", "The server's certificate with those that vouch for it, in PEM."));
    spec.addOption(Options.file("--tls-key", "The key of that certificate, in PEM. Certificates are read again when their files change."));
    spec.addOption(Options.file("--admission-client-ca", "Certificates that vouch for clients: PEM, or a key store beside --tls-keystore."));
    spec.addOption(
        RegoOptions.text(
            "WHO", "Who may ask for admission: token, certificate or anybody (default: token).", "--admission-callers"));
    spec.addOption(
        OptionSpec.builder("--admission-client")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("NAME")
            .description("Common name of a client certificate that may ask; may be repeated (default: any).")
            .build());
    spec.addOption(
        RegoOptions.text(
            "SEVERITY", "Least severity of a guardrail that refuses; those below warn (default: high).", "--admission-deny"));
    spec.addOption(
        RegoOptions.flag("Refuse what cannot be decided, or not in time.", "--admission-fail-closed"));
    spec.addOption(
        OptionSpec.builder(INVENTORY)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("SOURCE")
            .description(
                "Source that brings the cluster's objects, for rules that look them up; may be repeated (default: all).")
            .build());
  }

  /** The server's certificate; empty where it has none. */
  static Optional<WebSettings.Tls> tls(ParseResult words, String password) {
    Path keystore = words.matchedOptionValue("--tls-keystore", null);
    Path certificate = words.matchedOptionValue("--tls-certificate", null);
    Path key = words.matchedOptionValue("--tls-key", null);
    Optional<Path> clients = Optional.ofNullable(words.<Path>matchedOptionValue("--admission-client-ca", null));
    if ((certificate == null) != (key == null) || (keystore != null && certificate != null)) {
      throw new Command.UsageException("give --tls-keystore, or both --tls-certificate and --tls-key");
    }
    if (certificate != null) {
      return Optional.of(new WebSettings.Tls(certificate, "", Optional.ofNullable(key), clients));
    }
    return Optional.ofNullable(keystore).map(file -> new WebSettings.Tls(file, password, Optional.empty(), clients));
  }

  /** How API servers call. */
  static AdmissionSettings settings(ParseResult words) {
    AdmissionSettings.Callers callers =
        switch (words.matchedOptionValue("--admission-callers", "token")) {
          case "token" -> AdmissionSettings.Callers.TOKEN;
          case "certificate" -> AdmissionSettings.Callers.CERTIFICATE;
          case "anybody" -> AdmissionSettings.Callers.ANYBODY;
          default -> throw new Command.UsageException("--admission-callers is token, certificate or anybody");
        };
    return new AdmissionSettings(
        callers,
        words.matchedOptionValue("--admission-client", List.of()),
        !words.hasMatchedOption("--admission-fail-closed"),
        AdmissionSettings.USUAL.time());
  }

  /** What refuses. */
  static AdmissionGate.Strictness strictness(ParseResult words) {
    String text = words.matchedOptionValue("--admission-deny", "high");
    Severity severity =
        Severity.ofId(text)
            .orElseThrow(() -> new Command.UsageException("--admission-deny is low, medium, high or critical, not " + text));
    return new AdmissionGate.Strictness(severity, !words.hasMatchedOption("--admission-fail-closed"));
  }
}
