package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.app.notify.StubReceiver;

/** Settings are checked, tried and asked on the command line, and no secret is shown. */
class NotifyCommandTest {
  private static final String SETTINGS =
      """
      apiVersion: roadbed.dev/v1
      kind: Notifications
      targets:
        - id: chat
          slack: {url: {file: SECRET}}
        - id: hook
          webhook: {url: HOOK}
      routes:
        - {on: incident, severity: 2, services: shop, audience: responders, to: chat}
        - {on: budget-alert, to: hook, digest: "08:30", zone: Europe/Berlin}
      pages:
        - {policy: shop, services: shop, severity: 2}
      """;

  @TempDir Path folder;

  private Path settings(String hook) throws IOException {
    Path secret = folder.resolve("secret");
    return Files.writeString(folder.resolve("notify.yaml"), SETTINGS.replace("SECRET", secret.toString()).replace("HOOK", hook));
  }

  @Test
  void whatIsMissingIsToldAndSecretsAreNotShown() throws IOException {
    Path settings = settings("https://hooks.example.org/in");
    Cli missing = Cli.run("notify", "check", settings.toString());
    assertThat(missing.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(missing.err()).contains("nothing stands in file");
    Files.writeString(folder.resolve("secret"), "https://hooks.slack.example/T0/very-secret\n");
    Cli fine = Cli.run("notify", "check", settings.toString());
    assertThat(fine.code()).isEqualTo(ExitCode.CLEAN);
    assertThat(fine.out()).contains("chat", "slack", "webhook from file").doesNotContain("very-secret");
    Files.writeString(settings, Files.readString(settings).replace("to: chat", "to: nobody"));
    assertThat(Cli.run("notify", "check", settings.toString()).err()).contains("notify.yaml:9:", "there is no target nobody");
  }

  @Test
  void whoWouldBeToldIsSaidAndNobodyIs() throws IOException {
    Path settings = settings("https://hooks.example.org/in");
    Cli told = Cli.run("notify", "route", settings.toString(), "--severity", "1", "--service", "shop");
    assertThat(told.code()).isEqualTo(ExitCode.CLEAN);
    assertThat(told.out()).contains("chat", "responders", "at once", "paged by the policy shop");
    assertThat(Cli.run("notify", "route", settings.toString(), "--severity", "3", "--service", "shop").code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(Cli.run("notify", "route", settings.toString(), "--on", "budget-alert").out()).contains("hook", "low", "UTC");
    assertThat(Cli.run("notify", "route", settings.toString(), "--on", "page").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aTestMessageIsSentAndItsAnswerSaid() throws IOException {
    try (StubReceiver receiver = new StubReceiver()) {
      receiver.then(200, "").then(403, "not you");
      Path settings = settings(receiver.url("/in"));
      Cli taken = Cli.run("notify", "test", settings.toString(), "--target", "hook");
      assertThat(taken.out()).contains("hook took it");
      assertThat(taken.code()).isEqualTo(ExitCode.CLEAN);
      assertThat(receiver.got().getFirst().body()).contains("Test message from Roadbed");
      Cli refused = Cli.run("notify", "test", settings.toString(), "--target", "hook");
      assertThat(refused.code()).isEqualTo(ExitCode.FINDINGS);
      assertThat(refused.err()).contains("hook refused it: status 403: not you");
      assertThat(Cli.run("notify", "test", settings.toString(), "--target", "nobody").code()).isEqualTo(ExitCode.USAGE);
    }
  }
}
