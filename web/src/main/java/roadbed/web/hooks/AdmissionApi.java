package roadbed.web.hooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.admission.AdmissionDecision;
import roadbed.assess.policy.admission.ObjectPatch;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** The webhook that Kubernetes' API server asks before it lets something in: {@code AdmissionReview} v1 and v1beta1. */
public final class AdmissionApi {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionApi.class);
  private static final int MOST_BYTES = 3 << 20;
  private static final int MOST_WARNINGS = 20;
  private static final int MOST_CHARACTERS = 256;
  private static final int MOST_MESSAGE = 8_000;
  private static final Duration MARGIN = Duration.ofMillis(200);

  private final AdmissionReviewer reviewer;
  private final AdmissionSettings settings;
  private final Executor deciding = Executors.newVirtualThreadPerTaskExecutor();

  public AdmissionApi(AdmissionReviewer reviewer, AdmissionSettings settings) {
    this.reviewer = reviewer;
    this.settings = settings;
  }

  /** The table. */
  public List<Endpoint> endpoints() {
    return List.of(
        endpoint("/admission/validate", "Decides a request of a Kubernetes API server", visit -> answer(visit, false)),
        endpoint("/admission/mutate", "Adds declared defaults to an object of a Kubernetes API server", visit -> answer(visit, true)));
  }

  private Endpoint endpoint(String path, String summary, Endpoint.Handler handler) {
    Permission permission =
        switch (settings.callers()) {
          case TOKEN -> Permission.PUSH;
          case CERTIFICATE, ANYBODY -> Permission.PUBLIC;
        };
    return new Endpoint(HttpMethod.POST, path, permission, Endpoint.Face.API, summary, List.of(), "", handler);
  }

  private ServerResponse answer(Visit visit, boolean mutates) throws IOException {
    if (settings.callers() == AdmissionSettings.Callers.CERTIFICATE) {
      refuseStrangers(visit.request());
    }
    ObjectValue review = review(visit.request());
    ObjectValue written = Nested.object(review, "request");
    String version = Nested.text(review, "apiVersion");
    String uid = Nested.text(written, "uid");
    if (!Nested.text(review, "kind").equals("AdmissionReview")
        || !(version.equals("admission.k8s.io/v1") || version.equals("admission.k8s.io/v1beta1"))
        || uid.isEmpty()) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "No AdmissionReview",
          "An AdmissionReview of admission.k8s.io/v1 or v1beta1 with a request that has a uid is expected.");
    }
    AdmissionRequest request = AdmissionRequest.ofRequest(written);
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("uid", uid);
    if (mutates) {
      mutate(request, time(visit.request()), response);
    } else {
      validate(request, time(visit.request()), response);
    }
    byte[] body =
        Values.toPlainJson(
                Values.ofJava(Map.of("apiVersion", version, "kind", "AdmissionReview", "response", response)))
            .getBytes(StandardCharsets.UTF_8);
    return ServerResponse.ok()
        .header("Content-Type", "application/json")
        .header("Cache-Control", "no-store")
        .build(
            (_, out) -> {
              out.setContentLength(body.length);
              out.getOutputStream().write(body);
              return null;
            });
  }

  private static ObjectValue review(ServerRequest request) throws IOException {
    byte[] body = request.servletRequest().getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "Too large", "An AdmissionReview has at most 3 MiB.");
    }
    try {
      if (Values.parseJson(body) instanceof ObjectValue review) {
        return review;
      }
    } catch (JsonException e) {
      throw Problem.of(HttpStatus.BAD_REQUEST, "No JSON", e.problem());
    }
    throw Problem.of(HttpStatus.BAD_REQUEST, "No AdmissionReview", "The body is no object.");
  }

  private void refuseStrangers(ServerRequest request) {
    Object given = request.servletRequest().getAttribute("jakarta.servlet.request.X509Certificate");
    boolean known =
        given instanceof X509Certificate[] chain
            && chain.length > 0
            && (settings.certificates().isEmpty() || settings.certificates().contains(commonName(chain[0])));
    if (!known) {
      throw Problem.of(
          HttpStatus.UNAUTHORIZED, "Who are you?", "A client certificate that this server trusts is needed.");
    }
  }

  private static String commonName(X509Certificate certificate) {
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return String.valueOf(part.getValue());
        }
      }
    } catch (InvalidNameException _) {
      // A certificate without a name that can be read has none.
    }
    return "";
  }

  /** How long the API server waits, less what the way back takes; it says so as {@code timeout=10s}. */
  private Duration time(ServerRequest request) {
    Optional<Duration> asked =
        request
            .param("timeout")
            .filter(text -> text.matches("[0-9]{1,3}s"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1))))
            .filter(time -> time.compareTo(MARGIN) > 0)
            .map(time -> time.minus(MARGIN));
    return asked.filter(time -> time.compareTo(settings.time()) < 0).orElse(settings.time());
  }

  private void validate(AdmissionRequest request, Duration time, Map<String, Object> response) {
    long started = System.nanoTime();
    CompletableFuture<AdmissionDecision> future = CompletableFuture.supplyAsync(() -> reviewer.decide(request), deciding);
    AdmissionDecision decision;
    try {
      decision = future.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      future.cancel(true);
      undecided("the policies did not come to a decision within " + time.toMillis() + " ms", response);
      return;
    } catch (ExecutionException e) {
      LOG.error("deciding about {} {} failed", request.kind(), request.name(), e.getCause());
      undecided("the policies could not be evaluated", response);
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      undecided("the server is stopping", response);
      return;
    }
    response.put("allowed", decision.allowed());
    if (!decision.allowed()) {
      response.put("status", status(403, "Forbidden", decision.message()));
    }
    if (!decision.warnings().isEmpty()) {
      response.put("warnings", decision.warnings().stream().limit(MOST_WARNINGS).map(text -> shortened(text, MOST_CHARACTERS)).toList());
    }
    Map<String, String> annotations = annotations(decision);
    if (!annotations.isEmpty()) {
      response.put("auditAnnotations", annotations);
    }
    if (!request.dryRun()) {
      reviewer.decided(request, decision, System.nanoTime() - started);
    }
  }

  private void undecided(String why, Map<String, Object> response) {
    response.put("allowed", settings.failsOpen());
    if (settings.failsOpen()) {
      response.put("warnings", List.of("not checked: " + why));
    } else {
      response.put("status", status(500, "InternalError", why));
    }
    response.put("auditAnnotations", Map.of("undecided", why));
  }

  private static Map<String, Object> status(int code, String reason, String message) {
    return Map.of("code", code, "reason", reason, "message", shortened(message, MOST_MESSAGE));
  }

  private static Map<String, String> annotations(AdmissionDecision decision) {
    Map<String, String> annotations = new LinkedHashMap<>();
    for (AdmissionDecision.Weight weight : AdmissionDecision.Weight.values()) {
      List<String> rules = new ArrayList<>();
      for (AdmissionDecision.Finding finding : decision.of(weight)) {
        rules.add(finding.exception().isEmpty() ? finding.rule() : finding.rule() + " by " + finding.exception());
      }
      if (!rules.isEmpty()) {
        annotations.put(weight.name().toLowerCase(java.util.Locale.ROOT), shortened(String.join(", ", rules), MOST_MESSAGE));
      }
    }
    return annotations;
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 3) + "...";
  }

  private void mutate(AdmissionRequest request, Duration time, Map<String, Object> response) {
    response.put("allowed", true);
    CompletableFuture<List<ObjectPatch.Operation>> future =
        CompletableFuture.supplyAsync(() -> reviewer.defaults(request), deciding);
    try {
      List<ObjectPatch.Operation> operations = future.get(time.toMillis(), TimeUnit.MILLISECONDS);
      if (!operations.isEmpty()) {
        List<Value> patch = new ArrayList<>();
        operations.forEach(
            one ->
                patch.add(Values.ofJava(Map.of("op", "add", "path", one.pointer(), "value", one.value()))));
        byte[] json = Values.toPlainJson(Values.ofJava(patch)).getBytes(StandardCharsets.UTF_8);
        response.put("patchType", "JSONPatch");
        response.put("patch", Base64.getEncoder().encodeToString(json));
      }
    } catch (TimeoutException | ExecutionException e) {
      // An object without the defaults is judged as it is; that it has none is no reason to refuse it.
      future.cancel(true);
      LOG.warn("defaults for {} {} were not added: {}", request.kind(), request.name(), String.valueOf(e.getMessage()));
      response.put("warnings", List.of("declared defaults were not added"));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
