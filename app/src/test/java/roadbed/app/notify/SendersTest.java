package roadbed.app.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.notify.Circle;
import roadbed.operate.notify.MailRelay;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeKind;
import roadbed.operate.notify.NotifySettings;
import roadbed.operate.notify.Secret;
import roadbed.operate.notify.Sender.Outcome;
import roadbed.operate.notify.Target;
import roadbed.operate.notify.Words;

/** Messages as receivers get them, and what is made of what receivers answer: real sockets on this machine. */
class SendersTest {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
  private static final String TOKEN = "xoxb-very-secret";

  private final Map<String, String> environment = new LinkedHashMap<>(Map.of("TOKEN", TOKEN));
  private Optional<MailRelay> relay = Optional.empty();
  private StubReceiver receiver;
  private Senders senders;

  @BeforeEach
  void start() throws IOException {
    receiver = new StubReceiver();
    environment.put("URL", receiver.url("/hook"));
    senders = senders(Duration.ofSeconds(1));
  }

  @AfterEach
  void stop() {
    senders.close();
    receiver.close();
  }

  private Senders senders(Duration whole) {
    return new Senders(
        () ->
            new NotifySettings(
                Optional.of("https://roadbed.example.org"), relay, Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of()),
        new SecretReader(environment::get),
        Clock.fixed(NOW, ZoneOffset.UTC),
        new WebPost(whole));
  }

  private static Words words(NoticeKind kind, String title, String text) {
    return words(kind, title, text, Circle.RESPONDERS);
  }

