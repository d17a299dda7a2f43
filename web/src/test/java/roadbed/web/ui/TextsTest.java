package roadbed.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Value;

class TextsTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "12 | EUR | €12.00", "1234.5 | EUR | €1,235", "-0.5 | USD | −$0.50", "5 | CHF | CHF\u00a05.00"
  })
  void amounts(BigDecimal amount, String currency, String shown) {
    assertThat(Format.money(amount, currency)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"45, 45 s", "3600, 1 h", "4500, 1 h 15 min", "90000, 1 d 1 h", "-60, −1 min"})
  void durations(double seconds, String shown) {
    assertThat(Format.duration(seconds)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/checkout/examples/estate/aws/prod/plan.json:1:18794#/resource_changes/2, prod/plan.json:1",
    "estate/apps/web.yaml:12:3, apps/web.yaml:12",
    "plan.json, plan.json",
    "/plan.json:7, /plan.json:7",
    "a/b/main.tf, b/main.tf"
  })
  void placesInLists(String location, String shown) {
    assertThat(Format.place(location)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"110, 100, +10%", "95, 100, −5.0%", "100, 0, new", "0, 0, ''", "300, 100, +200%"})
  void relativeChanges(BigDecimal now, BigDecimal before, String shown) {
    assertThat(Format.changePercent(now, before)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"30, just now", "-30, just now", "-60, in 1 min", "-864000, in 10 days", "300, 5 min ago", "86400, 24 h ago", "864000, 10 days ago"})
  void ages(long seconds, String shown) {
    Instant now = Instant.parse("2026-11-21T09:00:00Z");
    assertThat(Format.ago(now.minusSeconds(seconds), now)).isEqualTo(shown);
  }

  @Test
  void documentsSayWhatIsSecretOrUnknown() {
    Value document =
        new Value.Fields(
            Map.of("list", new Value.Items(List.of(Value.Secret.INSTANCE, Value.Unknown.AFTER_APPLY))));
    assertThat(PrettyJson.of(document))
        .isEqualTo(
            """
            {
              "list": [
                (secret, never kept),
                (known after apply)
              ]
            }""");
  }

  @Test
  void rulesAreMarkedAndEscaped() {
    assertThat(RegoHighlight.html("deny if { x == \"<b>\" } # <i>"))
        .isEqualTo(
            "deny <span class=\"code-keyword\">if</span> { x == <span class=\"code-string\">&quot;&lt;b&gt;&quot;</span> } "
                + "<span class=\"code-comment\"># &lt;i&gt;</span>");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"a|a", "a,b|\"a,b\"", "=1+1|'=1+1", "say \"x\"|\"say \"\"x\"\"\""})
  void cellsAreQuotedAndNeverFormulas(String text, String cell) {
    assertThat(ExplorerPage.cell(text)).isEqualTo(cell);
  }

  @Test
  void addressesKeepTheirParametersInOrder() {
    Link link = Link.to("/resources").with("q", "a&b").with("kind", List.of("x", "y z"));
    assertThat(link).hasToString("/resources?q=a%26b&kind=x&kind=y%20z");
    assertThat(link.without("kind", "x").with("q", "")).hasToString("/resources?kind=y%20z");
  }
}
