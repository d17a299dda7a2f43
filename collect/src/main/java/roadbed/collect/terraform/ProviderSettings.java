package roadbed.collect.terraform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Provider;
import roadbed.model.Value;

/**
 * What a provider's configuration says of all its resources.
 *
 * @param context region, account, project or subscription, as {@link
 *     roadbed.model.CollectedResource#context()} has them
 * @param defaultTags tags or labels that the provider adds to each resource
 */
record ProviderSettings(Map<String, String> context, Map<String, Value> defaultTags) {
  static final ProviderSettings NONE = new ProviderSettings(Map.of(), Map.of());

  private static final Pattern ROLE_ACCOUNT = Pattern.compile("^arn:aws[a-z-]*:iam::(\\d{12}):");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /** Reads a provider's block whose values are known as far as they can be. */
  static ProviderSettings of(Provider provider, Value.Fields block) {
    Map<String, String> context = new LinkedHashMap<>();
    return switch (provider) {
      case AWS -> {
        put(context, "region", block, "region");
        account(block).ifPresent(account -> context.put("account", account));
        yield new ProviderSettings(
            context, tags(block("default_tags", block).flatMap(tags -> tags.get("tags")).orElse(null)));
      }
      case GCP -> {
        put(context, "region", block, "region");
        if (!context.containsKey("region")) {
          block
              .text("zone")
              .filter(zone -> zone.lastIndexOf('-') > 0)
              .ifPresent(zone -> context.put("region", zone.substring(0, zone.lastIndexOf('-'))));
        }
        put(context, "project", block, "project");
        yield new ProviderSettings(context, tags(block.get("default_labels").orElse(null)));
      }
      case AZURE -> {
        put(context, "subscription", block, "subscription_id");
        yield new ProviderSettings(context, Map.of());
      }
      case KUBERNETES, OTHER -> NONE;
    };
  }

  private static void put(Map<String, String> context, String key, Value.Fields block, String attribute) {
    block.text(attribute).filter(text -> !text.isBlank()).ifPresent(text -> context.put(key, text));
  }

  private static Optional<String> account(Value.Fields block) {
    Optional<String> role = block("assume_role", block).flatMap(assumed -> assumed.text("role_arn"));
    if (role.isPresent()) {
      Matcher matcher = ROLE_ACCOUNT.matcher(role.get());
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    if (block.values().get("allowed_account_ids") instanceof Value.Items ids
        && ids.values().size() == 1
        && ids.values().getFirst() instanceof Value.Text only
        && ACCOUNT.matcher(only.value()).matches()) {
      return Optional.of(only.value());
    }
    return Optional.empty();
  }

  private static Optional<Value.Fields> block(String name, Value.Fields of) {
    return switch (of.values().get(name)) {
      case Value.Fields fields -> Optional.of(fields);
      case Value.Items items when !items.values().isEmpty() && items.values().getFirst() instanceof Value.Fields f ->
          Optional.of(f);
      case null, default -> Optional.empty();
    };
  }

  private static Map<String, Value> tags(@org.jspecify.annotations.Nullable Value tags) {
    return tags instanceof Value.Fields fields ? fields.values() : Map.of();
  }

  /**
   * The attributes with the provider's default tags, as {@code tags_all} (or {@code effective_labels}) where
   * the provider has not worked them out yet.
   *
   * @param listsAll whether the document lists attributes that are not set as well, as a plan does: then a resource
   *     without the attribute takes no tags; else nothing tells, and it has them
   */
  Value.Fields withDefaultTags(Provider provider, Value.Fields attributes, boolean listsAll) {
    String own = provider == Provider.AWS ? "tags" : "labels";
    String all = provider == Provider.AWS ? "tags_all" : "effective_labels";
    if (defaultTags.isEmpty()
        || (listsAll && !attributes.values().containsKey(own))
        || attributes.values().get(all) instanceof Value.Fields
        || attributes.values().get(own) instanceof Value.Unknown) {
      return attributes;
    }
    Map<String, Value> tags = new LinkedHashMap<>(defaultTags);
    if (attributes.values().get(own) instanceof Value.Fields fields) {
      tags.putAll(fields.values());
    }
    Map<String, Value> with = new LinkedHashMap<>(attributes.values());
    with.put(all, new Value.Fields(tags));
    return new Value.Fields(with);
  }
}
