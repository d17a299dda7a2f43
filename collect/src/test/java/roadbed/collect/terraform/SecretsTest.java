package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.CollectedResource;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** A secret goes nowhere: not into attributes, references, context or diagnostics, from whichever document. */
class SecretsTest {
  private static final String KEY =
      "-----BEGIN RSA PRIVATE KEY-----\\nMIIEs3cret\\n-----END RSA PRIVATE KEY-----";

  /** Bodies of resources by type; every secret in them contains {@code s3cret} or is an AWS key. */
  private static final List<String> BODIES =
      List.of(
          "aws_db_instance|{\"password\": \"s3cret\", \"username\": \"admin\", \"manage_master_user_password\": true}",
          "aws_rds_cluster|{\"master_password\": \"s3cret\"}",
          "aws_secretsmanager_secret_version|{\"secret_string\": \"s3cret\", \"secret_id\": \"visible\"}",
          "aws_ssm_parameter|{\"type\": \"SecureString\", \"value\": \"s3cret\", \"name\": \"visible\"}",
          "aws_iam_access_key|{\"secret\": \"s3cret\", \"ses_smtp_password_v4\": \"s3cret\"}",
          "aws_lambda_function|{\"environment\": [{\"variables\": {\"DB_PASSWORD\": \"s3cret\", \"API_TOKEN\": \"s3cret\", \"STAGE\": \"visible\"}}]}",
          "aws_ecs_task_definition|{\"container_definitions\": \"[{\\\"name\\\":\\\"visible\\\",\\\"environment\\\":[{\\\"name\\\":\\\"DB_PASSWORD\\\",\\\"value\\\":\\\"s3cret\\\"}]}]\"}",
          "aws_codebuild_project|{\"environment\": [{\"environment_variable\": [{\"name\": \"GITHUB_TOKEN\", \"value\": \"s3cret\"}]}]}",
          "aws_instance|{\"user_data\": \"#!/bin/sh\\nvisible\\nexport DB_PASSWORD=s3cret-1\\nAKIAIOSFODNN7EXAMPLE\"}",
          "random_password|{\"result\": \"s3cret\", \"bcrypt_hash\": \"s3cret\", \"length\": 16}",
          "tls_private_key|{\"private_key_pem\": \"" + KEY + "\", \"public_key_pem\": \"visible\"}",
          "kubernetes_secret|{\"data\": {\"visible\": \"s3cret\"}, \"metadata\": [{\"name\": \"visible\"}]}",
          "kubernetes_manifest|{\"manifest\": {\"kind\": \"Secret\", \"data\": {\"visible\": \"s3cret\"}}}",
          "helm_release|{\"set_sensitive\": [{\"name\": \"visible\", \"value\": \"s3cret\"}], \"values\": [\"db:\\n  password: s3cret-long\"]}",
          "google_secret_manager_secret_version|{\"secret_data\": \"s3cret\"}",
          "google_service_account_key|{\"private_key\": \"s3cret\"}",
          "google_sql_user|{\"password\": \"s3cret\"}",
          "google_container_cluster|{\"master_auth\": [{\"client_key\": \"s3cret\"}]}",
          "azurerm_key_vault_secret|{\"value\": \"s3cret\", \"name\": \"visible\"}",
          "azurerm_linux_virtual_machine|{\"admin_password\": \"s3cret\", \"disable_password_authentication\": false}",
          "azurerm_kubernetes_cluster|{\"kube_config\": [{\"host\": \"s3cret\"}], \"kube_config_raw\": \"s3cret\"}",
          "azurerm_storage_account|{\"primary_access_key\": \"s3cret\", \"primary_blob_connection_string\": \"s3cret\"}",
          "azurerm_linux_web_app|{\"app_settings\": {\"ConnString\": \"Server=x;Password=s3cret-1;\"}, \"connection_string\": [{\"name\": \"visible\", \"value\": \"Server=x;Pwd=s3cret-1\"}]}",
          "unheard_of|{\"certificate\": \"" + KEY + "\", \"description\": \"postgres://visible:s3cret@db/x\"}");

