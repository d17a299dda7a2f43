package roadbed.assess.cost;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.inventory.Snapshot;
import roadbed.model.EstateFacts;
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * Who pays for a billing line. The strongest fact decides: the line's own tags, then the owner of its resource
 * in the inventory, then a rule, then the owner of the account. Where none says anything, the line is
 * unallocated.
 */
public final class CostAllocation {
  private static final List<String> OWNER_TAGS =
      List.of("owner", "team", "owned-by", "owner-team", "owning-team", "cost-owner", "costowner");
  private static final List<String> ENVIRONMENT_TAGS = List.of("environment", "env", "stage");

  private final List<String> ownerTags;
  private final List<String> environmentTags;
  private final List<EstateFacts.OwnerRule> rules;
  private final Map<String, EstateFacts.Account> accounts = new HashMap<>();
  private final BilledResources resources;

  /** The allocation that a snapshot's facts and resources give. */
  public CostAllocation(Snapshot snapshot) {
    EstateFacts facts = snapshot.facts();
    ownerTags = names(facts.ownerTags(), OWNER_TAGS);
    environmentTags = names(facts.environmentTags(), ENVIRONMENT_TAGS);
    // A line stands in no file, so a rule for a path says nothing of it.
    rules = facts.ownerRules().stream().filter(rule -> rule.path().isEmpty()).toList();
    for (EstateFacts.Account account : facts.accounts()) {
      accounts.putIfAbsent(accountKey(account.provider(), account.id()), account);
    }
    resources = new BilledResources(snapshot.resources());
  }

  /**
   * What a line says of itself.
   *
   * @param providerName FOCUS ProviderName
   * @param account FOCUS SubAccountId, or BillingAccountId where there is none
   * @param accountName its name in the bill
   * @param resource FOCUS ResourceId
   * @param tags FOCUS Tags, a JSON object; empty where there are none
   */
  public record Line(
      String providerName, String account, String accountName, String resource, String tags) {}

  /**
   * Whose a line is.
   *
   * @param account the account as the inventory writes it
   * @param accountName what people call it
   * @param owner empty where the line is unallocated
   * @param basis {@code tag}, {@code resource}, {@code rule}, {@code account} or empty
   * @param environment empty where nothing says so
   * @param resource the resource in the inventory, where the line's is known there
   */
  public record Allocated(
      Provider provider,
      String account,
      String accountName,
      String owner,
      String basis,
      String environment,
      Optional<ResourceId> resource) {}

  /** Whose a line is. */
  public Allocated allocate(Line line) {
    Provider provider = provider(line.providerName());
    String accountId = account(provider, line.account());
    Optional<EstateFacts.Account> account =
        Optional.ofNullable(accounts.get(accountKey(provider, accountId)));
    Map<String, String> tags = tags(line.tags());
    Optional<Resource> resource = resources.find(provider, accountId, line.resource());
    Optional<String> byTag = first(tags, ownerTags).map(CostAllocation::team);
    Optional<String> byResource = resource.flatMap(Resource::ownership).map(Ownership::owner);
    Optional<String> byRule = byRule(accountId, tags).map(CostAllocation::team);
    Optional<String> byAccount = account.flatMap(EstateFacts.Account::owner).map(CostAllocation::team);
    String basis =
        byTag.isPresent()
            ? "tag"
            : byResource.isPresent()
                ? "resource"
                : byRule.isPresent() ? "rule" : byAccount.isPresent() ? "account" : "";
    return new Allocated(
        provider,
        accountId,
        account
            .map(EstateFacts.Account::name)
            .filter(name -> !name.isEmpty())
            .orElse(line.accountName()),
        byTag.or(() -> byResource).or(() -> byRule).or(() -> byAccount).orElse(""),
        basis,
        first(tags, environmentTags)
            .map(environment -> environment.toLowerCase(Locale.ROOT))
            .or(() -> resource.flatMap(Resource::environment))
            .or(() -> account.flatMap(EstateFacts.Account::environment))
            .orElse(""),
        resource.map(Resource::id));
  }

