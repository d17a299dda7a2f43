package roadbed.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.ValueJson;
import roadbed.testkit.SharedData;

class ConfigItemsTest {
  @TempDir private Path folder;

  private ConfigItemsTest file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    return this;
  }

  private Collection collect() {
    return new Collector().collect("aws", List.of(folder), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
  }

  private static final String ITEM =
      """
      {"version":"1.3","accountId":"123456789012","configurationItemCaptureTime":"%s","configurationItemStatus":"%s",
       "arn":"arn:aws:s3:::logs","resourceType":"AWS::S3::Bucket","resourceId":"logs","resourceName":"logs","awsRegion":"eu-west-1",
       "tags":{"team":"shop"},"relationships":[{"resourceType":"AWS::KMS::Key","resourceId":"k-1","relationshipName":"uses"}],
       "configuration":"{\\"name\\":\\"%s\\"}",
       "supplementaryConfiguration":{"PublicAccessBlockConfiguration":"{\\"blockPublicAcls\\":true}",
         "BucketVersioningConfiguration":"{\\"status\\":\\"Enabled\\",\\"isMfaDeleteEnabled\\":null}",
         "ServerSideEncryptionConfiguration":"{\\"rules\\":[{\\"applyServerSideEncryptionByDefault\\":{\\"sseAlgorithm\\":\\"aws:kms\\",\\"kmsMasterKeyID\\":\\"k\\"}}]}"}}
      """;

  private static String snapshot(String... items) {
    return "{\"fileVersion\":\"1.0\",\"configSnapshotId\":\"x\",\"configurationItems\":[" + String.join(",", items) + "]}";
  }

  @Test
  void documentsBehindOneAnotherAreAllRead() throws IOException {
    String volume = "{\"resourceType\":\"AWS::EC2::Volume\",\"resourceId\":\"vol-%d\",\"configuration\":{\"encrypted\":true}}\n";
    file("items.ndjson", volume.formatted(1) + volume.formatted(2) + "{\"resourceType\":");
    Collection collection = collect();
    assertThat(collection.resources()).extracting(resource -> resource.name() + " " + resource.location().line()).containsExactly("vol-1 1", "vol-2 2");
    assertThat(collection.diagnostics()).singleElement().asString().endsWith("[json.truncated]");
  }

  @Test
  void aTableThatAQueryWasExportedTo() throws IOException {
    file(
        "query.csv",
        """
        resourceId,resourceType,accountId,awsRegion,configuration.encrypted,configuration.attachments,tags
        vol-1,AWS::EC2::Volume,123456789012,eu-west-1,false,"[{""instanceId"":""i-1""}]","[{""key"":""team"",""value"":""shop""}]"
        vol-2,AWS::EC2::Volume,123456789012
        vol-3,AWS::EC2::Volume,123456789012,eu-west-1,true,,
        """);
    Collection collection = collect();
    assertThat(collection.resources()).extracting(CollectedResource::address)
        .containsExactly("123456789012/eu-west-1/AWS::EC2::Volume/vol-1", "123456789012/eu-west-1/AWS::EC2::Volume/vol-3");
    assertThat(ValueJson.text(collection.resources().getFirst().attributes())).contains("\"Encrypted\":false", "\"InstanceId\":\"i-1\"", "team");
    assertThat(collection.diagnostics()).singleElement().asString().contains("query.csv:3:1: the row has 3 fields and the header 7").endsWith("[aws-config.row]");
  }

  @Test
  void anItemIsAResourceWithCloudFormationsNames() throws IOException {
    file("snapshot.json", snapshot(ITEM.formatted("2026-11-01T08:00:00.000Z", "OK", "logs")));
    Collection collection = collect();
    assertThat(collection.diagnostics()).isEmpty();
    CollectedResource bucket = collection.resources().getFirst();
    assertThat(bucket.declaration()).isEqualTo(Declaration.AWS_CONFIG);
    assertThat(bucket.address()).isEqualTo("123456789012/eu-west-1/AWS::S3::Bucket/logs");
    assertThat(bucket.capturedAt()).contains(Instant.parse("2026-11-01T08:00:00Z"));
    assertThat(bucket.context()).containsEntry("account", "123456789012").containsEntry("region", "eu-west-1");
    assertThat(bucket.references()).extracting("target").containsExactly("123456789012/eu-west-1/AWS::KMS::Key/k-1");
    assertThat(ValueJson.text(bucket.attributes()))
        .contains("\"BucketName\":\"logs\"")
        .contains("\"PublicAccessBlockConfiguration\":{\"BlockPublicAcls\":true}")
        .contains("\"VersioningConfiguration\":{\"Status\":\"Enabled\"}")
        .contains("\"ServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"aws:kms\",\"KMSMasterKeyID\":\"k\"}")
        .contains("\"Arn\":\"arn:aws:s3:::logs\"")
        .contains("{\"Key\":\"team\",\"Value\":\"shop\"}");
  }

  @Test
  void ofSeveralLooksTheLatestCountsWhateverOrderAndFile() throws IOException {
    file("a.json", snapshot(ITEM.formatted("2026-11-01T20:00:00Z", "OK", "late"), ITEM.formatted("2026-11-01T08:00:00Z", "OK", "early")));
    file("b.json", snapshot(ITEM.formatted("2026-11-01T09:00:00Z", "OK", "middle")));
    assertThat(collect().resources()).singleElement().satisfies(bucket -> assertThat(bucket.attributes().text("BucketName")).contains("late"));
  }

  @Test
  void aDeletedResourceIsGoneUnlessItWasSeenLater() throws IOException {
    file("a.json", snapshot(ITEM.formatted("2026-11-01T20:00:00Z", "ResourceDeleted", "x"), ITEM.formatted("2026-11-01T08:00:00Z", "OK", "x")));
    assertThat(collect().resources()).isEmpty();
    file("b.json", snapshot(ITEM.formatted("2026-11-02T08:00:00Z", "OK", "again")));
    assertThat(collect().resources()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS::EC2::SecurityGroup | {\"groupId\":\"sg-1\",\"ipPermissions\":[{\"ipProtocol\":\"tcp\",\"fromPort\":22,\"toPort\":22,\"ipv4Ranges\":[{\"cidrIp\":\"0.0.0.0/0\"}],\"ipv6Ranges\":[{\"cidrIpv6\":\"::/0\"}],\"ipRanges\":[\"0.0.0.0/0\"]}],\"ipPermissionsEgress\":[]} | \"SecurityGroupIngress\":[{\"IpProtocol\":\"tcp\",\"FromPort\":22,\"ToPort\":22,\"CidrIp\":\"0.0.0.0/0\"},{\"IpProtocol\":\"tcp\",\"FromPort\":22,\"ToPort\":22,\"CidrIpv6\":\"::/0\"}],\"SecurityGroupEgress\":[]",
        "AWS::RDS::DBInstance | {\"dBInstanceIdentifier\":\"d\",\"iAMDatabaseAuthenticationEnabled\":true,\"multiAZ\":false,\"enabledCloudwatchLogsExports\":[\"audit\"]} | \"EnableIAMDatabaseAuthentication\":true",
        "AWS::IAM::Role | {\"roleName\":\"r\",\"attachedManagedPolicies\":[{\"policyArn\":\"arn:aws:iam::aws:policy/AdministratorAccess\"}],\"rolePolicyList\":[{\"policyName\":\"p\",\"policyDocument\":\"%7B%7D\"}]} | \"ManagedPolicyArns\":[\"arn:aws:iam::aws:policy/AdministratorAccess\"]",
        "AWS::KMS::Key | {\"keyId\":\"k\",\"customerMasterKeySpec\":\"SYMMETRIC_DEFAULT\"} | \"KeySpec\":\"SYMMETRIC_DEFAULT\"",
        "AWS::CloudFront::Distribution | {\"distributionConfig\":{\"aliases\":{\"quantity\":1,\"items\":[\"a\"]},\"defaultCacheBehavior\":{\"viewerProtocolPolicy\":\"allow-all\"}}} | \"DistributionConfig\":{\"Aliases\":[\"a\"],\"DefaultCacheBehavior\":{\"ViewerProtocolPolicy\":\"allow-all\"}}",
        "AWS::Other::Thing | {\"someName\":{\"innerName\":[{\"deepName\":1}]},\"tags\":{\"lowerKey\":\"x\"},\"Upper\":2} | \"SomeName\":{\"InnerName\":[{\"DeepName\":1}]},\"Upper\":2",
      })
  void olderTypesAreRenamed(String type, String configuration, String expected) throws IOException {
    file("item.json", "{\"resourceType\":\"" + type + "\",\"resourceId\":\"i\",\"awsRegion\":\"eu-west-1\",\"configuration\":" + configuration.strip() + "}");
    assertThat(ValueJson.text(collect().resources().getFirst().attributes())).contains(expected.strip());
  }

  @Test
  void whatARowWasNotAskedForIsNotKnown() throws IOException {
    file("row.json", "{\"QueryInfo\":{},\"Results\":[\"{\\\"resourceType\\\":\\\"AWS::KMS::Key\\\",\\\"resourceId\\\":\\\"k\\\",\\\"configuration\\\":{\\\"enabled\\\":true}}\"]}");
    assertThat(ValueJson.text(collect().resources().getFirst().attributes())).contains("\"EnableKeyRotation\":{\"$unknown\"", "\"Enabled\":true");
  }

  @Test
  void secretsAreNotKept() throws IOException {
    file("item.json", "{\"resourceType\":\"AWS::Lambda::Function\",\"resourceId\":\"i\",\"awsRegion\":\"eu-west-1\",\"configuration\":{\"environment\":{\"variables\":{\"DB_PASSWORD\":\"hunter2hunter2\"}}}}");
    assertThat(ValueJson.text(collect().resources().getFirst().attributes())).doesNotContain("hunter2");
  }

  @Test
  void brokenFilesKeepWhatStoodBefore() throws IOException {
    file("a.json", "{\"configurationItems\":[" + ITEM.formatted("2026-11-01T20:00:00Z", "OK", "x") + ",{\"resourceType\":\"AWS::S3");
    Collection collection = collect();
    assertThat(collection.resources()).hasSize(1);
    assertThat(collection.diagnostics()).extracting(diagnostic -> diagnostic.code()).containsExactly("json.truncated");
  }

  @Test
  void answersRecordedByOthersAreRead() {
    Collection collection =
        new Collector().collect("aws", List.of(SharedData.at("inventory/aws-config")), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
    assertThat(collection.reading().unrecognised()).allMatch(name -> name.endsWith("poll-evaluation.json") || name.endsWith("event-cloudsearch.json"));
    assertThat(collection.resources().size()).isGreaterThan(25);
    assertThat(collection.resources()).extracting(CollectedResource::type).contains("AWS::KMS::Key", "AWS::EC2::SecurityGroup", "AWS::SNS::Topic", "AWS::ECR::Repository", "AWS::S3::Bucket");
    assertThat(collection.diagnostics()).extracting(diagnostic -> diagnostic.code()).containsOnly("aws-config.type");
  }
}
