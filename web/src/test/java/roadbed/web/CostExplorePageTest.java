package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import roadbed.web.fakes.FakeServer;

/** The cost explorer: the address is the question, the tables hold what the picture shows, files hold what tables show. */
class CostExplorePageTest {
  private static WebServer server;
  private static Http http;

  @BeforeAll
  static void start() {
    server = WebServer.start(WebSettings.loopback(0), new FakeServer(false).parts());
    http = new Http(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String page(String query) {
    HttpResponse<String> answer = http.get("/cost/explore" + query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void withoutABillItSaysHowToBringOne() {
    try (WebServer empty = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts())) {
      assertThat(new Http(empty).get("/cost/explore").body()).contains("No billing yet").doesNotContain("<svg class=\"chart-columns");
    }
  }

  @Test
  void theMonthOfTheNewestCostIsShownByServiceWithItsTables() {
    assertThat(page(""))
        .contains("1 Nov 2026 to 20 Nov 2026", "12 Oct 2026 to 31 Oct 2026", "Effective cost by day and service")
        .contains("<time>2026-11-01</time>", ">others<");
    assertThat(page("?top=25")).contains("Amounts below zero are in the tables");
  }

  @Test
  void aGroupLeadsToWhatItIsMadeOfAndAtTheEndToLines() {
    assertThat(page("")).contains("filter=service%3DBigQuery").contains("by=account");
    assertThat(page("?by=resource&filter=" + encode("service=BigQuery") + "&filter=" + encode("account=shop-analytics")))
        .contains("view=lines", "Remove the filter service: BigQuery");
    assertThat(page("?view=lines&filter=" + encode("service=BigQuery")))
        .contains("The dearest lines", "usage of BigQuery")
        .doesNotContain("usage of Amazon");
  }

  @Test
  void aValueThatNoFilterCanSayIsNoLink() {
    assertThat(page("?by=resource&top=25")).contains("<th scope=\"row\">sql|main</th>");
  }

  @Test
  void linesArePagedAndBounded() {
    assertThat(page("?view=lines")).contains("Page 1", "page=2").doesNotContain("rel=\"prev\"");
    assertThat(page("?view=lines&page=4")).contains("rel=\"prev\"").doesNotContain("rel=\"next\"");
    assertThat(page("?view=lines&page=9999")).contains("page: is not between 1 and 20");
  }

  @Test
  void whatMeansNothingIsToldAndTheRestHolds() {
    assertThat(page("?by=colour&by=account&from=nonsense&measure=gold&grain=hour&top=0&compare=never&filter=broken&currency=XXX&to=2026-10-31"))
        .contains("cost has no dimension colour", "from: is not a date", "measure: is effective", "grain: is day, week")
        .contains("top: is not between 1 and 25", "a comparison is previous", "a filter is DIMENSION=VALUE", "no cost in XXX")
        .contains("1 Oct 2026 to 31 Oct 2026", "By day and account");
    assertThat(page("?from=2026-11-10&to=2026-11-01")).contains("is after the last day");
    assertThat(page("?filter=" + encode("service=<b>x</b>"))).contains("No cost here", "2025-11 to 2026-11").doesNotContain("<b>x</b>");
  }

  @Test
  void manyDaysAreShownByMonth() {
    assertThat(page("?from=2020-01-01&to=2026-11-20&grain=day")).contains("more than 400 columns", "By month and service");
  }

  @Test
  void currenciesAreNeverAdded() {
    assertThat(page("?currency=USD&top=20")).contains("Vertex AI").doesNotContain(">Amazon EC2</a>");
  }

  @Test
  void allIsToldInOneCurrencyWhereRatesSayHowAndTheRestIsCounted() {
    assertThat(page("?convert=EUR&top=20&compare=none")).contains("Vertex AI", ">Amazon EC2</a>").doesNotContain("Without a rate");
    assertThat(page("?convert=EUR&top=20"))
        .contains("20 days of USD (2026-10-12 to 2026-10-31, 240 USD) have no rate to EUR and stay in USD", "convert=EUR");
    assertThat(page("?convert=GELD")).contains("no rates are kept for GELD");
    assertThat(http.get("/cost/explore.json?convert=EUR&top=20").body()).contains("\"unrated\"", "20 days of USD");
  }

  @Test
  void aFileHoldsWhatTheTableShowsAndNoFormula() {
    HttpResponse<String> csv = http.get("/cost/explore.csv?by=resource&top=25&from=2026-11-01&to=2026-11-01");
    assertThat(csv.headers().firstValue("Content-Disposition")).hasValueSatisfying(it -> assertThat(it).contains("cost.csv"));
    assertThat(csv.body())
        .startsWith("resource,currency,effective,before,change\r\n")
        .contains("\r\n'=HYPERLINK(1),EUR,61.84,")
        .contains("\r\n,EUR,-35.14,-35.11,-0.03\r\n");
    assertThat(http.get("/cost/explore.csv?table=time&grain=month&compare=none&from=2026-10-01&to=2026-11-20&top=1").body())
        .startsWith("month,service,currency,effective\r\n2026-10-01,Amazon EC2,EUR,")
        .contains("\r\n2026-11-01,(others),EUR,");
    assertThat(http.get("/cost/explore.csv?view=lines&from=2026-11-01&to=2026-11-01").body())
        .contains("{\"\"team\"\":\"\"shop\"\"}");
    String json = http.get("/cost/explore.json?from=2026-11-01&to=2026-11-02&compare=none").body().replace(" ", "");
    assertThat(json).contains("\"groups\":[", "\"times\":[", "\"service\":\"AmazonEC2\"", "\"measure\":\"effective\"");
  }

  @Test
  void aFileIsRefusedWhereTheAddressMeansNothing() {
    assertThat(http.get("/cost/explore.csv?by=colour").statusCode()).isEqualTo(400);
    assertThat(http.get("/cost/explore.json?filter=broken").statusCode()).isEqualTo(400);
  }
}
