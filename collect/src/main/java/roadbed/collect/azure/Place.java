package roadbed.collect.azure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/**
 * Where a template is deployed to. What a person chooses on deployment is a symbol.
 *
 * @param level what kind of place it is
 * @param subscription the subscription's identifier
 * @param group the resource group's name
 */
record Place(Level level, String subscription, String group) {
  private static final String CHOSEN = " is chosen when it is deployed";

  /** What a template can be deployed to. */
  enum Level {
    RESOURCE_GROUP,
    SUBSCRIPTION,
    MANAGEMENT_GROUP,
    TENANT
  }

  /** A place of which only the kind is known. */
  static Place unknown(Level level) {
    return new Place(
        level,
        Symbols.of(ResourceFunctions.SUBSCRIPTION, "the subscription" + CHOSEN).value(),
        Symbols.of(ResourceFunctions.GROUP, "the resource group" + CHOSEN).value());
  }

  /** The level that a template's schema names. */
  static Level levelOf(String schema) {
    String lower = schema.toLowerCase(java.util.Locale.ROOT);
    if (lower.contains("subscriptiondeploymenttemplate")) {
      return Level.SUBSCRIPTION;
    }
    if (lower.contains("managementgroupdeploymenttemplate")) {
      return Level.MANAGEMENT_GROUP;
    }
    return lower.contains("tenantdeploymenttemplate") ? Level.TENANT : Level.RESOURCE_GROUP;
  }

  Place at(Level other, Optional<String> otherSubscription, Optional<String> otherGroup) {
    return new Place(
        otherGroup.isPresent() ? Level.RESOURCE_GROUP : other,
        otherSubscription.orElse(subscription),
        otherGroup.orElse(group));
  }

  /** The id of what lies here. */
  String id(String relative) {
    return switch (level) {
      case RESOURCE_GROUP -> "/subscriptions/" + subscription + "/resourceGroups/" + group + "/providers/" + relative;
      case SUBSCRIPTION ->
          relative.regionMatches(true, 0, "Microsoft.Resources/resourceGroups/", 0, 35)
              ? "/subscriptions/" + subscription + "/resourceGroups/" + relative.substring(35)
              : "/subscriptions/" + subscription + "/providers/" + relative;
      case MANAGEMENT_GROUP, TENANT -> "/providers/" + relative;
    };
  }

  /** What a function that asks for the place answers. */
  Value surroundings(String function) {
    return switch (function) {
      case "subscription" -> subscriptionValue();
      case "resourcegroup" -> groupValue();
      case "managementgroup" -> Symbols.of("managementGroup()", "the management group" + CHOSEN);
      case "tenant" -> Symbols.of("tenant()", "the tenant" + CHOSEN);
      case "environment" -> Symbols.of("environment()", "the cloud" + CHOSEN);
      case "deployer" -> Symbols.of("deployer()", "who deploys it is not known");
      default -> Symbols.of("deployment()", "the deployment is named when it is started");
    };
  }

  private Value subscriptionValue() {
    if (Symbols.in(subscription)) {
      return Symbols.of("subscription()", "the subscription" + CHOSEN);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of("/subscriptions/" + subscription));
    fields.put("subscriptionId", Value.of(subscription));
    fields.put("tenantId", Symbols.of("subscription().tenantId", "the tenant" + CHOSEN));
    fields.put("displayName", Symbols.of("subscription().displayName", "only Azure knows the subscription's name"));
    return new Value.Fields(fields);
  }

  private Value groupValue() {
    if (group.equals(unknown(level).group)) {
      return Symbols.of("resourceGroup()", "the resource group" + CHOSEN);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of("/subscriptions/" + subscription + "/resourceGroups/" + group));
    fields.put("name", Value.of(group));
    fields.put("location", Symbols.of("resourceGroup().location", "only Azure knows where the resource group is"));
    fields.put("tags", Symbols.of("resourceGroup().tags", "only Azure knows the resource group's tags"));
    return new Value.Fields(fields);
  }
}
