package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.GoogleRest.bound;
import static roadbed.inventory.dialect.GoogleRest.table;
import static roadbed.inventory.dialect.GoogleRest.off;

import java.util.Optional;
import roadbed.model.Value;

/** Kubernetes clusters, registries, Cloud Run and Cloud Functions. */
final class GoogleRestContainers {
  /** The networks that may reach a control plane; where that is off there is no such block. */
  private static final Transform AUTHORIZED =
      new Transform(
          "if enabled",
          value ->
              value instanceof Value.Fields fields
                      && (fields.get("enabled").filter(Value.Bool.TRUE::equals).isPresent() || fields.get("cidrBlocks").isPresent())
                  ? Optional.of(authorized(fields))
                  : Optional.empty());

  /** Which ways in a service of the first version allows, which it keeps as an annotation. */
  private static final Transform INGRESS =
      new Transform(
          "ingress",
          value ->
              value instanceof Value.Fields fields
                  ? fields
                      .text("run.googleapis.com/ingress")
                      .map(mode -> Value.of(mode.equals("all") ? "INGRESS_TRAFFIC_ALL" : mode))
                  : Optional.empty());

  private GoogleRestContainers() {}

  private static Value authorized(Value.Fields fields) {
    return Translation.of(
            "", "", shape -> shape.block("cidrBlocks", "cidr_blocks", block -> block.is("cidrBlock", "cidr_block").is("displayName", "display_name")))
        .translate(fields)
        .attributes();
  }

  static void add(Dialect dialect) {
    dialect.add(
        table("container.googleapis.com/Cluster", "google_container_cluster", GoogleRestContainers::cluster),
        table("container.googleapis.com/NodePool", "google_container_node_pool", GoogleRestContainers::nodePool).parent("cluster"),
        bound(
            table(
                "artifactregistry.googleapis.com/Repository",
                "google_artifact_registry_repository",
                shape ->
                    shape
                        .is("kmsKeyName", "kms_key_name")
                        .is("format", "format")
                        .is("dockerConfig.immutableTags", "docker_config.immutable_tags", Transform.TRUTH)),
            "google_artifact_registry_repository",
            "repository"),
        bound(
            table(
                "run.googleapis.com/Service",
                "google_cloud_run_service",
                shape ->
                    shape
                        .is("spec.template.spec.serviceAccountName", "template.spec.service_account_name")
                        .is("template.serviceAccount", "template.service_account")
                        .is("ingress", "ingress")
                        .is("metadata.annotations", "ingress", INGRESS)
                        .is("metadata.name", "name")),
            "google_cloud_run_service",
            "service"),
        bound(
            table(
                "cloudfunctions.googleapis.com/CloudFunction",
                "google_cloudfunctions_function",
                shape ->
                    shape
                        .is("runtime", "runtime")
                        .is("serviceAccountEmail", "service_account_email")
                        .is("vpcConnector", "vpc_connector")
                        .is("environmentVariables", "environment_variables")
                        .is("httpsTrigger.securityLevel", "https_trigger_security_level")
                        .is("ingressSettings", "ingress_settings")),
            "google_cloudfunctions_function",
            "cloud_function"),
        bound(
            table(
                "cloudfunctions.googleapis.com/Function",
                "google_cloudfunctions2_function",
                shape ->
                    shape
                        .is("buildConfig.runtime", "build_config.runtime")
                        .is("serviceConfig.serviceAccountEmail", "service_config.service_account_email")
                        .is("serviceConfig.vpcConnector", "service_config.vpc_connector")
                        .is("serviceConfig.environmentVariables", "environment_variables")
                        .is("serviceConfig.securityLevel", "https_trigger_security_level")
                        .is("serviceConfig.ingressSettings", "ingress_settings")),
            "google_cloudfunctions2_function",
            "cloud_function"));
  }

  private static Shape cluster(Shape shape) {
    Shape cluster =
        shape
            .is("currentMasterVersion", "min_master_version")
            .is("initialClusterVersion", "min_master_version")
            .is("privateClusterConfig.enablePrivateEndpoint", "private_cluster_config.enable_private_endpoint", Transform.TRUTH)
            .is("privateClusterConfig.enablePrivateNodes", "private_cluster_config.enable_private_nodes", Transform.TRUTH)
            .is("privateClusterConfig.masterIpv4CidrBlock", "private_cluster_config.master_ipv4_cidr_block")
            .is("masterAuthorizedNetworksConfig", "master_authorized_networks_config", AUTHORIZED)
            .is("loggingConfig.componentConfig.enableComponents", "logging_config.enable_components")
            .is("loggingService", "logging_service")
            .is("monitoringService", "monitoring_service")
            .is("databaseEncryption.state", "database_encryption.state")
            .is("databaseEncryption.keyName", "database_encryption.key_name")
            .is("networkPolicy.enabled", "network_policy.enabled", Transform.TRUTH)
            .is("networkPolicy.provider", "network_policy.provider")
            .is("networkConfig.datapathProvider", "datapath_provider")
            .is("autopilot.enabled", "enable_autopilot", Transform.TRUTH)
            .is("legacyAbac.enabled", "enable_legacy_abac", Transform.TRUTH)
            .is(
                "masterAuth.clientCertificateConfig.issueClientCertificate",
                "master_auth.client_certificate_config.issue_client_certificate",
                Transform.TRUTH)
            .is("workloadIdentityConfig", "workload_identity_config", Transforms.IF_SAID)
            .is("binaryAuthorization.evaluationMode", "binary_authorization.evaluation_mode")
            .is("releaseChannel.channel", "release_channel.channel")
            .is("resourceLabels", "resource_labels")
            .is("network", "network")
            .within("nodeConfig", config -> metadataServer(config, "node_config."));
    return off(cluster, "shieldedNodes.enabled", "enable_shielded_nodes");
  }

  private static Shape metadataServer(Shape shape, String to) {
    return shape
        .is("workloadMetadataConfig.mode", to + "workload_metadata_config.mode")
        .is("workloadMetadataConfig.nodeMetadata", to + "workload_metadata_config.node_metadata")
        .is("machineType", to + "machine_type")
        .is("serviceAccount", to + "service_account")
        .is("oauthScopes", to + "oauth_scopes");
  }

  private static Shape nodePool(Shape shape) {
    Shape pool =
        shape
            .within("config", config -> metadataServer(config, "node_config."))
            .is(
                "config.shieldedInstanceConfig.enableIntegrityMonitoring",
                "node_config.shielded_instance_config.enable_integrity_monitoring",
                Transform.TRUTH)
            .is(
                "config.shieldedInstanceConfig.enableSecureBoot",
                "node_config.shielded_instance_config.enable_secure_boot",
                Transform.TRUTH)
            .is("version", "version");
    return off(off(pool, "management.autoUpgrade", "management.auto_upgrade"), "management.autoRepair", "management.auto_repair");
  }
}
