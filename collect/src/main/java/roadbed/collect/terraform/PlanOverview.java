package roadbed.collect.terraform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Change;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One plan while its {@link PlanSummary} is read. */
final class PlanOverview {
  private final JsonFile file;
  private final ShownDocument document;
  private final List<PlannedChange> changes = new ArrayList<>();
  private final List<PlannedChange> deferred = new ArrayList<>();
  private final List<PlannedChange> drift = new ArrayList<>();
  private final List<String> relevant = new ArrayList<>();
  private final List<PlanSummary.Check> checks = new ArrayList<>();
  private final Map<String, Change> outputs = new LinkedHashMap<>();
  private final List<String> actions = new ArrayList<>();
  private String terraformVersion = "";
  private boolean complete = true;
  private boolean errored;

  PlanOverview(JsonFile file) {
    this.file = file;
    this.document = new ShownDocument(file, "plan", "write the plan again with terraform show -json");
  }

  PlanSummary read() throws IOException {
    file.stream(this::top, () -> ShownDocument.kept(changes.size()));
    changes.addAll(deferred);
    return new PlanSummary(
        terraformVersion, changes, drift, relevant, checks, outputs, actions, complete, errored);
  }

  private void top(JsonParser parser) {
    parser.nextToken();
    if (!file.expect(parser, JsonToken.START_OBJECT, "")) {
      return;
    }
    for (String name = parser.nextName(); name != null && !document.refused(); name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "format_version", "plan_format_version" ->
            document.formatVersion(parser, "terraform show -json PLAN");
        case "terraform_version" -> terraformVersion = JsonFile.text(parser);
        case "resource_changes" ->
            document.eachObject(
                parser, "/resource_changes", (_, pointer) -> add(changes, parser, pointer, Optional.empty()));
        case "resource_drift" ->
            document.eachObject(
                parser, "/resource_drift", (_, pointer) -> add(drift, parser, pointer, Optional.empty()));
        case "deferred_changes" -> document.eachObject(parser, "/deferred_changes", this::deferred);
        case "relevant_attributes" ->
            document.eachObject(parser, "/relevant_attributes", (_, _) -> relevant(ValueJson.read(parser)));
        case "checks" -> document.eachObject(parser, "/checks", (_, _) -> checks.add(check(ValueJson.read(parser))));
        case "output_changes" -> outputs(ValueJson.read(parser));
        case "action_invocations", "deferred_action_invocations" ->
            document.eachObject(parser, "/" + name, (_, _) -> action(ValueJson.read(parser)));
        case "complete" -> complete = parser.currentToken() != JsonToken.VALUE_FALSE;
        case "errored" -> errored = parser.currentToken() == JsonToken.VALUE_TRUE;
        default -> parser.skipChildren();
      }
    }
  }

  private void add(List<PlannedChange> into, JsonParser parser, String pointer, Optional<String> waits) {
    ResourceChange change = ResourceChange.read(file, parser, pointer, false);
    if (change.isManaged() && !change.text("address").isBlank()) {
      into.add(change.planned(waits));
    }
  }

  private void deferred(JsonParser parser, String pointer) {
    String reason = "";
    List<PlannedChange> found = new ArrayList<>(1);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      String inner = pointer + "/resource_change";
      if (name.equals("reason")) {
        reason = JsonFile.text(parser);
      } else if (!name.equals("resource_change")) {
        parser.skipChildren();
      } else if (file.expect(parser, JsonToken.START_OBJECT, inner)) {
        add(found, parser, inner, Optional.empty());
      }
    }
    for (PlannedChange change : found) {
      deferred.add(
          new PlannedChange(
              change.address(),
              change.previousAddress(),
              change.change(),
              change.actions(),
              change.reason(),
              change.replacePaths(),
              change.importedAs(),
              change.deposed(),
              Optional.of(reason.isEmpty() ? "unknown" : reason),
              change.forgotten(),
              change.location()));
    }
  }

  private void relevant(Value value) {
    if (value instanceof Value.Fields fields) {
      String path = ResourceChange.path(fields.get("attribute").orElse(Value.Items.EMPTY));
      relevant.add(fields.text("resource").orElse("") + (path.isEmpty() ? "" : "." + path));
    }
  }

  /** A check as Terraform writes it: an address with how to display it, and a status of each instance. */
  static PlanSummary.Check check(Value value) {
    if (!(value instanceof Value.Fields fields)) {
      return new PlanSummary.Check("", "unknown", List.of());
    }
    String address =
        fields.at("address", "to_display").map(text -> text instanceof Value.Text t ? t.value() : "").orElse("");
    List<String> problems = new ArrayList<>();
    if (fields.values().get("instances") instanceof Value.Items instances) {
      for (Value instance : instances.values()) {
        if (instance instanceof Value.Fields one && one.values().get("problems") instanceof Value.Items all) {
          for (Value problem : all.values()) {
            if (problem instanceof Value.Fields told) {
              told.text("message").ifPresent(problems::add);
            }
          }
        }
      }
    }
    return new PlanSummary.Check(address, fields.text("status").orElse("unknown"), problems);
  }

  private void outputs(Value value) {
    if (value instanceof Value.Fields fields) {
      fields
          .values()
          .forEach(
              (name, change) -> {
                List<String> words = new ArrayList<>();
                if (change instanceof Value.Fields one && one.values().get("actions") instanceof Value.Items items) {
                  for (Value item : items.values()) {
                    if (item instanceof Value.Text word) {
                      words.add(word.value());
                    }
                  }
                }
                outputs.put(name, ResourceChange.change(words));
              });
    }
  }

  private void action(Value value) {
    if (value instanceof Value.Fields fields) {
      // A deferred invocation stands one level further in.
      Value.Fields invocation =
          fields.values().get("action_invocation") instanceof Value.Fields inner ? inner : fields;
      invocation.text("address").ifPresent(actions::add);
    }
  }
}
