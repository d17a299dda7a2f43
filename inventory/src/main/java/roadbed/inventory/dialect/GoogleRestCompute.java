package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.GoogleRest.bound;
import static roadbed.inventory.dialect.GoogleRest.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** Machines, networks, firewalls and balancers. */
final class GoogleRestCompute {
  /** Of all disks those which a machine starts from, in the shape of Terraform's boot disk. */
  private static final Transform BOOT =
      new Transform("boot disks", value -> value instanceof Value.Items disks ? Optional.of(boot(disks)) : Optional.empty());

  private GoogleRestCompute() {}

  static void add(Dialect dialect) {
    dialect.add(
        bound(
            table("compute.googleapis.com/Instance", "google_compute_instance", GoogleRestCompute::machine),
            "google_compute_instance",
            "instance_name"),
        table(
            "compute.googleapis.com/InstanceTemplate",
            "google_compute_instance_template",
            shape -> shape.within("properties", GoogleRestCompute::machine)),
        table(
            "compute.googleapis.com/Project",
            "google_compute_project_metadata",
            shape -> shape.is("commonInstanceMetadata.items", "metadata", Transforms.PAIRS)),
        table(
            "compute.googleapis.com/Network",
            "google_compute_network",
            shape ->
                shape
                    .is("autoCreateSubnetworks", "auto_create_subnetworks", Transform.TRUTH)
                    .is("routingConfig.routingMode", "routing_mode")),
        bound(subnetwork(), "google_compute_subnetwork", "subnetwork"),
        firewall(),
        table(
            "compute.googleapis.com/SslPolicy",
            "google_compute_ssl_policy",
            shape -> shape.is("minTlsVersion", "min_tls_version").is("profile", "profile")),
        balancer("compute.googleapis.com/ForwardingRule", "google_compute_forwarding_rule"),
        balancer("compute.googleapis.com/GlobalForwardingRule", "google_compute_global_forwarding_rule"),
        proxy("compute.googleapis.com/TargetHttpsProxy", "google_compute_target_https_proxy"),
        proxy("compute.googleapis.com/TargetSslProxy", "google_compute_target_ssl_proxy"),
        proxy("compute.googleapis.com/TargetHttpProxy", "google_compute_target_http_proxy"),
        table(
            "compute.googleapis.com/UrlMap",
            "google_compute_url_map",
            shape ->
                shape
                    .is("defaultUrlRedirect.httpsRedirect", "default_url_redirect.https_redirect", Transform.TRUTH)
                    .is("defaultService", "default_service")),
        table("compute.googleapis.com/Address", "google_compute_address", shape -> shape.is("addressType", "address_type").is("address", "address")),
        table(
            "compute.googleapis.com/GlobalAddress",
            "google_compute_global_address",
            shape -> shape.is("addressType", "address_type").is("address", "address")),
        table("compute.googleapis.com/BackendBucket", "google_compute_backend_bucket", shape -> shape.is("bucketName", "bucket_name")));
  }

  private static Shape machine(Shape shape) {
    return shape
        .is("machineType", "machine_type", Transform.LAST_PART)
        .is("disks", "boot_disk", BOOT)
        .block("disks", "attached_disk", disk -> disk.is("source", "source").is("deviceName", "device_name"))
        .block(
            "networkInterfaces",
            "network_interface",
            face ->
                face.is("network", "network")
                    .is("subnetwork", "subnetwork")
                    .is("networkIP", "network_ip")
                    .is("accessConfigs", "access_config")
                    .is("ipv6AccessConfigs", "ipv6_access_config"))
        .is("metadata.items", "metadata", Transforms.PAIRS)
        .block(
            "serviceAccounts",
            "service_account",
            account -> account.is("email", "email").is("scopes", "scopes"))
        .is("shieldedInstanceConfig.enableSecureBoot", "shielded_instance_config.enable_secure_boot", Transform.TRUTH)
        .is("shieldedInstanceConfig.enableVtpm", "shielded_instance_config.enable_vtpm", Transform.TRUTH)
        .is(
            "shieldedInstanceConfig.enableIntegrityMonitoring",
            "shielded_instance_config.enable_integrity_monitoring",
            Transform.TRUTH)
        .is("confidentialInstanceConfig.enableConfidentialCompute", "confidential_instance_config.enable_confidential_compute", Transform.TRUTH)
        .is("canIpForward", "can_ip_forward", Transform.TRUTH)
        .is("deletionProtection", "deletion_protection", Transform.TRUTH)
        .is("tags.items", "tags");
  }

  private static Value boot(Value.Items disks) {
    List<Value> kept = new ArrayList<>(1);
    for (Value disk : disks.values()) {
      if (disk instanceof Value.Fields fields && fields.get("boot").filter(Value.Bool.TRUE::equals).isPresent()) {
        Map<String, Value> boot = new LinkedHashMap<>();
        fields.get("source").ifPresent(source -> boot.put("source", source));
        fields.at("diskEncryptionKey", "kmsKeyName").ifPresent(key -> boot.put("kms_key_self_link", key));
        fields.at("diskEncryptionKey", "rawKey").ifPresent(key -> boot.put("disk_encryption_key_raw", key));
        fields
            .at("initializeParams", "sourceImage")
            .ifPresent(image -> boot.put("initialize_params", new Value.Fields(Map.of("image", image))));
        kept.add(new Value.Fields(boot));
      } else if (disk instanceof Value.Unknown) {
        kept.add(disk);
      }
    }
    return new Value.Items(kept);
  }

  private static Translation subnetwork() {
    return table(
        "compute.googleapis.com/Subnetwork",
        "google_compute_subnetwork",
        shape ->
            shape
                .is("ipCidrRange", "ip_cidr_range")
                .is("purpose", "purpose")
                .is("network", "network")
                .is("logConfig", "log_config", Transforms.IF_ENABLED)
                .is("enableFlowLogs", "enable_flow_logs", Transform.TRUTH)
                .is("privateIpGoogleAccess", "private_ip_google_access", Transform.TRUTH));
  }

  private static Translation firewall() {
    return table(
        "compute.googleapis.com/Firewall",
        "google_compute_firewall",
        shape ->
            shape
                .block("allowed", "allow", GoogleRestCompute::protocol)
                .block("denied", "deny", GoogleRestCompute::protocol)
                .is("network", "network")
                .is("direction", "direction")
                .is("priority", "priority")
                .is("disabled", "disabled", Transform.TRUTH)
                .is("sourceRanges", "source_ranges")
                .is("destinationRanges", "destination_ranges")
                .is("sourceTags", "source_tags")
                .is("sourceServiceAccounts", "source_service_accounts")
                .is("targetTags", "target_tags")
                .is("targetServiceAccounts", "target_service_accounts")
                .is("logConfig", "log_config", Transforms.IF_ENABLED));
  }

  private static Shape protocol(Shape shape) {
    return shape.is("IPProtocol", "protocol").is("ipProtocol", "protocol").is("ports", "ports");
  }

  private static Translation balancer(String type, String terraformType) {
    return table(
        type,
        terraformType,
        shape ->
            shape
                .is("loadBalancingScheme", "load_balancing_scheme")
                .is("target", "target")
                .is("IPAddress", "ip_address")
                .is("portRange", "port_range"));
  }

  private static Translation proxy(String type, String terraformType) {
    return table(type, terraformType, shape -> shape.is("sslPolicy", "ssl_policy").is("urlMap", "url_map"));
  }
}
