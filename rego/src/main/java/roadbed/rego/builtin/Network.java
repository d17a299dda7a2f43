package roadbed.rego.builtin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The functions that reach the network, each only for hosts that the evaluation's policy for it names. */
final class Network {
  private Network() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "net.lookup_ip_addr" -> Network::lookUp;
      case "http.send" -> Network::send;
      default -> null;
    };
  }

  /**
   * Refuses a host that the evaluation was not given.
   *
   * @throws BuiltinException that halts: going on without an answer would be an answer
   */
  static void demand(CallContext context, String host) {
    if (!context.network().allows(host)) {
      throw BuiltinException.forbidden(
          "unallowed host: " + host + ": network access to it is not allowed; allow the host by name to use it");
    }
  }

  private static Value lookUp(CallContext context, Value[] args) {
    String name = Operands.string(args, 1);
    IpAddress literal = IpAddress.parse(name);
    if (literal != null) {
      return SetValue.of(StringValue.of(literal.toString()));
    }
    boolean own = name.equals("localhost");
    if (!own) {
      demand(context, name);
    }
    SetValue.Builder addresses = SetValue.builder();
    try {
      for (InetAddress address : InetAddress.getAllByName(name)) {
        IpAddress parsed = IpAddress.parse(address.getHostAddress());
        if (parsed != null) {
          addresses.add(StringValue.of(parsed.toString()));
        }
      }
    } catch (UnknownHostException _) {
      throw BuiltinException.failed("lookup " + name + ": no such host");
    }
    return addresses.build();
  }

  /** What an evaluation remembers of a request: its answer, or how it failed. */
  private record Key(Value request) {}

  private record Outcome(@Nullable Value answer, HttpExchange.@Nullable Failure failure) {}

  private static Value send(CallContext context, Value[] args) {
    ObjectValue request = Operands.object(args, 1);
    Value raises = request.get("raise_error");
    if (raises != null && !(raises instanceof BooleanValue)) {
      throw BuiltinException.failed("invalid value for raise_error field");
    }
    boolean raise = !BooleanValue.FALSE.equals(raises);
    try {
      HttpRequests.check(request);
      HttpRequests.checkTypes(request);
      demand(context, Uris.parse(HttpRequests.text(request, "url")).host());
      Outcome outcome =
          context.remembered(new Key(HttpExchange.key(request)), Outcome.class, () -> outcome(context, request));
      if (outcome.failure() != null) {
        return failed(context, request, outcome.failure(), raise);
      }
      return outcome.answer() == null ? NullValue.NULL : outcome.answer();
    } catch (BuiltinException | IllegalArgumentException e) {
      boolean halts = e instanceof BuiltinException refused && refused.halts();
      if (raise || halts) {
        throw e instanceof BuiltinException refused ? refused : BuiltinException.failed(String.valueOf(e.getMessage()));
      }
      String code = e instanceof BuiltinException refused ? refused.code() : BuiltinException.BUILTIN_ERROR;
      return error("eval_http_send_internal_error", code + ": http.send: " + e.getMessage());
    }
  }

  private static Outcome outcome(CallContext context, ObjectValue request) {
    try {
      return new Outcome(HttpExchange.shown(answer(context, request), request), null);
    } catch (HttpExchange.Failure failure) {
      return new Outcome(null, failure);
    }
  }

  /** The answer of the server or, where the request asks for that, one that is remembered. */
  private static HttpAnswer answer(CallContext context, ObjectValue request) throws HttpExchange.Failure {
    int attempts = HttpRequests.attempts(request);
    OptionalLong forced = HttpRequests.forcedSeconds(request);
    if (!HttpRequests.flag(request, "cache") && forced.isEmpty()) {
      return new HttpExchange(context, request, Map.of()).answer(attempts);
    }
    HttpCache cache = context.network().cache();
    Value key = HttpExchange.key(request);
    HttpCache.Cached cached = cache.find(key, context.time());
    if (cached != null && cached.fresh()) {
      return cached.answer();
    }
    HttpAnswer answer = null;
    Map<String, String> validators = cached == null ? Map.of() : validators(cached.answer());
    if (cached != null && !validators.isEmpty()) {
      HttpAnswer again = new HttpExchange(context, request, validators).answer(attempts);
      cache.remove(key);
      answer = again.status() == 304 ? cached.answer().confirmed(again) : again.status() == 200 ? again : null;
    }
    if (answer == null) {
      answer = new HttpExchange(context, request, Map.of()).answer(attempts);
    }
    remember(cache, key, answer, forced, context.time());
    return answer;
  }

  private static Map<String, String> validators(HttpAnswer answer) {
    Map<String, String> validators = new LinkedHashMap<>();
    if (!answer.header("etag").isEmpty()) {
      validators.put("If-None-Match", answer.header("etag"));
    }
    if (!answer.header("last-modified").isEmpty()) {
      validators.put("If-Modified-Since", answer.header("last-modified"));
    }
    return validators;
  }

  private static void remember(HttpCache cache, Value key, HttpAnswer answer, OptionalLong forced, Instant now) {
    boolean force = forced.isPresent() && forced.getAsLong() > 0;
    if (!answer.isCacheable() || (!force && !answer.mayBeStored())) {
      return;
    }
    Instant until = force ? now.plusSeconds(forced.getAsLong()) : answer.freshUntil();
    if (until != null) {
      cache.put(key, answer, until);
    }
  }

  private static Value failed(CallContext context, ObjectValue request, HttpExchange.Failure failure, boolean raise) {
    context.checkNow();
    if (!raise) {
      return error("eval_http_send_network_error", failure.problem());
    }
    if (failure.timedOut()) {
      String method = HttpRequests.text(request, "method");
      String name = method.isEmpty() ? "Get" : method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1).toLowerCase(Locale.ROOT);
      throw BuiltinException.failed(name + " " + HttpRequests.text(request, "url") + ": request timed out");
    }
    throw BuiltinException.failed(failure.problem());
  }

  private static Value error(String code, String problem) {
    ObjectValue error =
        ObjectValue.builder().put("code", StringValue.of(code)).put("message", StringValue.of(problem)).build();
    return ObjectValue.builder().put("status_code", NumberValue.ZERO).put("error", error).build();
  }
}
