package roadbed.inventory;

import java.util.Optional;
import roadbed.model.Declaration;
import roadbed.model.ResourceId;

/**
 * The provider's own global identifier of a resource, where its document knows it: ARN, Azure resource id,
 * Google full resource name ({@code //compute.googleapis.com/projects/…}), {@code k8s://cluster/namespace/Kind/name}.
 */
final class Identity {
  private Identity() {}

  static Optional<ResourceId> global(Entry entry, String account) {
    return switch (entry.provider()) {
      case AWS ->
          entry
              .known("arn")
              .filter(arn -> arn.startsWith("arn:"))
              .or(() -> entry.known("id").filter(id -> id.startsWith("arn:")))
              .map(ResourceId::new);
      case AZURE ->
          entry
              .known("id")
              .filter(id -> id.startsWith("/subscriptions/") || id.startsWith("/providers/"))
              .map(ResourceId::new);
      case GCP -> google(entry).map(ResourceId::new);
      case KUBERNETES ->
          account.isEmpty() || entry.collected().declaration() != Declaration.KUBERNETES_MANIFEST
              ? Optional.empty()
              : Optional.of(new ResourceId("k8s://" + account + "/" + entry.address()));
      case OTHER -> Optional.empty();
    };
  }

  private static Optional<String> google(Entry entry) {
    if (entry.collected().declaration() == Declaration.GOOGLE_ASSET_INVENTORY) {
      return Optional.of(fullName(entry));
    }
    if (entry.type().equals("google_storage_bucket")) {
      return entry
          .known("self_link")
          .map(link -> "//storage.googleapis.com/projects/_/buckets/" + link.substring(link.lastIndexOf('/') + 1));
    }
    return entry
        .known("self_link")
        .flatMap(Identity::fullName)
        .or(
            () ->
                entry
                    .known("id")
                    .filter(id -> id.startsWith("projects/"))
                    .map(id -> "//" + service(entry.type()) + ".googleapis.com/" + id));
  }

  /** The name that the inventory gives it; a bucket's with the project that all buckets are in, as bills write it. */
  private static String fullName(Entry entry) {
    String name = entry.address();
    String buckets = "//storage.googleapis.com/";
    return entry.type().equals("google_storage_bucket") && !name.startsWith(buckets + "projects/")
        ? buckets + "projects/_/buckets/" + name.substring(name.lastIndexOf('/') + 1)
        : name;
  }

  /** {@code https://www.googleapis.com/compute/v1/projects/p/…} and {@code https://sqladmin.googleapis.com/…/projects/p/…}. */
  private static Optional<String> fullName(String link) {
    int projects = link.indexOf("/projects/");
    if (projects < 0 || !link.startsWith("https://")) {
      return Optional.empty();
    }
    String host = link.substring("https://".length(), link.indexOf('/', "https://".length()));
    String service =
        host.equals("www.googleapis.com")
            ? link.substring("https://www.googleapis.com/".length()).split("/", 2)[0]
            : host.split("\\.", 2)[0];
    return Optional.of("//" + (service.equals("sqladmin") || service.equals("sql") ? "cloudsql" : service) + ".googleapis.com" + link.substring(projects));
  }

  private static String service(String type) {
    String[] words = type.split("_", 3);
    String service = words.length > 1 ? words[1] : type;
    return switch (service) {
      case "kms" -> "cloudkms";
      case "sql" -> "cloudsql";
      case "secret" -> "secretmanager";
      case "service", "project" -> "iam";
      case "artifact" -> "artifactregistry";
      case "cloudfunctions2" -> "cloudfunctions";
      case "cloud" -> "run";
      default -> service;
    };
  }
}
