package roadbed.assess.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.inventory.Sighting;
import roadbed.inventory.Sightings;
import roadbed.model.Declaration;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;
import roadbed.model.Location;
import roadbed.model.Reference;

/** What became of a resource between code, state and what is live. */
class DriftTest {
  private static final String BUCKET = "'arn':'arn:aws:s3:::logs','id':'logs','bucket':'logs'";

  @Test
  void whatIsAsDeclaredIsInStep() {
    assertThat(
            new Sides()
                .code("aws_s3_bucket.logs", "{'bucket':'logs','tags':{'team':'web'}}")
                .state("aws_s3_bucket.logs", "{" + BUCKET + ",'tags':{'team':'web'}}")
                .seen("x.logs".replace("x", "aws_s3_bucket"), "{" + BUCKET + ",'tags':{'team':'web'}}")
                .words())
        .isEqualTo("aws_s3_bucket.logs: in-step");
  }

  @Test
  void whatTheStateHoldsAndNobodyFindsIsMissingAlsoWhereTheCodeDeclaresIt() {
    Sides sides =
        new Sides()
            .code("aws_s3_bucket.logs", "{'bucket':'logs'}")
            .state("aws_s3_bucket.logs", "{" + BUCKET + "}")
            .state("aws_s3_bucket.kept", "{" + BUCKET.replace("logs", "kept") + "}")
            .seen("aws_s3_bucket.x", "{" + BUCKET.replace("logs", "kept") + "}");
    assertThat(sides.words()).contains("aws_s3_bucket.logs: missing", "aws_s3_bucket.kept: in-step");
  }

  @Test
  void whatTheCodeSaysToIgnoreIsNoDrift() {
    String live = "{" + BUCKET + ",'tags':{'team':'db','by':'hand'},'object_lock_enabled':true}";
    String code = "{'bucket':'logs','tags':{'team':'web'},'object_lock_enabled':false}";
    assertThat(new Sides().code("aws_s3_bucket.logs", code).seen("aws_s3_bucket.logs", live).words())
        .contains("tags.team=\"web\"/-/\"db\"", "tags.by=-/-/\"hand\"", "object_lock_enabled");
    assertThat(new Sides().code("aws_s3_bucket.logs", code, "ignore_changes=tags.team|object_lock_enabled").seen("aws_s3_bucket.logs", live).words())
        .isEqualTo("aws_s3_bucket.logs: changed tags.by=-/-/\"hand\"");
    assertThat(new Sides().code("aws_s3_bucket.logs", code, "ignore_changes=tags_all|object_lock_enabled").seen("aws_s3_bucket.logs", live).words())
        .isEqualTo("aws_s3_bucket.logs: in-step");
    DriftReport all = new Sides().code("aws_s3_bucket.logs", code, "ignore_changes=*").seen("aws_s3_bucket.logs", live).report();
    assertThat(all.resources().getFirst().notCompared())
        .extracting(ResourceDrift.NotCompared::why)
        .contains("the code says to ignore its changes");
    assertThat(all.resources().getFirst().kind()).isEqualTo(DriftKind.IN_STEP);
  }

  @Test
  void aMoveThatIsNotAppliedYetLosesNothing() {
    assertThat(
            new Sides()
                .code("aws_instance.main[0]", "{'instance_type':'t3.small'}", "moved_from=aws_instance.old")
                .state("aws_instance.old", "{'id':'i-1','instance_type':'t3.small'}")
                .seen("aws_instance.x", "{'id':'i-1','instance_type':'t3.large'}")
                .words())
        .isEqualTo("aws_instance.main[0]: changed instance_type=\"t3.small\"/\"t3.small\"/\"t3.large\"");
  }

  @Test
  void anImportNamesWhatItIsComparedWith() {
    assertThat(
            new Sides()
                .code("aws_instance.main", "{'instance_type':'t3.small'}", "import_id=i-1")
                .seen("aws_instance.x", "{'id':'i-1','instance_type':'t3.large'}")
                .words())
        .isEqualTo("aws_instance.main: changed instance_type=\"t3.small\"/-/\"t3.large\"");
  }

