package roadbed.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.web.Http;
import roadbed.web.WebServer;
import roadbed.web.WebSettings;
import roadbed.web.fakes.FakeDrift;
import roadbed.web.fakes.FakeServer;
import roadbed.web.http.Endpoint;

class OpenApiTest {
  private static final String RESOURCE =
      "?id=arn%3Aaws%3Astorage.bucket%3Aeu-central-1%3A410000000010%3Areceipts";

  private static Api api(FakeServer server) {
    return new Api(
        WebSettings.loopback(0), server.parts(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  /** Where the checked-in description is; {@code -Droadbed.write=true} writes it anew. */
  private static Path file() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/reference"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs/reference/openapi.json");
  }

  @Test
  void theReferenceIsCurrent() throws IOException {
    String current = Pretty.of(api(new FakeServer(true)).description()) + "\n";
    if (Boolean.getBoolean("roadbed.write")) {
      Files.writeString(file(), current);
    }
    assertThat(Files.readString(file()))
        .as("docs/reference/openapi.json; write it anew with -Droadbed.write=true")
        .isEqualTo(current);
  }

  @Test
  void everyAnswerHasTheShapeThatTheReferenceSays() {
    FakeServer parts = new FakeServer(false);
    try (WebServer server = WebServer.start(WebSettings.loopback(0), parts.parts())) {
      Http http = new Http(server);
      for (Endpoint endpoint : api(parts).endpoints()) {
        if (!endpoint.method().equals(HttpMethod.GET)
            || endpoint.answer().isEmpty()
            || endpoint.answer().equals("OpenApi")) {
          continue;
        }
        String path =
            endpoint
                .path()
                .replace("{id}", id(endpoint.path(), http))
                .replace("{index}", "3");
        String body = http.get(path + question(path)).body();
        List<String> wrong = new ArrayList<>();
        check(ValueJson.parse(body), endpoint.answer(), path, wrong);
        assertThat(wrong).isEmpty();
      }
    }
  }

  /** Something that is there to be asked for. */
  private static String id(String path, Http http) {
    return switch (path) {
      case "/api/v1/kpis/{id}" -> "mttr";
      case "/api/v1/incidents/{id}" -> "INC-1";
      case "/api/v1/oncall/schedules/{id}", "/api/v1/oncall/escalations/{id}" -> "payments";
      case "/api/v1/changes/{id}" ->
          http.get("/api/v1/changes").body().replaceFirst("(?s).*?\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
      default -> "s3-tls-only";
    };
  }

  /** What an address needs to be asked with. */
  private static String question(String path) {
    if (path.endsWith("/drift/resource")) {
      return "?key=" + FakeDrift.KEY;
    }
    if (path.endsWith("/cost/statements")) {
      return "?month=2026-10";
    }
    return path.endsWith("/resource") ? RESOURCE : path.endsWith("/explanation") ? RESOURCE + "&guardrail=s3-tls-only" : "";
  }

  private static void check(Value value, String type, String place, List<String> wrong) {
    if (type.endsWith("?")) {
      if (!(value instanceof Value.Null)) {
        check(value, type.substring(0, type.length() - 1), place, wrong);
      }
    } else if (type.endsWith("[]") && value instanceof Value.Items items) {
      for (Value item : items.values()) {
        check(item, type.substring(0, type.length() - 2), place + "[]", wrong);
      }
    } else if (!Schemas.fields(type).isEmpty() && value instanceof Value.Fields fields) {
      List<String> names = new ArrayList<>();
      for (String field : Schemas.fields(type)) {
        String name = field.substring(0, field.indexOf(':'));
        names.add(name);
        fields
            .get(name)
            .ifPresentOrElse(
                inner ->
                    check(inner, field.substring(field.indexOf(':') + 1), place + "/" + name, wrong),
                () -> wrong.add(place + " lacks " + name));
      }
      if (!names.containsAll(fields.values().keySet())) {
        wrong.add(place + " has more than " + names + ": " + fields.values().keySet());
      }
    } else {
      boolean right =
          switch (type) {
            case "string" -> value instanceof Value.Text;
            case "integer" -> value instanceof Value.Whole;
            case "number" -> value instanceof Value.Whole || value instanceof Value.Decimal;
            case "boolean" -> value instanceof Value.Bool;
            case "object" -> value instanceof Value.Fields;
            case "any" -> true;
            case "date" -> value instanceof Value.Text t && t.value().matches("\\d{4}-\\d\\d-\\d\\d");
            case "date-time" -> value instanceof Value.Text t && t.value().endsWith("Z");
            default -> false;
          };
      if (!right) {
        wrong.add(place + " is no " + type + ": " + value);
      }
    }
  }

  /** Indented JSON, so that a change of the reference reads well. */
  private static final class Pretty {
    static String of(Value value) {
      StringBuilder out = new StringBuilder();
      write(out, value, 0);
      return out.toString();
    }

    private static void write(StringBuilder out, Value value, int depth) {
      if (value instanceof Value.Fields fields && !fields.values().isEmpty()) {
        int left = fields.values().size();
        out.append("{\n");
        for (Map.Entry<String, Value> field : fields.values().entrySet()) {
          out.repeat("  ", depth + 1).append(ValueJson.text(Value.of(field.getKey()))).append(": ");
          write(out, field.getValue(), depth + 1);
          out.append(--left > 0 ? ",\n" : "\n");
        }
        out.repeat("  ", depth).append("}");
      } else {
        boolean nested =
            value instanceof Value.Items items
                && items.values().stream().anyMatch(item -> item instanceof Value.Fields);
        if (nested && value instanceof Value.Items items) {
          int left = items.values().size();
          out.append("[\n");
          for (Value item : items.values()) {
            out.repeat("  ", depth + 1);
            write(out, item, depth + 1);
            out.append(--left > 0 ? ",\n" : "\n");
          }
          out.repeat("  ", depth).append("]");
        } else {
          out.append(ValueJson.text(value));
        }
      }
    }
  }
}
