package roadbed.collect.cloudformation;

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
import roadbed.model.Value;
import roadbed.model.ValueJson;

class CloudFormationTest {
  @TempDir private Path folder;

  private CloudFormationTest file(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text, StandardCharsets.UTF_8);
    return this;
  }

  private Collection collect() {
    return new Collector().collect("stacks", List.of(folder), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
  }

  private static CollectedResource at(Collection collection, String address) {
    return collection.resources().stream()
        .filter(resource -> resource.address().equals(address))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no " + address + " in " + collection.resources().stream().map(CollectedResource::address).toList() + collection.diagnostics()));
  }

  /** The value of property P of the one resource, with the declarations before it. */
  private String property(String declarations, String yaml) throws IOException {
    file(
        "t.yaml",
        "AWSTemplateFormatVersion: 2010-09-09\n"
            + declarations
            + "\nResources:\n  Other:\n    Type: AWS::S3::Bucket\n  It:\n    Type: AWS::Sparkle::Thing\n    Properties:\n      P: "
            + yaml
            + "\n");
    Value value = at(collect(), "It").attributes().values().get("P");
    return value == null ? "-" : ValueJson.text(value);
  }

  private static final String DECLARED =
      """
      Parameters:
        Env: {Type: String, Default: prod}
        Size: {Type: Number, Default: 3}
        Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
        Open: {Type: String}
        Secret: {Type: String, NoEcho: true, Default: hunter22}
        Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /a/b}
      Mappings:
        Sizes:
          prod: {disk: 100, kind: big}
          test: {disk: 10, kind: big}
      Conditions:
        IsProd: !Equals [!Ref Env, prod]
        IsTest: !Not [!Condition IsProd]
        IsOpen: !Equals [!Ref Open, yes]
        Both: !And [!Condition IsProd, !Condition IsOpen]
        Neither: !And [!Condition IsTest, !Condition IsOpen]
        Either: !Or [!Condition IsProd, !Condition IsOpen]
        Loop: !Not [!Condition Pool]
        Pool: !Not [!Condition Loop]
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain | \"plain\"",
        "!Ref Env | \"prod\"",
        "{Ref: Env} | \"prod\"",
        "!Ref Size | 3",
        "!Ref Zones | [\"a\",\"b\",\"c\"]",
        "!Ref Secret | {\"$secret\":true}",
        "!Ref Stored | {\"$unknown\":\"the value of Stored is in the Parameter Store\"}",
        "!Ref Open | {\"$unknown\":\"the parameter Open has no default and no value is given\"}",
        "!Ref Other | {\"$unknown\":\"known after apply\"}",
        "!GetAtt Other.Arn | {\"$unknown\":\"known after apply\"}",
        "!Ref AWS::NoValue | -",
        "[a, !Ref AWS::NoValue, b] | [\"a\",\"b\"]",
        "!Ref AWS::Region | {\"$unknown\":\"AWS::Region is known only where the stack is deployed\"}",
        "!Sub '${Env}-x-${!Env}' | \"prod-x-${Env}\"",
        "!Sub ['${A}/${Env}', {A: !Ref Size}] | \"3/prod\"",
        "!Sub 'arn:${AWS::Partition}:s3:::x' | \"arn:aws:s3:::x\"",
        "!Sub '${Other}-x' | {\"$unknown\":\"known after apply\"}",
        "!Sub 'p=${Secret};' | \"p=***SECRET:parameter***;\"",
        "!Join ['-', [a, !Ref Env, 1]] | \"a-prod-1\"",
        "!Join [',', !Ref Zones] | \"a,b,c\"",
        "!Select [1, !Ref Zones] | \"b\"",
        "!Select ['0', !Split ['.', 'x.y']] | \"x\"",
        "!Split ['/', 'a/b'] | [\"a\",\"b\"]",
        "!If [IsProd, yes!, no!] | \"yes!\"",
        "!If [IsTest, 1, 2] | 2",
        "!If [IsOpen, 1, 1] | 1",
        "!If [Neither, 1, 2] | 2",
        "!If [Either, 1, 2] | 1",
        "!If [IsTest, 1, !Ref AWS::NoValue] | -",
        "!FindInMap [Sizes, !Ref Env, disk] | 100",
        "!FindInMap [Sizes, !Ref Open, kind] | \"big\"",
        "!FindInMap [Sizes, none, disk, {DefaultValue: 7}] | 7",
        "!Base64 hello | \"aGVsbG8=\"",
        "!Cidr [10.0.0.0/24, 2, 5] | [\"10.0.0.0/27\",\"10.0.0.32/27\"]",
        "!Length [1, 2, 3] | 3",
        "!ToJsonString {a: [1]} | \"{\\\"a\\\":[1]}\"",
        "{Fn::ToJsonString: {a: !Ref Env}} | \"{\\\"a\\\":\\\"prod\\\"}\"",
        "2012-10-17 | \"2012-10-17\"",
      })
  void aValueIsWhatItsFunctionsMakeOfIt(String yaml, String expected) throws IOException {
    assertThat(property(DECLARED, yaml)).isEqualTo(expected.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Nobody | nothing is named Nobody",
        "!GetAtt Nobody.Arn | no resource is named Nobody",
        "!If [Nothing, 1, 2] | the condition Nothing is not declared",
        "!If [Loop, 1, 2] | depends on itself",
        "!FindInMap [Sizes, none, disk] | has no none, disk",
        "!Select [9, [a]] | has no item 9",
        "{Fn::Sparkle: x} | Fn::Sparkle is not known",
        "{Fn::Transform: {Name: AWS::Include}} | not run here",
        "!Join x | not what Fn::Join takes",
      })
  void whatIsWrongIsSaidWithItsPlace(String yaml, String message) throws IOException {
    property(DECLARED, yaml);
    assertThat(collect().diagnostics())
        .anySatisfy(
            diagnostic -> {
              assertThat(diagnostic.message()).contains(message.strip());
              assertThat(diagnostic.location().line()).isPositive();
            });
  }

  @Test
  void aPrincipalThatIsMadeFromTheTemplateIsNotEverybody() throws IOException {
    file(
        "t.yaml",
        """
        Resources:
          Role: {Type: AWS::IAM::Role}
          Key:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy:
                Statement:
                  - Effect: Allow
                    Principal: {AWS: [!Sub 'arn:aws:iam::${AWS::AccountId}:root', !GetAtt Role.Arn]}
                    Action: kms:*
                    Resource: !Sub 'arn:aws:kms:${AWS::Region}::x'
        """);
    Value statement = at(collect(), "Key").attributes().at("KeyPolicy", "Statement").orElseThrow();
    assertThat(ValueJson.text(statement))
        .contains("arn:aws:iam::${AWS::AccountId}:root", "${Role.Arn}")
        .contains("\"Resource\":{\"$unknown\"");
  }

  @Test
  void aScriptKeepsWhatIsKnownOfIt() throws IOException {
    file(
        "t.yaml",
        "Resources:\n  B: {Type: AWS::S3::Bucket}\n  I:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64: !Sub |\n          aws s3 cp s3://${B}/x .\n          export AWS_KEY=AKIAIOSFODNN7EXAMPLE\n");
    String script = ((Value.Text) at(collect(), "I").attributes().get("UserData").orElseThrow()).value();
    assertThat(new String(java.util.Base64.getDecoder().decode(script), StandardCharsets.UTF_8))
        .contains("s3://${B}/x", "***SECRET:aws-access-key***")
        .doesNotContain("AKIA");
  }

  @Test
  void propertiesHaveTheirPlacesInYamlAndJsonAlike() throws IOException {
    file("a.yaml", "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketEncryption:\n        X:\n          - Y: !If [Z, 1, 2]\n")
        .file("b.json", "{\"Resources\": {\"J\": {\n  \"Type\": \"AWS::S3::Bucket\",\n\t\"Properties\": {\n    \"BucketName\": \"j\"}}}}");
    Collection collection = collect();
    assertThat(at(collection, "B").places().of("BucketEncryption.X.0.Y").orElseThrow().toString()).endsWith("a.yaml:7:13");
    assertThat(at(collection, "B").location().toString()).endsWith("a.yaml:2:3");
    assertThat(at(collection, "J").places().of("BucketName").orElseThrow().toString()).endsWith("b.json:4:5");
  }

  @Test
  void referencesNameThePropertyAndTheResource() throws IOException {
    file(
        "t.yaml",
        "Resources:\n  B: {Type: AWS::S3::Bucket}\n  P:\n    Type: AWS::S3::BucketPolicy\n    DependsOn: B\n    Properties:\n      Bucket: !Ref B\n      X: [!Sub '${B.Arn}/*']\n");
    assertThat(at(collect(), "P").references())
        .extracting(reference -> reference.attribute() + " " + reference.target() + " " + reference.targetAttribute())
        .containsExactly("Bucket B ", "X.0 B Arn", "depends_on B ");
  }

  @Test
  void aConditionDecidesWhetherAResourceIsThere() throws IOException {
    file(
        "t.yaml",
        "AWSTemplateFormatVersion: '2010-09-09'\n"
            + DECLARED
            + "Resources:\n  No: {Type: AWS::S3::Bucket, Condition: IsTest}\n  Yes: {Type: AWS::S3::Bucket, Condition: IsProd, DeletionPolicy: Retain}\n  Perhaps: {Type: AWS::S3::Bucket, Condition: IsOpen}\n");
    Collection collection = collect();
    assertThat(collection.resources()).extracting(CollectedResource::address).containsExactly("Yes", "Perhaps");
    assertThat(at(collection, "Yes").attributes().text("DeletionPolicy")).contains("Retain");
    assertThat(collection.diagnostics()).extracting(diagnostic -> diagnostic.code()).contains("cloudformation.condition");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t.parameters.json | [{\"ParameterKey\": \"Open\", \"ParameterValue\": \"given\"}]",
        "parameters.json | {\"Parameters\": {\"Open\": \"given\"}}",
        "samconfig.toml | version = 0.1\\n[default.deploy.parameters]\\nregion = \"eu-west-1\"\\nparameter_overrides = \"Env=x Open=\\\"given\\\"\"",
        "samconfig.toml | [default.deploy.parameters]\\nparameter_overrides = [\\n \"Open=given\",\\n]",
      })
  void valuesComeFromFilesBeside(String file, String text) throws IOException {
    file(file, text.strip().replace("\\n", "\n"));
    assertThat(property(DECLARED, "!Ref Open")).isEqualTo("\"given\"");
  }

  @Test
  void nestedStacksAreReadWithWhatIsPassedToThem() throws IOException {
    file(
            "main.yaml",
            "Resources:\n  Key: {Type: AWS::KMS::Key}\n  In:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./parts/inner.yaml\n      Parameters: {Name: logs, Key: !GetAtt Key.Arn}\n  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !GetAtt In.Outputs.Bucket\n      Name: !GetAtt In.Outputs.Name\n")
        .file(
            "parts/inner.yaml",
            "Parameters:\n  Name: {Type: String}\n  Key: {Type: String}\nResources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties: {BucketName: !Ref Name, Key: !Ref Key}\nOutputs:\n  Bucket: {Value: !Ref B}\n  Name: {Value: !Ref Name}\n");
    Collection collection = collect();
    assertThat(collection.resources()).extracting(CollectedResource::address).containsExactly("Key", "In", "In.B", "P");
    assertThat(at(collection, "In.B").attributes().text("BucketName")).contains("logs");
    assertThat(at(collection, "In.B").references()).extracting("target").containsExactly("Key");
    assertThat(at(collection, "P").references()).extracting("target").containsExactly("In.B");
    assertThat(at(collection, "P").attributes().text("Name")).contains("logs");
    assertThat(collection.diagnostics()).isEmpty();
  }

  private static final String NETWORK =
      """
      AWSTemplateFormatVersion: 2010-09-09
      Parameters:
        Env: {Type: String, Default: prod}
      Conditions:
        IsTest: !Equals [!Ref Env, test]
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Shared: {Type: AWS::EC2::SecurityGroup}
      Outputs:
        Id: {Value: !Ref Vpc, Export: {Name: !Sub "${Env}-vpc"}}
        Range: {Value: 10.0.0.0/16, Export: {Name: !Sub "${Env}-range"}}
        Group: {Value: !GetAtt Shared.GroupId, Export: {Name: group}}
        Unnamed: {Value: x, Export: {Name: !Sub "${AWS::StackName}-x"}}
        Never: {Condition: IsTest, Value: x, Export: {Name: never}}
        One: {Value: !ImportValue two, Export: {Name: one}}
        Two: {Value: !ImportValue one, Export: {Name: two}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!ImportValue prod-range | \"10.0.0.0/16\"",
        "{Fn::ImportValue: !Sub '${Env}-range'} | \"10.0.0.0/16\"",
        "!ImportValue test-range | no template here exports test-range; the names of 1 exports are known only where the stacks are deployed",
        "!ImportValue never | no template here exports never; the names of 1 exports are known only where the stacks are deployed",
        "!ImportValue {'Fn::Sub': '${AWS::StackName}-x'} | under a name that is not known: AWS::StackName is known only where",
        "!ImportValue one | the export one depends on itself",
        "!ImportValue [one] | under a name that is not known",
      })
  void whatAnotherStackExportsIsFound(String yaml, String expected) throws IOException {
    file("network.yaml", NETWORK);
    assertThat(property("Parameters:\n  Env: {Type: String, Default: prod}", yaml)).contains(expected);
  }

  @Test
  void anImportedResourceIsReferredToWhereItsNameIsGoodInBothStacks() throws IOException {
    file("network.yaml", NETWORK)
        .file(
            "web.yaml",
            "Resources:\n  Shared: {Type: AWS::S3::Bucket}\n  Group:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      VpcId: !ImportValue prod-vpc\n      Other: !ImportValue group\n");
    CollectedResource group = at(collect(), "Group");
    assertThat(group.references()).as("both stacks have a Shared").extracting("target").containsExactly("Vpc");
    assertThat(group.attributes().get("VpcId")).contains(Value.Unknown.AFTER_APPLY);
  }

  @Test
  void aNameThatTwoStacksExportMeansNeitherUnlessTheirRegionsTell() throws IOException {
    file("eu/network.yaml", NETWORK).file("us/network.yaml", NETWORK);
    assertThat(property("", "!ImportValue prod-range"))
        .contains("exported more than once: by ")
        .contains("eu/network.yaml")
        .contains("us/network.yaml");
    file("eu/samconfig.toml", "version = 0.1\n[default.deploy.parameters]\nregion = \"eu-west-1\"\nparameter_overrides = \"Env=prod\"\n")
        .file("us/samconfig.toml", "version = 0.1\n[default.deploy.parameters]\nregion = \"us-east-1\"\nparameter_overrides = \"Env=prod\"\n")
        .file("us/web.yaml", "Resources:\n  Web:\n    Type: AWS::Sparkle::Thing\n    Properties: {P: !ImportValue prod-range}\n");
    assertThat(at(collect(), "Web").attributes().text("P")).contains("10.0.0.0/16");
  }

  @Test
  void aNestedStackExportsAsWell() throws IOException {
    file(
            "main.yaml",
            "Resources:\n  In:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./inner.yaml\n      Parameters: {Env: stage}\n")
        .file("inner.yaml", NETWORK);
    assertThat(property("", "!ImportValue stage-range")).isEqualTo("\"10.0.0.0/16\"");
  }

  @Test
  void stacksThatContainEachOtherEnd() throws IOException {
    String other = "Resources:\n  In:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: %s}\n";
    file("a.yaml", other.formatted("b.yaml")).file("b.yaml", other.formatted("a.yaml"));
    assertThat(collect().diagnostics()).anyMatch(diagnostic -> diagnostic.message().contains("contains itself"));
  }

  @Test
  void loopsMakeResources() throws IOException {
    file(
        "t.yaml",
        "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Buckets:\n    - Name\n    - [Logs, Data]\n    - Bucket${Name}:\n        Type: AWS::S3::Bucket\n        Properties:\n          BucketName: !Sub 'shop-${Name}'\n          Tags: [{Key: n, Value: !Ref Name}]\n");
    Collection collection = collect();
    assertThat(collection.resources()).extracting(CollectedResource::address).containsExactly("BucketLogs", "BucketData");
    assertThat(at(collection, "BucketData").attributes().text("BucketName")).contains("shop-Data");
  }

  @Test
  void loopsWithinLoopsAreBounded() throws IOException {
    StringBuilder text = new StringBuilder("Transform: AWS::LanguageExtensions\nAWSTemplateFormatVersion: '2010-09-09'\nResources:\n");
    String list = "[" + "x,".repeat(200) + "y]";
    String indent = "  ";
    for (int i = 0; i < 6; i++) {
      text.append(indent).append("Fn::ForEach::L").append(i).append(":\n").append(indent).append("- N").append(i).append("\n").append(indent).append("- ").append(list).append("\n").append(indent).append("-\n");
      indent += "  ";
    }
    text.append(indent).append("B${N0}${N1}: {Type: AWS::S3::Bucket}\n");
    file("t.yaml", text.toString());
    assertThat(collect().diagnostics()).extracting(diagnostic -> diagnostic.code()).contains("cloudformation.bounds");
  }

  @Test
  void secretsAreNotKept() throws IOException {
    file(
        "t.yaml",
        "Parameters:\n  Pw: {Type: String, NoEcho: true}\nResources:\n  D:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUserPassword: hunter2hunter2\n      Other: !Sub '{{resolve:secretsmanager:x}}'\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment: {Variables: {DB_PASSWORD: hunter2hunter2, HOST: db}}\n");
    Collection collection = collect();
    assertThat(at(collection, "D").attributes().get("MasterUserPassword")).contains(Value.Secret.INSTANCE);
    assertThat(at(collection, "F").attributes().at("Environment", "Variables", "DB_PASSWORD")).contains(Value.Secret.INSTANCE);
    assertThat(at(collection, "F").attributes().at("Environment", "Variables", "HOST")).contains(Value.of("db"));
  }

  @Test
  void serverlessResourcesAreWhatTheyStandFor() throws IOException {
    file(
        "t.yaml",
        """
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function:
            Runtime: python3.12
            Tracing: Active
            Environment: {Variables: {A: 1}}
        Resources:
          Table: {Type: AWS::Serverless::SimpleTable}
          Fn:
            Type: AWS::Serverless::Function
            Properties:
              Handler: a.b
              Environment: {Variables: {B: !Ref Table}}
              Policies:
                - AmazonS3ReadOnlyAccess
                - Statement: [{Effect: Allow, Action: '*', Resource: '*'}]
              FunctionUrlConfig: {AuthType: NONE}
              Events:
                Get: {Type: Api, Properties: {Path: /, Method: get}}
          Role2:
            Type: AWS::IAM::Policy
            Properties: {Roles: [!Ref FnRole]}
        """);
    Collection collection = collect();
    assertThat(collection.resources())
        .extracting(resource -> resource.address() + " " + resource.type())
        .containsExactly(
            "Table AWS::DynamoDB::Table",
            "FnRole AWS::IAM::Role",
            "Fn AWS::Lambda::Function",
            "FnUrl AWS::Lambda::Url",
            "FnUrlPublicPermissions AWS::Lambda::Permission",
            "FnGetPermission AWS::Lambda::Permission",
            "ServerlessRestApi AWS::ApiGateway::RestApi",
            "Role2 AWS::IAM::Policy");
    Value.Fields function = at(collection, "Fn").attributes();
    assertThat(function.text("Runtime")).contains("python3.12");
    assertThat(function.at("TracingConfig", "Mode")).contains(Value.of("Active"));
    assertThat(((Value.Fields) function.at("Environment", "Variables").orElseThrow()).values()).containsOnlyKeys("A", "B");
    assertThat(at(collection, "Fn").references()).extracting("target").contains("FnRole", "Table");
    assertThat(at(collection, "Role2").references()).extracting("target").containsExactly("FnRole");
    assertThat(collection.diagnostics()).isEmpty();
  }

  @Test
  void brokenTemplatesSayWhere() throws IOException {
    file("a.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  B: {Type: AWS::S3::Bucket\n")
        .file("b.json", "{\"AWSTemplateFormatVersion\": \"2010-09-09\", \"Resources\": {\"B\": {\"Type\": \"AWS::S3::Bucket\"")
        .file("c.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  B: text\n  C: {Type: AWS::S3::Bucket, Properties: [1]}\n  D: {Type: AWS::S3::Bucket}\n");
    Collection collection = collect();
    assertThat(collection.diagnostics()).extracting(diagnostic -> diagnostic.code()).contains("yaml.malformed", "json.truncated", "cloudformation.resource", "cloudformation.properties");
    assertThat(collection.resources()).extracting(CollectedResource::address).contains("D");
  }

  @Test
  void aliasesThatMultiplyAreRefused() throws IOException {
    StringBuilder text = new StringBuilder("AWSTemplateFormatVersion: '2010-09-09'\nA0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      text.append("A").append(i).append(": &a").append(i).append(" [*a").append(i - 1).append(", *a").append(i - 1).append("]\n");
    }
    text.append("Resources:\n  B: {Type: AWS::S3::Bucket, Properties: {X: *a29}}\n");
    file("t.yaml", text.toString());
    assertThat(collect().diagnostics()).extracting(diagnostic -> diagnostic.code()).contains("yaml.bounds");
  }
}
