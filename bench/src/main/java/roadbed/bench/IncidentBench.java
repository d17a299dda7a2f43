package roadbed.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.app.config.Folders;
import roadbed.app.server.Server;
import roadbed.app.server.ServerSettings;
import roadbed.assess.policy.GuardrailChoice;
import roadbed.store.postgres.EmbeddedPostgres;
import roadbed.web.WebSettings;

/**
 * A server that takes alerts in over HTTP at a steady rate, each message with one alert of its own, as Alertmanager sends
 * it: how long until each is acknowledged, and until it is correlated and on disk. Prints a row of a Markdown table.
 */
final class IncidentBench {
  private static final double MILLION = 1_000_000.0;
  private static final int SERVICES = 40;

  private IncidentBench() {}

  /**
   * Runs.
   *
   * @param arguments a folder to work in, a folder with the unpacked PostgreSQL or for it, alerts a second, seconds
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rate = Integer.parseInt(arguments[2]);
    int seconds = Integer.parseInt(arguments[3]);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("database"), Path.of(arguments[1]));
        Server server =
            Server.start(
                new ServerSettings(
                    new Folders(folder.resolve("state"), Path.of(arguments[1])),
                    Optional.of(postgres.address()),
                    WebSettings.loopback(0),
                    GuardrailChoice.SHIPPED,
                    List.of(),
                    List.of()),
                Clock.systemUTC(),
                "bench");
        HttpClient client = HttpClient.newHttpClient()) {
      String token = token(client, server);
      URI hook = server.url().resolve("/hooks/alerts/bench");
      load(client, hook, token, rate, 3, "warm");
      settled(postgres);
      Instant begun = Instant.now();
      double[] acknowledged = load(client, hook, token, rate, seconds, "run");
      settled(postgres);
      Arrays.sort(acknowledged);
      try (Connection connection = connect(postgres)) {
        String since = "received_at >= timestamptz '" + begun + "'";
        double median = number(connection, "select percentile_cont(0.5) within group (order by extract(epoch from read_at - received_at)) * 1000 from alert_message where " + since);
        double late = number(connection, "select percentile_cont(0.99) within group (order by extract(epoch from read_at - received_at)) * 1000 from alert_message where " + since);
        double kept = number(connection, "select count(*) from alert_condition where key like '%run-%'");
        double incidents = number(connection, "select count(*) from incident");
        System.out.printf(
            Locale.ROOT,
            "| %,d | %,d | %,d | %,.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
            rate,
            seconds,
            acknowledged.length,
            kept,
            incidents,
            acknowledged[acknowledged.length / 2],
            acknowledged[acknowledged.length * 99 / 100],
            median,
            late);
      }
    }
  }

  private static String token(HttpClient client, Server server) throws IOException, InterruptedException {
    String link = server.firstAdministratorLink().orElseThrow().toString();
    String setup = "code=" + link.substring(link.indexOf("code=") + 5) + "&name=bench&password=correct+horse+battery&again=correct+horse+battery";
    String cookie = form(client, server.url().resolve("/setup"), setup, "").headers().firstValue("Set-Cookie").orElseThrow();
    String session = cookie.substring(0, cookie.indexOf(';'));
    HttpRequest page = HttpRequest.newBuilder(server.url().resolve("/incidents/alerts")).header("Cookie", session).build();
    String csrf = found("name=\"_csrf\" value=\"([^\"]+)\"", client.send(page, HttpResponse.BodyHandlers.ofString()).body());
    String made = form(client, server.url().resolve("/incidents/alerts/sources"), "id=bench&_csrf=" + csrf, session).body();
    return found("(rba_[A-Za-z0-9_-]+)", made);
  }

  private static HttpResponse<String> form(HttpClient client, URI target, String body, String cookie) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(target).header("Content-Type", "application/x-www-form-urlencoded");
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return client.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern);
    }
    return matcher.group(1);
  }

  private static double[] load(HttpClient client, URI hook, String token, int rate, int seconds, String name)
      throws InterruptedException, ExecutionException {
    int count = rate * seconds;
    double[] took = new double[count];
    AtomicInteger refused = new AtomicInteger();
    long begun = System.nanoTime();
    List<Future<Integer>> sent = new ArrayList<>();
    try (ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        long due = begun + (long) (i * 1e9 / rate);
        long early = due - System.nanoTime();
        if (early > 0) {
          TimeUnit.NANOSECONDS.sleep(early);
        }
        int number = i;
        sent.add(
            sending.submit(
            () -> {
              HttpRequest request =
                  HttpRequest.newBuilder(hook)
                      .timeout(Duration.ofSeconds(30))
                      .header("Authorization", "Bearer " + token)
                      .POST(HttpRequest.BodyPublishers.ofString(message(name + "-" + number, number % SERVICES)))
                      .build();
              int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
              // From when it was due, so that a sender that was held up does not hide how long it took.
              took[number] = (System.nanoTime() - due) / MILLION;
              return status == 202 ? 0 : refused.incrementAndGet();
            }));
      }
    }
    for (Future<Integer> one : sent) {
      // What could not be sent at all ends the run.
      one.get();
    }
    if (refused.get() > 0) {
      System.err.println(refused.get() + " of " + count + " were refused, as too much waited");
    }
    return took;
  }

  private static String message(String key, int service) {
    return """
    {"version": "4", "groupKey": "{}:{}", "status": "firing", "receiver": "roadbed", "groupLabels": {}, "commonLabels": {},
     "commonAnnotations": {}, "externalURL": "http://alertmanager.example",
     "alerts": [{"status": "firing", "fingerprint": "%s", "startsAt": "%s", "endsAt": "0001-01-01T00:00:00Z",
       "generatorURL": "http://prometheus.example/graph",
       "labels": {"alertname": "OrdersFail", "service": "service-%d", "severity": "critical"},
       "annotations": {"summary": "Orders fail"}}]}
    """
        .formatted(key, Instant.now(), service);
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(
        postgres.address().url() + "?currentSchema=roadbed,public", postgres.address().login().user(), postgres.address().login().password());
  }

  private static void settled(EmbeddedPostgres postgres) throws SQLException, InterruptedException {
    try (Connection connection = connect(postgres)) {
      while (number(connection, "select count(*) from alert_message where read_at is null") > 0) {
        Thread.sleep(100);
      }
    }
  }

  private static double number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getDouble(1) : Double.NaN;
    }
  }
}
