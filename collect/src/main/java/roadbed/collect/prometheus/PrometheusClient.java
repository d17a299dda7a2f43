package roadbed.collect.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * A client of Prometheus' HTTP API (Prometheus itself, Thanos, Mimir, VictoriaMetrics): instant and range queries.
 * Every exchange is bounded in time and size, and repeated with growing pauses where the server is busy or out of reach.
 * A long range is asked in pieces, and in smaller ones where the server or our own bounds refuse a piece.
 */
public final class PrometheusClient implements AutoCloseable {
  /** The code of a problem that further queries would meet as well: the server is out of reach, or stays busy. */
  public static final String UNREACHABLE = "prometheus.unreachable";

  /** Prometheus answers at most 11,000 points a series; less keeps answers small. */
  private static final long MOST_POINTS = 5_000;

  private static final int MOST_PIECES = 5_000;
  private static final long MOST_SAMPLES = 20_000_000;
  private static final int LONGEST_GET = 1_500;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final PrometheusAccess access;
  private final HttpClient http;
  private final Duration firstPause;

  /** A client of one server. */
  public PrometheusClient(PrometheusAccess access) {
    this(access, FIRST_PAUSE);
  }

  PrometheusClient(PrometheusAccess access, Duration firstPause) {
    this.access = access;
    this.firstPause = firstPause;
    // A redirection would carry the token to a server that nobody named.
    this.http =
        HttpClient.newBuilder().connectTimeout(access.timeout()).followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /** What a query gave. */
  public sealed interface Outcome {

    /** It was answered. */
    record Answered(PrometheusAnswer answer) implements Outcome {}

    /** It was not; what is wrong, at the server's address. */
    record Failed(Diagnostic problem) implements Outcome {}
  }

  /** What one exchange gave; {@code smaller} says that less may be answered. */
  private sealed interface Exchange {
    record Good(PrometheusAnswer answer) implements Exchange {}

    record Bad(String message, String hint, boolean smaller, boolean again, OptionalLong pauseSeconds) implements Exchange {}
  }

  /** The value of an expression at a time. */
  public Outcome instant(String query, Instant at) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", query);
    parameters.put("time", seconds(at));
    parameters.put("timeout", access.timeout().toSeconds() + "s");
    return switch (exchange("query", parameters)) {
      case Exchange.Good good -> new Outcome.Answered(good.answer());
      case Exchange.Bad bad -> failed(query, bad);
    };
  }

