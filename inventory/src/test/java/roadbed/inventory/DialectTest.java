package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.inventory.dialect.Dialects;
import roadbed.inventory.dialect.Translated;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.testkit.Declared;

/** Documents of another dialect on their way into the normal form. */
class DialectTest {
  private static Declared template(String type, String name) {
    return Declared.typed(Declaration.CLOUDFORMATION_TEMPLATE, Provider.AWS, type, name);
  }

  private static Declared config(String type, String id) {
    return Declared.typed(Declaration.AWS_CONFIG, Provider.AWS, type, id);
  }

  @Test
  void aDocumentOfAnotherDialectHasTheFacetsOfItsKindAndKeepsItsOwnSpelling() {
    Estate estate =
        Estate.of(
            template("AWS::S3::Bucket", "Logs")
                .with("{\"BucketName\":\"logs\",\"Tags\":[{\"Key\":\"team\",\"Value\":\"shop\"}],\"LoggingConfiguration\":{\"DestinationBucketName\":\"far\"}}"));
    assertThat(estate.at("Logs").kind()).isEqualTo("storage.bucket");
    assertThat(estate.at("Logs").type()).isEqualTo("AWS::S3::Bucket");
    assertThat(estate.at("Logs").name()).isEqualTo("logs");
    assertThat(estate.at("Logs").tags()).containsEntry("team", "shop");
    assertThat(estate.at("Logs").raw().text("BucketName")).contains("logs");
    assertThat(estate.facet("Logs", "logging.target")).isEqualTo("\"far\"");
  }

  @Test
  void whatTerraformWritesAsASettingIsOneAlsoWhereItStandsInTheDocument() {
    Estate estate =
        Estate.of(
            template("AWS::S3::Bucket", "Open").with("{}"),
            template("AWS::S3::Bucket", "Shut")
                .with(
                    "{\"PublicAccessBlockConfiguration\":{\"BlockPublicAcls\":true,\"BlockPublicPolicy\":\"true\",\"IgnorePublicAcls\":true,\"RestrictPublicBuckets\":true}}"));
    assertThat(estate.facet("Shut", "public.blocked")).isEqualTo("true");
    assertThat(estate.facet("Shut", "public.block.declared")).isEqualTo("true");
    assertThat(estate.facet("Open", "public.block.declared")).isEqualTo("false");
  }

  @Test
  void whatIsNotKnownOrSecretPassesThrough() {
    Estate estate =
        Estate.of(
            template("AWS::S3::Bucket", "Later")
                .with("{\"PublicAccessBlockConfiguration\":{\"$unknown\":\"depends on IsProd\"},\"BucketName\":{\"$unknown\":\"a parameter\"},\"VersioningConfiguration\":{\"Status\":{\"$unknown\":\"a parameter\"}}}"));
    assertThat(estate.unknown("Later", "public.blocked")).isTrue();
    assertThat(estate.unknown("Later", "versioning.enabled")).isTrue();
  }

  @Test
  void aSatelliteJoinsByItsReference() {
    Estate estate =
        Estate.of(
            template("AWS::S3::Bucket", "Data").with("{}"),
            template("AWS::S3::BucketPolicy", "Policy")
                .with(
                    "{\"Bucket\":{\"$unknown\":\"known after apply\"},\"PolicyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}}")
                .refers("Bucket", "Data"));
    assertThat(estate.facet("Data", "public.policy")).isEqualTo("true");
    assertThat(estate.facet("Policy", "public.policy")).isEqualTo("true");
  }

  @Test
  void whatTerraformWritesBesideIsAResourceOfItsOwn() {
    Estate estate =
        Estate.of(
            template("AWS::IAM::Role", "Admin").with("{}"),
            template("AWS::IAM::ManagedPolicy", "All")
                .with(
                    "{\"PolicyDocument\":\"{\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"*\\\"}}\",\"Roles\":[{\"$unknown\":\"known after apply\"}]}")
                .refers("Roles.0", "Admin"));
    assertThat(estate.addresses()).containsExactly("Admin", "All", "All/aws_iam_policy_attachment");
    assertThat(estate.facet("Admin", "policy.admin")).isEqualTo("true");
  }

  @Test
  void placesFollowTheRenaming() {
    Estate estate =
        Estate.of(
            template("AWS::S3::Bucket", "Logs")
                .with("{\"LoggingConfiguration\":{\"DestinationBucketName\":\"far\"}}")
                .at("LoggingConfiguration", 4, 7)
                .at("LoggingConfiguration.DestinationBucketName", 5, 9));
    assertThat(estate.at("Logs").origin().places().of("logging.target_bucket")).hasToString("Optional[plan.json:5:9]");
    assertThat(estate.at("Logs").origin().places().of("logging")).hasToString("Optional[plan.json:4:7]");
    assertThat(estate.at("Logs").origin().places().of("LoggingConfiguration.DestinationBucketName"))
        .hasToString("Optional[plan.json:5:9]");
  }

  @Test
  void whatTheTableDoesNotSpeakOfIsListed() {
    Value.Fields document =
        (Value.Fields)
            ValueJson.parse(
                "{\"BucketName\":\"b\",\"LoggingConfiguration\":{\"DestinationBucketName\":\"x\",\"LogFilePrefix\":\"p\"},\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}],\"Sparkle\":1}");
    assertThat(Dialects.of("AWS::S3::Bucket").orElseThrow().notMapped(document))
        .contains("Sparkle")
        .doesNotContain("BucketName", "Tags");
    Translated translated = Dialects.translate("AWS::S3::Bucket", document).orElseThrow();
    assertThat(translated.attributes().values()).doesNotContainKey("Sparkle");
  }

  @Test
  void aTypeWithoutATableKeepsItsTypeAndHasItsIdentifierAndTags() {
    Estate estate =
        Estate.of(
            config("AWS::Sparkle::Thing", "t-1")
                .with("{\"Arn\":\"arn:aws:sparkle:eu-west-1:123456789012:thing/t-1\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}"));
    assertThat(estate.at("t-1").kind()).isEqualTo("other");
    assertThat(estate.at("t-1").id().value()).isEqualTo("arn:aws:sparkle:eu-west-1:123456789012:thing/t-1");
    assertThat(estate.at("t-1").region()).isEqualTo("eu-west-1");
    assertThat(estate.at("t-1").account()).isEqualTo("123456789012");
    assertThat(estate.at("t-1").tags()).containsEntry("a", "b");
  }

  @Test
  void ofTwoLooksAtOneResourceTheLaterCountsWhateverOrderTheyCameIn() {
    Instant morning = Instant.parse("2026-11-01T08:00:00Z");
    Instant evening = Instant.parse("2026-11-01T20:00:00Z");
    String arn = "\"Arn\":\"arn:aws:s3:::b\",";
    CollectedResource late =
        config("AWS::S3::Bucket", "b").with("{" + arn + "\"BucketName\":\"late\"}").seen(evening).build();
    CollectedResource early =
        config("AWS::S3::Bucket", "b").with("{" + arn + "\"BucketName\":\"early\"}").seen(morning).build();
    Snapshot snapshot =
        Inventory.of(
            List.of(
                Declared.collection("first", Estate.NOON, List.of(late)),
                Declared.collection("second", Estate.NOON.plusSeconds(60), List.of(early))));
    assertThat(snapshot.resources()).singleElement().satisfies(resource -> assertThat(resource.name()).isEqualTo("late"));
  }
}
