package roadbed.collect;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.collect.catalog.CatalogEntities;
import roadbed.collect.facts.FactsDocument;
import roadbed.collect.kubernetes.KubernetesObjects;
import roadbed.collect.slo.SloDocuments;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.collect.yaml.YamlPlaces;
import roadbed.collect.yaml.YamlTyping;
import roadbed.model.AttributePlaces;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/** Reads a YAML file, each of its documents by what it says of itself. */
final class YamlFile {
  private static final Pattern HELM = Pattern.compile("(?<!\\$)\\{\\{-?\\s*[\\w.$/\"(#]|\\{%-?\\s");
  private static final Pattern DOCUMENT =
      Pattern.compile("\\A(?:---[^\\n]*\\n|\\s*#[^\\n]*\\n|\\s*\\n)*+(apiVersion|kind|metadata)\\s*:");

  /** What Helm writes above each object: the template that made it. */
  private static final Pattern SOURCE = Pattern.compile("(?m)^# Source: (\\S{1,500})\\s*$");

  private static final Pattern BACKSTAGE = Pattern.compile("\\$\\{\\{");

  private static final int MOST_PLACED = 2_000;

  private final SourceFile file;
  private final CollectionSink sink;
  private final Limits limits;
  private final KubernetesObjects objects;
  private final SloDocuments levels;
  private int placed;
  private boolean recognised;
  private boolean template;

  /**
   * A file to be read.
   *
   * @param levels takes documents of service levels, which refer to those of other files
   */
  YamlFile(SourceFile file, CollectionSink sink, Limits limits, SloDocuments levels) {
    this.levels = levels;
    this.file = file;
    this.sink = sink;
    this.limits = limits;
    this.objects = new KubernetesObjects(sink);
  }

  /**
   * Reads what it recognises.
   *
   * @param insist whether what is not well-formed is worth an error although nothing in the file was
   *     recognised, because the file's name promises YAML
   * @return whether anything was recognised
   */
  boolean read(boolean insist) throws IOException {
    Optional<String> text = WholeText.read(file, limits.wholeBytes(), sink);
    if (text.isEmpty()) {
      return true;
    }
    YamlDocuments documents = new YamlDocuments(text.get(), file, limits);
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken broken -> broken(broken, insist);
        case YamlDocuments.Document.Read read -> {
          Matcher source = SOURCE.matcher(read.text());
          objects.madeBy(source.find() ? Optional.of(source.group(1)) : Optional.empty());
          boolean ours = false;
          for (YamlNode root : read.roots()) {
            ours |= root(root);
          }
          if (ours) {
            read.warnings().forEach(sink::diagnostic);
          }
        }
      }
    }
    return recognised;
  }

  private void broken(YamlDocuments.Document.Broken broken, boolean insist) {
    if (HELM.matcher(broken.text()).find() || BACKSTAGE.matcher(broken.text()).find()) {
      unrendered(broken.why().location());
    } else if (insist || recognised || DOCUMENT.matcher(broken.text()).find()) {
      recognised = true;
      sink.diagnostic(broken.why());
    }
  }

  private void unrendered(Location location) {
    recognised = true;
    if (!template) {
      template = true;
      sink.diagnostic(
          Diagnostic.warning(
              "template.unrendered",
              location,
              "this is an unrendered template; its placeholders say nothing of the estate",
              "scan what it renders to, for example the output of helm template"));
    }
  }

  /** A list of documents is what a catalog's interface answers. */
  private boolean root(YamlNode root) {
    return switch (root) {
      case YamlNode.Mapping mapping -> document(mapping);
      case YamlNode.Sequence sequence -> {
        boolean ours = false;
        for (YamlNode item : sequence.items()) {
          ours |= item instanceof YamlNode.Mapping mapping && document(mapping);
        }
        yield ours;
      }
      case YamlNode.Scalar _ -> false;
    };
  }

  private boolean document(YamlNode.Mapping document) {
    String apiVersion = document.text("apiVersion").orElse("");
    Location location = Location.of(file.name(), document.line(), document.column());
    boolean level = !hasPlaceholder(document) && levels.accept(document, file.name());
    if (level && !SloDocuments.isForCluster(document)) {
      recognised = true;
      return true;
    }
    if (apiVersion.isEmpty() || document.text("kind").isEmpty()) {
      return level;
    }
    if (FactsDocument.isFacts(apiVersion)) {
      FactsDocument.read(document, file.name(), sink);
      recognised = true;
      return true;
    }
    if (hasPlaceholder(document)) {
      unrendered(location);
      return true;
    }
    Value.Fields fields = YamlTyping.fields(document);
    if (CatalogEntities.looksLikeEntity(fields)) {
      CatalogEntities.read(fields, location, sink);
    } else if (KubernetesObjects.looksLikeObject(fields)) {
      kubernetes(document, fields, location);
    } else {
      return false;
    }
    recognised = true;
    return true;
  }

  /** Of a list, each item has its own place. */
  private void kubernetes(YamlNode.Mapping document, Value.Fields fields, Location location) {
    if (document.get("items").orElse(null) instanceof YamlNode.Sequence items
        && document.text("kind").filter(kind -> kind.endsWith("List")).isPresent()) {
      for (int i = 0; i < items.items().size(); i++) {
        YamlNode item = items.items().get(i);
        objects.listItem(
            YamlTyping.value(item),
            fields,
            new Location(file.name(), item.line(), item.column(), Optional.of("/items/" + i)),
            places(item));
      }
    } else {
      objects.read(fields, location, places(document));
    }
  }

  /** Where the settings of an object stand; of the first objects of a file, because very long ones are a machine's. */
  private AttributePlaces places(YamlNode object) {
    return ++placed > MOST_PLACED ? AttributePlaces.NONE : YamlPlaces.of(object, file.name());
  }

  /** Whether what identifies the document is still to be filled in. */
  private static boolean hasPlaceholder(YamlNode.Mapping document) {
    if (!(document.get("metadata").orElse(null) instanceof YamlNode.Mapping metadata)) {
      return isPlaceholder(document.text("kind").orElse(""));
    }
    YamlNode name = metadata.get("name").orElse(null);
    return isPlaceholder(metadata.text("name").orElse(""))
        || isPlaceholder(metadata.text("namespace").orElse(""))
        || (name instanceof YamlNode.Mapping);
  }

  private static boolean isPlaceholder(String text) {
    return text.contains("{{") || text.contains("{%");
  }
}
