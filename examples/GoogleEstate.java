import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Nordlicht runs on Google Cloud: route optimisation and analytics. */
final class GoogleEstate {
  static final String ROUTING = "nordlicht-routing";
  static final String ROUTING_DEV = "nordlicht-routing-dev";
  static final String ANALYTICS = "nordlicht-analytics";
  private static final String REGION = "europe-west1";
  private static final String COMPUTE = "https://www.googleapis.com/compute/v1/projects/";

  private final List<Terraform.Workspace> workspaces = new ArrayList<>();
  private Terraform.Workspace at;

  static List<Terraform.Workspace> workspaces() {
    GoogleEstate estate = new GoogleEstate();
    estate.routing(ROUTING, "production");
    estate.routing(ROUTING_DEV, "development");
    estate.analytics();
    return estate.workspaces;
  }

  private void workspace(String path, String project, boolean state) {
    at = new Terraform.Workspace("terraform/gcp/" + path, "google", project, project, REGION, state);
    workspaces.add(at);
  }

  private static Map<String, Object> block(Object... pairs) {
    Map<String, Object> block = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      block.put((String) pairs[i], pairs[i + 1]);
    }
    return block;
  }

  private Terraform.Resource labelled(Terraform.Resource resource, Map<String, Object> labels) {
    return labels.isEmpty() ? resource : resource.with("labels", labels, "effective_labels", labels, "terraform_labels", labels);
  }

  private Terraform.Resource bucket(String module, String label, String name, Map<String, Object> labels, double perDay) {
    return labelled(at.add(module, "google_storage_bucket", label, null), labels)
        .with(
            "id", name, "name", name, "self_link", "https://www.googleapis.com/storage/v1/b/" + name, "url", "gs://" + name, "project", at.account, "location", "EUROPE-WEST1", "storage_class", "STANDARD",
            "uniform_bucket_level_access", true, "public_access_prevention", "enforced", "versioning", List.of(block("enabled", true)), "force_destroy", false)
        .costs("Cloud Storage", "Storage", "Bucket", perDay);
  }

  private Terraform.Resource network(String name) {
    return at.add("google_compute_network", name)
        .with("id", "projects/" + at.account + "/global/networks/" + name, "name", name, "self_link", COMPUTE + at.account + "/global/networks/" + name, "project", at.account, "auto_create_subnetworks", false, "routing_mode", "REGIONAL");
  }

  private Terraform.Resource subnetwork(String name, Terraform.Resource network, String range, boolean logged) {
    return at.add("google_compute_subnetwork", name)
        .with(
            "id", "projects/" + at.account + "/regions/" + REGION + "/subnetworks/" + name, "name", name, "self_link", COMPUTE + at.account + "/regions/" + REGION + "/subnetworks/" + name, "project", at.account,
            "region", REGION, "network", AwsEstate.ref(network, "self_link"), "ip_cidr_range", range, "private_ip_google_access", true, "purpose", "PRIVATE",
            "log_config", logged ? List.of(block("aggregation_interval", "INTERVAL_5_SEC", "flow_sampling", 0.5, "metadata", "INCLUDE_ALL_METADATA")) : List.of());
  }

  private Terraform.Resource firewall(String name, Terraform.Resource network, String port, String range) {
    return at.add("google_compute_firewall", name)
        .with(
            "id", "projects/" + at.account + "/global/firewalls/" + name, "name", name, "self_link", COMPUTE + at.account + "/global/firewalls/" + name, "project", at.account, "network", AwsEstate.ref(network, "self_link"),
            "direction", "INGRESS", "disabled", false, "priority", 1000, "allow", List.of(block("ports", List.of(port), "protocol", "tcp")), "deny", List.of(), "source_ranges", List.of(range), "target_tags", List.of("routing"));
  }

  private Terraform.Resource instance(String name, String machine, double perDay, boolean external, String account, Map<String, Object> labels) {
    return labelled(at.add("google_compute_instance", name.replace('-', '_')), labels)
        .with(
            "id", "projects/" + at.account + "/zones/" + REGION + "-b/instances/" + name, "name", name, "self_link", COMPUTE + at.account + "/zones/" + REGION + "-b/instances/" + name, "project", at.account, "zone", REGION + "-b",
            "machine_type", machine, "can_ip_forward", false, "metadata", block("enable-oslogin", "TRUE"),
            "network_interface", List.of(block("network", "routing", "network_ip", "10.20.0." + (5 + Stable.number(name, 200)), "access_config", external ? List.of(block("nat_ip", "203.0.113.9", "network_tier", "PREMIUM")) : List.of())),
            "service_account", List.of(block("email", account, "scopes", List.of("https://www.googleapis.com/auth/cloud-platform"))),
            "shielded_instance_config", List.of(block("enable_integrity_monitoring", true, "enable_secure_boot", !external, "enable_vtpm", true)),
            "boot_disk", List.of(block("auto_delete", true, "device_name", "boot", "initialize_params", List.of(block("size", 100, "type", "pd-ssd")))))
        .costs("Compute Engine", "Compute", "Instance", perDay);
  }

  private Terraform.Resource disk(String name, int size, Map<String, Object> labels) {
    return labelled(at.add("google_compute_disk", name.replace('-', '_')), labels)
        .with("id", "projects/" + at.account + "/zones/" + REGION + "-b/disks/" + name, "name", name, "self_link", COMPUTE + at.account + "/zones/" + REGION + "-b/disks/" + name, "project", at.account, "zone", REGION + "-b", "size", size, "type", "pd-ssd")
        .costs("Compute Engine", "Storage", "Disk", size * 0.005);
  }

  private void routing(String project, String environment) {
    boolean production = environment.equals("production");
    workspace("routing/" + (production ? "prod" : "dev"), project, false);
    Map<String, Object> labels = AwsEstate.tags("routing", environment, "component", "route-optimizer");
    double size = production ? 1 : 0.25;
    Terraform.Resource network = network("routing");
    Terraform.Resource subnet = subnetwork("routing-nodes", network, "10.20.0.0/20", production);
    firewall("allow-health-checks", network, "8080", "35.191.0.0/16");
    firewall("allow-ssh", network, "22", production ? "35.235.240.0/20" : "0.0.0.0/0");
    Terraform.Resource account =
        at.add("google_service_account", "optimizer")
            .with("id", "projects/" + project + "/serviceAccounts/optimizer@" + project + ".iam.gserviceaccount.com", "account_id", "optimizer", "email", "optimizer@" + project + ".iam.gserviceaccount.com", "project", project, "display_name", "Route optimizer", "disabled", false);
    at.call("maps", "app.terraform.io/nordlicht/gcs-bucket/google", "1.4.0");
    bucket("maps", "this", project + "-maps", labels, 12 * size);
    bucket("", "results", project + "-results", labels, 6 * size).with("versioning", List.of(), "uniform_bucket_level_access", production);
    Terraform.Resource ring =
        at.add("google_kms_key_ring", "routing").with("id", "projects/" + project + "/locations/" + REGION + "/keyRings/routing", "name", "routing", "location", REGION, "project", project);
    at.add("google_kms_crypto_key", "routing")
        .with("id", "projects/" + project + "/locations/" + REGION + "/keyRings/routing/cryptoKeys/routing", "name", "routing", "key_ring", AwsEstate.ref(ring, "id"), "purpose", "ENCRYPT_DECRYPT", "rotation_period", production ? "7776000s" : null);
    Terraform.Resource cluster =
        at.add("google_container_cluster", "routing")
            .with(
                "id", "projects/" + project + "/locations/" + REGION + "/clusters/gke-routing", "name", "gke-routing", "self_link", "https://container.googleapis.com/v1/projects/" + project + "/locations/" + REGION + "/clusters/gke-routing",
                "project", project, "location", REGION, "network", AwsEstate.ref(network, "self_link"), "subnetwork", AwsEstate.ref(subnet, "self_link"), "resource_labels", labels,
                "private_cluster_config", production ? List.of(block("enable_private_endpoint", false, "enable_private_nodes", true, "master_ipv4_cidr_block", "172.16.0.0/28")) : List.of(),
                "master_authorized_networks_config", production ? List.of(block("cidr_blocks", List.of(block("cidr_block", "198.51.100.0/24", "display_name", "office")))) : List.of(),
                "network_policy", List.of(block("enabled", production, "provider", production ? "CALICO" : "PROVIDER_UNSPECIFIED")), "workload_identity_config", production ? List.of(block("workload_pool", project + ".svc.id.goog")) : List.of(),
                "enable_legacy_abac", false, "deletion_protection", production)
            .costs("Kubernetes Engine", "Compute", "Cluster", 2.4);
    at.add("google_container_node_pool", "general")
        .with(
            "id", "projects/" + project + "/locations/" + REGION + "/clusters/gke-routing/nodePools/general", "name", "general", "cluster", AwsEstate.ref(cluster, "name"), "location", REGION, "project", project, "node_count", production ? 3 : 1,
            "node_config", List.of(block("machine_type", "n2-standard-8", "service_account", account.attributes.get("email"), "workload_metadata_config", production ? List.of(block("mode", "GKE_METADATA")) : List.of(), "oauth_scopes", List.of("https://www.googleapis.com/auth/cloud-platform"))),
            "management", List.of(block("auto_repair", true, "auto_upgrade", true)));
    for (int i = 1; i <= (production ? 3 : 1); i++) {
      instance("solver-" + i, "c3-highcpu-22", 19 * size, false, (String) account.attributes.get("email"), labels);
      disk("solver-" + i, 500, labels);
    }
    if (!production) {
      instance("playground", "e2-standard-4", 3.1, true, "104729384756-compute@developer.gserviceaccount.com", Map.of()).since("2026-02-19");
      at.add("google_project_iam_member", "contractor").with("id", project + "/roles/editor/user:contractor@example.net", "project", project, "role", "roles/editor", "member", "user:contractor@example.net");
    }
    at.add("google_sql_database_instance", "routes")
        .with(
            "id", "routes", "name", "routes", "self_link", "https://sqladmin.googleapis.com/sql/v1beta4/projects/" + project + "/instances/routes", "project", project, "region", REGION, "database_version", "POSTGRES_16", "deletion_protection", production,
            "settings", List.of(block("tier", production ? "db-custom-8-32768" : "db-custom-1-3840", "availability_type", production ? "REGIONAL" : "ZONAL", "backup_configuration", List.of(block("enabled", production, "point_in_time_recovery_enabled", production)),
                "ip_configuration", List.of(block("ipv4_enabled", !production, "ssl_mode", production ? "ENCRYPTED_ONLY" : "ALLOW_UNENCRYPTED_AND_ENCRYPTED", "authorized_networks", List.of())), "user_labels", labels)))
        .costs("Cloud SQL", "Databases", "Database instance", 21 * size);
  }

  private void analytics() {
    workspace("analytics", ANALYTICS, true);
    Map<String, Object> labels = AwsEstate.tags("data-platform", "production", "component", "delivery-insights");
    for (String dataset : List.of("shipments", "costs", "forecasts", "partner_share")) {
      labelled(at.add("google_bigquery_dataset", dataset), dataset.equals("partner_share") ? Map.of() : labels)
          .with(
              "id", "projects/" + ANALYTICS + "/datasets/" + dataset, "dataset_id", dataset, "self_link", "https://bigquery.googleapis.com/bigquery/v2/projects/" + ANALYTICS + "/datasets/" + dataset, "project", ANALYTICS, "location", "EU",
              "access", dataset.equals("partner_share")
                  ? List.of(block("role", "OWNER", "special_group", "projectOwners"), block("role", "READER", "special_group", "allAuthenticatedUsers"))
                  : List.of(block("role", "OWNER", "special_group", "projectOwners")))
          .costs("BigQuery", "Analytics", "Dataset", dataset.equals("shipments") ? 27 : 6);
    }
    bucket("", "exports", "nordlicht-analytics-exports", labels, 4);
    Terraform.Resource open = bucket("", "public_reports", "nordlicht-public-reports", Map.of(), 0.6).with("public_access_prevention", "inherited", "versioning", List.of());
    at.add("google_storage_bucket_iam_member", "public_reports").with("id", "b/nordlicht-public-reports/roles/storage.objectViewer/allUsers", "bucket", AwsEstate.ref(open, "name"), "role", "roles/storage.objectViewer", "member", "allUsers");
    at.add("google_project_iam_audit_config", "all").with("id", ANALYTICS + "/audit_config/allServices", "project", ANALYTICS, "service", "allServices", "audit_log_config", List.of(block("log_type", "DATA_READ", "exempted_members", List.of()), block("log_type", "DATA_WRITE", "exempted_members", List.of()), block("log_type", "ADMIN_READ", "exempted_members", List.of())));
  }
}
