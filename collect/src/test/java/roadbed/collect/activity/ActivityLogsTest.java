package roadbed.collect.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Activity;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Logs of three clouds, in the forms in which people export them. */
class ActivityLogsTest {
  private static final String TRAIL =
      """
      {"eventTime":"2026-03-01T10:00:00Z","eventSource":"ec2.amazonaws.com","eventName":"AuthorizeSecurityGroupIngress",
       "readOnly":false,"sourceIPAddress":"192.0.2.1","userAgent":"APN/1.0 HashiCorp/1.0 Terraform/1.11.4",
       "userIdentity":{"type":"IAMUser","userName":"ada","arn":"arn:aws:iam::123456789012:user/ada"},
       "recipientAccountId":"123456789012","requestParameters":{"groupId":"sg-0123456789abcdef0"}}
      """;

  @TempDir Path folder;

  private List<Activity> read(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    ActivityLogs.Read read = ActivityLogs.read(List.of(file));
    assertThat(read.diagnostics()).isEmpty();
    return read.acts();
  }

  @Test
  void aCloudTrailFileTellsWhoDidWhatToWhat() throws IOException {
    assertThat(read("trail.json", "{\"Records\":[" + TRAIL + "]}"))
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.actor()).isEqualTo("ada");
              assertThat(act.event()).isEqualTo("AuthorizeSecurityGroupIngress");
              assertThat(act.through()).isEqualTo("code");
              assertThat(act.address()).isEqualTo("192.0.2.1");
              assertThat(act.account()).isEqualTo("123456789012");
              assertThat(act.concerns()).contains("sg-0123456789abcdef0");
            });
  }

  @Test
  void whatOnlyLooksAndWhatFailedIsLeftOut() throws IOException {
    String events =
        TRAIL.replace("false", "true")
            + ","
            + TRAIL.replace("\"readOnly\":false", "\"errorCode\":\"AccessDenied\"")
            + ","
            + TRAIL.replace("\"readOnly\":false,", "").replace("Authorize", "Describe");
    assertThat(read("trail.json", "{\"Records\":[" + events + "]}")).isEmpty();
  }

  @Test
  void theAnswerOfALookUpHasEventsAsTexts() throws IOException {
    String text = ValueJson.text(Value.of(TRAIL));
    assertThat(read("lookup.json", "{\"Events\":[{\"EventId\":\"1\",\"CloudTrailEvent\":" + text + "}]}")).hasSize(1);
  }

  @Test
  void theActivityLogOfAzureIsReadAsListedAndAsExported() throws IOException {
    String listed =
        """
        [{"caller":"ada@example.org","eventTimestamp":"2026-03-01T10:00:00.1234567Z","status":{"value":"Succeeded"},
          "operationName":{"value":"Microsoft.Network/networkSecurityGroups/securityRules/write"},
          "claims":{"ipaddr":"192.0.2.2","appid":"c44b4083-3bb0-49c1-b47d-974e53cbdf3c"},
          "resourceId":"/subscriptions/S/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/n"}]
        """;
    assertThat(read("azure.json", listed))
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.actor()).isEqualTo("ada@example.org");
              assertThat(act.through()).isEqualTo("console");
              assertThat(act.address()).isEqualTo("192.0.2.2");
              assertThat(act.concerns())
                  .contains("/subscriptions/s/resourcegroups/g/providers/microsoft.network/networksecuritygroups/n");
            });
    String exported =
        """
        {"records":[{"time":"2026-03-01T10:00:00Z","resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/X","resultType":"Success",
          "operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","callerIpAddress":"192.0.2.3",
          "identity":{"claims":{"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"bob@example.org"}}}]}
        """;
    assertThat(read("export.json", exported))
        .singleElement()
        .satisfies(act -> assertThat(act.actor()).isEqualTo("bob@example.org"));
  }

  @Test
  void auditLogsOfGoogleAreReadLineByLine() throws IOException {
    String line =
        """
        {"timestamp":"2026-03-01T10:00:00Z","protoPayload":{"methodName":"storage.buckets.update",\
        "serviceName":"storage.googleapis.com","resourceName":"projects/_/buckets/logs",\
        "authenticationInfo":{"principalEmail":"ada@example.org"},\
        "requestMetadata":{"callerIp":"192.0.2.4","callerSuppliedUserAgent":"Mozilla/5.0"}},\
        "resource":{"labels":{"project_id":"shop","bucket_name":"logs"}}}
        """;
    assertThat(read("google.jsonl", line + line.replace("update", "get")))
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.through()).isEqualTo("console");
              assertThat(act.account()).isEqualTo("shop");
              assertThat(act.concerns()).contains("logs").doesNotContain("shop");
            });
  }

  @Test
  void aDamagedFileLosesOnlyItself() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"Records\":[" + TRAIL + ",{\"eventName\":");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.json.gz")))) {
      out.write(("{\"Records\":[" + TRAIL + "]}").getBytes(StandardCharsets.UTF_8));
    }
    ActivityLogs.Read read = ActivityLogs.read(List.of(folder));
    assertThat(read.acts()).hasSize(2);
    assertThat(read.diagnostics())
        .singleElement()
        .satisfies(one -> assertThat(one.code()).isEqualTo("activity.unreadable"));
  }
}
