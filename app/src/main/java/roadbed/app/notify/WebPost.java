package roadbed.app.notify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import roadbed.operate.notify.Sender.Outcome;

/** Posts to an address that an operator named, and to no other: a redirection is an answer like any other. */
final class WebPost implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofSeconds(15);
  private static final int MOST_BYTES = 64 << 10;
  private static final int LONGEST_SAID = 200;

  private final HttpClient http;
  private final Duration whole;

  WebPost() {
    this(WHOLE);
  }

  WebPost(Duration whole) {
    this.whole = whole;
    this.http = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /** What came of a post. */
  sealed interface Answer {
    /**
     * The server answered.
     *
     * @param after how long it asks to wait, where it does
     */
    record Said(int status, String body, Optional<Duration> after) implements Answer {}

    /** It did not. */
    record Silent(String problem) implements Answer {}
  }

  /** Posts; the address is told by nobody. */
  Answer post(String address, Map<String, String> headers, String body, Instant now) {
    HttpRequest.Builder request;
    try {
      URI uri = URI.create(address);
      if (!List.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
        return new Answer.Silent("the address is none of the web; name one that begins with https://");
      }
      request = HttpRequest.newBuilder(uri).timeout(whole).POST(HttpRequest.BodyPublishers.ofString(body));
      headers.forEach(request::setHeader);
    } catch (IllegalArgumentException _) {
      return new Answer.Silent("the address or a secret has characters that cannot be sent");
    }
    request.setHeader("User-Agent", "roadbed");
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response = sent.get(whole.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer.Said(
          response.statusCode(),
          new String(response.body(), StandardCharsets.UTF_8),
          response.headers().firstValue("Retry-After").flatMap(text -> after(text, now)));
    } catch (TimeoutException _) {
      sent.cancel(true);
      return new Answer.Silent("there is no answer within " + whole.toSeconds() + " s");
    } catch (InterruptedException _) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer.Silent("the server was stopped meanwhile");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return new Answer.Silent(problem(cause == null ? e : cause));
    }
  }

  /** What went wrong in words of our own: those of libraries may hold the address. */
  private static String problem(Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ -> "no connection within " + CONNECT.toSeconds() + " s";
      case ConnectException _ -> "the connection is refused, or the name is not known";
      case SSLException _ -> "no encrypted connection: the certificate is not trusted, or nothing there speaks TLS";
      case IOException io when String.valueOf(io.getMessage()).contains("body exceeds capacity") ->
          "the answer is larger than " + (MOST_BYTES >> 10) + " KB";
      case IOException _ -> "the connection broke";
      default -> "the exchange failed";
    };
  }

  private static Optional<Duration> after(String text, Instant now) {
    if (text.matches("[0-9]{1,6}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Duration until = Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return Optional.of(until).filter(Duration::isPositive);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** What an answer means where nothing but its status does. */
  static Outcome outcome(Answer answer, String receipt, String secret) {
    return switch (answer) {
      case Answer.Silent silent -> new Outcome.Unreachable(silent.problem());
      case Answer.Said said -> {
        String words = "status " + said.status() + said(said.body(), secret);
        int status = said.status();
        if (status >= 200 && status < 300) {
          yield new Outcome.Delivered(receipt);
        }
        if (status >= 300 && status < 400) {
          yield new Outcome.Refused("the target sends elsewhere; name its new address (" + words + ")");
        }
        yield switch (status) {
          case 429 -> new Outcome.Busy(words, said.after());
          case 502, 503, 504 -> said.after().isPresent() ? new Outcome.Busy(words, said.after()) : new Outcome.Unreachable(words);
          case 408, 425 -> new Outcome.Failed(words);
          default -> status >= 500 ? new Outcome.Failed(words) : new Outcome.Refused(words);
        };
      }
    };
  }

  /** The begin of what a target said, without what is secret. */
  static String said(String body, String secret) {
    String text = body.replaceAll("\\p{Cntrl}+", " ").strip();
    String safe = secret.isEmpty() ? text : text.replace(secret, "(secret)");
    return safe.isEmpty() ? "" : ": " + (safe.length() > LONGEST_SAID ? safe.substring(0, LONGEST_SAID) + "..." : safe);
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
