package roadbed.store.postgres;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Diagnostics as JSON in a column, errors first, a bounded number of them. */
final class DiagnosticsJson {
  private static final int MAX = 1_000;

  private DiagnosticsJson() {}

  static String write(List<Diagnostic> diagnostics) {
    return Storable.json(
        new Value.Items(
            diagnostics.stream()
                .sorted(Comparator.comparing(Diagnostic::level))
                .limit(MAX)
                .map(DiagnosticsJson::value)
                .toList()));
  }

  private static Value value(Diagnostic diagnostic) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("level", Value.of(diagnostic.level().id()));
    fields.put("code", Value.of(diagnostic.code()));
    fields.put("file", Value.of(diagnostic.location().file()));
    fields.put("line", Value.of(diagnostic.location().line()));
    fields.put("column", Value.of(diagnostic.location().column()));
    diagnostic.location().pointer().ifPresent(pointer -> fields.put("pointer", Value.of(pointer)));
    fields.put("message", Value.of(diagnostic.message()));
    fields.put("hint", Value.of(diagnostic.hint()));
    return new Value.Fields(fields);
  }

  static List<Diagnostic> read(String json, int limit) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    if (ValueJson.parse(json) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Fields fields && diagnostics.size() < limit) {
          diagnostics.add(diagnostic(fields));
        }
      }
    }
    return diagnostics;
  }

  private static Diagnostic diagnostic(Value.Fields fields) {
    return new Diagnostic(
        Diagnostic.Level.valueOf(fields.text("level").orElse("error").toUpperCase(Locale.ROOT)),
        fields.text("code").orElse(""),
        new Location(
            fields.text("file").orElse(""),
            number(fields, "line"),
            number(fields, "column"),
            fields.text("pointer")),
        fields.text("message").orElse(""),
        fields.text("hint").orElse(""));
  }

  private static int number(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Whole whole
        ? (int) whole.value()
        : 0;
  }
}
