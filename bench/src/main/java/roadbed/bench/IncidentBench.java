package roadbed.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private static final int CONNECTIONS = 64;
  private static final int WARM_SECONDS = 15;

  /** How long the senders have to connect before the first message is due. */
  private static final Duration WARNING = Duration.ofMillis(200);

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
      for (int i = 0; i < WARM_SECONDS; i++) {
        load(hook, token, rate, 1, "warm" + i);
      }
      settled(postgres);
      Instant begun = Instant.now();
      double ours = work(ProcessHandle.current());
      double databases = databaseWork(folder);
      Run run = load(hook, token, rate, seconds, "run");
      settled(postgres);
      double worked = work(ProcessHandle.current()) - ours - run.sending;
      double databaseWorked = databaseWork(folder) - databases;
      double[] acknowledged = run.took;
      Arrays.sort(acknowledged);
      try (Connection connection = connect(postgres)) {
        String since = "received_at >= timestamptz '" + begun + "'";
        String late = "extract(epoch from read_at - received_at)) * 1000 from alert_message where " + since;
        System.out.printf(
            Locale.ROOT,
            "| %,d | %,d | %,d | %,d | %,.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f | %s |%n",
            rate,
            seconds,
            acknowledged.length,
            run.refused,
            number(connection, "select count(*) from alert_condition where key like '%run-%'"),
            number(connection, "select count(*) from incident"),
            acknowledged[acknowledged.length / 2],
            acknowledged[acknowledged.length * 99 / 100],
            acknowledged[acknowledged.length - 1],
            number(connection, "select percentile_cont(0.5) within group (order by " + late),
            number(connection, "select percentile_cont(0.99) within group (order by " + late),
            worked / acknowledged.length,
            databaseWorked / acknowledged.length,
            Files.readString(Path.of("/proc/loadavg"), StandardCharsets.US_ASCII).split(" ", 2)[0]);
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

  /**
   * Sends at the rate whatever the answers take, over connections that are kept, from threads whose own work can be told
   * from the server's.
   */
  private static Run load(URI hook, String token, int rate, int seconds, String name) throws InterruptedException, ExecutionException {
    int count = rate * seconds;
    double[] took = new double[count];
    AtomicInteger next = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    AtomicLong sending = new AtomicLong();
    long begun = System.nanoTime() + WARNING.toNanos();
    List<Future<Boolean>> senders = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        senders.add(
            threads.submit(
                () -> {
                  try (Connected to = new Connected(hook)) {
                    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                      long due = begun + (long) (number * 1e9 / rate);
                      long early = due - System.nanoTime();
                      if (early > 0) {
                        TimeUnit.NANOSECONDS.sleep(early);
                      }
                      if (to.answer(request(hook, token, message(name + "-" + number, number % SERVICES))) != 202) {
                        refused.incrementAndGet();
                      }
                      // From when it was due, so that a sender that was held up does not hide how long it took.
                      took[number] = (System.nanoTime() - due) / MILLION;
                    }
                  }
                  sending.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                  return true;
                }));
      }
    }
    for (Future<Boolean> one : senders) {
      // What could not be sent at all ends the run.
      one.get();
    }
    return new Run(took, refused.get(), sending.get() / MILLION);
  }

  /** How long each took, how many were refused, and the sender's own work in milliseconds. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  private record Run(double[] took, int refused, double sending) {}

  private static byte[] request(URI hook, String token, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("POST " + hook.getPath() + " HTTP/1.1\r\nHost: " + hook.getAuthority() + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, request, head.length, content.length);
    return request;
  }

  /** A connection that is made again when the server has ended it. */
  private static final class Connected implements AutoCloseable {
    private final URI hook;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    Connected(URI hook) throws IOException {
      this.hook = hook;
      connect();
    }

    private void connect() throws IOException {
      socket.close();
      socket = new Socket(hook.getHost(), hook.getPort());
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }

    /** The status that is answered; all of the answer is read. */
    int answer(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      int status = Integer.parseInt(line(in).substring(9, 12));
      int length = -1;
      boolean last = false;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(header.substring(15).strip());
        }
        last |= lower.equals("connection: close");
      }
      if (length >= 0) {
        in.readNBytes(length);
      } else {
        for (int chunk = -1; chunk != 0; ) {
          chunk = Integer.parseInt(line(in), 16);
          in.readNBytes(chunk);
          line(in);
        }
      }
      if (last) {
        connect();
      }
      return status;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  /** The work of this process, and of the database's, in milliseconds. */
  private static double work(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }

  private static double databaseWork(Path folder) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("database/postgres/data/postmaster.pid"), StandardCharsets.UTF_8)) {
      ProcessHandle main = ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().strip())).orElseThrow();
      return Stream.concat(Stream.of(main), main.descendants()).mapToDouble(IncidentBench::work).sum();
    }
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
