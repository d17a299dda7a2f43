package roadbed.collect.cloudformation;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import roadbed.collect.CollectionSink;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.aws.ConfigItems;
import roadbed.model.BillingFile;
import roadbed.model.CatalogEntity;
import roadbed.model.CollectedResource;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;

/** Templates and items with anything wrong in them are read to the end: diagnostics, never an exception. */
class TemplateFuzzTest {
  private static final int RUNS = Integer.getInteger("roadbed.fuzz", 400);

  private static final String TEMPLATE =
      """
      AWSTemplateFormatVersion: '2010-09-09'
      Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
      Globals: {Function: {Runtime: python3.12, Environment: {Variables: {A: 1}}}}
      Parameters:
        Env: {Type: String, Default: prod}
        Zones: {Type: CommaDelimitedList, Default: "a,b"}
      Mappings: {M: {prod: {x: 1}, test: {x: 2}}}
      Conditions:
        P: !Equals [!Ref Env, prod]
        N: !Not [!Condition P]
        A: !And [!Condition P, !Or [!Condition N, !Condition P]]
      Resources:
        B:
          Type: AWS::S3::Bucket
          Condition: P
          DependsOn: [In]
          DeletionPolicy: Retain
          Properties:
            BucketName: !Sub ['${X}-${Env}-${!Y}', {X: !Select [0, !Split ['-', 'a-b']]}]
            Tags: !If [P, [{Key: a, Value: !FindInMap [M, !Ref Env, x]}], !Ref AWS::NoValue]
            C: !Cidr [10.0.0.0/16, 2, 8]
            J: !Join [',', !Ref Zones]
            L: {Fn::Length: !Ref Zones}
            T: {Fn::ToJsonString: {a: !GetAtt B.Arn}}
        Fn::ForEach::Loop: [Id, !Ref Zones, {'Q${Id}': {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Id}}}]
        In:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: other.yaml, Parameters: {Env: !GetAtt In2.Outputs.V}}
        In2:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: other.yaml, Parameters: {Env: !GetAtt In.Outputs.V}}
        F:
          Type: AWS::Serverless::Function
          Properties:
            Policies: [X, {Statement: {Effect: Allow}}, {S3ReadPolicy: {BucketName: !Ref B}}]
            FunctionUrlConfig: {AuthType: NONE}
            Events: {E: {Type: Api, Properties: {Path: /}}, S: {Type: S3, Properties: {Bucket: !Ref B}}}
        T: {Type: AWS::Serverless::SimpleTable}
        S: {Type: AWS::Serverless::StateMachine, Properties: {Policies: Y}}
      Outputs: {V: {Value: !Ref B}}
      """;

  private static final String ITEMS =
      "{\"configurationItems\":[{\"resourceType\":\"AWS::S3::Bucket\",\"resourceId\":\"b\",\"configurationItemCaptureTime\":\"2026-11-01T08:00:00Z\",\"tags\":{\"a\":\"b\"},\"relationships\":[{\"resourceType\":\"AWS::KMS::Key\",\"resourceId\":\"k\"}],\"configuration\":\"{\\\"name\\\":\\\"b\\\"}\",\"supplementaryConfiguration\":{\"AccessControlList\":\"{\\\"grantList\\\":[{\\\"grantee\\\":\\\"AllUsers\\\",\\\"permission\\\":\\\"Read\\\"}]}\"}},"
          + "{\"resourceType\":\"AWS::EC2::SecurityGroup\",\"resourceId\":\"s\",\"configuration\":{\"ipPermissions\":[{\"ipProtocol\":\"tcp\",\"ipv4Ranges\":[{\"cidrIp\":\"0.0.0.0/0\"}],\"userIdGroupPairs\":[{\"groupId\":\"g\"}]}]}},"
          + "{\"resourceType\":\"AWS::IAM::Policy\",\"resourceId\":\"p\",\"configuration\":{\"policyVersionList\":[{\"isDefaultVersion\":true,\"document\":\"%7B%7D\"}]}}]}";

  private record Text(String name, String text) implements SourceFile {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final class Nowhere implements CollectionSink {
    private final List<Object> found = new ArrayList<>();

    @Override
    public void resource(CollectedResource resource) {
      found.add(resource.toString());
    }

    @Override
    public void catalog(CatalogEntity entity) {}

    @Override
    public void facts(EstateFacts facts) {}

    @Override
    public void incident(Incident incident) {}

    @Override
    public void billing(BillingFile file) {}

    @Override
    public void diagnostic(Diagnostic diagnostic) {
      found.add(diagnostic.toString());
    }
  }

  @Test
  void anyTemplateIsReadToItsEnd() {
    Random random = new Random(20261121);
    for (int i = 0; i < RUNS; i++) {
      String text = changed(TEMPLATE, random);
      assertThatCode(
              () -> {
                Nowhere sink = new Nowhere();
                CloudFormationTemplates templates = new CloudFormationTemplates(Limits.DEFAULT, sink);
                templates.template(new Text("main.yaml", text));
                templates.template(new Text("other.yaml", TEMPLATE));
                templates.read();
              })
          .as(text)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void anyItemsAreReadToTheirEnd() {
    Random random = new Random(20261122);
    for (int i = 0; i < RUNS * 3; i++) {
      String text = changed(ITEMS, random);
      assertThatCode(
              () -> {
                Nowhere sink = new Nowhere();
                ConfigItems items = new ConfigItems(sink);
                items.read(new Text("items.json", text));
                items.finish();
              })
          .as(text)
          .doesNotThrowAnyException();
    }
  }

  /** Pieces of it taken away, doubled, moved, or replaced by something that means something. */
  private static String changed(String text, Random random) {
    String[] pieces = {"!Ref ", "[]", "{}", "null", "-1", "''", "Fn::If", "!Sub '${'", ": ", "\n", "AWS::NoValue", "!If [P, 1]", "99999999999999999999", "[[", "\"\"", "{\"a\":", Instant.EPOCH.toString()};
    StringBuilder changed = new StringBuilder(text);
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(changed.length());
      int end = Math.min(changed.length(), at + 1 + random.nextInt(30));
      switch (random.nextInt(4)) {
        case 0 -> changed.delete(at, end);
        case 1 -> changed.insert(at, changed.substring(at, end));
        case 2 -> changed.replace(at, end, pieces[random.nextInt(pieces.length)]);
        default -> {
          String moved = changed.substring(at, end);
          changed.delete(at, end);
          changed.insert(random.nextInt(changed.length()), moved);
        }
      }
    }
    return changed.toString();
  }
}
