package roadbed.rego.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The responses that the API gives. */
final class Replies {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private Replies() {}

  static Response json(Value value, boolean pretty) {
    return json(200, value, pretty, "application/json");
  }

  static Response json(int status, Value value, boolean pretty, String type) {
    StringBuilder out = new StringBuilder(256);
    JsonText.write(value, pretty, out);
    return new Response(
        status,
        type.equals("application/json") ? JSON : Map.of("Content-Type", type),
        out.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  static Response text(int status, String type, String text) {
    return new Response(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
  }

  static Response refusal(Refusal refusal) {
    ObjectValue.Builder body =
        ObjectValue.builder(3).put("code", StringValue.of(refusal.code())).put("message", StringValue.of(refusal.text()));
    if (!refusal.errors().isEmpty()) {
      body.put("errors", errors(refusal.errors()));
    }
    return json(refusal.status(), body.build(), true, "application/json");
  }

  /** Errors as OPA shows them in JSON. */
  static Value errors(List<RegoError> errors) {
    List<Value> items = new ArrayList<>(errors.size());
    for (RegoError error : errors) {
      ObjectValue.Builder item =
          ObjectValue.builder(3)
              .put("code", StringValue.of(error.code()))
              .put("message", StringValue.of(error.message()));
      Location at = error.at();
      if (at != null) {
        item.put(
            "location",
            ObjectValue.builder(3)
                .put("file", StringValue.of(at.file()))
                .put("row", NumberValue.of(at.line()))
                .put("col", NumberValue.of(at.column()))
                .build());
      }
      items.add(item.build());
    }
    return ArrayValue.of(items);
  }
}
