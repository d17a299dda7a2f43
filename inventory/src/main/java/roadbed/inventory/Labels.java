package roadbed.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Provider;
import roadbed.model.Value;

/**
 * A resource's tags and labels, and for lookups also its annotations. Names are compared without regard to
 * case, as people are not of one mind about it.
 */
final class Labels {
  private static final List<String> AWS = List.of("tags_all", "tags", "tag");
  private static final List<String> AZURE = List.of("tags");
  private static final List<String> GOOGLE =
      List.of("effective_labels", "terraform_labels", "labels", "resource_labels", "user_labels");

  private final Map<String, String> tags;
  private final Map<String, Map.Entry<String, String>> byLowerName;

  private Labels(Map<String, String> tags, Map<String, Map.Entry<String, String>> byLowerName) {
    this.tags = tags;
    this.byLowerName = byLowerName;
  }

  static Labels of(Entry entry) {
    Value.Fields raw = entry.attributes();
    Map<String, String> tags = new LinkedHashMap<>();
    Map<String, Map.Entry<String, String>> lookup = new LinkedHashMap<>();
    switch (entry.provider()) {
      case AWS, OTHER -> AWS.forEach(name -> add(raw.values().get(name), tags));
      case AZURE -> AZURE.forEach(name -> add(raw.values().get(name), tags));
      case GCP -> {
        GOOGLE.forEach(name -> add(raw.values().get(name), tags));
        entry
            .doc()
            .raw("settings")
            .filter(settings -> settings instanceof Value.Items || settings instanceof Value.Fields)
            .flatMap(_ -> entry.doc().raw("settings.user_labels"))
            .ifPresent(labels -> add(labels, tags));
      }
      case KUBERNETES -> {
        entry.doc().raw("metadata.annotations").ifPresent(found -> index(texts(found), lookup));
        entry.doc().raw("metadata.labels").ifPresent(found -> add(found, tags));
      }
    }
    index(tags, lookup);
    return new Labels(tags, lookup);
  }

  private static void add(@org.jspecify.annotations.Nullable Value found, Map<String, String> tags) {
    if (found != null) {
      texts(found).forEach(tags::putIfAbsent);
    }
  }

  private static Map<String, String> texts(Value found) {
    Map<String, String> texts = new LinkedHashMap<>();
    switch (found) {
      case Value.Fields fields ->
          fields
              .values()
              .forEach(
                  (name, value) -> {
                    switch (value) {
                      case Value.Text text -> texts.put(name, text.value());
                      case Value.Whole whole -> texts.put(name, Long.toString(whole.value()));
                      case Value.Decimal decimal -> texts.put(name, decimal.value().toPlainString());
                      case Value.Bool bool -> texts.put(name, Boolean.toString(bool.value()));
                      case Value.Null _,
                          Value.Items _,
                          Value.Fields _,
                          Value.Unknown _,
                          Value.Secret _ -> {}
                    }
                  });
      case Value.Items items ->
          items
              .values()
              .forEach(
                  item -> {
                    if (item instanceof Value.Fields tag
                        && tag.text("key").isPresent()
                        && tag.text("value").isPresent()) {
                      texts.put(tag.text("key").get(), tag.text("value").get());
                    } else if (item instanceof Value.Fields one && items.values().size() == 1) {
                      texts.putAll(texts(one));
                    }
                  });
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Secret _ -> {}
    }
    return texts;
  }

  private static void index(
      Map<String, String> texts, Map<String, Map.Entry<String, String>> lookup) {
    for (Map.Entry<String, String> tag : texts.entrySet()) {
      if (!tag.getValue().isBlank()) {
        lookup.put(tag.getKey().toLowerCase(Locale.ROOT), Map.entry(tag.getKey(), tag.getValue()));
      }
    }
  }

  /** Tags and labels. */
  Map<String, String> tags() {
    return tags;
  }

  /** The first tag, label or annotation of these lower-case names that has a value, with its name as written. */
  Optional<Map.Entry<String, String>> first(List<String> lowerNames) {
    for (String name : lowerNames) {
      Map.Entry<String, String> found = byLowerName.get(name);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** What a provider calls them, for reasons that a person reads. */
  static String word(Provider provider) {
    return switch (provider) {
      case AWS, AZURE, OTHER -> "tag";
      case GCP, KUBERNETES -> "label";
    };
  }
}
