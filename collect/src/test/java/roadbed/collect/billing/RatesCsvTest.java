package roadbed.collect.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every table in which rates are published says the same; what is wrong is told with its line. */
class RatesCsvTest {
  private static List<String> read(String text) {
    return RatesCsv.read(text, "rates.csv", "EUR").rates().stream()
        .map(rate -> rate.day() + " " + rate.from() + ">" + rate.to() + " " + rate.rate().toPlainString())
        .toList();
  }

  @Test
  void fourTablesSayTheSame() {
    List<String> same = List.of("2026-01-02 EUR>USD 1.09", "2026-01-02 EUR>JPY 170.5");
    assertThat(read("date,from,to,rate\n2026-01-02,EUR,USD,1.09\n2026-01-02,EUR,JPY,170.5\n")).isEqualTo(same);
    assertThat(read("2026-01-02,EUR,USD,1.09\n2026-01-02,EUR,JPY,170.5\n")).isEqualTo(same);
    assertThat(read("rate,currency,date\n1.09,USD,2026-01-02\n170.5,JPY,2026-01-02\n")).isEqualTo(same);
    assertThat(read("\ufeffDate,USD,JPY,CYP,\n2026-01-02,1.09,170.5,N/A,\n")).isEqualTo(same);
    assertThat(read("Date, USD, JPY, \n02 January 2026, 1.09, 170.5, \n")).isEqualTo(same);
    assertThat(
            read(
                "KEY,FREQ,CURRENCY,CURRENCY_DENOM,TIME_PERIOD,OBS_VALUE\n"
                    + "EXR.D.USD.EUR.SP00.A,D,USD,EUR,2026-01-02,1.09\nEXR.D.JPY.EUR.SP00.A,D,JPY,EUR,2026-01-02,170.5\n"))
        .isEqualTo(same);
  }

  @Test
  void whatIsWrongIsToldWithItsLine() {
    RatesCsv.Read read =
        RatesCsv.read(
            "date,from,to,rate\n2026-01-02,EUR,USD,one\nsoon,EUR,USD,1\n2026-01-02,EUR,EUR,1\n2026-01-02,EUR,USD,0\n2026-01-02,EUR\n"
                + "2026-01-02,EUR,US,1\n2026-01-02,EUR,USD,-1\n",
            "rates.csv",
            "EUR");
    assertThat(read.rates()).isEmpty();
    assertThat(read.diagnostics()).extracting(one -> one.location().line()).containsExactly(2, 3, 4, 5, 6, 7, 8);
    assertThat(RatesCsv.read("a,b\n1,2\n", "x", "EUR").diagnostics()).hasSize(1);
    assertThat(RatesCsv.read("", "x", "EUR").diagnostics()).hasSize(1);
  }
}