  @Test
  void aChangeByHandIsToldOnAllThreeSides() {
    assertThat(
            new Sides()
                .code("aws_db_instance.main", "{'identifier':'main','backup_retention_period':7}")
                .state("aws_db_instance.main", "{'id':'main','identifier':'main','backup_retention_period':7}")
                .seen("aws_db_instance.other", "{'id':'main','identifier':'main','backup_retention_period':1}")
                .words())
        .isEqualTo("aws_db_instance.main: changed backup_retention_period=7/7/1");
  }

  @Test
  void aRefreshedStateHidesNothing() {
    assertThat(
            new Sides()
                .code("aws_db_instance.main", "{'identifier':'main','multi_az':true}")
                .state("aws_db_instance.main", "{'id':'main','identifier':'main','multi_az':false}")
                .seen("aws_db_instance.other", "{'id':'main','identifier':'main','multi_az':false}")
                .words())
        .isEqualTo("aws_db_instance.main: changed multi_az=true/false/false");
    assertThat(
            new Sides()
                .code("aws_db_instance.main", "{'identifier':'main','multi_az':true}")
                .state("aws_db_instance.main", "{'id':'main','identifier':'main','multi_az':false}")
                .words())
        .isEqualTo("aws_db_instance.main: changed multi_az=true/false/-");
  }

  @Test
  void onlyWhatIsDeclaredIsCompared() {
    assertThat(
            new Sides()
                .code("aws_db_instance.main", "{'identifier':'main','engine':'postgres'}")
                .seen("aws_db_instance.other", "{'id':'main','identifier':'main','engine':'postgres','port':5433}")
                .words())
        .isEqualTo("aws_db_instance.main: in-step");
  }

  @Test
  void anAttributeThatNobodySetsIsWhatItsProviderDocuments() {
    assertThat(
            new Sides()
                .code("aws_db_instance.main", "{'identifier':'main'}")
                .seen("aws_db_instance.other", "{'id':'main','identifier':'main','publicly_accessible':true}")
                .words())
        .isEqualTo("aws_db_instance.main: changed publicly_accessible=-/-/true");
  }

  @Test
  void anExceptionGivesLeaveUntilItEnds() {
    List<Sighting> sightings =
        Sightings.of(
            List.of(
                new Sides()
                    .code("aws_db_instance.main", "{'identifier':'main','port':1,'multi_az':true}")
                    .seen("aws_db_instance.other", "{'id':'main','identifier':'main','port':2,'multi_az':false}")
                    .collection()));
    assertThat(paths(sightings, "2026-03-01T12:00:00Z", "drift:port")).containsExactly("multi_az");
    assertThat(paths(sightings, "2026-03-01T12:00:00Z", "drift")).isEmpty();
    assertThat(paths(sightings, "2026-04-01T00:00:00Z", "drift")).containsExactly("port", "multi_az");
  }

  @Test
  void exceptionsSpeakOfKindsAndTagsAsWell() {
    List<Sighting> sightings =
        Sightings.of(
            List.of(
                new Sides()
                    .code("aws_db_instance.main", "{'identifier':'main','port':1,'tags':{'team':'shop'}}")
                    .seen("aws_db_instance.other", "{'id':'main','identifier':'main','port':2,'tags':{'team':'shop'}}")
                    .collection()));
    assertThat(kind(sightings, List.of("database.*"), List.of())).isEqualTo(DriftKind.EXCEPTED);
    assertThat(kind(sightings, List.of("storage.bucket"), List.of())).isEqualTo(DriftKind.CHANGED);
    assertThat(kind(sightings, List.of(), List.of("team=sh*"))).isEqualTo(DriftKind.EXCEPTED);
    assertThat(kind(sightings, List.of(), List.of("team=web"))).isEqualTo(DriftKind.CHANGED);
    assertThat(kind(sightings, List.of("database.*"), List.of("team=web"))).isEqualTo(DriftKind.CHANGED);
  }

