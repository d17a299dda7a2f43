package roadbed.collect.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.Alert;
import roadbed.model.AllocationJson;
import roadbed.model.ValueJson;

class AlertMappingsTest {
  private static final String RIGHT =
      """
      {"apiVersion": "roadbed.dev/v1", "kind": "AlertMappings", "mappings": [
        {"id": "probe", "when": ["probe", "verdict"], "paths": {"key": ["probe.id"], "title": ["probe.name"], "state": ["verdict"],
          "service": ["probe.of"]}, "states": {"resolved": ["up"]}}]}
      """;

  @Test
  void aUsersOwnMappingReadsWhatNobodyElseReads() {
    AlertMappings read = AlertMappings.read(List.of(ValueJson.parse(RIGHT)));
    assertThat(read.problems()).containsExactly(List.of());
    AlertReader reader = new AlertReader(read.mappings());
    byte[] body = "{\"probe\": {\"id\": 7, \"name\": \"login\", \"of\": \"shop\"}, \"verdict\": \"UP\"}".getBytes(StandardCharsets.UTF_8);
    AlertReader.Reading reading = reader.read(body, Optional.empty(), "body");
    assertThat(reading.messages()).singleElement().isInstanceOfSatisfying(
        AlertMessage.Alerts.class,
        alerts -> {
          assertThat(alerts.format()).isEqualTo("probe");
          assertThat(alerts.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(Alert.State.RESOLVED);
            assertThat(alert.service()).contains("shop");
          });
        });
    assertThat(new AlertReader(List.of()).read(body, Optional.empty(), "body").problem()).isPresent();
  }

  @Test
  void whatIsWrongIsToldAndTheOthersAreRead() {
    String wrong = RIGHT.replace("\"mappings\": [", "\"mappings\": [{\"id\": \"Big\", \"paths\": {\"mood\": [\"x\"]}}, 3, ");
    AlertMappings read = AlertMappings.read(List.of(ValueJson.parse(wrong), ValueJson.parse(RIGHT)));
    assertThat(read.mappings()).extracting(AlertMapping::id).containsExactly("probe");
    assertThat(read.problems().getFirst()).extracting(AllocationJson.Problem::pointer).contains("/mappings/0", "/mappings/1");
    assertThat(read.problems().getLast()).singleElement().satisfies(one -> assertThat(one.message()).contains("already"));
  }
}
