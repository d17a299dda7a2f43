package roadbed.assess.reliability.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {

  private static String canonical(String query) {
    return PromQl.canonical(PromQl.query(query).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sum(rate(a{x=\"1\",y=~\"2.3\"}[5m])) | sum( rate( a{ y=~\"2.3\", x='1', }[300s] ) )",
        "(a + b) * c | ((a + b)) * (c)",
        "a + b * c | a + (b * c)",
        "a or b and c | a or (b and c)",
        "a - b - c | (a - b) - c",
        "2 ^ 3 ^ 2 | 2 ^ (3 ^ 2)",
        "-2 ^ 2 | -(2 ^ 2)",
        "max(a) by (x, y) | max by (y,x) (a)",
        "a / on(x, y) group_left b | a / ON (y,x) GROUP_LEFT () b",
        "a > (14.4 * 0.0009999999999999432) | a>(1.44e1*0.001)",
        "a{b=\"\\\\d\"} | a{b=`\\d`}",
        "rate(a[1h30m]) | rate(a[90m])",
        "a offset 1w # why | a offset 7d",
        "avg_over_time((a > bool 1)[1d:1m]) | avg_over_time( (a>bool 1)[24h:60s] )",
        "a{job=\"x\"} unless b | (a{job=\"x\"}) unless (b)",
        "Inf + NaN | +inf + nan",
      })
  void whatMeansTheSameIsWrittenTheSame(String one, String other) {
    assertThat(canonical(one)).isEqualTo(canonical(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a + b * c | (a + b) * c",
        "a - (b - c) | a - b - c",
        "sum(a) by (x) | sum(a) without (x)",
        "a > 1 | a > bool 1",
        "a > 0.001 | a > 0.0010001",
        "a{x=\"1\"} | a{x=~\"1\"}",
        "rate(a[5m]) | rate(a[6m])",
        "a / on(x) b | a / ignoring(x) b",
        "a and b | a or b",
      })
  void whatMeansAnotherThingIsNot(String one, String other) {
    assertThat(canonical(one)).isNotEqualTo(canonical(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(a[{{.window}}])) / sum(rate(b[{{ .window }}]))",
        "histogram_quantile(0.99, sum by (le) (rate(x_bucket[{{.window}}])))",
        "label_replace(up, \"a\", \"$1\", \"b\", \"(.*)\")",
        "topk(3, a) + on() group_right() b",
        "time() - a > 3600",
        "a @ 1609746000 offset 5m",
        "max_over_time(a[5m:] offset -1h)",
        "slo:sli_error:ratio_rate5m{sloth_id=\"a\"}",
        "{__name__=~\"a.+\"}",
        "sum_over_time(a[30d:1m]) / count_over_time(a[30d:1m])",
        "vector(1-0.95)",
        "min_over_time(rate(a[5m])[1h:5m])",
      })
  void aQueryThatIsWrittenOutIsTheSameQuery(String query) {
    assertThat(canonical(PromQl.text(PromQl.query(query).orElseThrow()))).isEqualTo(canonical(query));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the query is empty",
        "sum(rate(a[5m]) | is expected",
        "sum(rate(a)) | a range of values is expected",
        "rate(sum(a)[5m]) | a range follows a series",
        "a[5m] | the whole query gives a range of values",
        "a b | where the end of the query is expected",
        "foo(a) | there is no function foo",
        "a{b=c} | a text in quotes is expected",
        "{} | needs a name",
        "1 > 2 | needs bool",
        "a and 1 | joins series",
        "a{b=\"\\d\"} | is no escape",
        "sum(a, b) | takes one argument",
        "rate(a[{{.period}}]) | the only thing that is filled in",
        "a{b=\"c} | has no end",
        "rate(a[0s]) | more than nothing",
        "a + + | a series, a number or a function is expected",
      })
  void whatIsWrongIsSaid(String query, String why) {
    assertThat(PromQl.parse(query))
        .isInstanceOfSatisfying(PromQl.Parsed.Wrong.class, wrong -> assertThat(wrong.why()).contains(why));
  }

  @Test
  void placesOfErrorsAreThoseOfTheirWords() {
    assertThat(PromQl.parse("sum(a) ! b"))
        .isInstanceOfSatisfying(PromQl.Parsed.Wrong.class, wrong -> assertThat(wrong.offset()).isEqualTo(7));
  }

  @Test
  void aDeepQueryIsRefusedAndNothingOverflows() {
    assertThat(PromQl.parse("(".repeat(50_000) + "a" + ")".repeat(50_000))).isInstanceOf(PromQl.Parsed.Wrong.class);
    assertThat(PromQl.parse("-".repeat(50_000) + "a")).isInstanceOf(PromQl.Parsed.Wrong.class);
    assertThat(PromQl.parse("1" + "+1".repeat(40_000))).isInstanceOf(PromQl.Parsed.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource({
    "300000, 5m", "3600000, 1h", "5400000, 1h30m", "2592000000, 30d", "2419200000, 4w", "604800000, 1w", "31536000000, 1y",
    "7776000000, 90d", "129600000, 1d12h", "500, 500ms"
  })
  void durationsAreWrittenAsPrometheusWritesThem(long milliseconds, String text) {
    assertThat(PromQl.duration(milliseconds)).isEqualTo(text);
  }
}
