package roadbed.model;

import java.util.Locale;

/** What kind of document told us of a resource. */
public enum Declaration {
  TERRAFORM_PLAN,
  TERRAFORM_STATE,
  TERRAFORM_SOURCE,
  KUBERNETES_MANIFEST;

  /** The identifier used in documents and SQL, for example {@code terraform-plan}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
