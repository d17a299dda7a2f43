package roadbed.model;

import java.util.Locale;

/** What kind of document told us of a resource. */
public enum Declaration {
  TERRAFORM_PLAN(Side.DECLARED),
  TERRAFORM_STATE(Side.STATE),
  TERRAFORM_SOURCE(Side.DECLARED),
  /** What Terraform saw when it looked, as a plan tells it of what it is about to change. */
  TERRAFORM_REFRESH(Side.LIVE),
  KUBERNETES_MANIFEST(Side.DECLARED),
  /** Objects as a cluster holds them, {@code kubectl get -o json}. */
  KUBERNETES_LIVE(Side.LIVE),
  CLOUDFORMATION_TEMPLATE(Side.DECLARED),
  /** An Azure Resource Manager template, also as Bicep compiles to. */
  ARM_TEMPLATE(Side.DECLARED),
  PULUMI_PREVIEW(Side.DECLARED),
  AWS_CONFIG(Side.LIVE),
  AZURE_RESOURCE_GRAPH(Side.LIVE),
  GOOGLE_ASSET_INVENTORY(Side.LIVE),
  /** An organisation of a code host with its repositories and settings. */
  CODE_HOST_EXPORT(Side.LIVE),
  DOCKERFILE(Side.DECLARED),
  /** A pipeline of GitHub Actions, GitLab CI or Jenkins. */
  PIPELINE(Side.DECLARED);

  private final Side side;

  Declaration(Side side) {
    this.side = side;
  }

  /** Whether it says what should be, what was last applied, or what is. */
  public Side side() {
    return side;
  }

  /** The three sides that drift is measured between. */
  public enum Side {
    DECLARED,
    STATE,
    LIVE
  }

  /** The identifier used in documents and SQL, for example {@code terraform-plan}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
