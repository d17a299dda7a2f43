package roadbed.collect.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.collect.CollectionSink;
import roadbed.model.CatalogEntity;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/** Reads Backstage entities of every kind. */
public final class CatalogEntities {
  private static final String TIER = "roadbed.dev/tier";
  private static final Pattern TIER_TAG = Pattern.compile("tier[-_]?([0-9])");
  private static final Pattern BARE_TIER = Pattern.compile("[0-9]");

  private CatalogEntities() {}

  /** Whether it is what an entity begins with. */
  public static boolean looksLikeEntity(Value.Fields document) {
    String apiVersion = document.text("apiVersion").orElse("");
    return document.text("kind").isPresent()
        && (apiVersion.startsWith("backstage.io/") || apiVersion.contains(".backstage.io/"));
  }

  /** Reads one entity. */
  public static void read(Value.Fields entity, Location location, CollectionSink sink) {
    Value.Fields metadata = object(entity, "metadata");
    Value.Fields spec = object(entity, "spec");
    String kind = entity.text("kind").orElse("");
    Optional<String> name = scalar(metadata, "name");
    if (name.isEmpty()) {
      sink.diagnostic(
          Diagnostic.error(
              "catalog.incomplete",
              location,
              "this catalog entity of kind " + kind + " lacks metadata.name",
              "name it; the rest of the file is read"));
      return;
    }
    Map<String, String> annotations = scalars(object(metadata, "annotations"));
    List<String> tags = new ArrayList<>();
    if (metadata.get("tags").orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      items.values().forEach(tag -> text(tag).ifPresent(tags::add));
    }
    sink.catalog(
        new CatalogEntity(
            kind,
            scalar(metadata, "namespace").orElse("default"),
            name.get(),
            scalar(metadata, "title").orElse(name.get()),
            scalar(spec, "type"),
            scalar(spec, "lifecycle"),
            scalar(spec, "owner").map(owner -> reference(owner, "group")),
            scalar(spec, "system").map(system -> reference(system, "system")),
            tier(annotations, object(metadata, "labels"), tags),
            annotations,
            tags,
            location,
            links(spec, scalar(metadata, "namespace").orElse("default"))));
  }

  /** A reference without the kind and namespace that are the defaults where it stands. */
  private static String reference(String reference, String defaultKind) {
    String kind = defaultKind + ":";
    String rest =
        reference.toLowerCase(Locale.ROOT).startsWith(kind)
            ? reference.substring(kind.length())
            : reference;
    return rest.startsWith("default/") ? rest.substring("default/".length()) : rest;
  }

  private static CatalogEntity.Links links(Value.Fields spec, String namespace) {
    List<String> needed = new ArrayList<>(references(spec, "dependsOn", "component", namespace));
    needed.addAll(references(spec, "consumesApis", "api", namespace));
    return new CatalogEntity.Links(
        needed, references(spec, "dependencyOf", "component", namespace), references(spec, "providesApis", "api", namespace));
  }

  /** References in full; of an entity's own namespace where they say none. */
  private static List<String> references(Value.Fields spec, String name, String defaultKind, String namespace) {
    List<String> references = new ArrayList<>();
    if (spec.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        text(item)
            .filter(text -> !text.isBlank())
            .ifPresent(
                text -> {
                  int colon = text.indexOf(':');
                  String kind = colon < 0 ? defaultKind : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                  String rest = text.substring(colon + 1).strip();
                  references.add(kind + ":" + (rest.indexOf('/') < 0 ? namespace + "/" + rest : rest));
                });
      }
    }
    return references;
  }

  private static Optional<String> tier(
      Map<String, String> annotations, Value.Fields labels, List<String> tags) {
    Optional<String> said =
        Optional.ofNullable(annotations.get(TIER)).or(() -> scalar(labels, TIER));
    if (said.isPresent()) {
      return said.map(
          tier -> BARE_TIER.matcher(tier).matches() ? "tier-" + tier : tier.toLowerCase(Locale.ROOT));
    }
    for (String tag : tags) {
      Matcher matcher = TIER_TAG.matcher(tag.toLowerCase(Locale.ROOT));
      if (matcher.matches()) {
        return Optional.of("tier-" + matcher.group(1));
      }
    }
    return Optional.empty();
  }

  private static Value.Fields object(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Fields object
        ? object
        : Value.Fields.EMPTY;
  }

  private static Optional<String> scalar(Value.Fields fields, String name) {
    return fields.get(name).flatMap(CatalogEntities::text).filter(text -> !text.isBlank());
  }

  /** A catalog's values are texts, whatever YAML makes of them unquoted. */
  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Text text -> Optional.of(text.value());
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value().toString());
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
          Optional.empty();
    };
  }

  private static Map<String, String> scalars(Value.Fields fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.values().forEach((name, value) -> text(value).ifPresent(text -> texts.put(name, text)));
    return texts;
  }
}
