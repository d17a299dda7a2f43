package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostSeriesCommandsTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void forecastsAreWrittenWithTheirIntervalsAndBadCellsAreTold() throws IOException {
    Path series = file("s.csv", "id,v\na,1,2,3,4,5,6,7,8\n\"b,c\",5,x,5,5,5,5\nd\n");
    Path out = folder.resolve("out.csv");
    Cli answer =
        Cli.run("cost", "forecast", "--series", series.toString(), "--horizon", "2", "--out", out.toString());
    assertThat(answer.code()).isEqualTo(ExitCode.FINDINGS);
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.getFirst()).isEqualTo("id,h,mean,lo80,hi80,lo95,hi95");
    assertThat(lines).hasSize(5);
    assertThat(lines.get(3)).startsWith("\"b,c\",1,5.0,");
    assertThat(answer.err()).contains("s.csv:3:3: series b,c: 'x' is no number").contains("s.csv:4: series d has no value");
  }

  @Test
  void aHorizonOfNothingIsWrongUse() throws IOException {
    Path series = file("s.csv", "a,1,2\n");
    assertThat(Cli.run("cost", "forecast", "--series", series.toString(), "--horizon", "0").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void anAnomalyIsToldWithThePartThatItComesFrom() throws IOException {
    StringBuilder text = new StringBuilder("day,service,account,cost\n");
    Random random = new Random(31);
    for (int day = 0; day < 100; day++) {
      for (String service : List.of("compute", "storage")) {
        for (String account : List.of("a", "b")) {
          double cost = 100 + random.nextGaussian();
          boolean off = day == 90 && service.equals("storage") && account.equals("b");
          text.append(LocalDate.of(2026, 1, 1).plusDays(day)).append(',').append(service).append(',').append(account);
          text.append(',').append(off ? 5 * cost : cost).append('\n');
        }
      }
    }
    Cli answer = Cli.run("cost", "anomalies", "--series", file("c.csv", text.toString()).toString(), "--json");
    assertThat(answer.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(answer.out()).contains("\"since\":\"2026-04-01T00:00:00Z\"").contains("\"kind\":\"spike\"");
    assertThat(answer.out()).contains("{\"part\":{\"service\":\"storage\",\"account\":\"b\"}");
  }

  @Test
  void scoresStandBesideEveryValue() throws IOException {
    StringBuilder text = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 280; i++) {
      text.append(String.format("2026-01-01 %02d:%02d:00,%d%n", i / 12, i % 12 * 5, i == 270 ? 900 : i % 7));
    }
    Path out = folder.resolve("scores.csv");
    Cli.run("cost", "anomalies", "--series", file("v.csv", text.toString()).toString(), "--scores", out.toString());
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.getFirst()).isEqualTo("timestamp,value,anomaly_score");
    assertThat(lines).hasSize(281);
    assertThat(lines.get(1)).isEqualTo("2026-01-01 00:00:00,0.0,0.0");
  }

  @Test
  void aBacktestOfCommitmentsIsATable() throws IOException {
    StringBuilder text = new StringBuilder("hour,region,use\n");
    for (int hour = 0; hour < 500 * 24; hour++) {
      text.append(LocalDate.of(2024, 1, 1).plusDays(hour / 24)).append('T').append(String.format("%02d:00:00", hour % 24));
      text.append(",north,").append(10 + hour % 24).append('\n');
    }
    Path demand = file("d.csv", text.toString());
    Cli table = Cli.run("cost", "commitments", "--backtest", demand.toString(), "--price-ratio", "0.6");
    assertThat(table.code()).isEqualTo(ExitCode.CLEAN);
    assertThat(table.out()).contains("perfect foresight").contains("ladder of this program").contains("1 series; price ratio 0.6");
    Cli now =
        Cli.run("cost", "commitments", "--demand", demand.toString(), "--price-ratio", "0.6", "--offer", "3:0.4:0.5", "--json");
    assertThat(now.out()).contains("\"of\":\"north\"").contains("\"rungs\":[{\"week\":0");
    assertThat(Cli.run("cost", "commitments", "--demand", demand.toString()).code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("cost", "commitments", "--demand", demand.toString(), "--price-ratio", "1.5").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatIsHeldIsNotBoughtAgainUntilItEnds() throws IOException {
    StringBuilder text = new StringBuilder("hour,region,units\n");
    for (int hour = 0; hour < 5 * 168; hour++) {
      text.append(LocalDate.of(2026, 1, 1).atStartOfDay().plusHours(hour)).append(",north,100\n");
    }
    String demand = file("steady.csv", text.toString()).toString();
    String to = LocalDate.of(2026, 1, 1).plusDays(35).toString();
    Cli none = Cli.run("cost", "commitments", "--demand", demand, "--price-ratio", "0.6", "--json");
    assertThat(none.out()).contains("\"held\":0.0");
    String forever = file("long.csv", "until,region,units\n2028-01-01 00:00:00,north,100\n").toString();
    assertThat(Cli.run("cost", "commitments", "--demand", demand, "--price-ratio", "0.6", "--held", forever).out())
        .contains("north", "nothing now");
    String ending =
        file("short.csv", "until,region,units\n" + LocalDate.parse(to).plusDays(15) + " 00:00:00,north,100\n").toString();
    Cli later = Cli.run("cost", "commitments", "--demand", demand, "--price-ratio", "0.6", "--held", ending, "--json");
    assertThat(later.out()).as("replaced in the first week after its end, not before").contains("\"held\":100.0", "\"rungs\":[{\"week\":3");
    String elsewhere = file("south.csv", "until,region,units\n2028-01-01 00:00:00,south,100\n").toString();
    assertThat(Cli.run("cost", "commitments", "--demand", demand, "--price-ratio", "0.6", "--held", elsewhere, "--json").out())
        .as("what is held of something else counts for nothing here")
        .contains("\"held\":0.0", "\"rungs\":[{\"week\":0");
  }

  @Test
  void importedBillsAreWatchedAndForecastToTheEndOfAPeriod() throws IOException {
    StringBuilder text =
        new StringBuilder(
            "ProviderName,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,BillingPeriodStart,"
                + "BillingPeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ListCost,ContractedCost,Tags\n");
    Random random = new Random(37);
    for (LocalDate day = LocalDate.of(2026, 1, 1); day.isBefore(LocalDate.of(2026, 5, 11)); day = day.plusDays(1)) {
      for (String account : List.of("1", "2")) {
        boolean off = account.equals("2") && day.equals(LocalDate.of(2026, 4, 15));
        String cost = String.format(Locale.ROOT, "%.4f", (off ? 300 : 100) + random.nextGaussian());
        LocalDate month = day.withDayOfMonth(1);
        text.append("AWS,").append(account).append(",EC2,Usage,").append(day).append("T00:00:00Z,").append(day.plusDays(1));
        text.append("T00:00:00Z,").append(month).append("T00:00:00Z,").append(month.plusMonths(1)).append("T00:00:00Z,USD,");
        text.append(String.join(",", cost, cost, cost, cost, "{}")).append('\n');
      }
    }
    Path bill = file("bill.csv", text.toString());
    String data = folder.resolve("lake").toString();
    Cli.run("cost", "import", bill.toString(), "--data", data);
    Cli anomalies = Cli.run("cost", "anomalies", "--data", data, "--from", "2026-01-01", "--to", "2026-06-30", "--json");
    assertThat(anomalies.out()).contains("\"since\":\"2026-04-15T00:00:00Z\",\"of\":\"USD\"").contains("\"account\":\"2\"");
    Cli forecast =
        Cli.run("cost", "forecast", "--data", data, "--from", "2026-01-01", "--to", "2026-06-30", "--end", "month", "--group-by", "service");
    assertThat(forecast.out()).contains("to 2026-05-10").contains("EC2 USD").containsPattern("EC2 USD +20\\d\\d\\.\\d+ +6[12]\\d\\d\\.");
    assertThat(Cli.run("cost", "forecast", "--data", data, "--from", "2026-01-01", "--to", "2026-06-30").code()).isEqualTo(ExitCode.USAGE);
  }
}
