package roadbed.inventory.normal.azure;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** Virtual machines and scale sets. */
final class Compute {
  private Compute() {}

  static void types(Types types) {
    types
        .resource(
            "compute.instance",
            Compute::machine,
            "azurerm_linux_virtual_machine",
            "azurerm_windows_virtual_machine",
            "azurerm_virtual_machine")
        .resource(
            "compute.template",
            Compute::machine,
            "azurerm_linux_virtual_machine_scale_set",
            "azurerm_windows_virtual_machine_scale_set",
            "azurerm_orchestrated_virtual_machine_scale_set",
            "azurerm_virtual_machine_scale_set");
  }

  private static void machine(Subject it, Facets out) {
    Document doc = it.doc();
    boolean windows = it.type().contains("windows");
    boolean linux = it.type().contains("linux");
    out.put("instance_type", () -> doc.text("size").or(() -> doc.text("vm_size")).or(() -> doc.text("sku")));
    out.put("image", () -> doc.text("source_image_id").or(() -> doc.text("source_image_reference.offer")));
    out.put(
        "os",
        () ->
            windows || doc.has("os_profile_windows_config")
                ? Optional.of("windows")
                : linux || doc.has("os_profile_linux_config") ? Optional.of("linux") : Optional.empty());
    out.put("public.ip", () -> publicIp(it));
    out.put("user_data.present", () -> Known.any(List.of("custom_data", "user_data"), doc::mentions));
    out.put(
        "user_data.secrets",
        () -> {
          TreeSet<String> kinds = new TreeSet<>();
          for (String attribute : List.of("custom_data", "user_data")) {
            if (doc.raw(attribute).filter(roadbed.model.Value.Secret.class::isInstance).isEmpty()) {
              doc.text(attribute).ifPresent(script -> kinds.addAll(SecretMarks.in(script)));
            }
          }
          return kinds;
        });
    out.set("encryption.at_rest", true);
    out.put("encryption.host", () -> doc.truth("encryption_at_host_enabled"), false);
    out.put("encryption.customer_key", () -> doc.mentions("os_disk.disk_encryption_set_id"));
    out.put("identity.attached", () -> doc.text("identity.type"));
    if (!windows) {
      out.put("ssh.password_auth", () -> passwordAuth(doc), false);
    }
    out.put("shielded.secure_boot", () -> doc.truth("secure_boot_enabled"), false);
    out.put("shielded.vtpm", () -> doc.truth("vtpm_enabled"), false);
    out.put("monitoring.enabled", () -> doc.has("boot_diagnostics"));
  }

  private static Optional<Boolean> passwordAuth(Document doc) {
    return doc.truth("disable_password_authentication")
        .or(() -> doc.truth("os_profile_linux_config.disable_password_authentication"))
        .or(() -> doc.truth("os_profile.linux_configuration.disable_password_authentication"))
        .map(disabled -> !disabled);
  }

  /** A scale set's own interfaces, or the interfaces that a machine refers to. */
  private static boolean publicIp(Subject it) {
    boolean own =
        Known.any(
            it.doc().blocks("network_interface"),
            face ->
                Known.any(
                    face.blocks("ip_configuration"), address -> address.has("public_ip_address")));
    return own
        || it.target("network_interface_ids", "azurerm_network_interface")
            .map(face -> Network.hasPublicAddress(face.doc()))
            .orElse(false);
  }
}
