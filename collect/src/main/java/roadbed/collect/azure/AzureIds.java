package roadbed.collect.azure;

import java.util.Locale;
import java.util.Optional;

/** What an Azure resource id says: {@code /subscriptions/…/providers/Namespace/type/name/type/name}. */
final class AzureIds {
  private static final String PROVIDERS = "/providers/";

  private AzureIds() {}

  /** Whether a text is the id of something in Azure. */
  static boolean isId(String text) {
    return starts(text, "/subscriptions/") || starts(text, "/providers/") || starts(text, "/tenants/");
  }

  private static boolean starts(String text, String prefix) {
    return text.length() > prefix.length() && text.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  /** The type, as far as the id is one of a resource, a resource group or a subscription. */
  static Optional<String> type(String id) {
    int at = id.toLowerCase(Locale.ROOT).lastIndexOf(PROVIDERS);
    if (at >= 0) {
      String[] parts = id.substring(at + PROVIDERS.length()).split("/", -1);
      if (parts.length < 3 || parts.length % 2 == 0) {
        return Optional.empty();
      }
      StringBuilder type = new StringBuilder(parts[0]);
      for (int i = 1; i < parts.length; i += 2) {
        type.append('/').append(parts[i]);
      }
      return Optional.of(type.toString());
    }
    String[] parts = id.split("/", -1);
    if (parts.length == 3 && parts[1].equalsIgnoreCase("subscriptions")) {
      return Optional.of("Microsoft.Resources/subscriptions");
    }
    return parts.length == 5 && parts[3].equalsIgnoreCase("resourceGroups")
        ? Optional.of("Microsoft.Resources/resourceGroups")
        : Optional.empty();
  }

  /** The id of what a child or an extension belongs to. */
  static Optional<String> parent(String id) {
    String lower = id.toLowerCase(Locale.ROOT);
    int at = lower.lastIndexOf(PROVIDERS);
    if (at < 0) {
      return Optional.empty();
    }
    String[] parts = id.substring(at + PROVIDERS.length()).split("/", -1);
    if (parts.length > 3) {
      return Optional.of(id.substring(0, id.length() - parts[parts.length - 1].length() - parts[parts.length - 2].length() - 2));
    }
    boolean extension = lower.lastIndexOf(PROVIDERS, at - 1) >= 0 || isPlace(lower.substring(0, at), parts[0]);
    return extension && at > 0 ? Optional.of(id.substring(0, at)) : Optional.empty();
  }

  /** Only what monitors, locks or permits is on a subscription or group; everything else lies in it. */
  private static boolean isPlace(String before, String namespace) {
    return before.startsWith("/subscriptions/")
        && (namespace.equalsIgnoreCase("microsoft.insights") || namespace.equalsIgnoreCase("microsoft.authorization"));
  }

  /** The subscription. */
  static Optional<String> subscription(String id) {
    String[] parts = id.split("/", 4);
    return parts.length > 2 && parts[1].equalsIgnoreCase("subscriptions") && !parts[2].isEmpty()
        ? Optional.of(parts[2])
        : Optional.empty();
  }
}
