package roadbed.inventory.normal.gcp;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Instances, instance templates and project metadata. */
final class Compute {
  private static final String SCRIPT = "metadata_startup_script";
  private static final List<String> SCRIPT_KEYS = List.of("startup-script", "user-data", "windows-startup-script-ps1");

  private Compute() {}

  static void types(Types types) {
    types
        .resource(
            "compute.instance",
            Compute::machine,
            "google_compute_instance",
            "google_compute_instance_from_template")
        .resource(
            "compute.template",
            Compute::machine,
            "google_compute_instance_template",
            "google_compute_region_instance_template")
        .resource("account.settings", Compute::projectMetadata, "google_compute_project_metadata")
        .resource("account.settings", Compute::projectMetadataItem, "google_compute_project_metadata_item");
  }

  private static void machine(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("instance_type", () -> doc.text("machine_type"));
    out.put(
        "image",
        () -> doc.text("boot_disk.initialize_params.image").or(() -> doc.text("disk.source_image")));
    out.put("public.ip", () -> publicIp(it));
    out.put("user_data.present", () -> doc.mentions(SCRIPT) || SCRIPT_KEYS.stream().anyMatch(key -> entry(doc, key).isPresent()));
    out.put(
        "user_data.secrets",
        () -> {
          TreeSet<String> kinds = new TreeSet<>();
          doc.text(SCRIPT).ifPresent(script -> kinds.addAll(SecretMarks.in(script)));
          SCRIPT_KEYS.forEach(
              key -> entry(doc, key).ifPresent(script -> kinds.addAll(SecretMarks.in(script))));
          return kinds;
        });
    out.set("encryption.at_rest", true);
    out.put(
        "encryption.customer_key",
        () ->
            Known.any(
                doc.blocks("boot_disk"),
                disk -> disk.mentions("kms_key_self_link") || disk.mentions("disk_encryption_key_raw")));
    identity(doc, out);
    out.put("oslogin", () -> entry(doc, "enable-oslogin"));
    out.put("serial_port", () -> entry(doc, "serial-port-enable").map(Compute::isOn), false);
    out.put("block_project_keys", () -> entry(doc, "block-project-ssh-keys").map(Compute::isOn), false);
    Document shielded = doc.block("shielded_instance_config");
    out.put("shielded.declared", () -> doc.has("shielded_instance_config"));
    out.put("shielded.secure_boot", () -> shielded.truth("enable_secure_boot"), false);
    out.put("shielded.vtpm", () -> shielded.truth("enable_vtpm"), true);
    out.put("shielded.integrity_monitoring", () -> shielded.truth("enable_integrity_monitoring"), true);
    out.put("ip_forwarding", () -> doc.truth("can_ip_forward"), false);
  }

  private static boolean isOn(String value) {
    return value.equalsIgnoreCase("true") || value.equals("1");
  }

  /** By its own interfaces; where it has none written down, by those of the template it is made from. */
  private static boolean publicIp(Subject it) {
    return it.target(
            "source_instance_template",
            "google_compute_instance_template",
            "google_compute_region_instance_template")
        .filter(_ -> !it.doc().has("network_interface"))
        .map(template -> hasPublicAddress(template.doc()))
        .orElseGet(() -> hasPublicAddress(it.doc()));
  }

  private static boolean hasPublicAddress(Document doc) {
    return Known.any(
        doc.blocks("network_interface"),
        face -> face.has("access_config") || face.has("ipv6_access_config"));
  }

  private static void identity(Document doc, Facets out) {
    Document account = doc.block("service_account");
    out.put("identity.attached", () -> account.text("email"));
    out.put("identity.declared", () -> doc.has("service_account"));
    out.put(
        "identity.default_account",
        () ->
            doc.has("service_account")
                && account
                    .text("email")
                    .map(email -> email.endsWith("-compute@developer.gserviceaccount.com"))
                    .orElse(true));
    out.put("identity.scopes", () -> account.texts("scopes"));
    out.put(
        "identity.full_scopes",
        () ->
            account.anyText(
                "scopes",
                scope -> scope.equals("cloud-platform") || scope.endsWith("/auth/cloud-platform")));
  }

  /** A metadata entry; its key may hold dashes and dots, so it is no path. */
  private static Optional<String> entry(Document doc, String key) {
    Document metadata = doc.block("metadata");
    if (metadata.isUnknown()) {
      return metadata.text(key);
    }
    return metadata.root() instanceof Value.Fields fields
        ? fields.get(key).flatMap(value -> new Document(new Facets().set("entry", value).item()).text("entry"))
        : Optional.empty();
  }

  private static void projectMetadata(Subject it, Facets out) {
    out.set("setting", "project-metadata");
    out.put("oslogin", () -> entry(it.doc(), "enable-oslogin"));
    out.put("metadata", () -> it.doc().raw("metadata"));
  }

  private static void projectMetadataItem(Subject it, Facets out) {
    out.set("setting", "project-metadata-item");
    out.put("key", () -> it.doc().text("key"));
    out.put(
        "oslogin",
        () -> it.doc().isAny("key", "enable-oslogin") ? it.doc().text("value") : Optional.empty());
  }
}
