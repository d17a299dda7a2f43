package roadbed.app.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.app.slo.Promtool.Question;
import roadbed.app.slo.Promtool.Series;
import roadbed.assess.reliability.slo.BurnCatalogue;
import roadbed.assess.reliability.slo.RuleOptions;
import roadbed.assess.reliability.slo.RuleText;
import roadbed.assess.reliability.slo.SloRules;
import roadbed.collect.SloFiles;

/**
 * What the usual rules get wrong, each shown with them and with rules that count events, by Prometheus' own engine.
 */
class KnownFailuresTest {
  private static final String SPECIFICATION =
      """
      version: prometheus/v1
      service: shop
      slos:
        - name: availability
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(http_requests_total{job="shop",code=~"5.."}[{{.window}}]))
              total_query: sum(rate(http_requests_total{job="shop"}[{{.window}}]))
          alerting: {name: ShopAvailability}
      """;
  private static final String GOOD = "http_requests_total{job=\"shop\",code=\"200\"}";
  private static final String BAD = "http_requests_total{job=\"shop\",code=\"500\"}";
  private static final String USUAL = "slo:sli_error:ratio_rate30d";
  private static final String OURS = "slo:sli_error:events_ratio30d";

  @TempDir Path folder;

  private String rules(RuleOptions.Set set) throws IOException {
    Path file = Files.writeString(folder.resolve("slo.yaml"), SPECIFICATION);
    RuleOptions options = new RuleOptions(set, true, true, Map.of(), new BurnCatalogue(List.of()), "test", 5);
    return SloRules.generate(SloFiles.read(List.of(file), Duration.ofDays(30)).objectives(), options).files().stream()
        .map(made -> RuleText.of(made, List.of()))
        .collect(Collectors.joining("---\n"));
  }

  private void show(RuleOptions.Set set, int minutes, List<Series> series, Question... questions)
      throws IOException, InterruptedException {
    Promtool.Answer answer = Promtool.in(folder).play(rules(set), minutes, series, List.of(questions));
    assertThat(answer.ok()).as(set + ": " + answer.text()).isTrue();
  }

  private void usually(List<Series> series, Question... questions) throws IOException, InterruptedException {
    // They do not care how often they are evaluated, and a day has many minutes.
    show(RuleOptions.Set.STANDARD, 5, series, questions);
  }

  private void byEvents(List<Series> series, Question... questions) throws IOException, InterruptedException {
    show(RuleOptions.Set.EVENT_WEIGHTED, 1, series, questions);
  }

  private static String firing(String alert, String severity, String within) {
    String selector = "ALERTS{alertname=\"" + alert + "\",alertstate=\"firing\",sloth_severity=\"" + severity + "\"}";
    return "count(count_over_time(" + selector + "[" + within + "]))";
  }

  private static String pages(String within) {
    return firing("ShopAvailability", "page", within);
  }

  @Test
  void anIdleQuarterOfAnHourMakesThePeriodNoNumber() throws IOException, InterruptedException {
    List<Series> idle = List.of(new Series(GOOD, "0+100x60 6000x15 6100+100x60"), new Series(BAD, "0+0x136"));
    // What is not equal to itself is not a number.
    usually(idle, Question.isOne("count(" + USUAL + " != " + USUAL + ")", "130m"));
    byEvents(idle, Question.isOne("count(" + OURS + " == 0)", "130m"));
  }

  @Test
  void errorsFirstSeenAtFiftyCountAsNone() throws IOException, InterruptedException {
    List<Series> first = List.of(new Series(GOOD, "0+100x120"), new Series(BAD, "_x60 50x60"));
    usually(first, Question.isOne("count(max_over_time(slo:sli_error:ratio_rate1h[2h]) == 0)", "119m"));
    byEvents(
        first,
        Question.isOne("count(sum_over_time(slo:events_bad:increase1m[2h]) == 50)", "119m"),
        Question.isOne("count(sum_over_time(slo:events_total:increase1m[3h]) == 11950)", "119m"));
  }

  @Test
  void quietFailingHoursWeighAsMuchAsBusyCleanOnes() throws IOException, InterruptedException {
    // A thousand a minute for twelve hours, then one a minute, and it fails.
    List<Series> day = List.of(new Series(GOOD, "0+1000x720 720000x719"), new Series(BAD, "0x720 1+1x718"));
    usually(day, Question.isOne("count(" + USUAL + " > 0.49 < 0.51)", "1439m"));
    byEvents(
        day,
        Question.isOne("count(" + OURS + " > 0.000997 < 0.000999)", "1439m"),
        Question.isNothing(pages("1d"), "1439m"));
  }

