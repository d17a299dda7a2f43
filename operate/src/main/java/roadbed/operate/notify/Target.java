package roadbed.operate.notify;

import java.util.List;
import java.util.Optional;

/** Where messages go. */
public sealed interface Target {
  /** Unique. */
  String id();

  /**
   * Mail.
   *
   * @param to addresses
   */
  record Mail(String id, List<String> to) implements Target {
    public Mail {
      to = List.copyOf(to);
    }
  }

  /**
   * A Slack channel, by the address of an incoming webhook.
   *
   * @param url the webhook's address, which is a secret
   */
  record SlackWebhook(String id, Secret url) implements Target {}

  /**
   * A Slack channel or person, by an app's token; what is about one subject stands in one thread.
   *
   * @param token of the app
   * @param channel its identifier
   * @param api the address of Slack's API
   */
  record SlackChannel(String id, Secret token, String channel, String api) implements Target {}

  /**
   * A channel of Microsoft Teams, by the address of a workflow.
   *
   * @param url the workflow's address, which is a secret
   */
  record Teams(String id, Secret url) implements Target {}

  /**
   * A service of PagerDuty, by its Events API v2.
   *
   * @param routingKey of the service's integration
   * @param api the address of the API
   */
  record PagerDuty(String id, Secret routingKey, String api) implements Target {}

  /**
   * Any program: a CloudEvent, signed.
   *
   * @param secret to sign with; empty where the receiver does not check
   */
  record Webhook(String id, Secret url, Optional<Secret> secret) implements Target {}

  /** The kind of target, in a word. */
  default String kind() {
    return switch (this) {
      case Mail _ -> "mail";
      case SlackWebhook _, SlackChannel _ -> "slack";
      case Teams _ -> "teams";
      case PagerDuty _ -> "pagerduty";
      case Webhook _ -> "webhook";
    };
  }

  /** What may be shown of where it leads. */
  default String shown() {
    return switch (this) {
      case Mail it -> String.join(", ", it.to());
      case SlackWebhook it -> "webhook from " + it.url().place();
      case SlackChannel it -> "channel " + it.channel();
      case Teams it -> "workflow from " + it.url().place();
      case PagerDuty it -> "integration key from " + it.routingKey().place();
      case Webhook it -> (it.url() instanceof Secret.Written url ? url.text() : "address from " + it.url().place()) + (it.secret().isPresent() ? ", signed" : ", not signed");
    };
  }
}
