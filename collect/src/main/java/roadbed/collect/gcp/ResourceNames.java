package roadbed.collect.gcp;

import java.util.Map;
import java.util.Optional;

/** The ways in which Google's documents name other resources, as full resource names. */
final class ResourceNames {
  /** Which service a name without one is of, by a step that only that service has. */
  private static final Map<String, String> SERVICES =
      Map.ofEntries(
          Map.entry("keyRings", "cloudkms"),
          Map.entry("topics", "pubsub"),
          Map.entry("subscriptions", "pubsub"),
          Map.entry("serviceAccounts", "iam"),
          Map.entry("secrets", "secretmanager"),
          Map.entry("networks", "compute"),
          Map.entry("subnetworks", "compute"),
          Map.entry("disks", "compute"),
          Map.entry("instances", "compute"),
          Map.entry("sslPolicies", "compute"),
          Map.entry("urlMaps", "compute"),
          Map.entry("datasets", "bigquery"),
          Map.entry("clusters", "container"));

  private ResourceNames() {}

  /** The full resource name that a text is, where it is one. */
  static Optional<String> of(String text) {
    if (text.length() > 2_000) {
      return Optional.empty();
    }
    if (text.startsWith("//") && text.contains(".googleapis.com/")) {
      return Optional.of(text);
    }
    int projects = text.indexOf("/projects/");
    if (text.startsWith("https://") && projects > 0) {
      String rest = text.substring("https://".length(), projects);
      String[] steps = rest.split("/", -1);
      if (!steps[0].endsWith("googleapis.com")) {
        return Optional.empty();
      }
      String service = steps[0].equals("www.googleapis.com") && steps.length > 1 ? steps[1] : steps[0].split("\\.", 2)[0];
      return Optional.of("//" + (service.equals("sqladmin") || service.equals("sql") ? "cloudsql" : service) + ".googleapis.com" + text.substring(projects));
    }
    if (text.startsWith("projects/")) {
      for (String step : text.split("/", -1)) {
        String service = SERVICES.get(step);
        if (service != null) {
          return Optional.of("//" + service + ".googleapis.com/" + text);
        }
      }
    }
    return Optional.empty();
  }
}