  private static DriftKind kind(List<Sighting> sightings, List<String> kinds, List<String> tags) {
    List<String> none = List.of();
    ExceptionGrant grant =
        grant(
            "drift",
            new ExceptionGrant.ResourceSelector(none, none, none, kinds, none, none, none, tags, none, none, false));
    return Drift.of(sightings, excepting(grant, "2026-03-01T12:00:00Z")).resources().getFirst().kind();
  }

  private static ExceptionGrant grant(String what, ExceptionGrant.ResourceSelector resources) {
    return new ExceptionGrant(
        "EX-1", new ExceptionGrant.GuardrailSelector(List.of(what), List.of(), List.of()), resources,
        "it scales by itself", Optional.empty(), "ada", "bob", Optional.empty(),
        Instant.parse("2026-04-01T00:00:00Z"), Optional.empty(), Location.of("roadbed.yaml"));
  }

  private static DriftExceptions excepting(ExceptionGrant grant, String now) {
    return new DriftExceptions(new ExceptionRules(List.of(grant), Optional.empty(), List.of()), Instant.parse(now));
  }

  private static List<String> paths(List<Sighting> sightings, String now, String what) {
    ExceptionGrant grant =
        grant(
            what,
            new ExceptionGrant.ResourceSelector(
                List.of(), List.of(), List.of("aws_db_*"), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), false));
    DriftExceptions exceptions = excepting(grant, now);
    ResourceDrift one = Drift.of(sightings, exceptions).resources().getFirst();
    assertThat(one.kind()).isEqualTo(one.changes().isEmpty() ? DriftKind.EXCEPTED : DriftKind.CHANGED);
    return one.changes().stream().map(AttributeDrift::path).toList();
  }

  @Test
  void theUnknownIsNotCompared() {
    ResourceDrift one =
        new Sides()
            .code("aws_db_instance.main", "{'identifier':'main','kms_key_id':{'$unknown':'known after apply'},'port':5432}")
            .seen("aws_db_instance.other", "{'id':'main','identifier':'main','kms_key_id':'k','port':5432}")
            .report()
            .resources()
            .getFirst();
    assertThat(one.kind()).isEqualTo(DriftKind.IN_STEP);
    assertThat(one.notCompared()).containsExactly(new ResourceDrift.NotCompared("kms_key_id", "known after apply"));
  }

  @Test
  void whatTheCodeLeavesOpenTheStateKnows() {
    assertThat(
            new Sides()
                .code("aws_db_instance.main", "{'identifier':'main','kms_key_id':{'$unknown':'known after apply'}}")
                .state("aws_db_instance.main", "{'id':'main','identifier':'main','kms_key_id':'key/1'}")
                .seen("aws_db_instance.other", "{'id':'main','identifier':'main','kms_key_id':'key/2'}")
                .report()
                .resources()
                .getFirst()
                .changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.path()).isEqualTo("kms_key_id");
              assertThat(change.note()).contains("what was applied");
            });
  }

  @Test
  void aSecretIsNeitherComparedNorShown() {
    String words =
        new Sides()
            .code("aws_db_instance.main", "{'identifier':'main','tags':{'a':{'$secret':true}},'port':1}")
            .seen("aws_db_instance.other", "{'id':'main','identifier':'main','tags':{'a':'hunter2'},'port':2}")
            .words();
    assertThat(words).isEqualTo("aws_db_instance.main: changed port=1/-/2").doesNotContain("hunter2");
  }

  @Test
  void aResourceIsMissingWhereOthersOfItsTypeWereFound() {
    String state = "{'arn':'arn:aws:sqs:eu-west-1:123456789012:%s','name':'%s'}";
    Sides sides =
        new Sides()
            .state("aws_sqs_queue.a", state.replace("%s", "a"))
            .state("aws_sqs_queue.b", state.replace("%s", "b"))
            .state("aws_sns_topic.c", state.replace("%s", "c").replace(":sqs:", ":sns:"));
    assertThat(sides.seen("aws_sqs_queue.found", state.replace("%s", "a")).words())
        .isEqualTo("aws_sqs_queue.b: missing\naws_sqs_queue.a: in-step\naws_sns_topic.c: not-covered");
  }

  @Test
  void whatNobodyDeclaresIsUnmanagedAndWhatTheProviderMadeIsNot() {
    assertThat(
            new Sides()
                .seen("aws_sqs_queue.a", "{'arn':'arn:aws:sqs:eu-west-1:123456789012:a','name':'a'}")
                .seen("aws_security_group.d", "{'id':'sg-1','name':'default'}")
                .seen("aws_iam_role.s", "{'arn':'arn:aws:iam::123456789012:role/aws-service-role/x/y','name':'y'}")
                .report()
                .resources())
        .extracting(ResourceDrift::kind)
        .containsExactly(DriftKind.UNMANAGED, DriftKind.PROVIDED, DriftKind.PROVIDED);
  }

  @Test
  void anObjectInTwoStatesIsReported() {
    DriftReport report =
        new Sides()
            .add(Declaration.TERRAFORM_STATE, "aws_s3_bucket.a", "{" + BUCKET + "}", "one/terraform.tfstate")
            .add(Declaration.TERRAFORM_STATE, "aws_s3_bucket.b", "{" + BUCKET + "}", "two/terraform.tfstate")
            .report();
    assertThat(report.claims())
        .singleElement()
        .satisfies(
            claim -> {
              assertThat(claim.addresses()).containsExactly("aws_s3_bucket.a", "aws_s3_bucket.b");
              assertThat(claim.likelyCopies()).isFalse();
            });
  }

  @Test
  void aSettingOfTheAccountIsRecognisedWithoutAnIdentifier() {
    assertThat(
            new Sides()
                .code("aws_s3_account_public_access_block.this", "{'block_public_acls':true}")
                .seen("aws_s3_account_public_access_block.x", "{'id':'123456789012','block_public_acls':false}")
                .words())
        .isEqualTo("aws_s3_account_public_access_block.this: changed block_public_acls=true/-/false");
  }

  @Test
  void oneAddressInTwoFoldersFindsTheStateOfItsOwn() {
    Sides sides = new Sides();
    for (String folder : List.of("a", "b")) {
      sides.add(
          Declaration.TERRAFORM_SOURCE,
          "aws_db_instance.main",
          "{'identifier':'" + folder + "','port':1}",
          folder + "/main.tf.json");
      sides.add(
          Declaration.TERRAFORM_STATE,
          "aws_db_instance.main",
          "{'id':'" + folder + "','identifier':'" + folder + "','port':" + (folder.equals("a") ? 1 : 2) + "}",
          folder + "/terraform.tfstate");
    }
    assertThat(sides.report().resources())
        .extracting(one -> one.declared().orElseThrow().location().file() + " " + one.kind().id())
        .containsExactly("b/main.tf.json changed", "a/main.tf.json in-step");
  }

  @Test
  void severalThatMayBeItAreNone() {
    assertThat(
            new Sides()
                .code("aws_security_group.web", "{'name':'web','description':'x'}")
                .seen("aws_security_group.a", "{'id':'sg-1','name':'web','description':'x'}")
                .seen("aws_security_group.b", "{'id':'sg-2','name':'web','description':'y'}")
                .report()
                .resources()
                .getLast()
                .kind())
        .isEqualTo(DriftKind.NOT_COMPARABLE);
  }

  @Test
  void aBucketIsComparedWithItsSettingsWhereverTheyStand() {
    Sides sides = new Sides();
    sides
        .code("aws_s3_bucket.logs", "{'bucket':'logs'}")
        .add(
            Declaration.TERRAFORM_SOURCE,
            "aws_s3_bucket_versioning",
            "aws_s3_bucket_versioning.logs",
            "{'bucket':{'$unknown':'known after apply'},'versioning_configuration':[{'status':'Enabled'}]}",
            "main.tf.json",
            List.of(new Reference("bucket", "aws_s3_bucket.logs", "id")));
    assertThat(sides.seen("aws_s3_bucket.x", "{" + BUCKET + ",'versioning':[{'enabled':false,'mfa_delete':false}]}").words())
        .isEqualTo("aws_s3_bucket.logs: changed versioning.enabled=true/-/false");
  }

  @Test
  void rulesOfASecurityGroupAreTheSameInsideAndApart() {
    String group = "'id':'sg-1','name':'web'";
    Sides sides =
        new Sides()
            .state("aws_security_group.web", "{" + group + "}")
            .state(
                "aws_security_group_rule.https",
                "{'security_group_id':'sg-1','type':'ingress','protocol':'tcp','from_port':443,'to_port':443,'cidr_blocks':['10.0.0.0/8','0.0.0.0/0']}")
            .state(
                "aws_vpc_security_group_egress_rule.all",
                "{'security_group_id':'sg-1','ip_protocol':'-1','cidr_ipv4':'0.0.0.0/0'}");
    String inside =
        "'ingress':[{'protocol':'tcp','from_port':443,'to_port':443,'cidr_blocks':['0.0.0.0/0']},{'protocol':'6','from_port':'443','to_port':'443','cidr_blocks':['10.0.0.0/8']}%s],"
            + "'egress':[{'protocol':'-1','from_port':0,'to_port':0,'cidr_blocks':['0.0.0.0/0']}]";
    assertThat(
            new Sides().collection().resources()).isEmpty();
    assertThat(sides.seen("aws_security_group.live", "{" + group + "," + inside.replace("%s", ",{'protocol':'tcp','from_port':22,'to_port':22,'cidr_blocks':['0.0.0.0/0']}") + "}").words())
        .isEqualTo("aws_security_group.web: changed ingress.tcp 22 from 0.0.0.0/0=-/-/true");
  }

  @Test
  void policiesOfARoleAreTheSameInsideAndApart() {
    assertThat(
            new Sides()
                .state("aws_iam_role.app", "{'id':'app','name':'app','arn':'arn:aws:iam::123456789012:role/app'}")
                .state("aws_iam_role_policy_attachment.read", "{'role':'app','policy_arn':'arn:aws:iam::aws:policy/ReadOnlyAccess'}")
                .seen(
                    "aws_iam_role.live",
                    "{'id':'app','name':'app','arn':'arn:aws:iam::123456789012:role/app','managed_policy_arns':['arn:aws:iam::aws:policy/ReadOnlyAccess','arn:aws:iam::aws:policy/AdministratorAccess']}")
                .words())
        .isEqualTo("aws_iam_role.app: changed managed_policy_arns.arn:aws:iam::aws:policy/AdministratorAccess=-/-/true");
  }

  @Test
  void whatTheInventoryOfAwsTellsIsHeldAgainstTheCode() {
    assertThat(
            new Sides()
                .code("aws_s3_bucket.logs", "{'bucket':'logs'}")
                .add(
                    Declaration.TERRAFORM_SOURCE,
                    "aws_s3_bucket_public_access_block",
                    "aws_s3_bucket_public_access_block.logs",
                    "{'bucket':'logs','block_public_acls':true,'block_public_policy':true}",
                    "main.tf.json",
                    List.of())
                .add(
                    Declaration.AWS_CONFIG,
                    "AWS::S3::Bucket",
                    "AWS::S3::Bucket.logs",
                    "{'BucketName':'logs','Arn':'arn:aws:s3:::logs','PublicAccessBlockConfiguration':{'BlockPublicAcls':true,'BlockPublicPolicy':false}}",
                    "config.json",
                    List.of())
                .words())
        .isEqualTo("aws_s3_bucket.logs: changed public_access_block.block_public_policy=true/-/false");
  }
}