  /**
   * The values of an expression at {@code from}, {@code from + step}, ... up to {@code to}, both included.
   *
   * @param step whole seconds, at least one
   */
  public Outcome range(String query, Instant from, Instant to, Duration step) {
    if (step.toSeconds() < 1 || step.toNanosPart() != 0 || to.isBefore(from)) {
      throw new IllegalArgumentException("a range ends after its beginning and goes by whole seconds");
    }
    long second = step.toSeconds();
    long last = Duration.between(from, to).toSeconds() / second;
    PrometheusAnswer.Gathering gathering = new PrometheusAnswer.Gathering();
    Set<String> notes = new LinkedHashSet<>();
    long size = MOST_POINTS;
    int pieces = 0;
    for (long at = 0; at <= last; ) {
      long until = Math.min(last, at + size - 1);
      if (++pieces > MOST_PIECES || gathering.count() > MOST_SAMPLES) {
        return failed(
            query,
            new Exchange.Bad(
                "the answer is larger than " + MOST_SAMPLES + " samples or " + MOST_PIECES + " pieces",
                "ask for a shorter time, a longer step or fewer series",
                false,
                false,
                OptionalLong.empty()));
      }
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("query", query);
      parameters.put("start", seconds(from.plusSeconds(at * second)));
      parameters.put("end", seconds(from.plusSeconds(until * second)));
      parameters.put("step", Long.toString(second));
      parameters.put("timeout", access.timeout().toSeconds() + "s");
      switch (exchange("query_range", parameters)) {
        case Exchange.Good good -> {
          gathering.add(good.answer().series());
          notes.addAll(good.answer().notes());
          at = until + 1;
        }
        case Exchange.Bad bad -> {
          long asked = until - at + 1;
          if (!bad.smaller() || asked == 1) {
            return failed(query, bad);
          }
          size = Math.max(1, asked / 4);
        }
      }
    }
    return new Outcome.Answered(new PrometheusAnswer(gathering.series(), List.copyOf(notes)));
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  // --- one exchange -----------------------------------------------------------------------------------------------

  private Exchange exchange(String part, Map<String, String> parameters) {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      Exchange exchange = once(part, parameters);
      if (!(exchange instanceof Exchange.Bad bad) || !bad.again() || attempt >= access.attempts()) {
        return exchange;
      }
      Duration wanted = bad.pauseSeconds().isPresent() ? Duration.ofSeconds(bad.pauseSeconds().getAsLong()) : pause;
      try {
        Thread.sleep(wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return exchange;
      }
      pause = pause.multipliedBy(3);
    }
  }

  private Exchange once(String part, Map<String, String> parameters) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(
            request(part, parameters),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), access.mostBytes()));
    try {
      return read(sent.get(access.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      sent.cancel(true);
      return bad("there is no answer within " + access.timeout().toSeconds() + " s", "ask for less, or allow more time", true);
    } catch (InterruptedException _) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      return new Exchange.Bad("the query was interrupted", "", false, false, OptionalLong.empty());
    } catch (ExecutionException e) {
      String message = e.getCause() instanceof IOException problem ? String.valueOf(problem.getMessage()) : "the exchange failed";
      if (message.contains("body exceeds capacity")) {
        return new Exchange.Bad(
            "the answer is larger than " + (access.mostBytes() >> 20) + " MB",
            "ask for fewer series",
            true,
            false,
            OptionalLong.empty());
      }
      return new Exchange.Bad(
          "the server is out of reach" + (message.equals("null") ? "" : ": " + message),
          "check the address",
          false,
          true,
          OptionalLong.empty());
    }
  }

  private HttpRequest request(String part, Map<String, String> parameters) {
    String form =
        parameters.entrySet().stream()
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    URI endpoint = access.endpoint(part);
    HttpRequest.Builder request =
        form.length() > LONGEST_GET
            ? HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
            : HttpRequest.newBuilder(URI.create(endpoint + "?" + form)).GET();
    access.headers().forEach(request::setHeader);
    access.token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
    return request.setHeader("Accept", "application/json").timeout(access.timeout()).build();
  }

  private static Exchange read(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    Optional<Value> document = document(response.body());
    if (status == 200) {
      return document
          .flatMap(PrometheusAnswer::of)
          .<Exchange>map(Exchange.Good::new)
          .orElseGet(
              () ->
                  bad(
                      document.flatMap(PrometheusAnswer::error).orElse("what answers here does not speak Prometheus' HTTP API"),
                      "give the address up to, but without, /api/v1",
                      false));
    }
    String said = document.flatMap(PrometheusAnswer::error).orElse("the server answers with status " + status);
    return switch (status) {
      case 401, 403 -> bad(said, "the server wants a bearer token that may query it", false);
      case 404 -> bad(said, "give the address up to, but without, /api/v1", false);
      case 429, 502, 503, 504 ->
          new Exchange.Bad(
              said,
              "the server is busy",
              said.contains("timed out"),
              // What took too long once takes too long again; less of it may not.
              !said.contains("timed out"),
              response.headers().firstValue("Retry-After").filter(text -> text.matches("[0-9]{1,4}")).stream()
                  .mapToLong(Long::parseLong)
                  .findFirst());
      // Prometheus refuses what is too large with 400 (points) and 422 (samples, time).
      case 400, 422 -> bad(said, "", TOO_MUCH.stream().anyMatch(said::contains));
      default ->
          bad(
              said,
              status >= 300 && status < 400
                  ? "the server sends elsewhere (" + response.headers().firstValue("Location").orElse("it does not say where")
                      + "); name that address"
                  : "",
              false);
    };
  }

  private static final List<String> TOO_MUCH =
      List.of("too many samples", "exceeded maximum resolution", "query timed out", "limit");

  private static Optional<Value> document(byte[] body) {
    try {
      return Optional.of(ValueJson.parse(new String(body, StandardCharsets.UTF_8)));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Exchange.Bad bad(String message, String hint, boolean smaller) {
    return new Exchange.Bad(message, hint, smaller, false, OptionalLong.empty());
  }

  private Outcome failed(String query, Exchange.Bad bad) {
    String shown = query.length() > 200 ? query.substring(0, 200) + "..." : query;
    return new Outcome.Failed(
        Diagnostic.error(
            bad.again() ? UNREACHABLE : "prometheus.query",
            Location.of(access.base().toString()),
            bad.message() + "; asked for " + shown,
            bad.hint()));
  }

  private static String seconds(Instant time) {
    return time.getNano() == 0
        ? Long.toString(time.getEpochSecond())
        : time.getEpochSecond() + "." + String.format(java.util.Locale.ROOT, "%03d", time.getNano() / 1_000_000);
  }
}
