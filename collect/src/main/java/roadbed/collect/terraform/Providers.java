package roadbed.collect.terraform;

import roadbed.model.Provider;

/** Which cloud a Terraform provider speaks to. */
final class Providers {
  private Providers() {}

  /**
   * The provider of a resource.
   *
   * @param providerName as plans name it ({@code registry.terraform.io/hashicorp/aws}, {@code aws}), as
   *     states do ({@code provider["registry.terraform.io/hashicorp/aws"].west}), or empty
   * @param type the resource type, which decides where the name does not
   */
  static Provider of(String providerName, String type) {
    int underscore = type.indexOf('_');
    Provider byType = ofLocalName(underscore < 0 ? type : type.substring(0, underscore));
    Provider byName = ofLocalName(localName(providerName));
    return byName == Provider.OTHER ? byType : byName;
  }

  /** The last part of a provider's source address, without alias and quotes. */
  static String localName(String providerName) {
    String name = providerName;
    int open = name.indexOf("provider[\"");
    if (open >= 0) {
      int from = open + "provider[\"".length();
      int close = name.indexOf("\"]", from);
      name = name.substring(from, close < 0 ? name.length() : close);
    } else if (name.startsWith("provider.")) {
      name = name.substring("provider.".length());
    }
    name = name.substring(name.lastIndexOf('/') + 1);
    int alias = name.indexOf('.');
    return alias < 0 ? name : name.substring(0, alias);
  }

  private static Provider ofLocalName(String name) {
    return switch (name) {
      case "aws", "awscc" -> Provider.AWS;
      case "azurerm", "azuread", "azapi", "azurestack", "azuredevops" -> Provider.AZURE;
      case "google", "google-beta" -> Provider.GCP;
      case "kubernetes", "kubernetes-alpha", "kubectl", "helm" -> Provider.KUBERNETES;
      default -> Provider.OTHER;
    };
  }
}