  private static void assertNothingShows(Gathered gathered) {
    assertThat(gathered.resources).isNotEmpty();
    for (CollectedResource resource : gathered.resources) {
      String whole = ValueJson.text(resource.attributes()) + resource;
      assertThat(whole).as(resource.address()).doesNotContain("s3cret").doesNotContain("AKIAIOSFODNN7EXAMPLE");
    }
    assertThat(gathered.diagnostics.toString()).doesNotContain("s3cret");
  }

  @Test
  void fromPlans() {
    for (String line : BODIES) {
      String type = line.substring(0, line.indexOf('|'));
      String body = line.substring(line.indexOf('|') + 1);
      for (String actions : List.of("\"create\"", "\"delete\"")) {
        Gathered plan =
            Gathered.plan(
                """
                {"format_version": "1.0", "resource_changes": [{"address": "%1$s.x", "type": "%1$s", "name": "x",
                 "change": {"actions": [%3$s], "before": %2$s, "after": %2$s}}]}"""
                    .formatted(type, body, actions));
        assertNothingShows(plan);
      }
    }
  }

  @Test
  void fromStates() {
    for (String line : BODIES) {
      String type = line.substring(0, line.indexOf('|'));
      String body = line.substring(line.indexOf('|') + 1);
      assertNothingShows(
          Gathered.state(
              """
              {"version": 4, "resources": [{"mode": "managed", "type": "%s", "name": "x", "instances": [{"attributes": %s}]}]}"""
                  .formatted(type, body)));
      assertNothingShows(
          Gathered.state(
              """
              {"format_version": "1.0", "values": {"root_module": {"resources": [{"address": "%1$s.x", "type": "%1$s", "values": %2$s}]}}}"""
                  .formatted(type, body)));
    }
  }

  @Test
  void fromConfiguration() {
    for (String line : BODIES) {
      String type = line.substring(0, line.indexOf('|'));
      String body = line.substring(line.indexOf('|') + 1);
      assertNothingShows(Gathered.configuration("{\"resource\": {\"%s\": {\"x\": %s}}}".formatted(type, body)));
    }
  }

  @Test
  void variablesMarkedSensitive() {
    Gathered read =
        Gathered.configuration(
            List.of(
                Gathered.file("terraform.tfvars.json", "{\"pin\": \"s3cret\"}"),
                Gathered.file(
                    "main.tf.json",
                    """
                    {"variable": {"pin": {"sensitive": true}, "other": {"sensitive": true, "default": "s3cret"}},
                     "locals": {"line": "x-${var.pin}", "doc": "${jsonencode({a = var.other, b = 1})}"},
                     "module": {"m": {"source": "./m", "given": "${var.pin}"}},
                     "resource": {"x_y": {"z": {"a": "${local.line}", "b": "${upper(var.other)}", "c": "${local.doc}",
                                                "for": "${var.pin == \\"x\\" ? 1 : 2}", "bad": "${var.pin + s3cret +}"}}}}"""),
                Gathered.file(
                    "m/main.tf.json",
                    "{\"variable\": {\"given\": {}}, \"resource\": {\"x_y\": {\"z\": {\"a\": \"${var.given}\"}}}}")));
    assertNothingShows(read);
    assertThat(read.resource("x_y.z").attributes().get("a")).contains(Value.Secret.INSTANCE);
    assertThat(read.resource("module.m.x_y.z").attributes().get("a")).contains(Value.Secret.INSTANCE);
  }

  /** What is no secret must stay, for guardrails to judge. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"manage_master_user_password\":true}",
        "{\"disable_password_authentication\":false}",
        "{\"password\":null}",
        "{\"password\":\"\"}",
        "{\"http_tokens\":\"required\"}",
        "{\"kms_key_id\":\"alias/key\"}",
        "{\"shared_access_key_enabled\":false}",
        "{\"access_key_1_age_days\":100}",
        "{\"name\":\"DB_PASSWORD\",\"type\":\"SECRETS_MANAGER\",\"value\":\"arn:aws:secretsmanager:x:1:secret:y\"}",
      })
  void whatIsNoSecretStays(String attributes) {
    Gathered read = Gathered.configuration("{\"resource\": {\"x_y\": {\"z\": {\"b\": [%s]}}}}".formatted(attributes));
    assertThat(ValueJson.text(read.resource("x_y.z").attributes())).isEqualTo("{\"b\":[" + attributes + "]}");
  }
}
