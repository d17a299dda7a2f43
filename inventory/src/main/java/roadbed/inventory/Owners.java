package roadbed.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.CatalogEntity;
import roadbed.model.EstateFacts;
import roadbed.model.Ownership;
import roadbed.model.Provider;

/**
 * Whose a resource is, of which environment, tier and system, each by the strongest fact: an explicit tag, then
 * the catalog, then a rule, then the account.
 */
final class Owners {
  private static final List<String> COMPONENT_TAGS =
      List.of("backstage.io/component", "backstage.io/kubernetes-id", "component", "app.kubernetes.io/name", "service", "application", "app", "app.kubernetes.io/part-of", "system", "project");

  /** What is said of a resource. */
  record Found(
      Optional<Ownership> ownership,
      Optional<String> environment,
      Optional<String> tier,
      Optional<CatalogEntity> entity) {

    /** The system it is part of, or the component where that has none. */
    Optional<String> system() {
      return entity.map(
          found -> found.kind().equals("System") ? found.name() : found.system().orElse(found.name()));
    }
  }

  private record Rule(
      EstateFacts.OwnerRule said,
      Optional<PathGlob> path,
      Optional<String> tagName,
      Optional<PathGlob> tagValue) {}

  private final List<String> ownerTags;
  private final List<String> environmentTags;
  private final List<Rule> rules;
  private final Map<String, EstateFacts.Account> accounts = new HashMap<>();
  private final Map<String, CatalogEntity> components = new HashMap<>();
  private final Map<String, CatalogEntity> systems = new HashMap<>();
  private final Map<String, CatalogEntity> byResource = new HashMap<>();
  private final Map<String, String> tiers;
  private final Map<String, Boolean> pathMatches = new HashMap<>();

  Owners(EstateFacts facts, List<CatalogEntity> catalog) {
    ownerTags = LabelNames.owner(facts);
    environmentTags = LabelNames.environment(facts);
    rules = facts.ownerRules().stream().map(Owners::rule).toList();
    tiers = facts.tiers();
    for (EstateFacts.Account account : facts.accounts()) {
      accounts.putIfAbsent(account.provider() + "/" + account.id(), account);
    }
    for (CatalogEntity entity : catalog) {
      switch (entity.kind()) {
        case "System" -> systems.putIfAbsent(key(entity.name()), entity);
        case "Component", "Resource", "API" -> {
          components.putIfAbsent(key(entity.name()), entity);
          entity.annotations().forEach((name, value) -> naming(name, value, entity));
        }
        default -> {}
      }
    }
  }

  private static Rule rule(EstateFacts.OwnerRule said) {
    Optional<String[]> tag = said.tag().map(text -> text.split("=", 2));
    return new Rule(
        said,
        said.path().map(PathGlob::ofPath),
        tag.map(parts -> parts[0].strip().toLowerCase(Locale.ROOT)),
        tag.map(parts -> PathGlob.ofText(parts.length > 1 ? parts[1].strip() : "*")));
  }

