package roadbed.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed admission}: what a cluster needs to ask this server before it lets something in. */
final class AdmissionCommand implements Command {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?");
  private static final int DAYS = 365;
  private static final int PASSWORD_BYTES = 24;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Sets up the admission webhook of roadbed serve.")
        .abbreviateSynopsis(true);
    CommandSpec manifest = CommandSpec.create().name("manifest");
    manifest.usageMessage()
        .description("Print the Service and the webhook configurations, to be applied with kubectl.");
    place(manifest);
    manifest.addOption(
        OptionSpec.builder("--ca")
            .type(Path.class)
            .paramLabel("FILE")
            .description("The certificate, in PEM, that vouches for the server's (admission certificate writes ca.pem).")
            .build());
    manifest.addOption(
        RegoOptions.text("POLICY", "What the API server does where this server does not answer: Ignore or Fail (default: Ignore).", "--failure-policy"));
    manifest.addOption(RegoOptions.text("SECONDS", "How long the API server waits, 1 to 30 (default: 3).", "--timeout"));
    manifest.addOption(RegoOptions.flag("Also a MutatingWebhookConfiguration, for declared defaults.", "--mutating"));
    spec.addSubcommand("manifest", manifest);
    CommandSpec certificate = CommandSpec.create().name("certificate");
    certificate
        .usageMessage()
        .description(
            "Make a key and a certificate that vouches for itself: a key store for roadbed serve --tls-keystore, its"
                + " password, and ca.pem for admission manifest --ca. A server that runs takes up a new one by itself.");
    place(certificate);
    certificate.addOption(
        OptionSpec.builder("-o", "--output").type(Path.class).paramLabel("DIR").required(true).description("Folder for the files.").build());
    spec.addSubcommand("certificate", certificate);
    return spec;
  }

  private static void place(CommandSpec spec) {
    spec.addOption(RegoOptions.text("NAME", "The Service in front of the server (default: roadbed).", "--service"));
    spec.addOption(RegoOptions.text("NAME", "Its namespace (default: roadbed).", "--namespace"));
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult action = words.subcommand();
    if (action == null) {
      throw new UsageException("say manifest or certificate (see roadbed admission --help)");
    }
    String service = name(action, "--service");
    String namespace = name(action, "--namespace");
    if (action.commandSpec().name().equals("certificate")) {
      certificate(service, namespace, action.matchedOptionValue("--output", Path.of(".")), terminal);
    } else {
      terminal.out().print(manifest(action, service, namespace));
    }
    return ExitCode.CLEAN;
  }

  private static String name(ParseResult words, String option) {
    String name = words.matchedOptionValue(option, "roadbed");
    if (!NAME.matcher(name).matches()) {
      throw new UsageException(option + " is a name of Kubernetes: small letters, digits and hyphens, not " + name);
    }
    return name;
  }

  private static String manifest(ParseResult words, String service, String namespace) throws IOException {
    String policy = words.matchedOptionValue("--failure-policy", "Ignore");
    if (!policy.equals("Ignore") && !policy.equals("Fail")) {
      throw new UsageException("--failure-policy is Ignore or Fail, not " + policy);
    }
    int timeout = RegoOptions.number(words, "--timeout", 3);
    if (timeout < 1 || timeout > 30) {
      throw new UsageException("--timeout is 1 to 30 seconds, not " + timeout);
    }
    Path ca = words.matchedOptionValue("--ca", null);
    String bundle =
        ca == null ? "" : Base64.getEncoder().encodeToString(Files.readString(ca, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    StringBuilder out = new StringBuilder();
    out.append(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: %s
          namespace: %s
        spec:
          selector:
            app.kubernetes.io/name: roadbed
          ports:
            - name: https
              port: 443
              targetPort: 7077
        """
            .formatted(service, namespace));
    out.append(webhook("Validating", "validate", service, namespace, policy, timeout, bundle));
    if (words.hasMatchedOption("--mutating")) {
      out.append(webhook("Mutating", "mutate", service, namespace, policy, timeout, bundle));
    }
    return out.toString();
  }

  private static String webhook(
      String kind, String path, String service, String namespace, String policy, int timeout, String bundle) {
    String operations = kind.equals("Mutating") ? "[CREATE, UPDATE]" : "[CREATE, UPDATE, DELETE]";
    return """
    ---
    apiVersion: admissionregistration.k8s.io/v1
    kind: %1$sWebhookConfiguration
    metadata:
      name: %3$s-%2$s
    webhooks:
      - name: %2$s.%3$s.%4$s.svc
        admissionReviewVersions: [v1, v1beta1]
        sideEffects: NoneOnDryRun
        failurePolicy: %5$s
        timeoutSeconds: %6$d
        matchPolicy: Equivalent
        clientConfig:
          service:
            name: %3$s
            namespace: %4$s
            path: /admission/%2$s
    %7$s    namespaceSelector:
          matchExpressions:
            - key: kubernetes.io/metadata.name
              operator: NotIn
              values: [kube-system, kube-node-lease, %4$s]
        rules:
          - apiGroups: ["*"]
            apiVersions: ["*"]
            operations: %8$s
            resources: ["*", "pods/ephemeralcontainers"]
    """
        .formatted(
            kind,
            path,
            service,
            namespace,
            policy,
            timeout,
            bundle.isEmpty() ? "" : "      caBundle: " + bundle + "\n",
            operations);
  }

  /** By the JDK's own tool: nothing else in it makes certificates. */
  private static void certificate(String service, String namespace, Path folder, Terminal terminal) throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    if (!Files.isExecutable(tool)) {
      throw new UsageException("this Java has no keytool; make a certificate with another tool");
    }
    Files.createDirectories(folder);
    String password = password(folder.resolve("password"));
    Path fresh = Files.createTempDirectory(folder, "new", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path store = fresh.resolve("server.p12");
    String host = service + "." + namespace + ".svc";
    run(
        List.of(
            tool.toString(), "-genkeypair", "-alias", "roadbed", "-keyalg", "EC", "-groupname", "secp256r1",
            "-validity", Integer.toString(DAYS), "-dname", "CN=" + host,
            "-ext", "san=dns:" + service + ",dns:" + service + "." + namespace + ",dns:" + host + ",dns:" + host + ".cluster.local,dns:localhost,ip:127.0.0.1",
            "-ext", "bc=ca:true", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass:env", "ROADBED_STORE"),
        password);
    Files.writeString(fresh.resolve("ca.pem"), pem(store, password));
    Files.writeString(fresh.resolve("password"), password + "\n");
    for (String name : List.of("password", "ca.pem", "server.p12")) {
      Files.setPosixFilePermissions(fresh.resolve(name), PosixFilePermissions.fromString("rw-------"));
      Files.move(
          fresh.resolve(name),
          folder.resolve(name),
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    Files.delete(fresh);
    terminal.out().println("server.p12, password and ca.pem are in " + folder + ", good for " + DAYS + " days, for " + host);
    terminal.out().println("ROADBED_TLS_PASSWORD=$(cat " + folder.resolve("password") + ") roadbed serve --host 0.0.0.0 --tls-keystore " + folder.resolve("server.p12"));
    terminal.out().println("roadbed admission manifest --service " + service + " --namespace " + namespace + " --ca " + folder.resolve("ca.pem"));
  }

  /** The password of the store that is replaced, so that a running server can open the new one; a fresh one otherwise. */
  private static String password(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static void run(List<String> command, String password) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Not as a word of the command, which others on the machine can read.
    builder.environment().put("ROADBED_STORE", password);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroy();
        throw new IOException("keytool did not make a certificate: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IOException("interrupted", e);
    }
  }

  private static String pem(Path store, String password) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password.toCharArray());
      String body =
          Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
              .encodeToString(keys.getCertificate("roadbed").getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException("the key store that was just made cannot be read: " + e.getMessage(), e);
    }
  }
}
