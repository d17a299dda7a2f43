package roadbed.collect.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.yaml.YamlNode;
import roadbed.collect.yaml.YamlPlaces;
import roadbed.collect.yaml.YamlTyping;
import roadbed.model.AttributePlaces;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * Reads a pipeline of GitLab as {@code gitlab_pipeline} with a {@code gitlab_pipeline_job} for each job: local
 * includes joined, {@code extends} and {@code default} merged, {@code !reference} filled in. What is included from
 * elsewhere is named and not fetched.
 */
public final class GitlabReader implements DocumentReader {
  private static final int MOST_FILES = 200;
  private static final int MOST_JOBS = 2_000;
  private static final int DEEPEST = 11;
  private static final int MOST_STEPS = 200_000;
  private static final Set<String> NOT_JOBS =
      Set.of(
          "default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script",
          "after_script", "types", "spec", "pages_defaults");
  private static final List<String> DEFAULTS =
      List.of(
          "after_script", "artifacts", "before_script", "cache", "hooks", "id_tokens", "image", "interruptible", "retry",
          "services", "tags", "timeout");

  private final Limits limits;
  private final PipelineFiles.Tree tree;

  /** A reader that finds what is included in a tree. */
  public GitlabReader(Limits limits, PipelineFiles.Tree tree) {
    this.limits = limits;
    this.tree = tree;
  }

  @Override
  public void read(SourceFile file, CollectionSink sink) throws IOException {
    new Pipeline(file, sink).read();
  }

  /** One pipeline while it is read. */
  private final class Pipeline {
    private final SourceFile file;
    private final CollectionSink sink;
    private final Map<String, Value> merged = new LinkedHashMap<>();
    private final Map<String, Location> locations = new HashMap<>();
    private final Map<String, AttributePlaces> places = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private final List<Value> remote = new ArrayList<>();
    private int steps;

    Pipeline(SourceFile file, CollectionSink sink) {
      this.file = file;
      this.sink = sink;
    }

    void read() throws IOException {
      include(file, 0);
      if (merged.isEmpty()) {
        return;
      }
      emit();
    }

    private void include(SourceFile from, int depth) throws IOException {
      if (!read.add(from.name())) {
        return;
      }
      if (read.size() > MOST_FILES || depth > DEEPEST) {
        sink.diagnostic(
            Diagnostic.warning(
                "pipeline.bounds",
                Location.of(from.name()),
                "the includes of this pipeline go too far; this file and what it includes is not read",
                "include less, or in fewer steps"));
        return;
      }
      for (YamlNode.Mapping document : PipelineYaml.documents(from, sink, limits)) {
        // What is included is merged first, so that the file itself has the last word.
        Optional<YamlNode> includes = document.get("include");
        if (includes.isPresent()) {
          includes(YamlTyping.value(includes.get()), from, includes.get(), depth);
        }
        document
            .entries()
            .forEach(
                (name, entry) -> {
                  if (!name.equals("include")) {
                    Value value = PipelineYaml.masked(YamlTyping.value(entry.value()));
                    merged.merge(name, value, Pipeline::over);
                    locations.put(name, Location.of(from.name(), entry.key().line(), entry.key().column()));
                    places.put(name, YamlPlaces.of(entry.value(), from.name()));
                  }
                });
      }
    }

    private void includes(Value value, SourceFile from, YamlNode node, int depth) throws IOException {
      List<Value> all = value instanceof Value.Items items ? items.values() : List.of(value);
      for (Value one : all) {
        Optional<String> local =
            switch (one) {
              case Value.Text text -> text.value().contains("://") ? Optional.empty() : Optional.of(text.value());
              case Value.Fields fields -> fields.text("local");
              case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _, Value.Unknown _, Value.Secret _ ->
                  Optional.empty();
            };
        if (local.isEmpty()) {
          if (!(one instanceof Value.Null)) {
            remote.add(one instanceof Value.Text text ? new Value.Fields(Map.of("remote", text)) : one);
          }
          continue;
        }
        Optional<SourceFile> found = local.get().indexOf('$') >= 0 ? Optional.empty() : tree.at(local.get());
        if (found.isPresent()) {
          include(found.get(), depth + 1);
        } else {
          sink.diagnostic(
              Diagnostic.warning(
                  "pipeline.include-missing",
                  Location.of(from.name(), node.line(), node.column()),
                  "what is included here is not among the files that are looked at, so jobs may be missing",
                  "scan the root of the repository"));
        }
      }
    }

    /** Mappings are merged with the later one on top; anything else replaces. */
    private static Value over(Value below, Value above) {
      return over(below, above, 0);
    }

    private static Value over(Value below, Value above, int depth) {
      if (depth < 10 && below instanceof Value.Fields under && above instanceof Value.Fields top) {
        Map<String, Value> both = new LinkedHashMap<>(under.values());
        top.values().forEach((name, value) -> both.merge(name, value, (a, b) -> over(a, b, depth + 1)));
        return new Value.Fields(both);
      }
      return above;
    }

