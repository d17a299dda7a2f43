package roadbed.collect.alert;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Amazon's build and deployment services tell by EventBridge, as changes that were made. */
final class EventBridge implements AlertFormat {
  @Override
  public String id() {
    return "eventbridge";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("detail-type", "source", "detail") || message.has("CodePipeline.job");
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    Fields detail = message.below("detail");
    Optional<String> what =
        detail.text("pipeline", "project-name", "application", "deploymentId").or(() -> message.text("resources.0"));
    String summary =
        Stream.of(message.text("detail-type"), what, detail.text("stage"), detail.text("action"), detail.text("state", "build-status"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    if (summary.isBlank()) {
      return List.of(new AlertMessage.Nothing("it asks for work and says of nothing that was done"));
    }
    return List.of(
        new AlertMessage.ChangeMade(
            message.time("time"), summary, message.text("source").map(source -> source.toLowerCase(Locale.ROOT)), Optional.empty()));
  }
}
