package roadbed.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import roadbed.model.Value;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;

/** The description of the API, made from the table of endpoints. */
final class OpenApi {
  private OpenApi() {}

  static Value.Fields document(List<Endpoint> endpoints, String version) {
    Map<String, JsonObject> paths = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints) {
      paths
          .computeIfAbsent(endpoint.path(), _ -> new JsonObject())
          .put(endpoint.method().name().toLowerCase(Locale.ROOT), operation(endpoint));
    }
    JsonObject pathObject = new JsonObject();
    paths.forEach((path, item) -> pathObject.put(path, item.build()));
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put(
            "info",
            new JsonObject()
                .put("title", "Roadbed")
                .put("version", version)
                .put(
                    "description",
                    "One picture of the estate: what is there, whose it is, what guardrails say of it,"
                        + " what it costs, and the evidence. Problems are RFC 9457 documents.")
                .build())
        .put("paths", pathObject.build())
        .put(
            "components",
            new JsonObject()
                .put("schemas", schemas())
                .put(
                    "securitySchemes",
                    new JsonObject()
                        .put(
                            "token",
                            new JsonObject()
                                .put("type", "http")
                                .put("scheme", "bearer")
                                .put("description", "A token from Settings, Tokens.")
                                .build())
                        .build())
                .build())
        .build();
  }

  private static Value.Fields schemas() {
    Map<String, Value> all = new LinkedHashMap<>(Schemas.all().values());
    all.put(
        "Problem",
        new JsonObject()
            .put("type", "object")
            .put(
                "properties",
                new JsonObject()
                    .put("type", textType())
                    .put("title", textType())
                    .put("status", new JsonObject().put("type", "integer").build())
                    .put("detail", textType())
                    .put("instance", textType())
                    .put("request_id", textType())
                    .put(
                        "errors",
                        new JsonObject()
                            .put("type", "array")
                            .put(
                                "items",
                                new JsonObject()
                                    .put("type", "object")
                                    .put(
                                        "properties",
                                        new JsonObject()
                                            .put("pointer", textType())
                                            .put("detail", textType())
                                            .build())
                                    .build())
                            .build())
                    .build())
            .build());
    return new Value.Fields(all);
  }

  private static Value textType() {
    return new JsonObject().put("type", "string").build();
  }

  private static Value.Fields operation(Endpoint endpoint) {
    JsonObject operation =
        new JsonObject().put("summary", endpoint.summary()).put("operationId", operationId(endpoint));
    if (endpoint.permission() != Permission.PUBLIC) {
      operation.put(
          "security",
          new Value.Items(List.of(new JsonObject().put("token", Value.Items.EMPTY).build())));
    }
    if (!endpoint.parameters().isEmpty()) {
      operation.list("parameters", endpoint.parameters(), p -> parameter(endpoint, p));
    }
    if (endpoint.path().endsWith("/collections")) {
      operation.put("requestBody", PushReception.requestBody());
    }
    GateApi.requestBody(endpoint).ifPresent(body -> operation.put("requestBody", body));
    JsonObject content = new JsonObject();
    if (endpoint.answer().isEmpty()) {
      content.put("text/plain", new JsonObject().put("schema", textType()).build());
    } else {
      content.put(
          "application/json",
          new JsonObject()
              .put(
                  "schema",
                  endpoint.answer().equals("OpenApi")
                      ? new JsonObject().put("type", "object").build()
                      : new JsonObject()
                          .put("$ref", "#/components/schemas/" + endpoint.answer())
                          .build())
              .build());
    }
    return operation
        .put(
            "responses",
            new JsonObject()
                .put(
                    "200",
                    new JsonObject().put("description", "OK").put("content", content.build()).build())
                .put("default", problem())
                .build())
        .build();
  }

  private static Value.Fields problem() {
    return new JsonObject()
        .put("description", "A problem")
        .put(
            "content",
            new JsonObject()
                .put(
                    "application/problem+json",
                    new JsonObject()
                        .put(
                            "schema",
                            new JsonObject().put("$ref", "#/components/schemas/Problem").build())
                        .build())
                .build())
        .build();
  }

  private static Value.Fields parameter(Endpoint endpoint, Endpoint.Parameter parameter) {
    boolean inPath = endpoint.path().contains("{" + parameter.name() + "}");
    Value schema =
        switch (parameter.type()) {
          case "array" ->
              new JsonObject().put("type", "array").put("items", textType()).build();
          case "date" -> new JsonObject().put("type", "string").put("format", "date").build();
          default -> new JsonObject().put("type", parameter.type()).build();
        };
    return new JsonObject()
        .put("name", parameter.name())
        .put("in", inPath ? "path" : "query")
        .put("required", inPath || parameter.required())
        .put("description", parameter.description())
        .put("schema", schema)
        .build();
  }

  /** {@code GET /api/v1/kpis/{id}} is {@code getKpisById}. */
  private static String operationId(Endpoint endpoint) {
    List<String> words = new ArrayList<>();
    for (String part : endpoint.path().replace("/api/v1", "").split("[/.-]")) {
      if (part.startsWith("{")) {
        words.add("By" + capital(part.substring(1, part.length() - 1)));
      } else if (!part.isEmpty()) {
        words.add(capital(part));
      }
    }
    return endpoint.method().name().toLowerCase(Locale.ROOT) + String.join("", words);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