  private Optional<String> byRule(String account, Map<String, String> tags) {
    return rules.stream()
        .filter(rule -> rule.account().isEmpty() || rule.account().get().equals(account))
        .filter(rule -> rule.tag().isEmpty() || matches(rule.tag().get(), tags))
        .map(EstateFacts.OwnerRule::owner)
        .findFirst();
  }

  private static boolean matches(String condition, Map<String, String> tags) {
    String[] parts = condition.split("=", 2);
    String value = tags.get(parts[0].strip().toLowerCase(Locale.ROOT));
    return value != null && (parts.length == 1 || matchesGlob(parts[1].strip(), value));
  }

  /** Whether a text matches a pattern of literal characters, {@code *} and {@code ?}, in linear steps. */
  static boolean matchesGlob(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = t;
      } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  /** Tags by lower-case name: a JSON object, or a list of objects with key and value. */
  static Map<String, String> tags(String json) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (json.isBlank()) {
      return tags;
    }
    try {
      switch (ValueJson.parse(json)) {
        case Value.Fields fields -> fields.values().forEach((name, value) -> add(name, value, tags));
        case Value.Items items ->
            items.values().stream()
                .filter(Value.Fields.class::isInstance)
                .map(Value.Fields.class::cast)
                .forEach(
                    item ->
                        item.text("key")
                            .or(() -> item.text("Key"))
                            .ifPresent(
                                name ->
                                    item.get("value")
                                        .or(() -> item.get("Value"))
                                        .ifPresent(value -> add(name, value, tags))));
        case Value.Text _,
            Value.Whole _,
            Value.Decimal _,
            Value.Bool _,
            Value.Null _,
            Value.Unknown _,
            Value.Secret _ -> {}
      }
    } catch (JacksonException _) {
      // Tags that are not JSON say nothing; the line's cost counts all the same.
    }
    return tags;
  }

  private static void add(String name, Value value, Map<String, String> tags) {
    String lower = name.toLowerCase(Locale.ROOT);
    String key = lower.startsWith("user:") ? lower.substring("user:".length()) : lower;
    switch (value) {
      case Value.Text text -> tags.putIfAbsent(key, text.value());
      case Value.Whole whole -> tags.putIfAbsent(key, Long.toString(whole.value()));
      case Value.Decimal decimal -> tags.putIfAbsent(key, decimal.value().toPlainString());
      case Value.Bool bool -> tags.putIfAbsent(key, Boolean.toString(bool.value()));
      case Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> {}
    }
  }

  private static Optional<String> first(Map<String, String> tags, List<String> names) {
    return names.stream()
        .map(tags::get)
        .filter(value -> value != null && !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  private static List<String> names(List<String> stated, List<String> usual) {
    Set<String> names = new LinkedHashSet<>();
    stated.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    names.addAll(usual);
    return List.copyOf(names);
  }

  /** {@code group:default/payments} is the team {@code payments}. */
  private static String team(String named) {
    return named.regionMatches(true, 0, "group:", 0, "group:".length())
        ? named.substring(Math.max("group:".length(), named.lastIndexOf('/') + 1))
        : named;
  }

  private static String accountKey(Provider provider, String account) {
    return provider.id() + "/" + (provider == Provider.AZURE ? account.toLowerCase(Locale.ROOT) : account);
  }

  /** The provider behind a FOCUS ProviderName. */
  static Provider provider(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("aws") || lower.contains("amazon")) {
      return Provider.AWS;
    }
    if (lower.contains("microsoft") || lower.contains("azure")) {
      return Provider.AZURE;
    }
    if (lower.contains("google") || lower.contains("gcp")) {
      return Provider.GCP;
    }
    return lower.contains("kubernetes") ? Provider.KUBERNETES : Provider.OTHER;
  }

  /** {@code /subscriptions/…} and {@code projects/…} are the subscription and the project. */
  private static String account(Provider provider, String billed) {
    return switch (provider) {
      case AZURE -> afterPrefix(billed, "/subscriptions/");
      case GCP -> afterPrefix(billed, "projects/");
      case AWS, KUBERNETES, OTHER -> billed;
    };
  }

  private static String afterPrefix(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length())
        ? text.substring(prefix.length())
        : text;
  }
}
