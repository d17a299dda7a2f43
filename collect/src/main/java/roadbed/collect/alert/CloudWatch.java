package roadbed.collect.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Alert;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * Alarms of Amazon CloudWatch: inside a message of the Simple Notification Service, inside the records that a Lambda
 * function gets, as they are (raw delivery), or as an event of EventBridge. The topic's question whether it may send is
 * read too.
 */
final class CloudWatch implements AlertFormat {
  /** Dimensions that say what kind of thing is measured and not which one. */
  private static final Set<String> KINDS =
      Set.of("StorageType", "AvailabilityZone", "InstanceType", "ImageId", "Currency", "Operation", "Method", "Stage");

  @Override
  public String id() {
    return "cloudwatch";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("Type", "TopicArn", "MessageId")
        || message.has("Records.0.Sns")
        || message.has("AlarmName", "NewStateValue")
        || message.has("detail.alarmName", "detail.state.value");
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    if (message.has("Records.0.Sns")) {
      List<AlertMessage> read = new ArrayList<>();
      message.each("Records").forEach(each -> read.addAll(notification(each.below("Sns"))));
      return read;
    }
    if (message.has("TopicArn")) {
      return notification(message);
    }
    return message.has("AlarmName") ? alarm(message) : event(message);
  }

  private List<AlertMessage> notification(Fields message) {
    String topic = message.text("TopicArn").orElse("");
    return switch (message.text("Type").orElse("Notification")) {
      case "SubscriptionConfirmation", "UnsubscribeConfirmation" -> {
        boolean subscribe = message.text("Type").orElse("").startsWith("Sub");
        yield message
            .raw("SubscribeURL")
            .filter(url -> subscribe)
            .<List<AlertMessage>>map(url -> List.of(new AlertMessage.Confirmation(topic, url)))
            .orElse(List.of(new AlertMessage.Nothing("the topic " + topic + " sends no more")));
      }
      default -> inner(message, topic);
    };
  }

  private List<AlertMessage> inner(Fields message, String topic) {
    String text = message.raw("Message").orElse("");
    if (text.startsWith("{")) {
      try {
        Fields alarm = new Fields(ValueJson.parse(text));
        if (alarm.has("AlarmName", "NewStateValue")) {
          return alarm(alarm);
        }
        if (alarm.has("detail.alarmName", "detail.state.value")) {
          return event(alarm);
        }
      } catch (JacksonException e) {
        // It is a text that begins like JSON, and is one for people.
        return words(message, topic);
      }
    }
    return words(message, topic);
  }

  /** A topic carries whatever anybody publishes: a text is a condition that nobody will end. */
  private List<AlertMessage> words(Fields message, String topic) {
    return alerts(
        new AlertBuilder("sns")
            .key(message.text("MessageId"))
            .title(message.text("Subject").or(() -> Optional.of("message of " + topic)))
            .description(message.text("Message"))
            .times(message.time("Timestamp"), Optional.empty())
            .labels(Map.of("topic", topic))
            .build()
            .stream()
            .toList());
  }

  private List<AlertMessage> alarm(Fields alarm) {
    Map<String, String> labels = new LinkedHashMap<>();
    List<String> resources = new ArrayList<>();
    for (Fields dimension : alarm.each("Trigger.Dimensions")) {
      Optional<String> text = dimension.text("value", "Value");
      dimension.text("name", "Name").ifPresent(name -> text.ifPresent(value -> labels.put(name, value)));
      if (!KINDS.contains(dimension.text("name", "Name").orElse(""))) {
        text.ifPresent(resources::add);
      }
    }
    alarm.text("Trigger.Namespace").ifPresent(value -> labels.put("namespace", value));
    alarm.text("Trigger.MetricName").ifPresent(value -> labels.put("metric", value));
    alarm.text("AWSAccountId").ifPresent(value -> labels.put("account", value));
    alarm.text("Region").ifPresent(value -> labels.put("region", value));
    Optional<String> unique =
        alarm
            .text("AlarmArn")
            .or(() -> Optional.of(labels.getOrDefault("account", "") + ':' + labels.getOrDefault("region", "") + ':' + alarm.text("AlarmName").orElse("")));
    Alert.State state = state(alarm.text("NewStateValue").orElse(""));
    return alerts(
        new AlertBuilder(id())
            .key(unique)
            .state(state)
            .title(alarm.text("AlarmName"))
            .description(described(alarm.text("AlarmDescription"), alarm.text("NewStateReason")))
            .times(alarm.time("StateChangeTime"), alarm.time("StateChangeTime"))
            .resources(resources)
            .labels(labels)
            .build()
            .stream()
            .toList());
  }

  private List<AlertMessage> event(Fields event) {
    Map<String, String> labels = new LinkedHashMap<>();
    List<String> resources = new ArrayList<>();
    for (Fields metric : event.each("detail.configuration.metrics")) {
      metric
          .below("metricStat.metric.dimensions")
          .labels()
          .forEach(
              (name, value) -> {
                labels.put(name, value);
                if (!KINDS.contains(name)) {
                  resources.add(value);
                }
              });
      metric.text("metricStat.metric.namespace").ifPresent(value -> labels.put("namespace", value));
      metric.text("metricStat.metric.name").ifPresent(value -> labels.put("metric", value));
    }
    event.text("account").ifPresent(value -> labels.put("account", value));
    event.text("region").ifPresent(value -> labels.put("region", value));
    return alerts(
        new AlertBuilder(id())
            .key(event.text("resources.0", "detail.alarmName"))
            .state(state(event.text("detail.state.value").orElse("")))
            .title(event.text("detail.alarmName"))
            .description(described(event.text("detail.configuration.description"), event.text("detail.state.reason")))
            .times(event.time("detail.state.timestamp", "time"), event.time("detail.state.timestamp", "time"))
            .resources(resources)
            .labels(labels)
            .build()
            .stream()
            .toList());
  }

  private static Optional<String> described(Optional<String> description, Optional<String> reason) {
    return description.isPresent() && reason.isPresent()
        ? Optional.of(description.get() + '\n' + reason.get())
        : description.or(() -> reason);
  }

  private static Alert.State state(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "OK" -> Alert.State.RESOLVED;
      case "INSUFFICIENT_DATA" -> Alert.State.NO_DATA;
      default -> Alert.State.FIRING;
    };
  }
}