  private static Words words(NoticeKind kind, String title, String text, Circle circle) {
    Notice notice =
        new Notice(
            "k", kind, "INC-7", 1, Optional.of("shop"), List.of(), Optional.of(circle), title, text, Map.of("Severity", "SEV1"),
            Optional.of("/incidents/INC-7"), List.of(), NOW);
    NotifySettings settings =
        new NotifySettings(
            Optional.of("https://roadbed.example.org"), Optional.empty(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());
    return Words.of(notice, circle, settings, kind == NoticeKind.PAGE ? Optional.of(URI.create("https://roadbed.example.org/notify/answer/t")) : Optional.empty());
  }

  private static final Words PAGE = words(NoticeKind.PAGE, "Checkout <!channel> fails", "5% & more");

  private static final Target SLACK = new Target.SlackWebhook("chat", new Secret.Variable("URL"));

  private Target.SlackChannel channel() {
    return new Target.SlackChannel("chat", new Secret.Variable("TOKEN"), "C1", receiver.url("/api/"));
  }

  private static Value json(String text) {
    return ValueJson.parse(text);
  }

  private static Value.Fields object(String text) {
    return (Value.Fields) json(text);
  }

  @Test
  void slackGetsBlocksInWhichATitleOfOthersMentionsNobody() {
    assertThat(senders.send(SLACK, PAGE, "id", "")).isEqualTo(new Outcome.Delivered(""));
    String body = receiver.got().getFirst().body();
    assertThat(body).contains("I look into it", "https://roadbed.example.org/notify/answer/t", "SEV1");
    assertThat(object(body).text("text")).contains("[SEV1] INC-7 Checkout &lt;!channel&gt; fails");
    assertThat(object(body).get("blocks")).isPresent();
  }

  @Test
  void slacksApiSaysWithAGoodStatusWhatWentWrong() {
    receiver.then(200, "{\"ok\":true,\"ts\":\"12.34\"}").then(200, "{\"ok\":false,\"error\":\"ratelimited\"}", "Retry-After", "30")
        .then(200, "{\"ok\":false,\"error\":\"channel_not_found\"}").then(200, "{\"ok\":false,\"error\":\"internal_error\"}");
    assertThat(senders.send(channel(), PAGE, "id", "11.11")).isEqualTo(new Outcome.Delivered("12.34"));
    assertThat(receiver.got().getFirst().path()).isEqualTo("/api/chat.postMessage");
    assertThat(receiver.got().getFirst().headers()).containsEntry("authorization", "Bearer " + TOKEN);
    assertThat(object(receiver.got().getFirst().body()).text("thread_ts")).as("what is about one subject is one thread").contains("11.11");
    assertThat(senders.send(channel(), PAGE, "id", "")).isEqualTo(new Outcome.Busy("Slack: ratelimited", Optional.of(Duration.ofSeconds(30))));
    assertThat(senders.send(channel(), PAGE, "id", "")).isEqualTo(new Outcome.Refused("Slack: channel_not_found"));
    assertThat(senders.send(channel(), PAGE, "id", "")).isEqualTo(new Outcome.Failed("Slack: internal_error"));
  }

  @Test
  void teamsGetsAnAdaptiveCardThatIsNeverTooLarge() {
    Target teams = new Target.Teams("ops", new Secret.Variable("URL"));
    receiver.then(202, "");
    assertThat(senders.send(teams, words(NoticeKind.PAGE, "It *fails*", "x".repeat(7_900) + "\n[a](http://evil)"), "id", "")).isEqualTo(new Outcome.Delivered(""));
    String body = receiver.got().getFirst().body();
    assertThat(body.getBytes(StandardCharsets.UTF_8).length).isLessThan(21_000);
    Value.Fields attachment = (Value.Fields) ((Value.Items) object(body).get("attachments").orElseThrow()).values().getFirst();
    assertThat(attachment.text("contentType")).contains("application/vnd.microsoft.card.adaptive");
    assertThat(attachment.at("content", "type")).contains(Value.of("AdaptiveCard"));
    assertThat(body).contains("Action.OpenUrl", "It \\\\*fails\\\\*");
    receiver.then(200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x");
    assertThat(senders.send(teams, PAGE, "id", "")).as("a good status, and yet").isInstanceOf(Outcome.Busy.class);
  }

  @Test
  void pagerDutyHasOneAlertForASubjectWhichEndsWithIt() {
    Target duty = new Target.PagerDuty("duty", new Secret.Variable("TOKEN"), receiver.url("/v2/enqueue"));
    receiver.then(202, "{}").then(202, "{}").then(400, "{\"errors\":[\"bad " + TOKEN + "\"]}");
    assertThat(senders.send(duty, PAGE, "id", "")).isEqualTo(new Outcome.Delivered("roadbed/INC-7"));
    assertThat(senders.send(duty, words(NoticeKind.INCIDENT_RESTORED, "Over", ""), "id", "")).isInstanceOf(Outcome.Delivered.class);
    Value.Fields trigger = object(receiver.got().getFirst().body());
    assertThat(trigger.text("event_action")).contains("trigger");
    assertThat(trigger.text("dedup_key")).contains("roadbed/INC-7");
    assertThat(trigger.at("payload", "severity")).contains(Value.of("critical"));
    assertThat(trigger.at("payload", "summary")).isPresent();
    assertThat(object(receiver.got().get(1).body()).text("event_action")).contains("resolve");
    assertThat(senders.send(duty, PAGE, "id", "")).isEqualTo(new Outcome.Refused("status 400: {\"errors\":[\"bad (secret)\"]}"));
  }

  @Test
  void aWebhookIsSignedSoThatTheReceiverKnowsWhoSendsAndWhatComesTwice() throws Exception {
    byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    environment.put("SIGN", "whsec_" + Base64.getEncoder().encodeToString(key));
    Target hook = new Target.Webhook("any", new Secret.Written(receiver.url("/in")), Optional.of(new Secret.Variable("SIGN")));
    receiver.then(200, "").then(409, "have it");
    assertThat(senders.send(hook, PAGE, "roadbed-5", "")).isEqualTo(new Outcome.Delivered(""));
    assertThat(senders.send(hook, PAGE, "roadbed-5", "")).isEqualTo(new Outcome.Delivered("known there already"));
    StubReceiver.Got got = receiver.got().getFirst();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = "roadbed-5." + NOW.getEpochSecond() + "." + got.body();
    assertThat(got.headers())
        .containsEntry("webhook-id", "roadbed-5")
        .containsEntry("webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    Value.Fields event = object(got.body());
    assertThat(event.text("specversion")).contains("1.0");
    assertThat(event.text("type")).contains("dev.roadbed.notify.page");
    assertThat(event.text("source")).contains("https://roadbed.example.org");
    assertThat(event.at("data", "service")).contains(Value.of("shop"));
  }

  @Test
  void whatGoesOutsideSaysNothingThatWasNotWrittenForIt() {
    Target hook = new Target.Webhook("status", new Secret.Variable("URL"), Optional.empty());
    senders.send(hook, words(NoticeKind.STATUS_UPDATE, "db-prod-7 is out of disk", "We are looking into slow payments.", Circle.PUBLIC), "id", "");
    assertThat(receiver.got().getFirst().body()).contains("We are looking into slow payments.").doesNotContain("db-prod-7", "INC-7", "shop", "SEV1", "/incidents");
  }

  @Test
  void whatIsMadeOfAnAnswer() {
    receiver.then(302, "", "Location", "http://169.254.169.254/").then(401, "no").then(404, "").then(429, "", "Retry-After", "7")
        .then(500, "boom").then(503, "").then(503, "", "Retry-After", "Fri, 20 Mar 2026 12:05:00 GMT").thenSlowly(3_000);
    assertThat(senders.send(SLACK, PAGE, "id", "")).as("no redirection is followed").isInstanceOf(Outcome.Refused.class);
    assertThat(receiver.got()).hasSize(1);
    assertThat(senders.send(SLACK, PAGE, "id", "")).isEqualTo(new Outcome.Refused("status 401: no"));
    assertThat(senders.send(SLACK, PAGE, "id", "")).isEqualTo(new Outcome.Refused("status 404"));
    assertThat(senders.send(SLACK, PAGE, "id", "")).isEqualTo(new Outcome.Busy("status 429", Optional.of(Duration.ofSeconds(7))));
    assertThat(senders.send(SLACK, PAGE, "id", "")).isEqualTo(new Outcome.Failed("status 500: boom"));
    assertThat(senders.send(SLACK, PAGE, "id", "")).isEqualTo(new Outcome.Unreachable("status 503"));
    assertThat(senders.send(SLACK, PAGE, "id", "")).isEqualTo(new Outcome.Busy("status 503", Optional.of(Duration.ofMinutes(5))));
    long begun = System.nanoTime();
    assertThat(senders.send(SLACK, PAGE, "id", "")).isInstanceOf(Outcome.Unreachable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("one that is slow is not waited for").isLessThan(Duration.ofMillis(2_500));
  }

  @Test
  void aTargetThatIsNotThereIsOutOfReachAndItsAddressIsToldByNobody() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    environment.put("URL", "http://127.0.0.1:" + free + "/services/T0/SECRET");
    assertThat(senders.send(SLACK, PAGE, "id", "")).isInstanceOfSatisfying(Outcome.Unreachable.class, it -> assertThat(it.problem()).doesNotContain("SECRET"));
    environment.put("URL", "file:///etc/passwd");
    assertThat(senders.send(SLACK, PAGE, "id", "")).isInstanceOf(Outcome.Unreachable.class);
    environment.remove("URL");
    assertThat(senders.send(SLACK, PAGE, "id", "")).isEqualTo(new Outcome.Refused("the secret of the target is not there: variable URL"));
  }

  // --- mail ---------------------------------------------------------------------------------------------------------

  private Outcome mail(StubMailServer server, Words words, String... to) {
    relay =
        Optional.of(
            new MailRelay(
                "127.0.0.1", server.port(), MailRelay.Security.NONE, Optional.of("roadbed"), Optional.of(new Secret.Variable("TOKEN")), "roadbed@example.org"));
    return senders.send(new Target.Mail("mail", List.of(to)), words, "roadbed-5", "");
  }

  @Test
  void mailIsPlainAndHtmlInOneThreadAndKnownWhenItComesTwice() throws IOException {
    try (StubMailServer server = new StubMailServer()) {
      assertThat(mail(server, words(NoticeKind.PAGE, "Zahlung schl\u00e4gt fehl\r\nBcc: eve@example.org", "<b>5%</b>"), "ann@example.org")).isEqualTo(new Outcome.Delivered(""));
      String mail = server.mails().getFirst();
      assertThat(mail)
          .contains("Message-ID: <roadbed-5@example.org>", "References: <roadbed-subject-INC-7@example.org>", "Auto-Submitted: auto-generated")
          .contains("multipart/alternative", "text/plain; charset=UTF-8", "text/html; charset=UTF-8", "To: ann@example.org")
          .contains("&lt;b&gt;5%&lt;/b", "I look into it")
          .containsPattern("(?m)^Subject: =\\?UTF-8\\?")
          .doesNotContainPattern("(?m)^Bcc:");
      assertThat(server.said()).anyMatch(line -> line.startsWith("AUTH"));
    }
  }

  @Test
  void whatIsMadeOfWhatAMailServerAnswers() throws IOException {
    try (StubMailServer server = new StubMailServer()) {
      server.refused = "bob";
      assertThat(mail(server, PAGE, "ann@example.org", "bob@example.org")).as("it reaches some").isInstanceOfSatisfying(Outcome.Delivered.class, it -> assertThat(it.receipt()).contains("bob@example.org", "550"));
      assertThat(mail(server, PAGE, "bob@example.org")).isInstanceOf(Outcome.Refused.class);
      server.refusal = "450 greylisted, come again";
      assertThat(mail(server, PAGE, "bob@example.org")).isInstanceOf(Outcome.Failed.class);
      server.refused = "";
      server.data = "452 too much";
      assertThat(mail(server, PAGE, "ann@example.org")).isInstanceOf(Outcome.Busy.class);
      server.data = "554 spam";
      assertThat(mail(server, PAGE, "ann@example.org")).isInstanceOf(Outcome.Refused.class);
      server.login = "535 wrong";
      assertThat(mail(server, PAGE, "ann@example.org")).isEqualTo(new Outcome.Refused("the mail server does not accept the user or the password"));
    }
  }

  @Test
  void mailIsNotSentInClearWhereItShallBeEncrypted() throws IOException {
    try (StubMailServer server = new StubMailServer()) {
      relay = Optional.of(new MailRelay("127.0.0.1", server.port(), MailRelay.Security.STARTTLS, Optional.empty(), Optional.empty(), "roadbed@example.org"));
      assertThat(senders.send(new Target.Mail("mail", List.of("ann@example.org")), PAGE, "id", "")).isInstanceOf(Outcome.Unreachable.class);
      assertThat(server.mails()).isEmpty();
    }
  }
}
