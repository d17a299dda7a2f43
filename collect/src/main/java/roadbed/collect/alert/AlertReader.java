package roadbed.collect.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * Reads what alerting systems send. A message in the structure of CloudEvents is read as what its data are.
 *
 * <p>Mappings come first, so that a user's own word about a message counts.
 */
public final class AlertReader {
  /** What one message may be long, in bytes: ten thousand alerts of Alertmanager fit. */
  public static final int MOST_BYTES = 10_000_000;

  private static final List<AlertFormat> BUILT =
      List.of(
          new PagerDutyWebhook(),
          new PagerDutyEvents(),
          new Alertmanager(true),
          new Alertmanager(false),
          new GrafanaLegacy(),
          new CloudWatch(),
          new EventBridge(),
          new AzureMonitor(),
          new GoogleMonitoring(),
          new Opsgenie(),
          new Datadog());

  private final List<AlertFormat> formats;

  /**
   * A reader of the known formats and of more.
   *
   * @param mappings the user's own
   */
  public AlertReader(List<AlertMapping> mappings) {
    List<AlertFormat> all = new ArrayList<>(mappings);
    all.addAll(BUILT);
    all.addAll(Shipped.MAPPINGS);
    this.formats = List.copyOf(all);
  }

  /**
   * What a message says.
   *
   * @param messages in order; none where it could not be read
   * @param problem why not
   */
  public record Reading(List<AlertMessage> messages, Optional<Diagnostic> problem) {
    public Reading {
      messages = List.copyOf(messages);
    }
  }

  /** The names of all formats. */
  public List<String> formats() {
    return formats.stream().map(AlertFormat::id).toList();
  }

  /**
   * Reads one message.
   *
   * @param body JSON in UTF-8
   * @param format its format's name; empty to recognise it
   * @param place what to call the message where something is wrong
   */
  public Reading read(byte[] body, Optional<String> format, String place) {
    if (body.length > MOST_BYTES) {
      return refused("alert.size", place, "the message has more than " + MOST_BYTES + " bytes", "send fewer alerts at a time");
    }
    Value value;
    try {
      value = ValueJson.parse(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      return new Reading(
          List.of(),
          Optional.of(
              Diagnostic.error(
                  "alert.json",
                  Location.of(
                      place,
                      e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr()),
                      e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr())),
                  "the message is not JSON",
                  "see what the sender really sends")));
    }
    Fields message = new Fields(value);
    if (message.has("specversion", "type", "source", "data")) {
      message = message.below("data");
    }
    return format.isPresent() ? named(message, format.get(), place) : recognised(message, place);
  }

  private Reading named(Fields message, String format, String place) {
    Optional<AlertFormat> found = formats.stream().filter(each -> each.id().equals(format)).findFirst();
    return found
        .map(one -> read(one, message, place))
        .orElseGet(
            () ->
                refused(
                    "alert.format",
                    place,
                    "there is no format " + format,
                    "name one of " + String.join(", ", formats()) + ", or write a mapping"));
  }

  private Reading recognised(Fields message, String place) {
    for (AlertFormat format : formats) {
      if (format.recognises(message)) {
        return read(format, message, place);
      }
    }
    return refused(
        "alert.unrecognised",
        place,
        "the message is of no known format",
        "name the format in the address, or write a mapping that says where its facts stand");
  }

  private static Reading read(AlertFormat format, Fields message, String place) {
    List<AlertMessage> messages = format.read(message);
    boolean empty = messages.stream().allMatch(each -> each instanceof AlertMessage.Alerts alerts && alerts.alerts().isEmpty());
    return empty
        ? refused(
            "alert.empty",
            place,
            "the message, read as " + format.id() + ", says of nothing that it holds or is over",
            "see whether the sender sends that format")
        : new Reading(messages, Optional.empty());
  }

  private static Reading refused(String code, String place, String message, String hint) {
    return new Reading(List.of(), Optional.of(Diagnostic.error(code, Location.of(place), message, hint)));
  }

  /** Mappings of further systems that are part of the program. */
  private static final class Shipped {
    private static final String FOLDER = "/roadbed/alert-mappings/";
    static final List<AlertMapping> MAPPINGS =
        Stream.of("axiom", "checkly", "checkmk", "dash0", "librenms", "new-relic", "pingdom", "riemann", "thousandeyes", "wazuh", "zabbix")
            .map(Shipped::load)
            .toList();

    private static AlertMapping load(String name) {
      try (InputStream in = Shipped.class.getResourceAsStream(FOLDER + name + ".json")) {
        if (in == null) {
          throw new IllegalStateException("the mapping " + name + " is not there");
        }
        List<String> problems = new ArrayList<>();
        Value document = ValueJson.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return AlertMapping.of(document, problems)
            .orElseThrow(() -> new IllegalStateException("the mapping " + name + " is wrong: " + problems));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
