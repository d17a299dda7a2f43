package roadbed.assess.cost.allocation;

import java.util.Locale;
import roadbed.model.Provider;

/**
 * Whose account a line is billed to, as the inventory writes it.
 *
 * @param provider the provider behind a FOCUS ProviderName
 * @param id the account's identifier
 */
public record BilledAccount(Provider provider, String id) {

  /** From FOCUS ProviderName and SubAccountId. */
  public static BilledAccount of(String providerName, String account) {
    Provider provider = provider(providerName);
    return new BilledAccount(
        provider,
        switch (provider) {
          case AZURE -> afterPrefix(account, "/subscriptions/");
          case GCP -> afterPrefix(account, "projects/");
          case AWS, KUBERNETES, OTHER -> account;
        });
  }

  /** By what accounts are compared: Azure writes its own in any case. */
  String key() {
    return key(provider, id);
  }

  static String key(Provider provider, String id) {
    return provider.id() + "/" + (provider == Provider.AZURE ? id.toLowerCase(Locale.ROOT) : id);
  }

  private static Provider provider(String name) {
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

  private static String afterPrefix(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length()) ? text.substring(prefix.length()) : text;
  }
}
