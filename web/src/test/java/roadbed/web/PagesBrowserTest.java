package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.web.fakes.FakeAnomalies;
import roadbed.web.fakes.FakeDrift;
import roadbed.web.fakes.FakeServer;

/**
 * Every page in a real Chromium: nothing breaks, nothing asks another host, axe finds nothing, and what the
 * keyboard promises holds. Skipped where no Chromium is installed; {@code CHROMIUM} may name one.
 */
class PagesBrowserTest {
  private static final String RECEIPTS =
      "/resource?id=arn%3Aaws%3Astorage.bucket%3Aeu-central-1%3A410000000010%3Areceipts";
  private static final String EXPLAINED = RECEIPTS.replace("/resource", "/explain") + "&guardrail=s3-tls-only";
  private static final List<String> FULL =
      List.of(
          "/", "/resources?size=12", "/resources?size=12&kind=storage.bucket&owner=(none)&q=re", RECEIPTS, "/findings?size=12",
          "/findings?size=12&outcome=not-evaluated&group=resource", "/guardrails", "/guardrails/s3-tls-only", "/gates", "/gates/g1", "/exceptions", "/exceptions?state=expiring", EXPLAINED, "/findings/causes", "/delivery", "/resilience", "/resilience/drills/zone", "/drift", "/drift?owner=payments", "/drift/resource?key=" + FakeDrift.KEY, "/cost",
          "/cost?by=owner&chart=daily", "/cost/explore?by=service&by=account&top=5", "/cost/explore?filter=service%3DBigQuery&view=lines", "/cost/forecast?change=2026-12-01+%2B50", "/cost/anomalies", FakeAnomalies.page(), "/cost/allocation", "/cost/statement?month=2026-10&owner=payments", "/cost/budgets", "/cost/optimise", "/cost/unit?change=%2B30%25", "/cost/commitments", "/reliability", "/reliability/shop-availability", "/reliability/pay-latency", "/kpis", "/kpis/mttr", "/kpis/observability-coverage",
          "/evidence?verify=yes", "/evidence/3", "/sources", "/search?q=orders", "/playground", "/login", "/nothing-here");
  private static final List<String> EMPTY =
      List.of("/", "/resources", "/findings", "/guardrails", "/drift", "/cost", "/cost/explore", "/cost/forecast", "/cost/anomalies", "/cost/optimise", "/cost/unit", "/cost/commitments", "/reliability", "/kpis", "/evidence", "/sources");

  private static Playwright playwright;
  private static Browser browser;
  private static WebServer full;
  private static WebServer empty;

  @BeforeAll
  static void start() {
    Path chromium =
        Stream.of(
                System.getenv().getOrDefault("CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/google-chrome")
            .filter(path -> !path.isEmpty())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (chromium == null) {
      System.err.println("SKIPPED: no Chromium; install the package chromium, or set CHROMIUM");
    }
    Assumptions.assumeTrue(chromium != null, "no Chromium is installed");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                            "--disable-background-networking", "--disable-component-update",
                            "--disable-sync")));
    full = WebServer.start(WebSettings.loopback(0), new FakeServer(false).parts());
    empty = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts());
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
      full.close();
      empty.close();
    }
  }

  private static BrowserContext context(int width, ColorScheme scheme, boolean scripts) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setColorScheme(scheme)
            .setJavaScriptEnabled(scripts));
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "390, DARK"})
  void everyPageIsSoundAndAccessible(int width, ColorScheme scheme) {
    List<String> wrong = new ArrayList<>();
    try (BrowserContext context = context(width, scheme, true)) {
      Page page = context.newPage();
      page.onPageError(error -> wrong.add(page.url() + " script: " + error));
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error") && !page.url().endsWith("/nothing-here")) {
              wrong.add(page.url() + " console: " + message.text());
            }
          });
      page.onRequest(
          request -> {
            if (!request.url().startsWith("http://127.0.0.1:") && !request.url().startsWith("data:")) {
              wrong.add("asks another host: " + request.url());
            }
          });
      Map<String, List<String>> all = new LinkedHashMap<>();
      all.put(full.url().toString(), FULL);
      all.put(empty.url().toString(), EMPTY);
      all.forEach(
          (base, paths) -> {
            for (String path : paths) {
              page.navigate(base + path.substring(1));
              for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
                wrong.add(
                    path + " axe: " + rule.getId() + " " + rule.getNodes().getFirst().getHtml());
              }
              Object overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth");
              if (overflow instanceof Number pixels && pixels.intValue() > 0) {
                wrong.add(path + " is wider than the window by " + pixels);
              }
              if (!path.equals("/login") && page.locator("h1").count() != 1) {
                wrong.add(path + " has not exactly one h1");
              }
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theKeyboardSearchesMovesAndOpens() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      page.navigate(full.url() + "resources");
      page.keyboard().press("/");
      page.keyboard().type("orders-db-1");
      page.waitForURL("**q=orders-db-1**");
      assertThat(page.locator("[data-rows] tbody tr").count()).isLessThan(50).isPositive();
      assertThat(page.locator("#q").inputValue()).isEqualTo("orders-db-1");
      page.keyboard().press("Escape");
      page.keyboard().press("j");
      page.keyboard().press("j");
      page.keyboard().press("k");
      assertThat(page.locator(".current-row").count()).isEqualTo(1);
      String name = page.locator(".current-row th a").innerText();
      page.keyboard().press("Enter");
      page.waitForURL("**/resource?id=**");
      assertThat(page.locator("h1").innerText()).isEqualTo(name);
      page.goBack();
      assertThat(page.locator("#q").inputValue()).isEqualTo("orders-db-1");
    }
  }

  @Test
  void aFacetNarrowsTheListAndTheAddressCanBeShared() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      page.navigate(full.url() + "resources");
      page.locator("input[name=kind][value='identity.role']").check();
      page.waitForURL("**kind=identity.role**");
      assertThat(page.locator("[role=status]").innerText()).startsWith("60 resources");
      Page shared = context.newPage();
      shared.navigate(page.url());
      assertThat(shared.locator("[role=status]").innerText()).startsWith("60 resources");
      shared.locator(".chips a").first().click();
      shared.waitForURL("**/resources");
    }
  }

  @Test
  void filtersWorkWithoutScripts() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, false)) {
      Page page = context.newPage();
      page.navigate(full.url() + "findings");
      page.locator("input[name=severity][value=critical]").check();
      page.locator("form#filter button[type=submit]").click();
      page.waitForURL("**severity=critical**");
      assertThat(page.locator("[role=status]").innerText()).startsWith("38 findings");
    }
  }

  @Test
  void theReadersChoiceOfLightOrDarkHolds() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = context.newPage();
      page.navigate(full.url().toString());
      Object light = page.evaluate("getComputedStyle(document.body).backgroundColor");
      page.locator("#theme").click();
      Object dark = page.evaluate("getComputedStyle(document.body).backgroundColor");
      assertThat(dark).isNotEqualTo(light);
      page.navigate(full.url() + "cost");
      assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor")).isEqualTo(dark);
    }
  }
}
