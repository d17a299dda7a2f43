package roadbed.app.notify;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.notify.MailRelay;
import roadbed.operate.notify.NotifySettings;
import roadbed.operate.notify.Secret;
import roadbed.operate.notify.Sender;
import roadbed.operate.notify.Target;
import roadbed.operate.notify.Words;
import tools.jackson.core.JacksonException;

/** Sends by whatever a target is reached by. */
public final class Senders implements Sender, AutoCloseable {
  private static final String JSON = "application/json; charset=utf-8";

  private final Supplier<NotifySettings> settings;
  private final SecretReader secrets;
  private final Clock clock;
  private final WebPost web;
  private final MailPost mail;

  /** Senders that read secrets when they need them. */
  public Senders(Supplier<NotifySettings> settings, SecretReader secrets, Clock clock) {
    this(settings, secrets, clock, new WebPost());
  }

  Senders(Supplier<NotifySettings> settings, SecretReader secrets, Clock clock, WebPost web) {
    this.settings = settings;
    this.secrets = secrets;
    this.clock = clock;
    this.web = web;
    this.mail = new MailPost(secrets);
  }

  @Override
  public Outcome send(Target target, Words words, String identity, String thread) {
    return switch (target) {
      case Target.Mail it -> {
        Optional<MailRelay> relay = settings.get().relay();
        yield relay.isEmpty()
            ? new Outcome.Refused("there is no mail server in the settings")
            : mail.send(relay.get(), it.to(), words, identity, clock.instant());
      }
      case Target.SlackWebhook it -> with(it.url(), url -> slack(url, words));
      case Target.SlackChannel it -> with(it.token(), token -> slack(it, token, words, thread));
      case Target.Teams it -> with(it.url(), url -> teams(url, words));
      case Target.PagerDuty it -> with(it.routingKey(), key -> pagerDuty(it, key, words));
      case Target.Webhook it -> with(it.url(), url -> webhook(it, url, words, identity));
    };
  }

  @FunctionalInterface
  private interface Post {
    Outcome by(String secret);
  }

  private Outcome with(Secret secret, Post post) {
    return secrets
        .read(secret)
        .map(post::by)
        .orElseGet(() -> new Outcome.Refused("the secret of the target is not there: " + secret.place()));
  }

  private Outcome slack(String url, Words words) {
    String body = ValueJson.text(new Value.Fields(SlackMessage.of(words)));
    return WebPost.outcome(web.post(url, Map.of("Content-Type", JSON), body, clock.instant()), "", url);
  }

  /** Slack's API says with status 200 what went wrong. */
  private Outcome slack(Target.SlackChannel target, String token, Words words, String thread) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("channel", Value.of(target.channel()));
    fields.putAll(SlackMessage.of(words));
    if (!thread.isEmpty()) {
      fields.put("thread_ts", Value.of(thread));
      fields.put("reply_broadcast", Value.of(words.notice().importance() <= 2));
    }
    WebPost.Answer answer =
        web.post(
            target.api() + "chat.postMessage",
            Map.of("Content-Type", JSON, "Authorization", "Bearer " + token),
            ValueJson.text(new Value.Fields(fields)),
            clock.instant());
    if (!(answer instanceof WebPost.Answer.Said said) || said.status() != 200) {
      return WebPost.outcome(answer, "", token);
    }
    Optional<Value.Fields> document = document(said.body());
    if (document.flatMap(it -> it.get("ok")).filter(Value.Bool.TRUE::equals).isPresent()) {
      return new Outcome.Delivered(document.flatMap(it -> it.text("ts")).orElse(""));
    }
    String error = document.flatMap(it -> it.text("error")).orElse("an answer that is none of Slack's");
    return switch (error) {
      case "ratelimited", "rate_limited", "message_limit_exceeded" -> new Outcome.Busy("Slack: " + error, said.after());
      case "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org" -> new Outcome.Failed("Slack: " + error);
      default -> new Outcome.Refused("Slack: " + WebPost.said(error, token).replaceFirst("^: ", ""));
    };
  }

  /** What stands behind a workflow may fail while the workflow's answer has a good status; the body tells. */
  private Outcome teams(String url, Words words) {
    WebPost.Answer answer = web.post(url, Map.of("Content-Type", JSON), TeamsCard.of(words), clock.instant());
    if (answer instanceof WebPost.Answer.Said said && said.status() < 300) {
      if (said.body().contains("HTTP error 429")) {
        return new Outcome.Busy("Teams is busy", said.after());
      }
      if (said.body().contains("HTTP error 4") || said.body().contains("is required")) {
        return new Outcome.Refused("Teams" + WebPost.said(said.body(), url));
      }
      if (said.body().contains("HTTP error 5")) {
        return new Outcome.Failed("Teams" + WebPost.said(said.body(), url));
      }
    }
    return WebPost.outcome(answer, "", url);
  }

  private Outcome pagerDuty(Target.PagerDuty target, String key, Words words) {
    String body = ValueJson.text(PagerDutyEvent.of(words, key));
    return WebPost.outcome(web.post(target.api(), Map.of("Content-Type", JSON), body, clock.instant()), PagerDutyEvent.key(words), key);
  }

  private Outcome webhook(Target.Webhook target, String url, Words words, String identity) {
    Optional<String> signing = target.secret().flatMap(secrets::read);
    if (target.secret().isPresent() && signing.isEmpty()) {
      return new Outcome.Refused("the secret to sign with is not there: " + target.secret().get().place());
    }
    String source = settings.get().address().orElse("/roadbed");
    Instant now = clock.instant();
    String body = ValueJson.text(SignedWebhook.event(words, identity, source, now));
    WebPost.Answer answer = web.post(url, SignedWebhook.headers(identity, body, signing, now), body, now);
    // A receiver that knows it already has it.
    return answer instanceof WebPost.Answer.Said said && said.status() == 409
        ? new Outcome.Delivered("known there already")
        : WebPost.outcome(answer, "", signing.orElse(url));
  }

  private static Optional<Value.Fields> document(String text) {
    try {
      return ValueJson.parse(text) instanceof Value.Fields fields ? Optional.of(fields) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    web.close();
  }
}