  /** An annotation whose value is a resource's identifier says that the resource is the entity's. */
  private void naming(String name, String value, CatalogEntity entity) {
    boolean says = name.startsWith("roadbed.dev/resource");
    for (String part : value.split("[,\\s]+")) {
      if (!part.isBlank() && (says || part.startsWith("arn:") || part.startsWith("/subscriptions/") || part.startsWith("//") || part.startsWith("k8s://"))) {
        byResource.putIfAbsent(part, entity);
      }
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Found of(Entry entry, Labels labels, String account) {
    Optional<String> why = Optional.empty();
    Optional<CatalogEntity> entity =
        Optional.ofNullable(byResource.get(entry.id().value()))
            .or(() -> Optional.ofNullable(byResource.get(entry.address())));
    if (entity.isPresent()) {
      why = Optional.of("is named by its annotations");
    } else {
      for (String name : COMPONENT_TAGS) {
        Optional<Map.Entry<String, String>> label = labels.first(List.of(name));
        entity = label.flatMap(found -> entity(found.getValue()));
        if (entity.isPresent()) {
          why = label.map(found -> "by " + Labels.word(entry.provider()) + " " + found.getKey() + "=" + found.getValue());
          break;
        }
      }
    }
    Optional<EstateFacts.Account> in = Optional.ofNullable(accounts.get(entry.provider() + "/" + account));
    return new Found(
        ownership(entry, labels, account, entity, why.orElse(""), in),
        environment(labels, in),
        entity.flatMap(this::tier),
        entity);
  }

  private Optional<CatalogEntity> entity(String named) {
    int colon = named.indexOf(':');
    String kind = colon < 0 ? "" : named.substring(0, colon).toLowerCase(Locale.ROOT);
    String name = key(named.substring(Math.max(colon, named.lastIndexOf('/')) + 1));
    return kind.equals("system")
        ? Optional.ofNullable(systems.get(name))
        : Optional.ofNullable(components.get(name)).or(() -> Optional.ofNullable(systems.get(name)));
  }

  private Optional<Ownership> ownership(
      Entry entry,
      Labels labels,
      String account,
      Optional<CatalogEntity> entity,
      String why,
      Optional<EstateFacts.Account> in) {
    return labels
        .first(ownerTags)
        .map(
            tag ->
                new Ownership(
                    LabelNames.team(tag.getValue()),
                    Ownership.Basis.TAG,
                    Labels.word(entry.provider()) + " " + tag.getKey() + "=" + tag.getValue()))
        .or(() -> entity.flatMap(found -> byCatalog(found, why)))
        .or(() -> byRule(entry, labels, account))
        .or(
            () ->
                in.flatMap(
                    found ->
                        found
                            .owner()
                            .map(
                                owner ->
                                    new Ownership(
                                        LabelNames.team(owner),
                                        Ownership.Basis.ACCOUNT,
                                        "account " + found.id() + " (" + found.name() + ") is " + owner + "'s"))));
  }

  private Optional<Ownership> byCatalog(CatalogEntity entity, String why) {
    Optional<Ownership> own = entity.owner().map(owner -> catalog(owner, entity, why));
    return own.or(
        () ->
            entity
                .system()
                .flatMap(system -> Optional.ofNullable(systems.get(key(system))))
                .flatMap(system -> system.owner().map(owner -> catalog(owner, system, why))));
  }

  private static Ownership catalog(String owner, CatalogEntity entity, String why) {
    return new Ownership(
        LabelNames.team(owner),
        Ownership.Basis.CATALOG,
        "catalog " + entity.kind().toLowerCase(Locale.ROOT) + " " + entity.name() + " " + why);
  }

  private Optional<Ownership> byRule(Entry entry, Labels labels, String account) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (matches(rule, i, entry, labels, account)) {
        List<String> because = new ArrayList<>();
        rule.said().path().ifPresent(path -> because.add("path " + path));
        rule.said().tag().ifPresent(tag -> because.add("tag " + tag));
        rule.said().account().ifPresent(in -> because.add("account " + in));
        return Optional.of(
            new Ownership(
                LabelNames.team(rule.said().owner()),
                Ownership.Basis.RULE,
                "rule: " + (because.isEmpty() ? "everything" : String.join(" and ", because))));
      }
    }
    return Optional.empty();
  }

  private boolean matches(Rule rule, int index, Entry entry, Labels labels, String account) {
    if (rule.said().account().isPresent() && !rule.said().account().get().equals(account)) {
      return false;
    }
    if (rule.path().isPresent()) {
      PathGlob glob = rule.path().get();
      String file = entry.collected().location().file();
      if (!pathMatches.computeIfAbsent(index + " " + file, _ -> glob.matches(file))) {
        return false;
      }
    }
    if (rule.tagName().isEmpty()) {
      return true;
    }
    Optional<Map.Entry<String, String>> tag = labels.first(List.of(rule.tagName().get()));
    return tag.isPresent() && rule.tagValue().map(glob -> glob.matches(tag.get().getValue())).orElse(true);
  }

  private Optional<String> environment(Labels labels, Optional<EstateFacts.Account> in) {
    return labels
        .first(environmentTags)
        .map(tag -> tag.getValue().toLowerCase(Locale.ROOT))
        .or(() -> in.flatMap(EstateFacts.Account::environment));
  }

  private Optional<String> tier(CatalogEntity entity) {
    return Optional.ofNullable(tiers.get(entity.name()))
        .or(entity::tier)
        .or(() -> entity.system().map(tiers::get))
        .or(
            () ->
                entity
                    .system()
                    .flatMap(system -> Optional.ofNullable(systems.get(key(system))))
                    .flatMap(CatalogEntity::tier));
  }

  /** The account's facts, for what people call it. */
  static Optional<EstateFacts.Account> account(EstateFacts facts, Provider provider, String id) {
    return facts.accounts().stream()
        .filter(account -> account.provider() == provider && account.id().equals(id))
        .findFirst();
  }
}
