package roadbed.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.inventory.dialect.Dialects;
import roadbed.inventory.dialect.Translated;
import roadbed.inventory.dialect.Translation;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.NotKnown;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.inventory.normal.kubernetes.Kubernetes;
import roadbed.model.AttributePlaces;
import roadbed.model.CollectedResource;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.ResourceId;
import roadbed.model.Value;

/** A collected resource on its way into a snapshot, with what is found to be joined to it. */
final class Entry implements Subject {
  /** A reference that was followed. */
  record Link(Reference reference, Entry target) {}

  final String source;
  final Instant capturedAt;
  Types.@Nullable Entry row;
  final boolean data;
  final List<Link> links = new ArrayList<>(2);
  final List<Entry> parents = new ArrayList<>(1);
  private final List<Entry> settings = new ArrayList<>(1);
  private final List<Entry> parts = new ArrayList<>(1);
  private final List<Entry> referrers = new ArrayList<>(1);
  private final Set<String> uncertain = new HashSet<>(2);
  private Set<String> untold = Set.of();
  private final Types types;
  private CollectedResource collected;
  private @Nullable Translated translated;
  private Document document;
  private @Nullable ResourceId id;
  private @Nullable Entry duplicateOf;

  Entry(String source, Instant capturedAt, CollectedResource collected, Types types) {
    this.source = source;
    this.capturedAt = collected.capturedAt().orElse(capturedAt);
    this.types = types;
    this.data = isData(collected.address());
    this.collected = collected;
    this.translated = Dialects.translate(collected.type(), collected.attributes()).orElse(null);
    this.document = new Document(attributes());
    this.row = row();
  }

  private Types.@Nullable Entry row() {
    return types
        .of(collected.provider() == Provider.KUBERNETES ? Kubernetes.row(type()) : type())
        .filter(found -> (found.role() == Types.Role.DATA) == data)
        .orElse(null);
  }

  private static boolean isData(String address) {
    return address.startsWith("data.") || address.contains(".data.");
  }

  /** As its source spells it. */
  CollectedResource collected() {
    return collected;
  }

  void replace(CollectedResource merged) {
    collected = merged;
    translated = Dialects.translate(merged.type(), merged.attributes()).orElse(null);
    document = new Document(attributes());
    row = row();
  }

  /** The translation, where it is told in another dialect. */
  Optional<Translated> translated() {
    return Optional.ofNullable(translated);
  }

  /** The document in Terraform's shape, as all of this package reads it. */
  Value.Fields attributes() {
    return translated == null ? collected.attributes() : translated.attributes();
  }

  /** What it refers to, by the names of attributes in Terraform's shape. */
  List<Reference> references() {
    return translated == null ? collected.references() : translated.references(collected.references());
  }

  /** Where its attributes stand, by their names in the source and in Terraform's shape. */
  AttributePlaces places() {
    return translated == null ? collected.places() : translated.places(collected.places());
  }

  /** What its document says of resources that Terraform writes beside it. */
  List<CollectedResource> companions() {
    return translated == null
        ? List.of()
        : translated.companions().stream().map(this::companion).toList();
  }

  /** What its document says of it that Terraform writes as resources which only configure it. */
  List<Translated.Setting> translatedSettings() {
    return translated == null ? List.of() : translated.settings();
  }

  private CollectedResource companion(Translated.Companion companion) {
    return new CollectedResource(
        collected.declaration(),
        collected.provider(),
        companion.type(),
        collected.address() + "/" + (companion.place().isEmpty() ? companion.type() : companion.place()),
        companion.attributes().text("name").orElse(collected.name()),
        companion.attributes(),
        companion.references(collected.references(), collected.address()),
        collected.module(),
        collected.context(),
        collected.change(),
        collected.places().of(companion.place()).orElse(collected.location()),
        companion.places(collected.places()),
        collected.capturedAt());
  }

  ResourceId id() {
    Entry kept = kept();
    if (kept.id == null) {
      throw new IllegalStateException("no id yet: " + collected.address());
    }
    return kept.id;
  }

  void identify(ResourceId found) {
    id = found;
  }

  void duplicateOf(Entry other) {
    duplicateOf = other;
  }

  boolean isDuplicate() {
    return duplicateOf != null;
  }