    private void emit() {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("path", Value.of(file.name()));
      for (String name : List.of("stages", "variables", "workflow", "default", "image", "services")) {
        Value value = merged.get(name);
        if (value != null) {
          fields.put(name, value);
        }
      }
      fields.put("remote_includes", new Value.Items(remote));
      List<String> jobs = new ArrayList<>();
      merged.forEach(
          (name, value) -> {
            if (!NOT_JOBS.contains(name) && !name.startsWith(".") && value instanceof Value.Fields && jobs.size() < MOST_JOBS) {
              jobs.add(name);
            }
          });
      fields.put("jobs", Value.ofTexts(jobs));
      sink.resource(
          PipelineYaml.resource(
              "gitlab_pipeline",
              file.name(),
              file.name().substring(file.name().lastIndexOf('/') + 1),
              new Value.Fields(fields),
              List.of(),
              Location.of(file.name(), 1, 1),
              places.getOrDefault("variables", AttributePlaces.NONE)));
      for (String name : jobs) {
        job(name);
      }
    }

    private void job(String name) {
      Map<String, Value> all = new LinkedHashMap<>(extended(name, new HashSet<>()).values());
      Value.Fields inherited =
          all.get("inherit") instanceof Value.Fields inherit
                  && Value.Bool.FALSE.equals(inherit.values().get("default"))
              ? Value.Fields.EMPTY
              : defaults();
      inherited.values().forEach(all::putIfAbsent);
      Map<String, Value> around = new LinkedHashMap<>();
      around.put("path", Value.of(file.name()));
      for (String key : List.of("variables", "workflow")) {
        Value value = merged.get(key);
        if (value != null) {
          around.put(key, value);
        }
      }
      all.put("pipeline", new Value.Fields(around));
      sink.resource(
          PipelineYaml.resource(
              "gitlab_pipeline_job",
              file.name() + "#" + name,
              name,
              (Value.Fields) filled(new Value.Fields(all), 0),
              List.of(new Reference("pipeline", file.name(), "")),
              locations.getOrDefault(name, Location.of(file.name())),
              places.getOrDefault(name, AttributePlaces.NONE)));
    }

    private Value.Fields defaults() {
      Map<String, Value> all = new LinkedHashMap<>();
      for (String key : DEFAULTS) {
        Value value = merged.get(key);
        if (value != null) {
          all.put(key, value);
        }
      }
      if (merged.get("default") instanceof Value.Fields fields) {
        all.putAll(fields.values());
      }
      return new Value.Fields(all);
    }

    /** Whether jobs that extend and refer to one another are more than is worked out; said once. */
    private boolean tooMuch() {
      if (++steps == MOST_STEPS) {
        sink.diagnostic(
            Diagnostic.warning(
                "pipeline.bounds",
                Location.of(file.name()),
                "the jobs of this pipeline extend and refer to one another in more than " + MOST_STEPS
                    + " steps; the rest of them is as it is written",
                "extend less, or in fewer steps"));
      }
      return steps >= MOST_STEPS;
    }

    /** A job with what it extends below it, the last one named on top. */
    private Value.Fields extended(String name, Set<String> underWay) {
      if (!(merged.get(name) instanceof Value.Fields own)
          || underWay.size() >= DEEPEST
          || tooMuch()
          || !underWay.add(name)) {
        return Value.Fields.EMPTY;
      }
      Value below = Value.Fields.EMPTY;
      Value extended = own.get("extends").orElse(Value.Null.INSTANCE);
      List<Value> names = extended instanceof Value.Items items ? items.values() : List.of(extended);
      for (Value one : names) {
        if (one instanceof Value.Text text) {
          below = over(below, extended(text.value(), underWay));
        }
      }
      underWay.remove(name);
      return (Value.Fields) over(below, own);
    }

    /**
     * {@code !reference [job, key]} as what it refers to. The tag itself is lost on the way, so a list of texts whose
     * first is the name of a job with that key counts as one; in a list of commands its elements stand in its place.
     */
    private Value filled(Value value, int depth) {
      if (depth > 2 * DEEPEST || tooMuch()) {
        return value;
      }
      return switch (value) {
        case Value.Items items -> {
          Optional<Value> referred = referred(items);
          if (referred.isPresent()) {
            yield filled(referred.get(), depth + 1);
          }
          List<Value> filled = new ArrayList<>();
          for (Value item : items.values()) {
            Value one = filled(item, depth + 1);
            if (item instanceof Value.Items inner && referred(inner).isPresent() && one instanceof Value.Items spliced) {
              filled.addAll(spliced.values());
            } else {
              filled.add(one);
            }
            if (filled.size() > 10_000) {
              break;
            }
          }
          yield new Value.Items(filled);
        }
        case Value.Fields fields -> {
          Map<String, Value> filled = new LinkedHashMap<>();
          fields.values().forEach((name, inner) -> filled.put(name, filled(inner, depth + 1)));
          yield new Value.Fields(filled);
        }
        case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
            value;
      };
    }

    private Optional<Value> referred(Value.Items items) {
      if (items.values().size() < 2
          || !(items.values().getFirst() instanceof Value.Text job)
          || !(merged.get(job.value()) instanceof Value.Fields here)) {
        return Optional.empty();
      }
      Value at = here;
      for (Value step : items.values().subList(1, items.values().size())) {
        Value next = step instanceof Value.Text key && at instanceof Value.Fields fields ? fields.values().get(key.value()) : null;
        if (next == null) {
          return Optional.empty();
        }
        at = next;
      }
      return Optional.of(at);
    }
  }
}
