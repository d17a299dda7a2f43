package roadbed.prove.kpi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** One KPI file: reads it and tells everything that is wrong with it, each with its place. */
final class KpiFile {
  /** The documented tables. */
  static final Set<String> TABLES =
      Set.of(
          "resource",
          "verdict",
          "relation",
          "incident",
          "cost_daily",
          "cost_budget",
          "budget_alert",
          "closed_month",
          "optimisation",
          "cost_resource",
          "resource_use",
          "on_call_shift",
          "commitment_daily",
          "alert",
          "cost_anomaly",
          "budget",
          "drift",
          "drift_run",
          "driver",
          "account",
          "component",
          "exception",
          "gate_decision",
          "gate_feedback",
          "recovery_objective",
          "recovery",
          "backup_run",
          "protection",
          "drill",
          "quota",
          "component_version",
          "module_repository",
          "deployment",
          "pipeline_run",
          "slo_result",
          "sli_slice");

  private static final Set<String> UNITS = Set.of("percent", "count", "duration", "money", "rate", "index");
  private static final Set<String> PARAMETERS = Set.of("as_of", "period_start");
  private static final Set<String> REQUIRED =
      Set.of("id", "title", "pillar", "definition", "unit", "better", "sql", "rows");
  private static final Set<String> OPTIONAL =
      Set.of("target", "tolerance", "target_text", "counting", "cadence", "period_days", "needs");
  private static final int MAX_PERIOD = 3_660;

  private final String file;
  private final List<Diagnostic> diagnostics;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private boolean sound = true;

  KpiFile(String file, List<Diagnostic> diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** The KPI that the text defines, or empty where anything is wrong. */
  Optional<Kpi> read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(10)
            .setCodePointLimit(200_000)
            // In one piece: read by parts, it breaks where a part ends in the middle of a surrogate pair.
            .setBufferSize(text.length() + 2)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty() || !(root.get() instanceof MappingNode mapping)) {
        wrong(root.orElse(null), "a KPI file is an object with id, title, sql and so on", "");
        return Optional.empty();
      }
      return read(mapping);
    } catch (MarkedYamlEngineException e) {
      add(place(e.getProblemMark()), "the YAML is not well formed: " + e.getProblem(), "");
    } catch (YamlEngineException e) {
      add(Location.of(file), "the YAML cannot be read: " + e.getMessage(), "");
    }
    return Optional.empty();
  }

  private Optional<Kpi> read(MappingNode mapping) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key
          && (REQUIRED.contains(key.getValue()) || OPTIONAL.contains(key.getValue()))) {
        fields.put(key.getValue(), tuple.getValueNode());
      } else {
        String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "(not a text)";
        wrong(
            tuple.getKeyNode(),
            "unknown field " + name,
            "known fields: " + String.join(", ", sorted(REQUIRED)) + "; " + String.join(", ", sorted(OPTIONAL)));
      }
    }
    for (String name : sorted(REQUIRED)) {
      if (!fields.containsKey(name)) {
        wrong(mapping, "the field " + name + " is missing", "");
      }
    }
    String id = text("id");
    if (!id.isEmpty() && !id.matches("[a-z][a-z0-9-]{0,79}")) {
      wrong(fields.get("id"), "an id is lower-case letters, digits and hyphens", "");
    }
    oneOf("pillar", Set.copyOf(Pillars.ORDER));
    oneOf("unit", UNITS);
    oneOf("better", Set.of("higher", "lower", "near"));
    query("sql");
    query("rows");
    List<String> needs = texts("needs");
    for (String table : needs) {
      if (!TABLES.contains(table)) {
        wrong(
            fields.get("needs"),
            "there is no table " + table,
            "the tables are " + String.join(", ", sorted(TABLES)));
      }
    }
    int period = (int) number("period_days", 0, MAX_PERIOD).orElse(0.0).doubleValue();
    Optional<Double> target = number("target", -1e15, 1e15);
    Optional<Double> tolerance = number("tolerance", 0, 1e15);
    if (!sound) {
      return Optional.empty();
    }
    Kpi.Direction direction =
        switch (text("better")) {
          case "higher" -> Kpi.Direction.HIGHER;
          case "lower" -> Kpi.Direction.LOWER;
          default -> Kpi.Direction.NEAR;
        };
    return Optional.of(
        new Kpi(
            id,
            text("title"),
            text("pillar"),
            text("definition"),
            text("unit"),
            direction,
            target,
            tolerance,
            text("target_text"),
            text("counting"),
            text("cadence"),
            period,
            needs,
            text("sql"),
            text("rows"),
            file));
  }

  private void query(String field) {
    String sql = text(field);
    if (sql.isEmpty()) {
      return;
    }
    try {
      for (String parameter : NamedQuery.of(sql).parameters()) {
        if (!PARAMETERS.contains(parameter)) {
          wrong(
              fields.get(field),
              "unknown parameter :" + parameter,
              "the parameters are :as_of and :period_start");
        }
      }
    } catch (IllegalArgumentException e) {
      wrong(fields.get(field), field + ": " + e.getMessage(), "one SELECT over the documented tables");
    }
  }

  private void oneOf(String field, Set<String> known) {
    String value = text(field);
    if (!value.isEmpty() && !known.contains(value)) {
      wrong(fields.get(field), value + " is no " + field, "one of " + String.join(", ", sorted(known)));
    }
  }

  private String text(String field) {
    Node node = fields.get(field);
    if (node == null) {
      return "";
    }
    if (node instanceof ScalarNode scalar) {
      String text = scalar.getValue().strip();
      if (text.isEmpty() && REQUIRED.contains(field)) {
        wrong(node, field + " is empty", "");
      }
      return text;
    }
    wrong(node, field + " is a text", "");
    return "";
  }

  private List<String> texts(String field) {
    Node node = fields.get(field);
    List<String> texts = new ArrayList<>();
    if (node == null) {
      return texts;
    }
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        } else {
          wrong(item, field + " is a list of texts", "");
        }
      }
    } else {
      wrong(node, field + " is a list of texts", "");
    }
    return texts;
  }

  private Optional<Double> number(String field, double least, double most) {
    String text = text(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException _) {
      // Told below, like a number out of bounds.
    }
    wrong(fields.get(field), field + " is a number from " + least + " to " + most, "");
    return Optional.empty();
  }

  private static List<String> sorted(Set<String> texts) {
    return texts.stream().sorted().toList();
  }

  private void wrong(@Nullable Node node, String message, String hint) {
    add(node == null ? Location.of(file) : place(node.getStartMark()), message, hint);
  }

  private void add(Location location, String message, String hint) {
    sound = false;
    diagnostics.add(Diagnostic.error("kpi.invalid", location, message, hint));
  }

  private Location place(Optional<Mark> mark) {
    return mark.map(m -> Location.of(file, m.getLine() + 1, m.getColumn() + 1)).orElse(Location.of(file));
  }
}