  /** The entry that stands for this one: itself, or the one that it is a duplicate of. */
  Entry kept() {
    Entry here = this;
    while (here.duplicateOf != null) {
      here = here.duplicateOf;
    }
    return here;
  }

  /** Whether it becomes a resource: not a joined setting, not a data source without a judgement. */
  boolean isResource() {
    if (isDuplicate()) {
      return false;
    }
    if (row == null) {
      return !data;
    }
    return row.role() != Types.Role.SETTING || parents.isEmpty();
  }

  Types.Role role() {
    return row == null ? Types.Role.RESOURCE : row.role();
  }

  String kind() {
    return row == null ? "other" : row.kind();
  }

  void joinSetting(Entry setting) {
    settings.add(setting);
    setting.parents.add(this);
  }

  void joinPart(Entry part) {
    parts.add(part);
    part.parents.add(this);
  }

  void uncertain(String satelliteType) {
    uncertain.add(satelliteType);
  }

  /** Says of types of settings and parts that the inventory does not tell of any. */
  void untold(Set<String> satelliteTypes) {
    untold = satelliteTypes;
  }

  /** The types that its dialect says are listed apart from it. */
  List<String> listedApart() {
    return Dialects.of(collected.type()).map(Translation::untold).orElse(List.of());
  }

  void follow(Reference reference, Entry target) {
    links.add(new Link(reference, target));
    target.referrers.add(this);
  }

  List<Entry> settings() {
    return settings;
  }

  List<Entry> parts() {
    return parts;
  }

  private void requireCertain(String... types) {
    if (uncertain.isEmpty()) {
      return;
    }
    for (String type : types) {
      if (uncertain.contains(type)) {
        throw new NotKnown("a " + type + " may belong to this or to another resource");
      }
    }
  }

  private void requireTold(String... types) {
    for (String type : types) {
      if (untold.contains(type)) {
        throw new NotKnown("the inventory does not tell of any " + type);
      }
    }
  }

  @Override
  public String type() {
    return translated == null ? collected.type() : translated.type();
  }

  @Override
  public String address() {
    return collected.address();
  }

  @Override
  public String name() {
    return collected.name();
  }

  @Override
  public Provider provider() {
    return collected.provider();
  }

  @Override
  public Document doc() {
    return document;
  }

  @Override
  public List<Document> settings(String... types) {
    requireCertain(types);
    requireTold(types);
    List<Document> found = new ArrayList<>(1);
    for (Entry setting : settings) {
      if (isOne(setting.type(), types)) {
        found.add(setting.doc());
      }
    }
    if (translated != null) {
      for (Translated.Setting setting : translated.settings()) {
        if (isOne(setting.type(), types)) {
          if (setting.document() instanceof Value.Unknown unknown) {
            throw new NotKnown(unknown.reason());
          }
          found.add(new Document(setting.document()));
        }
      }
    }
    return found;
  }

  @Override
  public List<Subject> parts(String... types) {
    requireCertain(types);
    requireTold(types);
    return List.copyOf(of(parts, types));
  }

  @Override
  public Optional<Subject> target(String attribute, String... types) {
    for (Link link : links) {
      if (Joins.isOrIsIn(link.reference().attribute(), attribute) && isOne(link.target().type(), types)) {
        return Optional.of(link.target());
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Subject> targets(String attribute, String... ofTypes) {
    List<Subject> targets = new ArrayList<>(1);
    for (Link link : links) {
      if (Joins.isOrIsIn(link.reference().attribute(), attribute)
          && isOne(link.target().type(), ofTypes)
          && !targets.contains(link.target())) {
        targets.add(link.target());
      }
    }
    return targets;
  }

  @Override
  public List<Subject> referrers(String... types) {
    return List.copyOf(of(referrers, types));
  }

  private static List<Entry> of(List<Entry> entries, String... types) {
    if (entries.isEmpty()) {
      return List.of();
    }
    return entries.stream().filter(entry -> isOne(entry.type(), types)).toList();
  }

  private static boolean isOne(String type, String... types) {
    if (types.length == 0) {
      return true;
    }
    for (String candidate : types) {
      if (candidate.equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** The text of a top-level attribute, empty where it is absent or not known. */
  Optional<String> known(String attribute) {
    return attributes().values().get(attribute) instanceof Value.Text text && !text.value().isBlank()
        ? Optional.of(text.value())
        : Optional.empty();
  }
}
