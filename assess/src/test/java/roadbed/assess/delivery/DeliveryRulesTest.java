package roadbed.assess.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import roadbed.model.AllocationJson;
import roadbed.model.Value;
import roadbed.model.ValueJson;

class DeliveryRulesTest {
  private static Value document(String rest) {
    return ValueJson.parse("{\"apiVersion\": \"roadbed.dev/v1\", \"kind\": \"DeliveryRules\"" + rest + "}");
  }

  @Test
  void aDocumentSaysWhatCounts() {
    DeliveryRules.Read read =
        DeliveryRules.read(
            List.of(document(", \"production\": [\"Live\", \"blue\"], \"soon\": \"30m\", \"late\": \"12h\", \"remedy\": \"1d\", \"threshold\": \"0.7\"")));
    assertThat(read.problems()).containsExactly(List.of());
    assertThat(read.rules()).isEqualTo(new DeliveryRules(Set.of("live", "blue"), Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofDays(1), 0.7));
    assertThat(String.join(" ", read.rules().inWords())).contains("blue, live", "0.7", "30 minutes", "12 hours");
  }

  @Test
  void ofSeveralTheLastCountsAndNothingSaidIsAsUsual() {
    assertThat(DeliveryRules.read(List.of()).rules()).isEqualTo(DeliveryRules.STANDARD);
    assertThat(DeliveryRules.read(List.of(document(", \"threshold\": \"0.7\""), document(", \"threshold\": \"0.9\""))).rules().threshold()).isEqualTo(0.9);
  }

  @Test
  void whatIsWrongIsToldAndAsUsual() {
    DeliveryRules.Read read =
        DeliveryRules.read(List.of(document(", \"production\": [\"pre-prod\"], \"soon\": \"2d\", \"late\": \"1h\", \"threshold\": \"2\", \"mood\": \"x\"")));
    assertThat(read.problems().getFirst())
        .extracting(AllocationJson.Problem::pointer)
        .containsExactlyInAnyOrder("/mood", "/production", "/late", "/threshold");
    assertThat(read.rules().threshold()).isEqualTo(DeliveryRules.STANDARD.threshold());
    assertThat(read.rules().late()).isEqualTo(Duration.ofDays(2));
  }
}
