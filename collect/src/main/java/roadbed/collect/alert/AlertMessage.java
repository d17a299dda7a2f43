package roadbed.collect.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.model.Alert;

/** What one message says. */
public sealed interface AlertMessage {

  /**
   * Conditions that changed.
   *
   * @param format how it was read
   * @param alerts in the order of the message
   */
  record Alerts(String format, List<Alert> alerts) implements AlertMessage {
    public Alerts {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * A topic asks whether it may send; it sends nothing before the address is fetched.
   *
   * @param topic its ARN
   * @param url which confirms; only of the provider's own hosts
   */
  record Confirmation(String topic, String url) implements AlertMessage {}

  /**
   * Something was changed: a build, a deployment, a setting.
   *
   * @param at when
   * @param summary one line
   * @param source what did it
   * @param link where to look
   */
  record ChangeMade(Optional<Instant> at, String summary, Optional<String> source, Optional<String> link)
      implements AlertMessage {}

  /**
   * Something was said about an incident of another system, which does not change its state.
   *
   * @param incident its identifier there
   * @param at when
   * @param kind of event, as that system calls it
   * @param text in words; may be empty
   */
  record Remark(String incident, Optional<Instant> at, String kind, String text) implements AlertMessage {}

  /**
   * It is understood and there is nothing to do.
   *
   * @param reason in words
   */
  record Nothing(String reason) implements AlertMessage {}
}
