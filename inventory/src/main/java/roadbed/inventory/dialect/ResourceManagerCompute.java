package roadbed.inventory.dialect;

import java.util.List;
import roadbed.model.Value;

/** Virtual machines and scale sets. */
final class ResourceManagerCompute {
  private static final List<String> LINUX =
      List.of(
          "Canonical", "RedHat", "redhat", "OpenLogic", "Debian", "SUSE", "credativ", "Oracle", "almalinux", "CoreOS",
          "kinvolk", "resf", "MicrosoftCBLMariner");
  private static final List<String> WINDOWS =
      List.of("MicrosoftWindowsServer", "MicrosoftWindowsDesktop", "MicrosoftSQLServer", "MicrosoftVisualStudio");

  private ResourceManagerCompute() {}

  static void add(Dialect dialect) {
    dialect.add(
        system(
            Translation.of(
                "Microsoft.Compute/virtualMachines",
                "azurerm_virtual_machine",
                shape ->
                    shape.within(
                        "properties?",
                        machine ->
                            profile(machine)
                                .is("hardwareProfile.vmSize", "size")
                                .is("networkProfile.networkInterfaces[].id", "network_interface_ids")
                                .is("availabilitySet.id", "availability_set_id"))),
            "properties?.",
            "azurerm_linux_virtual_machine",
            "azurerm_windows_virtual_machine"),
        system(
            Translation.of(
                "Microsoft.Compute/virtualMachineScaleSets",
                "azurerm_virtual_machine_scale_set",
                shape ->
                    shape
                        .is("sku.name", "sku")
                        .within(
                            "properties?.virtualMachineProfile",
                            machine ->
                                profile(machine)
                                    .block(
                                        "networkProfile.networkInterfaceConfigurations",
                                        "network_interface",
                                        face ->
                                            face.is("name", "name")
                                                .block(
                                                    "properties?.ipConfigurations",
                                                    "ip_configuration",
                                                    address ->
                                                        address.is(
                                                            "properties?.publicIPAddressConfiguration",
                                                            "public_ip_address",
                                                            Transforms.IF_SAID))))),
            "properties?.virtualMachineProfile.",
            "azurerm_linux_virtual_machine_scale_set",
            "azurerm_windows_virtual_machine_scale_set"));
  }

  /** What a machine and the machines of a scale set have in common. */
  private static Shape profile(Shape shape) {
    return shape
        .is("storageProfile.imageReference.id", "source_image_id")
        .is("storageProfile.imageReference.publisher", "source_image_reference.publisher")
        .is("storageProfile.imageReference.offer", "source_image_reference.offer")
        .is("storageProfile.imageReference.sku", "source_image_reference.sku")
        .is("storageProfile.imageReference.version", "source_image_reference.version")
        .is("storageProfile.osDisk.managedDisk.diskEncryptionSet.id", "os_disk.disk_encryption_set_id")
        .is("storageProfile.osDisk.managedDisk.storageAccountType", "os_disk.storage_account_type")
        .is("osProfile.customData", "custom_data")
        .is("userData", "user_data")
        .is("osProfile.adminUsername", "admin_username")
        .block(
            "osProfile",
            "os_profile",
            system ->
                system
                    .is(
                        "linuxConfiguration.disablePasswordAuthentication",
                        "linux_configuration.disable_password_authentication",
                        Transform.TRUTH)
                    // Who does not say so may log in with a password.
                    .absentMeans(
                        "linuxConfiguration.disablePasswordAuthentication",
                        "linux_configuration.disable_password_authentication",
                        Value.Bool.FALSE))
        .is("securityProfile.encryptionAtHost", "encryption_at_host_enabled", Transform.TRUTH)
        .is("securityProfile.uefiSettings.secureBootEnabled", "secure_boot_enabled", Transform.TRUTH)
        .is("securityProfile.uefiSettings.vTpmEnabled", "vtpm_enabled", Transform.TRUTH)
        .is("diagnosticsProfile.bootDiagnostics", "boot_diagnostics", Transforms.IF_ENABLED);
  }

  /** Which system runs is said by the disk, by the configuration, or by who published the image. */
  private static Translation system(Translation table, String at, String linux, String windows) {
    table
        .orWhere(at + "storageProfile.osDisk.osType", "Linux", linux)
        .orWhere(at + "storageProfile.osDisk.osType", "Windows", windows)
        .orWhere(at + "osProfile.linuxConfiguration", linux)
        .orWhere(at + "osProfile.windowsConfiguration", windows);
    LINUX.forEach(publisher -> table.orWhere(at + "storageProfile.imageReference.publisher", publisher, linux));
    WINDOWS.forEach(publisher -> table.orWhere(at + "storageProfile.imageReference.publisher", publisher, windows));
    return table;
  }
}
