package roadbed.collect.pipeline;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.yaml.YamlNode;
import roadbed.collect.yaml.YamlPlaces;
import roadbed.collect.yaml.YamlTyping;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * Reads workflows of GitHub Actions as {@code github_workflow} with a {@code github_workflow_job} for each job, which
 * carries what of the workflow counts for it, and composite actions as {@code github_composite_action}.
 */
public final class GithubReader implements DocumentReader {
  private static final int MOST_JOBS = 1_000;

  private final Limits limits;

  /** A reader of files up to a size. */
  public GithubReader(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    for (YamlNode.Mapping document : PipelineYaml.documents(file, sink, limits)) {
      if (document.get("jobs").isPresent()) {
        workflow(document, file.name(), sink);
      } else if (document.get("runs").isPresent()) {
        action(document, file.name(), sink);
      }
    }
  }

  private static Location place(YamlNode node, String file) {
    return Location.of(file, node.line(), node.column());
  }

  /** {@code on} without quotes is a truth value for YAML, and a trigger for GitHub. */
  private static Value triggers(YamlNode.Mapping document) {
    for (String key : List.of("on", "true", "True", "On", "ON")) {
      Optional<YamlNode> found = document.get(key);
      if (found.isPresent()) {
        Value value = YamlTyping.value(found.get());
        Map<String, Value> events = new LinkedHashMap<>();
        switch (value) {
          case Value.Fields fields -> events.putAll(fields.values());
          case Value.Items items ->
              items.values().forEach(item -> events.put(item instanceof Value.Text text ? text.value() : "", Value.Null.INSTANCE));
          case Value.Text text -> events.put(text.value(), Value.Null.INSTANCE);
          case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {}
        }
        return new Value.Fields(events);
      }
    }
    return Value.Fields.EMPTY;
  }

  private static void workflow(YamlNode.Mapping document, String file, CollectionSink sink) {
    Map<String, Value> fields = new LinkedHashMap<>();
    Value.Fields raw = (Value.Fields) PipelineYaml.masked(YamlTyping.fields(document));
    fields.put("path", Value.of(file));
    Value triggers = triggers(document);
    fields.put("on", triggers);
    for (String key : List.of("name", "permissions", "env", "defaults", "concurrency")) {
      raw.get(key).ifPresent(value -> fields.put(key, value));
    }
    if (!(document.get("jobs").orElse(null) instanceof YamlNode.Mapping jobs)) {
      sink.diagnostic(
          Diagnostic.error(
              "pipeline.malformed",
              place(document, file),
              "the jobs of this workflow are not a mapping",
              "a workflow has its jobs by their names below jobs:"));
      return;
    }
    Value.Fields rawJobs = raw.get("jobs").orElse(Value.Fields.EMPTY) instanceof Value.Fields all ? all : Value.Fields.EMPTY;
    fields.put("jobs", Value.ofTexts(jobs.entries().keySet()));
    sink.resource(
        PipelineYaml.resource(
            "github_workflow",
            file,
            raw.text("name").orElse(file.substring(file.lastIndexOf('/') + 1)),
            new Value.Fields(fields),
            List.of(),
            place(document, file),
            YamlPlaces.of(document, file)));
    int count = 0;
    for (Map.Entry<String, YamlNode.Entry> entry : jobs.entries().entrySet()) {
      if (++count > MOST_JOBS) {
        sink.diagnostic(
            Diagnostic.warning(
                "pipeline.bounds", place(jobs, file), "only the first " + MOST_JOBS + " jobs are read", "split it"));
        return;
      }
      YamlNode node = entry.getValue().value();
      if (!(rawJobs.get(entry.getKey()).orElse(Value.Null.INSTANCE) instanceof Value.Fields job)) {
        sink.diagnostic(
            Diagnostic.error(
                "pipeline.malformed",
                place(entry.getValue().key(), file),
                "the job " + entry.getKey() + " is not a mapping and is left out",
                "a job has steps: or uses:"));
        continue;
      }
      Map<String, Value> all = new LinkedHashMap<>(job.values());
      Map<String, Value> around = new LinkedHashMap<>();
      around.put("path", Value.of(file));
      around.put("on", triggers);
      for (String key : List.of("permissions", "env", "defaults")) {
        raw.get(key).ifPresent(value -> around.put(key, value));
      }
      all.put("workflow", new Value.Fields(around));
      sink.resource(
          PipelineYaml.resource(
              "github_workflow_job",
              file + "#" + entry.getKey(),
              entry.getKey(),
              new Value.Fields(all),
              List.of(new Reference("workflow", file, "")),
              place(entry.getValue().key(), file),
              YamlPlaces.of(node, file)));
    }
  }

  private static void action(YamlNode.Mapping document, String file, CollectionSink sink) {
    Value.Fields raw = (Value.Fields) PipelineYaml.masked(YamlTyping.fields(document));
    Map<String, Value> fields = new LinkedHashMap<>(raw.values());
    fields.put("path", Value.of(file));
    // What a composite action does stands one level further in than what a job does.
    if (raw.get("runs").orElse(Value.Null.INSTANCE) instanceof Value.Fields runs) {
      runs.get("steps").ifPresent(steps -> fields.put("steps", steps));
    }
    String folder = file.indexOf('/') < 0 ? file : file.substring(0, file.lastIndexOf('/'));
    sink.resource(
        PipelineYaml.resource(
            "github_composite_action",
            file,
            raw.text("name").orElse(folder),
            new Value.Fields(fields),
            List.of(),
            place(document, file),
            YamlPlaces.of(document, file)));
  }
}
