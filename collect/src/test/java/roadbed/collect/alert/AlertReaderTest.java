package roadbed.collect.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.model.Alert;
import roadbed.model.ValueJson;

class AlertReaderTest {
  private static final Path PAYLOADS = Path.of("../../shared/data/payloads");
  private final AlertReader reader = new AlertReader(List.of());

  private AlertReader.Reading read(String text) {
    return reader.read(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), "message");
  }

  private AlertReader.Reading file(String name) throws IOException {
    assumeTrue(Files.exists(PAYLOADS), "the shared data are not there");
    return reader.read(Files.readAllBytes(PAYLOADS.resolve(name)), Optional.empty(), name);
  }

  private static Alert only(AlertReader.Reading reading) {
    assertThat(reading.problem()).isEmpty();
    return ((AlertMessage.Alerts) reading.messages().getFirst()).alerts().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alertmanager/captured/v253-am-webhook-1-resolved.json | alertmanager      | RESOLVED     | CRITICAL
          alertmanager/captured/v242-prometheus-api_v1_alerts.json | alertmanager   | FIRING       | CRITICAL
          alerta/prometheus_v3_alert.json                       | alertmanager      | FIRING       | CRITICAL
          alerta/prometheus_v4_alert.json                       | alertmanager      | FIRING       | CRITICAL
          alerta/grafana_alert_ok.json                          | grafana-legacy    | RESOLVED     | UNKNOWN
          alerta/cloudwatch_notification.json                   | cloudwatch        | FIRING       | UNKNOWN
          alerta/cloudwatch_insufficient_data.json              | cloudwatch        | NO_DATA      | UNKNOWN
          aws/cloudwatch-alarm-sns-payload-single-metric.json   | cloudwatch        | FIRING       | UNKNOWN
          azure/availability-fired.json                         | azure-monitor     | FIRING       | INFO
          azure/metric-resolved.json                            | azure-monitor     | RESOLVED     | INFO
          azure/budget-fired-null-severity.json                 | azure-monitor     | FIRING       | UNKNOWN
          alerta/stackdriver_closed.json                        | google-monitoring | RESOLVED     | UNKNOWN
          opsgenie/Acknowledge.json                             | opsgenie          | ACKNOWLEDGED | UNKNOWN
          pagerduty/docs/events-API-v2__02-Trigger-Events-2.acknowledge.json | pagerduty-events | ACKNOWLEDGED | UNKNOWN
          pagerduty/docs/webhooks__01-Overview-1.incident.priority_updated.json | pagerduty-webhook | FIRING | CRITICAL
          pagerduty/docs/webhooks__09-V2-Overview-2.json        | pagerduty-webhook | RESOLVED     | ERROR
          pagerduty/docs/webhooks__10-V1-Overview-1.json        | pagerduty-webhook | ACKNOWLEDGED | ERROR
          alerta/pagerduty_alert.json                           | pagerduty-webhook | FIRING       | UNKNOWN
          alerta/new_relic_notification.json                    | new-relic         | FIRING       | INFO
          alerta/pingdom_up.json                                | pingdom           | RESOLVED     | ERROR
          alerta/riemann_alert.json                             | riemann           | RESOLVED     | INFO
          keep-mocks/axiom.ALERTS.json                          | axiom             | FIRING       | UNKNOWN
          keep-mocks/checkly.ALERTS.json                        | checkly           | RESOLVED     | UNKNOWN
          keep-mocks/checkmk.ALERTS.json                        | checkmk           | RESOLVED     | INFO
          keep-mocks/dash0.ALERTS.json                          | dash0             | RESOLVED     | UNKNOWN
          keep-mocks/libre_nms.ALERTS.json                      | librenms          | RESOLVED     | INFO
          keep-mocks/thousandeyes.ALERT.json                    | thousandeyes      | FIRING       | INFO
          keep-mocks/wazuh.ALERTS.json                          | wazuh             | FIRING       | INFO
          """)
  void messagesOfOthersAreRecognised(String file, String source, Alert.State state, Alert.Level level) throws IOException {
    Alert alert = only(file(file));

    assertThat(alert.source()).isEqualTo(source);
    assertThat(alert.state()).isEqualTo(state);
    assertThat(alert.level()).isEqualTo(level);
    assertThat(alert.title()).isNotBlank();
  }

  @Test
  void anAlarmOfCloudWatchHasItsReasonItsTimeAndWhatItIsAbout() throws IOException {
    Alert alert = only(file("alerta/cloudwatch_notification.json"));

    assertThat(alert.startedAt()).contains(Instant.parse("2019-02-15T23:53:45.093Z"));
    assertThat(alert.resources()).containsExactly("try.alerta.io");
    assertThat(alert.labels()).containsEntry("metric", "BucketSizeBytes").containsEntry("account", "1234567890");
    assertThat(alert.description()).contains("bucket bytes size exceeded", "Threshold Crossed");
  }

  @Test
  void aTopicsQuestionKeepsTheAddressWhole() throws IOException {
    AlertMessage message = file("alerta/cloudwatch_subscription_confirmation.json").messages().getFirst();

    assertThat(message).isInstanceOf(AlertMessage.Confirmation.class);
    String url = ((AlertMessage.Confirmation) message).url();
    assertThat(url).endsWith("496e6715".substring(4)).contains("Action=ConfirmSubscription");
    assertThat(WebhookSignature.snsConfirmation(url)).isTrue();
    assertThat(WebhookSignature.snsConfirmation(url.replace("amazonaws.com", "amazonaws.com.example.org"))).isFalse();
  }

  @Test
  void aChangeAndARemarkAreNoAlerts() throws IOException {
    assertThat(file("pagerduty/docs/events-API-v2__03-Change-Events-1.json").messages().getFirst())
        .isInstanceOf(AlertMessage.ChangeMade.class);
    assertThat(file("aws/codedeploy-deployment-event.json").messages().getFirst()).isInstanceOf(AlertMessage.ChangeMade.class);
    assertThat(file("pagerduty/docs/webhooks__01-Overview-6.json").messages().getFirst())
        .isEqualTo(
            new AlertMessage.Remark("PGR0VU2", Optional.empty(), "incident_note", "I sure am glad we are using PagerDuty!"));
  }

  @Test
  void theYearOneIsNoTime() throws IOException {
    assertThat(only(file("alerta/prometheus_v4_alert.json")).endedAt()).isEmpty();
  }

  @Test
  void theSameLabelsAreTheSameConditionInWhateverOrder() {
    assertThat(AlertBuilder.fingerprint(Map.of("a", "1", "b", "2"))).isEqualTo(AlertBuilder.fingerprint(Map.of("b", "2", "a", "1")));
    assertThat(AlertBuilder.fingerprint(Map.of("a", "1b"))).isNotEqualTo(AlertBuilder.fingerprint(Map.of("a1", "b")));
  }

  @Test
  void grafanasOwnAlertingIsToldFromAlertmanager() {
    Alert alert =
        only(
            read(
                """
                {"receiver":"r","status":"firing","orgId":1,"alerts":[{"status":"firing","labels":{"alertname":"High","app":"shop"},
                 "annotations":{"summary":"High load"},"startsAt":"2026-01-01T00:00:00Z","fingerprint":"abc","panelURL":"https://g/p"}]}
                """));

    assertThat(alert.source()).isEqualTo("grafana");
    assertThat(alert.key()).isEqualTo("abc");
    assertThat(alert.service()).contains("shop");
    assertThat(alert.link()).contains("https://g/p");
  }

  @Test
  void aCloudEventIsReadAsItsData() {
    Alert alert =
        only(
            read(
                """
                {"specversion":"1.0","id":"1","source":"/x","type":"t","data":{"routing_key":"k","event_action":"trigger",
                 "dedup_key":"d","payload":{"summary":"Disk full","severity":"critical","source":"db-1"}}}
                """));

    assertThat(alert.title()).isEqualTo("Disk full");
    assertThat(alert.resources()).containsExactly("db-1");
  }

  @ParameterizedTest
  @CsvSource({"Triggered,FIRING", "Recovered,RESOLVED", "No Data,NO_DATA", "Warn,FIRING"})
  void datadogsTransitionsAreStates(String transition, Alert.State state) {
    Alert alert =
        only(
            read(
                """
                {"alert_id":"7","alert_transition":"%s","event_type":"metric_alert_monitor","title":"CPU","last_updated":"1767225600000",
                 "date":"1767225600000","body":"b","tags":"env:prod,service:shop"}
                """
                    .formatted(transition)));

    assertThat(alert.state()).isEqualTo(state);
    assertThat(alert.service()).contains("shop");
    assertThat(alert.startedAt()).contains(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void aMappingSaysWhereTheFactsOfAnUnknownSystemStand() {
    List<String> problems = new ArrayList<>();
    AlertMapping mapping =
        AlertMapping.of(
                ValueJson.parse(
                    """
                    {"id":"house","when":["probe.id"],"paths":{"key":"probe.id","state":"now","title":["probe.name","probe.id"],"level":"weight"},
                     "states":{"resolved":["fine"]},"levels":{"critical":["heavy"]}}
                    """),
                problems)
            .orElseThrow();
    AlertReader.Reading reading =
        new AlertReader(List.of(mapping))
            .read("{\"probe\":{\"id\":5},\"now\":\"fine\",\"weight\":\"heavy\"}".getBytes(StandardCharsets.UTF_8), Optional.empty(), "m");

    Alert alert = only(reading);
    assertThat(alert.key()).isEqualTo("5");
    assertThat(alert.state()).isEqualTo(Alert.State.RESOLVED);
    assertThat(alert.level()).isEqualTo(Alert.Level.CRITICAL);
  }

  @Test
  void whatIsWrongInAMappingIsToldByPlace() {
    List<String> problems = new ArrayList<>();

    assertThat(AlertMapping.of(ValueJson.parse("{\"id\":\"Bad Name\",\"paths\":{\"colour\":\"x\"}}"), problems)).isEmpty();
    assertThat(problems).hasSize(3).anyMatch(problem -> problem.startsWith("paths.colour:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "null", "17", "{\"alerts\":[]}", "{\"receiver\":\"r\",\"status\":\"firing\",\"alerts\":[]}", "\u0000"})
  void whatIsNoMessageIsRefusedWithAReason(String text) {
    AlertReader.Reading reading = read(text);

    assertThat(reading.messages()).isEmpty();
    assertThat(reading.problem().orElseThrow().hint()).isNotBlank();
  }

  @Test
  void secretsInAMessageAreNotKept() {
    String key = "AKIA" + "ABCDEFGHIJKLMNOP";
    Alert alert =
        only(
            read(
                "{\"routing_key\":\"k\",\"event_action\":\"trigger\",\"payload\":{\"summary\":\"leaked %s\",\"custom_details\":{\"found\":\"%s\"}}}"
                    .formatted(key, key)));

    assertThat(alert.toString()).doesNotContain(key);
  }

  @Test
  void aSignatureIsTheBodysHmacInAnyOfItsSpellings() {
    byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    String mac = WebhookSignature.mac(body, "s3cret");

    assertThat(WebhookSignature.hmac(body, mac, "s3cret")).isTrue();
    assertThat(WebhookSignature.hmac(body, "sha256=" + mac, "s3cret")).isTrue();
    assertThat(WebhookSignature.hmac(body, "v1=00,v1=" + mac, "s3cret")).isTrue();
    assertThat(WebhookSignature.hmac(body, "v2=" + mac, "s3cret")).isFalse();
    assertThat(WebhookSignature.hmac(body, mac, "other")).isFalse();
    assertThat(WebhookSignature.hmac("{\"a\":2}".getBytes(StandardCharsets.UTF_8), mac, "s3cret")).isFalse();
  }

  @Test
  void aMessageOfAmazonsNotificationServiceIsSignedOverItsFields() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    String signed = "Message\nhello\nMessageId\nm-1\nSubject\ns\nTimestamp\n2026-01-01T00:00:00Z\nTopicArn\narn:t\nType\nNotification\n";
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.UTF_8));
    String message =
        "{\"Type\":\"Notification\",\"MessageId\":\"m-1\",\"TopicArn\":\"arn:t\",\"Subject\":\"s\",\"Message\":\"%s\",\"Timestamp\":\"2026-01-01T00:00:00Z\",\"SignatureVersion\":\"2\",\"SigningCertURL\":\"https://sns.eu-west-1.amazonaws.com/x.pem\",\"Signature\":\"%s\"}";
    String base64 = Base64.getEncoder().encodeToString(signature.sign());

    byte[] genuine = message.formatted("hello", base64).getBytes(StandardCharsets.UTF_8);
    byte[] forged = message.formatted("hallo", base64).getBytes(StandardCharsets.UTF_8);
    assertThat(WebhookSignature.sns(genuine, keys.getPublic())).isTrue();
    assertThat(WebhookSignature.sns(forged, keys.getPublic())).isFalse();
    assertThat(WebhookSignature.snsCertificate(genuine)).contains("https://sns.eu-west-1.amazonaws.com/x.pem");
    assertThat(
            WebhookSignature.snsCertificate(
                new String(genuine, StandardCharsets.UTF_8)
                    .replace("sns.eu-west-1.amazonaws.com", "evil.example.org")
                    .getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }
}
