package roadbed.model;

import java.util.Locale;

/** Who runs a resource. */
public enum Provider {
  AWS,
  AZURE,
  GCP,
  KUBERNETES,
  OTHER;

  /** The lower-case identifier used in documents, SQL and policies. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The provider with that {@link #id()}; {@link #OTHER} where there is none. */
  public static Provider ofId(String id) {
    for (Provider provider : values()) {
      if (provider.id().equals(id)) {
        return provider;
      }
    }
    return OTHER;
  }
}