  @Test
  void aServiceThatNeverFailedHasNoFigure() throws IOException, InterruptedException {
    List<Series> flawless = List.of(new Series(GOOD, "0+100x120"));
    usually(flawless, Question.isNothing("count(" + USUAL + ")", "119m"));
    byEvents(flawless, Question.isOne("count(1 - " + OURS + " == 1)", "119m"));
  }

  @Test
  void aTargetThatVanishedPagesNobody() throws IOException, InterruptedException {
    List<Series> gone = List.of(new Series(GOOD, "0+100x60 stale"), new Series(BAD, "0+0x60 stale"));
    usually(gone, Question.isNothing("count(count_over_time(ALERTS[3h]))", "3h"));
    byEvents(
        gone,
        Question.isNothing(firing("ShopAvailabilityNoData", "page", "2h"), "65m"),
        Question.isOne(firing("ShopAvailabilityNoData", "page", "1m"), "67m"));
  }

  @Test
  void oneErrorOfAFewRequestsPages() throws IOException, InterruptedException {
    // A request every ten minutes; the fiftieth fails.
    String good = IntStream.range(0, 720).mapToObj(minute -> Integer.toString(minute / 10)).collect(Collectors.joining(" "));
    List<Series> quiet = List.of(new Series(GOOD, good), new Series(BAD, "0x499 1x219"));
    usually(quiet, Question.isOne(pages("1d"), "710m"));
    byEvents(quiet, Question.isNothing("count(count_over_time(ALERTS{alertstate=\"firing\"}[1d]))", "710m"));
  }

  @Test
  void aRealOutagePagesWithBothWithinMinutes() throws IOException, InterruptedException {
    List<Series> outage = List.of(new Series(GOOD, "0+100x300 30000x60"), new Series(BAD, "0x300 100+100x59"));
    usually(outage, Question.isNothing(pages("5h"), "300m"), Question.isOne(pages("1m"), "305m"));
    byEvents(outage, Question.isNothing(pages("5h"), "300m"), Question.isOne(pages("1m"), "303m"));
  }

  @Test
  void evenAQuietServiceThatIsDownPages() throws IOException, InterruptedException {
    // A request a minute; all fail for half an hour.
    List<Series> down = List.of(new Series(GOOD, "0+1x600 600x60"), new Series(BAD, "0x600 1+1x60"));
    byEvents(down, Question.isOne(pages("1m"), "606m"));
  }

  @Test
  void countersAreCountedWhateverHappensToThem() throws IOException, InterruptedException {
    // Running for a long time before it is first seen: what it counted before is not ours.
    byEvents(
        List.of(new Series(GOOD, "1000000+10x60")),
        Question.isOne("count(sum_over_time(slo:events_total:increase1m[2h]) == 600)", "60m"));
    // Begun anew after 20 minutes.
    byEvents(
        List.of(new Series(GOOD, "0+10x20 3+10x20")),
        Question.isOne("count(sum_over_time(slo:events_total:increase1m[2h]) == 403)", "41m"));
    // Not seen for a quarter of an hour, and not begun anew: what happened meanwhile is counted when it is seen.
    byEvents(
        List.of(new Series(GOOD, "0+10x20 stale _x14 360+10x20"), new Series("up", "1x60")),
        Question.isOne("count(sum_over_time(slo:events_total:increase1m[2h]) == 560)", "56m"));
    // Scraped every other minute.
    byEvents(
        List.of(new Series(GOOD, "0 _ 20 _ 40 _ 60 _ 80 _ 100 _ 120")),
        Question.isOne("count(sum_over_time(slo:events_total:increase1m[2h]) == 120)", "12m"));
    // Another replica comes and begins at 7.
    byEvents(
        List.of(new Series(GOOD, "0+10x40"), new Series("http_requests_total{job=\"shop\",code=\"200\",pod=\"b\"}", "_x20 7+0x20")),
        Question.isOne("count(sum_over_time(slo:events_total:increase1m[2h]) == 407)", "40m"));
  }

  @Test
  void trafficThatStopsMakesATicket() throws IOException, InterruptedException {
    List<Series> silent = List.of(new Series(GOOD, "0+100x120 12000x60"));
    byEvents(
        silent,
        Question.isNothing(firing("ShopAvailabilityNoTraffic", "ticket", "2h"), "125m"),
        Question.isOne(firing("ShopAvailabilityNoTraffic", "ticket", "1m"), "137m"));
  }
}
