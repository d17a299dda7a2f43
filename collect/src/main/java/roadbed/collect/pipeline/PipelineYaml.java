package roadbed.collect.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.Limits;
import roadbed.collect.SecretNames;
import roadbed.collect.SecretText;
import roadbed.collect.SourceFile;
import roadbed.collect.WholeText;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;

/** What the readers of pipelines in YAML share. */
final class PipelineYaml {
  private PipelineYaml() {}

  /** The mappings of a file's documents; what is not YAML is told. */
  static List<YamlNode.Mapping> documents(SourceFile file, CollectionSink sink, Limits limits) throws IOException {
    Optional<String> text = WholeText.read(file, limits.wholeBytes(), sink);
    List<YamlNode.Mapping> mappings = new ArrayList<>();
    if (text.isPresent()) {
      YamlDocuments documents = new YamlDocuments(text.get(), file, limits);
      while (documents.hasNext()) {
        switch (documents.next()) {
          case YamlDocuments.Document.Broken broken -> sink.diagnostic(broken.why());
          case YamlDocuments.Document.Read read -> {
            for (YamlNode root : read.roots()) {
              if (root instanceof YamlNode.Mapping mapping) {
                mappings.add(mapping);
              }
            }
          }
        }
      }
    }
    return mappings;
  }

  /**
   * A value without its secrets: what stands spelled out under a name that speaks of secrets, and recognised forms in
   * texts. An expression or variable that stands for the secret is none.
   */
  static Value masked(Value value) {
    return masked("", value);
  }

  private static Value masked(String name, Value value) {
    return switch (value) {
      case Value.Text text -> {
        String plain = text.value();
        boolean literal = !plain.isBlank() && plain.indexOf('$') < 0 && plain.indexOf('\n') < 0 && plain.length() >= 4;
        yield literal && SecretNames.speaksOf(name) && !plain.equals("true") && !plain.equals("false")
            ? Value.Secret.INSTANCE
            : new Value.Text(SecretText.maskScript(plain));
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(PipelineYaml::masked).toList());
      case Value.Fields fields -> {
        Map<String, Value> masked = new LinkedHashMap<>();
        fields
            .values()
            .forEach(
                (key, inner) ->
                    masked.put(
                        key,
                        // A variable of GitLab may be an object with the value in it.
                        inner instanceof Value.Fields variable && variable.get("value").isPresent()
                            ? variable(key, variable)
                            : masked(key, inner)));
        yield new Value.Fields(masked);
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  private static Value variable(String name, Value.Fields variable) {
    Map<String, Value> fields = new LinkedHashMap<>();
    variable
        .values()
        .forEach((key, inner) -> fields.put(key, key.equals("value") ? masked(name, inner) : masked(key, inner)));
    return new Value.Fields(fields);
  }

  static CollectedResource resource(
      String type,
      String address,
      String name,
      Value.Fields document,
      List<Reference> references,
      Location location,
      AttributePlaces places) {
    return new CollectedResource(
        Declaration.PIPELINE,
        Provider.OTHER,
        type,
        address,
        name,
        document,
        references,
        Optional.empty(),
        Map.of(),
        Change.NONE,
        location,
        places,
        Optional.empty());
  }
}
